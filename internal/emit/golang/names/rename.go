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

// takeNameOfType claims the name of a type. One that the user chose is taken as it
// is or not at all.
func (p *naming) takeNameOfType(t *api.Type) string {
	c := Claim{What: TypeLabel(t), Pos: t.Pos}
	to, renamed := p.renames.types[t.Path[0]]
	if !renamed || !t.Component {
		return p.takeType(Exported(p.pathOfType(t)...), "Model", c)
	}
	c = c.by(to)
	if p.scope.isReserved(to.Value) {
		p.ds.Errorf("bad-rename", to.Pos, "%s cannot be named %s, which is a name of the SDK itself", c.What, to.Value).Hint = c.hint
		return p.scope.Number(to.Value, c)
	}
	return p.scope.mustTake(to.Value, c, p.ds)
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

// claimOf is the claim of something whose name begins with the path of a service,
// for which the user may have chosen a word.
func (p *naming) claimOf(s *api.Service, c Claim) Claim {
	for i := len(s.Path); i > 0; i-- {
		if to, renamed := p.renames.services[strings.Join(s.Path[:i], ".")]; renamed {
			return c.by(to)
		}
	}
	return c
}

// by is a claim to a name that the user chose.
func (c Claim) by(to diag.Text) Claim {
	c.Pos, c.hint, c.chosen = to.Pos, "choose another name", true
	return c
}
