package names

import (
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// servicePath returns the words that the names of a service's things begin with.
func (p *naming) servicePath(s *api.Service) []string { return p.Path(p.pathOfService(s)) }

// nameServices names the services, with their methods.
func (p *naming) nameServices(a *api.API) {
	files := NewScope("client", errorsFile, modelsFile, enumsFile, webhooksFile)
	top := p.membersOf("Client", append(p.clientMethods(a), "Do")...)
	var visit func(s *api.Service, parent string, siblings *Scope)
	visit = func(s *api.Service, parent string, siblings *Scope) {
		c := Claim{What: "service " + strings.Join(s.Path, "."), Pos: s.Pos, hint: "put the operations into another group with x-speakeasy-group, or set names.services"}
		c = p.chosen(s, c)
		names := p.takeServiceType(s, c)
		path := p.pathOfService(s)
		c.keys = p.keysOf(s, "field")
		names.Field = siblings.Suffixed(Exported(p.Words(path[len(path)-1])...), "Service", c, p.ds)
		names.Selector = names.Field
		if parent != "" {
			names.Selector = parent + "." + names.Field
		}
		names.File = p.fileName(files, s)
		p.table.services[s] = names

		members := p.membersOf(names.Type, strings.Fields(vetted)...)
		p.nameMethods(s, members)
		for _, nested := range s.Services {
			visit(nested, names.Selector, members)
		}
	}
	for _, s := range a.Services {
		visit(s, "", top)
	}
}

// keysOf returns the keys of what is named after a service. If the user chose a word for
// it, that decides and not the lock.
func (p *naming) keysOf(s *api.Service, role string) []string {
	if p.isRenamed(s) {
		return nil
	}
	if role != "" {
		role = ":" + role
	}
	return []string{keyOfService(s, role)}
}

// takeServiceType claims the names of the type of a service and of its constructor, which
// stay together.
func (p *naming) takeServiceType(s *api.Service, c Claim) Service {
	constructor := c
	c.keys, constructor.keys = p.keysOf(s, ""), p.keysOf(s, "new")
	if name, ok := p.scope.remembered(c); ok {
		return Service{Type: name, Constructor: p.scope.NumberAloud("New"+name, constructor, p.ds)}
	}
	base := Exported(p.servicePath(s)...)
	name := base + "Service"
	both := func() bool { return p.scope.free(name) && p.scope.free("New"+name) }
	if !both() {
		name = base + "Group"
	}
	for n := 2; !both(); n++ {
		name = numbered(base+"Service", n)
	}
	for _, wanted := range []string{base + "Service", "New" + base + "Service"} {
		if !p.scope.free(wanted) && !p.scope.isReserved(wanted) {
			p.scope.warn("name-suffixed", wanted, strings.TrimSuffix(wanted, base+"Service")+name, c, p.ds)
			break
		}
	}
	return Service{Type: p.scope.grant(name, c), Constructor: p.scope.grant("New"+name, constructor)}
}

// nameMethods names the methods that call the operations of a service, and then those
// that go through their pages.
func (p *naming) nameMethods(s *api.Service, members *Scope) {
	for _, i := range claimOrder(len(s.Operations), func(i int) string { return s.Operations[i].Name }) {
		o := s.Operations[i]
		if o.Of != nil {
			continue
		}
		c := Claim{What: "operation " + o.ID, Pos: o.Pos, keys: []string{keyOfOperation(o, "")}, hint: overrideHint}
		method := members.NumberAloud(members.Unreserved(Exported(p.Words(o.Name)...), "Operation"), c, p.ds)
		p.table.operations[o] = Operation{Method: method}
	}
	p.nameWays(s, members)
	for _, o := range s.Operations {
		p.nameIterators(o, members)
	}
}

// nameWays names the methods that are other ways to call an operation.
func (p *naming) nameWays(s *api.Service, members *Scope) {
	for _, o := range s.Operations {
		if o.Of != nil {
			c := Claim{What: "operation " + o.ID + " with " + o.Variant, Pos: o.Pos, keys: []string{keyOfOperation(o, "")}}
			name := words.Join(p.table.operations[o.Of].Method, Exported(p.Words(o.Variant)...))
			p.table.operations[o] = Operation{Method: members.NumberAloud(members.Unreserved(name, "Operation"), c, p.ds)}
		}
	}
}

// overrideHint says how the user gives things of the description names.
const overrideHint = "choose a name with x-speakeasy-name-override"

// nameIterators names the methods that go through the pages of an operation.
func (p *naming) nameIterators(o *api.Operation, members *Scope) {
	if o.Pagination == nil {
		return
	}
	names := p.table.operations[o]
	take := func(word string) string {
		c := Claim{What: "the iterator of operation " + o.ID, Pos: o.Pos, keys: []string{keyOfOperation(o, strings.ToLower(word))}, hint: overrideHint}
		return members.Suffixed(names.Method+word, "Iterator", c, p.ds)
	}
	names.Pages = take("Pages")
	if len(o.Pagination.Items) > 0 {
		names.All = take("All")
	}
	p.table.operations[o] = names
}
