package names

import (
	"go/token"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// renames are the names that the user gives to things of the description.
type renames struct {
	types    map[string]diag.Text // Go names of schemas
	services map[string]diag.Text // last words of groups
}

// newRenames checks the renames of the options. What the description does not
// have cannot be renamed: it has another name by now, or never had this one.
func newRenames(a *api.API, opts Options, ds *diag.List) renames {
	var schemas, groups []string
	for _, t := range a.Types {
		if t.Component {
			schemas = append(schemas, t.Path[0])
		}
	}
	for _, s := range a.AllServices() {
		groups = append(groups, strings.Join(s.Path, "."))
	}
	check := func(what string, renames []Rename, known []string, general string) map[string]diag.Text {
		to := map[string]diag.Text{}
		for _, r := range renames {
			if !slices.Contains(known, r.From.Value) {
				ds.Errorf("unknown-rename", r.From.Pos, "the SDK has no %s %q to rename", what, r.From.Value).
					Hint = diag.Guess(r.From.Value, known, general)
			}
			to[r.From.Value] = r.To
		}
		return to
	}
	for _, r := range opts.Types {
		if !token.IsExported(r.To.Value) || !token.IsIdentifier(r.To.Value) {
			ds.Errorf("bad-rename", r.To.Pos, "%q is no name for a Go type that programs use", r.To.Value).Hint = "it must be an identifier that begins with a capital letter"
		}
	}
	return renames{
		check("type for the schema", opts.Types, schemas, "stackone-gen list types shows what there is"),
		check("service", opts.Services, groups, diag.Known(groups)),
	}
}

// pathOfType returns the words of the path of a type, the first of which its
// schema may have from the user.
func (p *naming) pathOfType(t *api.Type) []string {
	if to, renamed := p.renames.types[t.Path[0]]; renamed {
		return append(words.Spelled(to.Value), p.Path(t.Path[1:])...)
	}
	return p.Path(t.Path)
}

// holdChosen keeps the names that the user chose for the schemas they are meant for:
// they go before the lock, and whatever else wants them gives way.
func (p *naming) holdChosen(a *api.API) {
	holders := map[string]*api.Type{}
	for _, t := range a.Types {
		if !t.Component {
			continue
		}
		to, renamed := p.renames.types[t.Path[0]]
		if !renamed {
			continue
		}
		fault := ""
		switch first := holders[to.Value]; {
		case first != nil:
			fault = "like " + TypeLabel(first)
		case p.scope.isReserved(to.Value):
			fault = "which is a name of the SDK itself"
		default:
			holders[to.Value] = t
			p.book.hold(to.Value, keyOfType(t, ""))
			continue
		}
		p.ds.Errorf("bad-rename", to.Pos, "%s cannot be named %s, %s", TypeLabel(t), to.Value, fault).Hint = "choose another name"
	}
}

// takeNameOfType claims the name of a type.
func (p *naming) takeNameOfType(t *api.Type) string {
	c := Claim{What: TypeLabel(t), Pos: t.Pos, keys: []string{keyOfType(t, "")}, hint: overrideHint + ", or under names.types"}
	if !t.Component {
		c.hint = overrideHint
	}
	return p.takeType(Exported(p.pathOfType(t)...), "Model", c)
}

// pathOfService returns the names of the services that lead to one, as the user
// wants them.
func (p *naming) pathOfService(s *api.Service) []string {
	names := make([]string, len(s.Path))
	for i, name := range s.Path {
		if to, renamed := p.renames.services[strings.Join(s.Path[:i+1], ".")]; renamed {
			name = to.Value
		}
		names[i] = name
	}
	return names
}

// chosen is the claim of something whose name begins with the path of a service. If the
// user chose a word for that, what they can change is there.
func (p *naming) chosen(s *api.Service, c Claim) Claim {
	for i := len(s.Path); i > 0; i-- {
		if to, renamed := p.renames.services[strings.Join(s.Path[:i], ".")]; renamed {
			c.Pos, c.hint = to.Pos, "choose another name"
			break
		}
	}
	return c
}

// isRenamed reports whether the user chose a word for the path of a service.
func (p *naming) isRenamed(s *api.Service) bool {
	for i := range s.Path {
		if _, renamed := p.renames.services[strings.Join(s.Path[:i+1], ".")]; renamed {
			return true
		}
	}
	return false
}
