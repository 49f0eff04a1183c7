package golang

import (
	"go/token"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// renames are the names that the user gives to things of the description.
type renames struct {
	types    map[string]string // Go names of schemas
	services map[string]string // last words of groups
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
	check := func(what string, list []Rename, known []string) map[string]string {
		to := map[string]string{}
		for _, r := range list {
			to[r.From.Value] = r.To.Value
		}
		for _, name := range known {
			delete(to, name)
		}
		for _, r := range list {
			if _, unknown := to[r.From.Value]; unknown {
				d := ds.Errorf("unknown-rename", r.From.Pos, "the description has no %s %q to rename", what, r.From.Value)
				if best := diag.Nearest(r.From.Value, known); best != "" {
					d.Hint = "did you mean " + best + "?"
				}
			}
			to[r.From.Value] = r.To.Value
		}
		return to
	}
	for _, r := range opts.Types {
		if !token.IsExported(r.To.Value) || !token.IsIdentifier(r.To.Value) {
			ds.Errorf("bad-rename", r.To.Pos, "%q is no name for a Go type that programs use", r.To.Value).Hint = "it must be an identifier that begins with a capital letter"
		}
	}
	return renames{check("schema", opts.Types, schemas), check("service", opts.Services, groups)}
}

// pathOfType returns the words of the path of a type, the first of which its
// schema may have from the user.
func (p *naming) pathOfType(t *api.Type) []string {
	if to := p.renames.types[t.Path[0]]; to != "" {
		return append(p.splitSpelled(to), p.path(t.Path[1:])...)
	}
	return p.path(t.Path)
}

// nameOfType returns the name that a type asks for.
func (p *naming) nameOfType(t *api.Type) string {
	if to := p.renames.types[t.Path[0]]; to != "" && t.Component {
		return to
	}
	return exported(p.pathOfType(t)...)
}

// pathOfService returns the names of the services that lead to one, as the user
// wants them.
func (p *naming) pathOfService(s *api.Service) []string {
	names := make([]string, len(s.Path))
	for i, name := range s.Path {
		if to := p.renames.services[strings.Join(s.Path[:i+1], ".")]; to != "" {
			name = to
		}
		names[i] = name
	}
	return names
}
