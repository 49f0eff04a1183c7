// Package overlay applies files of the OpenAPI Overlay Specification 1.0 and 1.1, so that
// the author of an SDK can extend or correct a description without copying it.
package overlay

import (
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/jsonpath"
)

const (
	// maxAdded limits how many nodes an overlay may add: otherwise a few actions
	// that update each other's additions could exhaust the memory. The largest real
	// descriptions have some 100,000 nodes in all.
	maxAdded = 250_000

	// maxDepth limits the nesting of the result, like that of an input: later stages recurse.
	maxDepth = 1000

	// maxRelated limits the related positions of a diagnostic.
	maxRelated = 3
)

// Apply applies the actions of an overlay in order. It reports invalid actions to
// ds and skips them.
//
// An update is merged into every mapping that its target selects: mappings
// member by member, lists by adding the items to the end, everything else by
// taking the place of what was there. If the target selects a list, the items of
// an update that is a list, and any other update as it is, are added to its end.
// Since 1.1, a scalar takes the place of every scalar that its target selects. A copy is
// an update with a node of the description, as the actions before left it.
// "extends" is not looked at: the caller knows what it puts the overlay on.
//
// Added nodes have their positions in the overlay, and copied ones those of the
// original.
func Apply(root *document.Node, overlay *document.Document, ds *diag.List) {
	r := &reader{doc: overlay, ds: ds}
	actions := r.read()
	found := new(diag.List)
	a := &applier{root: root, doc: overlay, ds: found, left: maxAdded}
	for _, one := range actions {
		if !a.apply(one) {
			break
		}
	}
	for _, d := range found.All() {
		// A skipped action may have added the missing target.
		if d.Severity == diag.Error || r.faults == 0 {
			ds.Add(d)
		}
	}
}

// action is a well-formed action.
type action struct {
	target  *document.Node
	path    *jsonpath.Path
	pointer string         // of the target in the overlay
	update  *document.Node // nil if there is none
	from    *document.Node // the target to copy from; nil if there is none
	source  *jsonpath.Path // of from
	remove  bool
	scalars bool // whether scalars can be updated
}

// value returns the node of the overlay that says what to add.
func (act action) value() (n *document.Node, pointer string) {
	holder := strings.TrimSuffix(act.pointer, "/target")
	if act.from != nil {
		return act.from, holder + "/copy"
	}
	return act.update, holder + "/update"
}

type applier struct {
	root *document.Node
	doc  *document.Document
	ds   *diag.List
	left int // nodes that may still be added
}

// apply reports whether to go on with the next action.
func (a *applier) apply(act action) bool {
	matches := act.path.Select(a.root)
	switch {
	case len(matches) == 0:
		a.noMatch(act)
	case act.remove:
		a.remove(act, matches)
	case act.from != nil:
		if act.update = a.source(act); act.update != nil {
			return a.update(act, matches)
		}
	case act.update != nil:
		return a.update(act, matches)
	}
	return true
}

func (a *applier) noMatch(act action) {
	pos := act.target.Pos
	hint := ""
	if missing, ok := act.path.Missing(a.root); ok {
		pos = within(a.doc, act.target, missing.Offset)
		hint = diag.Guess(missing.Name, missing.Names, strconv.Quote(missing.Name)+" does not exist there")
	}
	d := a.ds.Warnf("overlay-no-match", pos, "the target %s selects nothing", act.path)
	d.Pointer, d.Hint = act.pointer, hint
}

// source returns a copy of the node to copy, or nil after an error.
func (a *applier) source(act action) *document.Node {
	found := act.source.Select(a.root)
	if len(found) == 1 {
		return found[0].Node.Clone() // the targets may be in it
	}
	at, pointer := act.value()
	d := a.ds.Errorf("overlay-wrong-copy", at.Pos, "%s selects %d values, but exactly one can be copied", act.source, len(found))
	d.Pointer = pointer
	if missing, ok := act.source.Missing(a.root); ok {
		d.Pos = within(a.doc, at, missing.Offset)
		d.Hint = diag.Guess(missing.Name, missing.Names, strconv.Quote(missing.Name)+" does not exist there")
	}
	for _, m := range found[:min(len(found), maxRelated)] {
		d.Related = append(d.Related, diag.Related{Pos: m.Node.Pos, Message: "it selects #" + m.Pointer})
	}
	return nil
}

// remove goes backwards, so that no removal moves or detaches a node that is still
// to be removed.
func (a *applier) remove(act action, matches []jsonpath.Match) {
	for i := len(matches) - 1; i >= 0; i-- {
		m := matches[i]
		switch {
		case m.Parent == nil:
			d := a.ds.Errorf("overlay-wrong-target", act.target.Pos, "the root of the description cannot be removed")
			d.Pointer = act.pointer
		case m.Parent.Kind == document.Sequence:
			m.Parent.RemoveItem(m.Index)
		default:
			m.Parent.Remove(m.Key)
		}
	}
}

func (a *applier) update(act action, matches []jsonpath.Match) bool {
	size, depth := measure(act.update)
	value, _ := act.value()
	var wrong []jsonpath.Match
	for _, m := range matches {
		if !act.updates(m.Node) {
			wrong = append(wrong, m)
			continue
		}
		if strings.Count(m.Pointer, "/")+depth > maxDepth {
			d := a.ds.Errorf("overlay-too-large", value.Pos, "the update nests deeper than %d levels", maxDepth)
			d.Related = []diag.Related{{Pos: m.Node.Pos, Message: "applied here"}}
			return false
		}
		if a.left -= size; a.left < 0 {
			a.ds.Errorf("overlay-too-large", value.Pos, "the overlay adds more than %d values", maxAdded)
			return false
		}
		switch m.Node.Kind {
		case document.Mapping:
			merge(m.Node, act.update)
		case document.Sequence:
			appendTo(m.Node, act.update)
		default:
			*m.Node = *act.update.Clone()
		}
	}
	if len(wrong) > 0 {
		a.wrongKind(act, wrong)
	}
	return true
}

// updates reports whether the update is valid for a target.
func (act action) updates(target *document.Node) bool {
	switch target.Kind {
	case document.Sequence:
		return true
	case document.Mapping:
		return act.update.Kind == document.Mapping
	default:
		return act.scalars && act.update.Kind != document.Mapping && act.update.Kind != document.Sequence
	}
}

func (a *applier) wrongKind(act action, wrong []jsonpath.Match) {
	var d *diag.Diagnostic
	value, pointer := act.value()
	switch first := wrong[0].Node; {
	case first.Kind == document.Mapping:
		d = a.ds.Errorf("overlay-wrong-update", value.Pos, "the update of a mapping must be a mapping, not a %s", act.update.Kind)
		d.Pointer = pointer
	case act.scalars:
		d = a.ds.Errorf("overlay-wrong-update", value.Pos, "the update of a %s must be a scalar, not a %s", first.Kind, act.update.Kind)
		d.Pointer = pointer
	default:
		d = a.ds.Errorf("overlay-wrong-target", act.target.Pos, "the target selects a %s, but only mappings and sequences can be updated", first.Kind)
		d.Pointer = act.pointer
		d.Hint = "select the mapping that contains it, and update its key"
	}
	for _, m := range wrong[:min(len(wrong), maxRelated)] {
		d.Related = append(d.Related, diag.Related{Pos: m.Node.Pos, Message: "the target selects #" + m.Pointer})
	}
	if more := len(wrong) - maxRelated; more > 0 {
		d.Related[maxRelated-1].Message += " and " + strconv.Itoa(more) + " more"
	}
}

// merge adds the members of an update to a mapping. All of them are copied: the
// same update may be merged into many.
func merge(target, update *document.Node) {
	for m := range update.Members() {
		old := target.Get(m.Key)
		switch {
		case old != nil && old.Kind == document.Mapping && m.Value.Kind == document.Mapping:
			merge(old, m.Value)
		case old != nil && old.Kind == document.Sequence && m.Value.Kind == document.Sequence:
			appendTo(old, m.Value)
		default:
			m.Value = m.Value.Clone()
			target.Put(m)
		}
	}
}

func appendTo(list, update *document.Node) {
	if update.Kind != document.Sequence {
		list.Append(update.Clone())
		return
	}
	list.Append(update.Clone().Items()...)
}

// measure returns the number of nodes of a tree and its depth.
func measure(n *document.Node) (size, depth int) {
	count := func(child *document.Node) {
		s, d := measure(child)
		size, depth = size+s, max(depth, d)
	}
	for m := range n.Members() {
		count(m.Value)
	}
	for _, item := range n.Items() {
		count(item)
	}
	return size + 1, depth + 1
}

// within returns the position of a character of a string, or of the string itself
// if the input spells it differently.
func within(doc *document.Document, text *document.Node, offset int) diag.Position {
	line, _ := doc.Line(text.Pos.Line)
	source, value := []rune(line), []rune(text.Value)
	at := text.Pos.Column - 1
	if at < 0 || at >= len(source) {
		return text.Pos
	}
	quote := source[at]
	if quote == '"' || quote == '\'' {
		at++
	}
	for _, want := range value[:min(offset, len(value))] {
		if at < len(source)-1 && (source[at] == '\\' && quote == '"' || source[at] == '\'' && quote == '\'') {
			at++ // An escape of what follows.
		}
		if at >= len(source) || source[at] != want {
			return text.Pos
		}
		at++
	}
	return diag.Position{File: text.Pos.File, Line: text.Pos.Line, Column: at + 1}
}
