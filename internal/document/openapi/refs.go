package openapi

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// CheckRefs reports every reference without a target: the target is missing
// ("missing-ref") or in another document ("external-ref"), the reference is
// malformed ("bad-ref"), or a chain of references returns to it ("ref-cycle"). These
// are warnings: the caller says what becomes of the node that refers to nothing.
func CheckRefs(root *document.Node, ds *diag.List) {
	c := &refChecker{root: root, ds: ds, sound: make(map[*document.Node]bool)}
	for ref := range Refs(root) {
		if d := c.fault(ref.Node); d != nil {
			d.Pointer = ref.Pointer()
		}
	}
}

// Ref is a reference: the value of a "$ref" and the element that holds it.
type Ref struct {
	Node *document.Node
	In   Element
}

// Pointer returns the JSON pointer of the "$ref".
func (r Ref) Pointer() string { return r.In.Pointer() + "/$ref" }

// Refs yields the references of a description in document order, whatever their
// form. It does not follow them. The caller may change their text during the walk.
func Refs(root *document.Node) iter.Seq[Ref] {
	return func(yield func(Ref) bool) {
		for el := range All(root) {
			if !el.Role.Refers() {
				continue
			}
			if ref := el.Node.Get("$ref"); ref != nil && !yield(Ref{Node: ref, In: el}) {
				return
			}
		}
	}
}

type refChecker struct {
	root *document.Node
	ds   *diag.List
	// sound holds references known not to be in a cycle, so that long chains are walked once.
	sound map[*document.Node]bool
}

func (c *refChecker) fault(ref *document.Node) *diag.Diagnostic {
	target, ok := ref.Text()
	if !ok {
		return c.ds.Warnf("bad-ref", ref.Pos, "a $ref must be a string, not a %s", ref.Kind)
	}
	if !strings.HasPrefix(target, "#") {
		d := c.ds.Warnf("external-ref", ref.Pos, "%q points outside the document", target)
		d.Hint = "add that document to the sources, or move the target into this one"
		if c.root.At("#/"+strings.TrimLeft(target, "/")) != nil {
			d.Hint = "did you mean " + strconv.Quote("#/"+strings.TrimLeft(target, "/")) + "?"
		}
		return d
	}
	segments, ok := document.Segments(target)
	if !ok {
		d := c.ds.Warnf("bad-ref", ref.Pos, "%q is not a JSON pointer", target)
		d.Hint = `write "#/" and the path to the target, with ~1 for a slash and ~0 for a tilde`
		return d
	}
	if c.root.At(target) == nil {
		d := c.ds.Warnf("missing-ref", ref.Pos, "%q does not exist", target)
		d.Hint = MissingHint(c.root, segments)
		return d
	}
	if chain := c.cycle(ref); chain != nil {
		return c.cycleFault(chain)
	}
	return nil
}

// cycle returns the chain of references that returns to ref, or nil if there is
// none. References that lead into a cycle without being part of it are sound once
// the cycle is fixed.
func (c *refChecker) cycle(ref *document.Node) []*document.Node {
	var chain []*document.Node
	seen := make(map[*document.Node]bool)
	for next := ref; next != nil && next.Kind == document.String && !c.sound[next]; {
		if seen[next] {
			if next == ref {
				return chain
			}
			// A cycle further on, reported at its own references.
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

func (c *refChecker) cycleFault(chain []*document.Node) *diag.Diagnostic {
	const shown = 8 // more names would not help
	names := make([]string, 0, shown+1)
	for _, r := range chain[:min(len(chain), shown)] {
		names = append(names, r.Value)
	}
	if len(chain) > shown {
		names = append(names, "…")
	}
	ref := chain[0]
	d := c.ds.Warnf("ref-cycle", ref.Pos, "%q refers to itself: %s", ref.Value,
		strings.Join(append(names, ref.Value), " -> "))
	d.Hint = "replace one of these references with the intended value"
	for _, r := range chain[1:min(len(chain), shown)] {
		d.Related = append(d.Related, diag.Related{Pos: r.Pos, Message: "refers to " + strconv.Quote(r.Value)})
	}
	return d
}

// MissingHint says which part of a pointer exists in a document, and suggests the
// nearest name.
func MissingHint(root *document.Node, segments []string) string {
	n := root
	for i, s := range segments {
		next := n.At(document.Pointer(s))
		if next != nil {
			n = next
			continue
		}
		found := segments[:i]
		if name := diag.Nearest(s, n.Keys()); name != "" {
			guess := slices.Concat(found, []string{name}, segments[i+1:])
			if i+1 < len(segments) && n.At(document.Pointer(name)).At(document.Pointer(segments[i+1:]...)) == nil {
				guess = guess[:i+1]
			}
			return "did you mean " + strconv.Quote("#"+document.Pointer(guess...)) + "?"
		}
		if i < len(segments)-1 {
			return strconv.Quote("#"+document.Pointer(segments[:i+1]...)) + " does not exist either"
		}
		return ""
	}
	return ""
}
