package names

import (
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
)

// replacement is the Go name of what to use instead of something deprecated. A
// method or a type can be linked in comments, a field cannot.
type replacement struct {
	name   string
	linked bool
}

// nameReplacements finds the Go names of what replaces deprecated things.
func (p *naming) nameReplacements(a *api.API) {
	names := p.table
	add := func(d *api.Deprecation, r replacement) {
		if r.name != "" {
			names.replacements[d] = r
		}
	}
	components := map[string]*api.Type{}
	for _, t := range a.Types {
		if t.Component {
			components[t.Path[0]] = t
		}
	}
	operations := map[string]*api.Operation{}
	for _, o := range a.Operations() {
		if o.Of == nil {
			operations[o.ID] = o
		}
	}
	for _, t := range a.Types {
		if d := t.Doc.Deprecated; d != nil {
			add(d, replacement{names.types[components[d.Replacement]], true})
		}
	}
	for _, t := range a.Types { // a field shares the hint of a type that is declared in it
		for _, f := range t.Fields {
			for i, beside := range t.Fields {
				if d := f.Doc.Deprecated; d != nil && d.Replacement == beside.Name {
					add(d, replacement{names.fields[t][i], false})
				}
			}
		}
	}
	for _, o := range a.Operations() {
		if d := o.Doc.Deprecated; d != nil && operations[d.Replacement] != nil {
			instead := operations[d.Replacement]
			add(d, replacement{names.services[instead.Service].Type + "." + names.operations[instead].Method, true})
		}
		for _, q := range o.Parameters {
			for i, beside := range o.Parameters {
				if d := q.Doc.Deprecated; d != nil && d.Replacement == beside.Name && beside.Global == nil {
					add(d, replacement{names.operations[o].Parameters[i], false})
				}
			}
		}
	}
}

// Hint says what to do instead of using something deprecated, as what follows
// "Deprecated:" on a line. In the description's own words Markdown may stand, and
// names are in backticks.
func (n *Table) Hint(d *api.Deprecation) string {
	return n.hint(d, func(r replacement) string { return "`" + r.name + "`" })
}

func (n *Table) hint(d *api.Deprecation, mark func(replacement) string) string {
	text := gofile.Sentence(strings.Join(strings.Fields(emit.Clean(d.Message)), " "))
	if d.Replacement != "" && !mentions(text, d.Replacement) {
		instead, named := n.replacements[d]
		if !named {
			instead = replacement{name: strings.Join(strings.Fields(emit.Clean(d.Replacement)), " ")}
		}
		text = strings.TrimSpace(text + " Use " + mark(instead) + " instead.")
	}
	if text == "" {
		text = "deprecated by the API."
	}
	if d.Sunset != "" && !strings.Contains(text, d.Sunset) {
		text += " It goes away on " + d.Sunset + "."
	}
	return text
}

// mentions reports whether a text has a name in it, as a word of its own.
func mentions(text, name string) bool {
	for word := range strings.FieldsSeq(text) {
		if strings.Trim(word, "`'\"*()[].,:;!?") == name {
			return true
		}
	}
	return false
}

// CommentHint is Hint for a Go comment, which links types and methods.
func (n *Table) CommentHint(d *api.Deprecation) string {
	return n.hint(d, func(r replacement) string {
		if r.linked {
			return "[" + r.name + "]"
		}
		return r.name
	})
}
