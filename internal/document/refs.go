package document

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// CheckRefs reports every reference of an OpenAPI description that leads
// nowhere: its target is missing ("missing-ref"), it points out of the document
// ("external-ref"), it is no reference at all ("bad-ref"), or it only leads back
// to itself through other references ("ref-cycle").
//
// A "$ref" is only a reference where the specification has one. A property of
// that name, and anything within an example, a default, an enum, a constant or
// an extension, is data.
func CheckRefs(root *Node, ds *diag.List) {
	c := &refChecker{root: root, ds: ds, sound: make(map[*Node]bool)}
	for ref := range Refs(root) {
		if d := c.fault(ref.Node); d != nil {
			d.Pointer = Pointer(ref.Path...)
		}
	}
}

// Ref is a reference: the value of a "$ref" and the way to it.
type Ref struct {
	Node *Node
	Path []string // only good until the next reference
}

// Refs yields the references of an OpenAPI description, or of a part of one that
// is neither a schema nor a mapping of names, in document order. They may have
// any form. What a reference leads to is not walked again. The text of the
// references may be changed on the way.
func Refs(root *Node) iter.Seq[Ref] {
	return func(yield func(Ref) bool) {
		w := refWalker{yield: yield}
		w.walk(root, object)
	}
}

// place says how the keys of a mapping are to be read.
type place int

const (
	object     place = iota // keys are keywords of OpenAPI
	schema                  // keys are keywords of a schema
	components              // keys are kinds, values are mappings of names
	objects                 // keys are names, values are objects
	patterns                // like objects, but extensions may be among the names
	schemas                 // keys are names, values are schemas
	examples                // keys are names, values are Example Objects
	example                 // an Example Object
	data                    // keys mean nothing here
)

// keywords says where the values of keywords lead, for those that do not stay
// in the place they are in.
func keywords(at place, key string) place {
	if strings.HasPrefix(key, "x-") {
		return data
	}
	switch at {
	case object:
		switch key {
		case "schema":
			return schema
		case "schemas":
			return schemas
		case "examples":
			return examples
		case "example", "default", "enum":
			return data
		case "components":
			return components
		case "paths", "responses":
			return patterns
		case "webhooks", "parameters", "headers", "links", "callbacks", "content", "encoding", "variables", "scopes":
			return objects
		}
	case components:
		switch key {
		case "schemas":
			return schemas
		case "examples":
			return examples
		default:
			return objects
		}
	case schema:
		switch key {
		case "properties", "patternProperties", "$defs", "definitions", "dependentSchemas":
			return schemas
		case "example", "examples", "default", "enum", "const", "mapping", "required", "dependentRequired":
			return data
		}
	case example:
		if key == "value" {
			return data
		}
	}
	return at
}

// within returns the place of a value below a key.
func within(at place, key string) place {
	switch at {
	case patterns:
		if strings.HasPrefix(key, "x-") {
			return data
		}
		return object
	case objects:
		return object
	case schemas:
		return schema
	case examples:
		return example
	default:
		return keywords(at, key)
	}
}

type refWalker struct {
	yield func(Ref) bool
	path  []string
}

// walk reports whether the caller wants to go on.
func (w *refWalker) walk(n *Node, at place) bool {
	if n == nil || at == data {
		return true
	}
	switch n.Kind {
	case Mapping:
		named := at == patterns || at == objects || at == schemas || at == examples
		for _, m := range n.members {
			w.path = append(w.path, m.Key)
			more := false
			if m.Key == "$ref" && !named {
				more = w.yield(Ref{Node: m.Value, Path: w.path})
			} else {
				more = w.walk(m.Value, within(at, m.Key))
			}
			w.path = w.path[:len(w.path)-1]
			if !more {
				return false
			}
		}
	case Sequence:
		// A list where names could be is one of objects: the parameters of an
		// operation against those of the components.
		at = within(at, "")
		for i, item := range n.items {
			w.path = append(w.path, strconv.Itoa(i))
			more := w.walk(item, at)
			w.path = w.path[:len(w.path)-1]
			if !more {
				return false
			}
		}
	}
	return true
}

type refChecker struct {
	root *Node
	ds   *diag.List
	// sound are references known not to lead back to themselves, so that long
	// chains are walked once.
	sound map[*Node]bool
}

func (c *refChecker) fault(ref *Node) *diag.Diagnostic {
	target, ok := ref.Text()
	if !ok {
		return c.ds.Errorf("bad-ref", ref.Pos, "a $ref must be a string, not a %s", ref.Kind)
	}
	if !strings.HasPrefix(target, "#") {
		d := c.ds.Errorf("external-ref", ref.Pos, "%q points outside of the document", target)
		d.Hint = "add that document to the sources, or move what is meant into this one"
		if c.root.At("#/"+strings.TrimLeft(target, "/")) != nil {
			d.Hint = "did you mean " + strconv.Quote("#/"+strings.TrimLeft(target, "/")) + "?"
		}
		return d
	}
	segments, ok := Segments(target)
	if !ok {
		d := c.ds.Errorf("bad-ref", ref.Pos, "%q is not a JSON pointer", target)
		d.Hint = `write "#/" and the keys that lead to the target, with ~1 for a slash and ~0 for a tilde`
		return d
	}
	if c.root.At(target) == nil {
		d := c.ds.Errorf("missing-ref", ref.Pos, "%q does not exist", target)
		d.Hint = c.missingHint(segments)
		return d
	}
	if chain := c.cycle(ref); chain != nil {
		return c.cycleFault(chain)
	}
	return nil
}

// cycle returns the references that one leads through until it is reached
// again, or nil if it ends elsewhere. Those that lead into a cycle without being
// part of it are sound once the cycle is mended.
func (c *refChecker) cycle(ref *Node) []*Node {
	var chain []*Node
	seen := make(map[*Node]bool)
	for next := ref; next != nil && next.Kind == String && !c.sound[next]; {
		if seen[next] {
			if next == ref {
				return chain
			}
			// A cycle further on, which its own references report.
			c.sound[ref] = true
			return nil
		}
		seen[next] = true
		chain = append(chain, next)
		next = c.root.At(next.Value).Get("$ref")
	}
	for _, r := range chain {
		c.sound[r] = true
	}
	return nil
}

func (c *refChecker) cycleFault(chain []*Node) *diag.Diagnostic {
	const shown = 8 // More names explain no more.
	names := make([]string, 0, shown+1)
	for _, r := range chain[:min(len(chain), shown)] {
		names = append(names, r.Value)
	}
	if len(chain) > shown {
		names = append(names, "…")
	}
	ref := chain[0]
	d := c.ds.Errorf("ref-cycle", ref.Pos, "%q only leads back to itself: %s", ref.Value,
		strings.Join(append(names, ref.Value), " -> "))
	d.Hint = "replace one of these references by what is meant"
	for _, r := range chain[1:min(len(chain), shown)] {
		d.Related = append(d.Related, diag.Related{Pos: r.Pos, Message: "leads on to " + strconv.Quote(r.Value)})
	}
	return d
}

// missingHint says how far a pointer leads, and which name it may have meant.
func (c *refChecker) missingHint(segments []string) string {
	n := c.root
	for i, s := range segments {
		next := n.child(s)
		if next != nil {
			n = next
			continue
		}
		found := segments[:i]
		if name := diag.Nearest(s, n.Keys()); name != "" {
			guess := slices.Concat(found, []string{name}, segments[i+1:])
			if i+1 < len(segments) && n.child(name).At(Pointer(segments[i+1:]...)) == nil {
				guess = guess[:i+1]
			}
			return "did you mean " + strconv.Quote("#"+Pointer(guess...)) + "?"
		}
		if i < len(segments)-1 {
			return strconv.Quote("#"+Pointer(segments[:i+1]...)) + " does not exist either"
		}
		return ""
	}
	return ""
}
