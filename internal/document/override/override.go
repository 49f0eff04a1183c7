// Package override changes the types of schemas, where the API sends something else
// than the description says, or programs should see another type.
package override

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/jsonpath"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// Override sets the type of schemas.
type Override struct {
	Target diag.Text // a JSONPath that selects schemas
	Type   diag.Text // one of Types
}

// Types returns the names of the types that an override can set. Under "date-time", a
// date schema stays a date, whose JSON differs.
func Types() []string {
	names := make([]string, len(shapes))
	for i, s := range shapes {
		names[i] = s.name
	}
	return names
}

// maxRelated limits the related positions of a diagnostic.
const maxRelated = 3

// Apply rewrites the schemas that the overrides select. All targets are looked up
// before the first change, so that the order of the overrides does not matter. A
// schema that is a $ref is replaced; its target is unchanged.
func Apply(root *document.Node, overrides []Override, ds *diag.List) {
	if len(overrides) == 0 {
		return
	}
	a := &applier{root: root, ds: ds, by: map[*document.Node]Override{}}
	a.findSchemas()
	var changes []change
	for _, o := range overrides {
		changes = append(changes, a.changes(o)...)
	}
	for _, c := range changes {
		a.rewrite(c)
	}
}

type applier struct {
	root    *document.Node
	ds      *diag.List
	schemas map[*document.Node]bool
	by      map[*document.Node]Override // the override of a schema
}

// change is a schema with its new shape.
type change struct {
	schema   *document.Node
	pointer  string
	shape    shape
	override Override
	nullable bool
}

func (a *applier) findSchemas() {
	a.schemas = map[*document.Node]bool{}
	for el := range openapi.All(a.root) {
		if el.Role == openapi.Schema && el.Formed() {
			a.schemas[el.Node] = true
		}
	}
}

// changes returns the valid changes of an override.
func (a *applier) changes(o Override) []change {
	s, known := shapeOf(o.Type.Value)
	if !known {
		a.ds.Errorf("override-unknown-type", o.Type.Pos, "unknown type %q", o.Type.Value).
			Hint = diag.Guess(o.Type.Value, Types(), "use one of "+strings.Join(Types(), ", "))
	}
	var changes []change
	for _, m := range a.selected(o.Target, "override-bad-target", "override-no-match", "override-no-schema") {
		if known && !a.conflict(o, m) && !a.losesEnum(o, m) {
			changes = append(changes, change{m.Node, m.Pointer, s, o, a.admitsNull(m.Node, nil)})
		}
	}
	return changes
}

// selected returns the schemas that a target selects, and reports what is wrong with it by
// these codes.
func (a *applier) selected(target diag.Text, badTarget, noMatch, noSchema string) []jsonpath.Match {
	path, err := jsonpath.Compile(target.Value)
	if err != nil {
		d := a.ds.Errorf(badTarget, target.Pos, "the target is not a JSONPath: %v", err)
		if fault, ok := errors.AsType[*jsonpath.Error](err); ok {
			d.Hint = fault.Hint
		}
		return nil
	}
	matches := path.Select(a.root)
	if len(matches) == 0 {
		a.noMatch(noMatch, target, path)
	}
	var right, wrong []jsonpath.Match
	for _, m := range matches {
		if a.schemas[m.Node] {
			right = append(right, m)
		} else {
			wrong = append(wrong, m)
		}
	}
	if len(wrong) > 0 {
		a.noSchema(noSchema, target, wrong)
	}
	return right
}

func (a *applier) noMatch(code string, target diag.Text, path *jsonpath.Path) {
	d := a.ds.Errorf(code, target.Pos, "the target %s selects nothing", path)
	if missing, ok := path.Missing(a.root); ok {
		d.Hint = strconv.Quote(missing.Name) + " does not exist there"
		if name := diag.Nearest(missing.Name, missing.Names); name != "" {
			d.Hint = "did you mean " + strconv.Quote(name) + " instead of " + strconv.Quote(missing.Name) + "?"
		}
	}
}

func (a *applier) noSchema(code string, target diag.Text, wrong []jsonpath.Match) {
	d := a.ds.Errorf(code, target.Pos, "the target %s selects something that is not a schema", target.Value)
	first := wrong[0].Node
	switch {
	case a.schemas[first.Get("schema")]:
		d.Hint = `add ".schema" to select its schema`
	case slices.ContainsFunc(first.Keys(), func(key string) bool { return a.schemas[first.Get(key)] }):
		d.Hint = `add the name of a schema, or ".*" for all of them`
	}
	for _, m := range wrong[:min(len(wrong), maxRelated)] {
		d.Related = append(d.Related, diag.Related{Pos: m.Node.Pos, Message: "the target selects #" + m.Pointer})
	}
	if more := len(wrong) - maxRelated; more > 0 {
		d.Related[maxRelated-1].Message += " and " + strconv.Itoa(more) + " more"
	}
}

// conflict reports a schema with two overrides of different types.
func (a *applier) conflict(o Override, m jsonpath.Match) bool {
	other, taken := a.by[m.Node]
	if !taken {
		a.by[m.Node] = o
		return false
	}
	if other.Type.Value == o.Type.Value {
		return true // The same twice does no harm.
	}
	d := a.ds.Errorf("override-conflict", o.Type.Pos, "conflicting types %[2]q and %[3]q for #%[1]s", m.Pointer, other.Type.Value, o.Type.Value)
	d.Hint = "let only one of the targets select it"
	d.Related = []diag.Related{
		{Pos: other.Type.Pos, Message: "the other type"},
		{Pos: m.Node.Pos, Message: "the schema"},
	}
	return true
}

// losesEnum reports a schema whose enum would be lost: an enum is a type of its
// own, so this is more than a change of type.
func (a *applier) losesEnum(o Override, m jsonpath.Match) bool {
	for _, key := range []string{"enum", "const"} {
		values := m.Node.Get(key)
		lost := values != nil && values.Kind != document.Null
		if key == "enum" {
			lost = slices.ContainsFunc(values.Items(), func(v *document.Node) bool { return v.Kind != document.Null })
		}
		if lost {
			d := a.ds.Errorf("override-loses-enum", o.Target.Pos, "as %q, #%s would lose its %s", o.Type.Value, m.Pointer, key)
			d.Hint = "remove the " + key + " with an overlay if this is intended"
			d.Related = []diag.Related{{Pos: m.Node.KeyPos(key), Message: "the " + key}}
			return true
		}
	}
	return false
}

// admitsNull reports whether a schema admits null, following references. open holds
// the schemas being visited, as schemas may be recursive.
func (a *applier) admitsNull(n *document.Node, open []*document.Node) bool {
	if n == nil || slices.Contains(open, n) {
		return false
	}
	open = append(open, n)
	if nullable, _ := n.Get("nullable").Bool(); nullable || listsNull(n.Get("type")) || listsNull(n.Get("enum")) {
		return true
	}
	if ref, ok := n.Get("$ref").Text(); ok && a.admitsNull(a.root.At(ref), open) {
		return true
	}
	// All parts of an allOf must admit null.
	if both := n.Get("allOf").Items(); len(both) > 0 {
		return !slices.ContainsFunc(both, func(one *document.Node) bool { return !a.admitsNull(one, open) })
	}
	for _, key := range []string{"oneOf", "anyOf"} {
		for _, one := range n.Get(key).Items() {
			if a.admitsNull(one, open) {
				return true
			}
		}
	}
	return false
}

// listsNull reports whether a "type" names null, or an "enum" lists it.
func listsNull(n *document.Node) bool {
	if name, _ := n.Text(); name == "null" {
		return true
	}
	return slices.ContainsFunc(n.Items(), func(item *document.Node) bool {
		name, _ := item.Text()
		return item.Kind == document.Null || name == "null"
	})
}
