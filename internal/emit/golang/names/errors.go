package names

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// nameErrors names the error types: first those that the description has names for, so
// that those called after a status give way to them.
func (p *naming) nameErrors(a *api.API) {
	for _, ofStatus := range []bool{false, true} {
		for _, e := range a.Errors {
			if (e.Source == api.ErrorOfStatus) == ofStatus {
				p.nameError(e)
			}
		}
	}
}

func (p *naming) nameError(e *api.ErrorType) {
	c := Claim{What: "error " + e.Name, Pos: e.Pos, keys: keysOfError(e), hint: "give its schema a name of its own"}
	if name, ok := p.scope.remembered(c); ok {
		p.table.errors[e] = name
		return
	}
	status := e.Name
	var wanted []string
	if e.Source != api.ErrorOfStatus {
		wanted = append(wanted, errorName(cutResponse(p.ownName(e))))
		if len(e.Statuses) > 0 {
			status = e.Statuses[0].Phrase()
		}
	}
	phrase := Exported(p.Words(status)...)
	wanted = append(wanted, errorName(phrase))
	if len(e.Context) > 0 {
		wanted = append(wanted, errorName(Exported(append(p.Path(e.Context), p.Words(status)...)...)))
	}
	for _, name := range wanted {
		if p.scope.free(name) {
			p.table.errors[e] = p.scope.grant(name, c)
			return
		}
	}
	name := p.scope.unused(errorName(strings.TrimSuffix(phrase, "Error") + "Status"))
	p.scope.warn("name-suffixed", wanted[len(wanted)-1], name, c, p.ds)
	p.table.errors[e] = p.scope.grant(name, c)
}

// ownName is that of an error's schema, as the user may have renamed it, or of its shared
// response.
func (p *naming) ownName(e *api.ErrorType) string {
	if e.Source == api.ErrorOfSchema && e.Body != nil && e.Body.Component {
		if _, renamed := p.renames.types[e.Body.Path[0]]; renamed {
			return p.table.types[e.Body]
		}
	}
	return Exported(p.Words(e.Name)...)
}

func cutResponse(name string) string {
	if cut := strings.TrimSuffix(name, "Response"); cut != "" {
		return cut
	}
	return name
}

// errorName ends in Error, and no name does twice.
func errorName(name string) string {
	return strings.TrimSuffix(name, "Error") + "Error"
}

// ErrorSet is a set of documented errors with the name of the function that gives
// errors their types.
type ErrorSet struct {
	*api.ErrorSet
	Name string
}

// ErrorSets names the different sets of errors.
func ErrorSets(a *api.API) []*ErrorSet {
	var sets []*ErrorSet
	taken := map[string]*ErrorSet{}
	for _, set := range a.ErrorSets() {
		t := &ErrorSet{ErrorSet: set}
		name := ErrorSetName(t.Cases)
		if first := taken[name]; first != nil {
			name += t.difference(first)
		}
		for n := 2; taken[name] != nil; n++ {
			name = ErrorSetName(t.Cases) + "Variant" + strconv.Itoa(n)
		}
		t.Name = name
		taken[name] = t
		sets = append(sets, t)
	}
	return sets
}

// ErrorSetName names a set by its first and last status.
func ErrorSetName(cases []*api.ErrorCase) string {
	first, last := cases[0].Status, cases[len(cases)-1].Status
	if first == last {
		return "errors" + statusWord(first)
	}
	return "errors" + statusWord(first) + "To" + statusWord(last)
}

// difference names the statuses that a set has more or less than one with
// the same bounds.
func (t *ErrorSet) difference(first *ErrorSet) string {
	without := func(x, y *ErrorSet) string {
		var words []string
		for _, c := range x.Cases {
			if !slices.ContainsFunc(y.Cases, func(other *api.ErrorCase) bool { return other.Status == c.Status }) {
				words = append(words, statusWord(c.Status))
			}
		}
		return strings.Join(words, "And")
	}
	name := ""
	if more := without(t, first); more != "" {
		name += "With" + more
	}
	if less := without(first, t); less != "" {
		name += "Without" + less
	}
	return name
}

// statusWord is a status in a name; the parser has checked what it is made of.
func statusWord(status api.Status) string {
	if status == api.Default {
		return "Others"
	}
	return string(status)
}
