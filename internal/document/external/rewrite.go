package external

import (
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// rewrite replaces the references to files of an element and of everything below it.
// The base is the pointer of the node that the element's own pointer starts at.
func (r *resolver) rewrite(el openapi.Element, base string) {
	entered := r.expand(el, base)
	if r.stopped {
		return
	}
	r.rewriteUses(el, base)
	for child := range el.Children() {
		r.rewrite(child, base)
	}
	for _, t := range entered {
		delete(r.active, t)
	}
}

// expand replaces an element by what it refers to, if that is to be copied, and marks
// the copied targets as active.
func (r *resolver) expand(el openapi.Element, base string) (entered []*target) {
	for t := r.replacement(el, base); t != nil && !r.stopped; t = r.replacement(el, base) {
		r.replace(el.Node, t)
		if t.home == "" {
			r.active[t] = base + el.Pointer()
			entered = append(entered, t)
		}
	}
	return entered
}

// expandComponents expands the collections of components, such as a "schemas" that is
// in a file, so that their names are known.
func (r *resolver) expandComponents() {
	root := openapi.Element{Node: r.main.root, Role: openapi.Root}
	for el := range root.Children() {
		if el.Role != openapi.Components {
			continue
		}
		r.expand(el, "")
		for kind := range el.Children() {
			r.expand(kind, "")
		}
	}
	clear(r.active)
}

// replacement returns the target to copy to an element: what it refers to, or the
// target that a component of the description gives its name.
func (r *resolver) replacement(el openapi.Element, base string) *target {
	if ref := refIn(el.Node); ref != nil && base == "" {
		if t := r.homes[el.Pointer()]; t != nil && t.declared && !t.placed {
			t.placed = true
			return t
		}
	}
	for _, u := range uses(el) {
		if u.holder != el.Node || !u.copied() {
			continue
		}
		t := r.follow(u).target
		if t == nil {
			return nil
		}
		if at, within := r.active[t]; within {
			r.loop(u, at)
			return nil
		}
		if u.misplaced {
			r.warnOfPlacement(u, base+el.Pointer())
		}
		return t
	}
	return nil
}

// loop ends a copy within itself by a reference to the outer one.
func (r *resolver) loop(u use, at string) {
	if !u.misplaced {
		r.write(u.ref, escapePercent("#"+at))
		return
	}
	r.faultAt(u.ref, "loop "+u.ref.Pos.String(), &diag.Diagnostic{
		Code: "ref-cycle", Severity: diag.Error, Message: strconv.Quote(u.ref.Value) + " refers to something around it",
		Hint: "refer to a schema of its own instead",
	})
	r.stopped = true
}

// replace puts a copy of a target in place of a reference. Members beside the
// reference are kept.
func (r *resolver) replace(holder *document.Node, t *target) {
	clone := r.clone(t, holder.Pos)
	if clone.Kind == document.Mapping {
		for m := range holder.Members() {
			if m.Key != "$ref" {
				clone.Put(m)
			}
		}
	}
	*holder = *clone
}

// clone copies a target, within the limit.
func (r *resolver) clone(t *target, at diag.Position) *document.Node {
	r.copied += size(t.node)
	if r.copied > maxNodes && !r.stopped {
		r.stopped = true
		r.ds.Errorf("too-many-files", at, "the files of the description expand to more than %d values", maxNodes).
			Hint = "files copy each other too often; refer to schemas and other components instead of whole paths and operations"
	}
	if r.stopped {
		return &document.Node{Kind: document.Mapping, Pos: at}
	}
	return t.node.Clone()
}

func size(n *document.Node) int {
	total := 1
	for m := range n.Members() {
		total += size(m.Value)
	}
	for _, item := range n.Items() {
		total += size(item)
	}
	return total
}

// rewriteUses changes the references of one element.
func (r *resolver) rewriteUses(el openapi.Element, base string) {
	if el.Role == openapi.Schema {
		r.keepValues(el.Node)
	}
	for _, u := range uses(el) {
		switch end := r.follow(u); {
		case u.holder != nil && u.holder != el.Node: // plain data
			if end.target != nil {
				r.warnOfPlacement(u, base+el.Pointer())
				r.replace(u.holder, end.target)
			}
		case end.target != nil && end.target.home != "":
			r.write(u.ref, escapePercent("#"+end.target.home))
		case end.text != "":
			r.write(u.ref, end.text)
		}
	}
	if ref := el.Node.Get("operationRef"); el.Role == openapi.Link && ref != nil {
		r.rewriteOperation(ref)
	}
}

// write replaces the text of a reference.
func (r *resolver) write(ref *document.Node, text string) {
	ref.Value = text
	r.written[reference{ref.Pos, text}] = true
}

// rewriteOperation changes a link to an operation of the description. Any other may
// belong to another API.
func (r *resolver) rewriteOperation(ref *document.Node) {
	name, fragment, segments := cut(ref.Value)
	if fragment == "" || name == "" || ref.Pos.File == r.main.name {
		return
	}
	if full, d := r.files.Name(ref.Pos.File, name); d == nil && full == r.main.name {
		ref.Value = referenceTo(segments)
	}
}

// keepValues adds mappings to a discriminator for variants that could not keep their
// names: without a mapping, the value of a variant is its name.
func (r *resolver) keepValues(schema *document.Node) {
	d := schema.Get("discriminator")
	if d == nil || d.Kind != document.Mapping {
		return
	}
	for _, keyword := range []string{"oneOf", "anyOf"} {
		for _, variant := range schema.Get(keyword).Items() {
			if ref := refIn(variant); ref != nil {
				r.keepValue(d, ref)
			}
		}
	}
}

func (r *resolver) keepValue(discriminator, ref *document.Node) {
	t := r.follow(use{ref: ref, role: openapi.Schema}).target
	if t == nil || t.home == "" {
		return
	}
	name, _, segments := cut(ref.Value)
	natural, home := naturalName(name, segments), escapePercent("#"+t.home)
	if t.home == document.Pointer("components", "schemas", natural) {
		return
	}
	mapped := false
	for _, value := range mappingValues(discriminator) {
		switch {
		case !isFileReference(value.Value) && value.Value == natural:
			r.write(value, home)
			mapped = true
		case isFileReference(value.Value):
			mapped = mapped || r.follow(use{ref: value, role: openapi.Schema}).target == t
		}
	}
	if mapped || t.declared {
		return // the description names it
	}
	mapping := discriminator.Get("mapping")
	if mapping == nil {
		mapping = &document.Node{Kind: document.Mapping, Pos: discriminator.Pos}
		discriminator.Set("mapping", mapping)
	}
	if mapping.Kind == document.Mapping && mapping.Get(natural) == nil {
		value := &document.Node{Kind: document.String, Pos: ref.Pos}
		r.write(value, home)
		mapping.Set(natural, value)
	}
}

// addComponents adds the targets to the components of the description.
func (r *resolver) addComponents() {
	for _, t := range r.order {
		if !t.own || t.declared || r.stopped {
			continue
		}
		segments, _ := document.Segments(t.home)
		components := child(r.main.root, segments[0])
		kind := child(components, segments[1])
		clone := r.clone(t, t.node.Pos)
		kind.Put(document.Member{Key: segments[2], KeyPos: t.keyPos(), Value: clone})
		r.rewrite(openapi.Element{Node: clone, Role: t.role}, t.home)
	}
}

// child returns a mapping within another, which is added if it is missing.
func child(n *document.Node, key string) *document.Node {
	if n.Get(key) == nil {
		n.Set(key, &document.Node{Kind: document.Mapping, Pos: n.Pos})
	}
	return n.Get(key)
}

// keyPos returns the position of the key of a target, or of the target itself.
func (t *target) keyPos() diag.Position {
	if n := len(t.path); n > 0 {
		holder := t.file.root.At(document.Pointer(t.path[:n-1]...))
		if pos := holder.KeyPos(t.path[n-1]); !pos.IsZero() {
			return pos
		}
	}
	return t.node.Pos
}

// warnOfPlacement warns of a reference that other tools would not follow.
// The pointer is that of the element which has it.
func (r *resolver) warnOfPlacement(u use, pointer string) {
	d := r.ds.Warnf("misplaced-ref", u.ref.Pos, "the specification allows no $ref here; its target is read in its place")
	d.Pointer, d.Hint = pointer, "replace the $ref with its target"
}
