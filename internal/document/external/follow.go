package external

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// end is where a chain of references leads to: a target in a file, or text that
// replaces the reference. It has neither if the reference stays as it is.
type end struct {
	target *target
	text   string
	failed bool // an error was reported
}

// failed is the end of a reference without a target.
var failed = end{failed: true}

// follow returns where a reference leads to. A target that is nothing but a reference
// is followed, too.
func (r *resolver) follow(u use) end {
	found := r.followAll(u)
	if found.failed {
		r.ds.Cover(u.ref.Pos)
	}
	return found
}

func (r *resolver) followAll(u use) end {
	var chain []*document.Node
	for !r.stopped && !r.written[reference{u.ref.Pos, u.ref.Value}] {
		if i := slices.Index(chain, u.ref); i >= 0 {
			r.cycle(chain[i:])
			return failed
		}
		chain = append(chain, u.ref)
		next := r.step(u)
		if next.target == nil {
			return next
		}
		ref := refIn(next.target.node)
		if ref == nil || next.target.node.Len() != 1 || !u.role.Refers() {
			return next
		}
		u = use{ref: ref, role: u.role, holder: next.target.node}
	}
	return end{}
}

// cycle reports references that only lead to each other, at the first of them.
func (r *resolver) cycle(chain []*document.Node) {
	first := slices.MinFunc(chain, func(a, b *document.Node) int { return a.Pos.Compare(b.Pos) })
	for _, ref := range slices.Concat([]*document.Node{first}, chain) {
		r.faultAt(ref, "cycle "+first.Pos.String(), &diag.Diagnostic{
			Code: "ref-cycle", Severity: diag.Error, Message: strconv.Quote(first.Value) + " only leads back to itself",
			Hint: "replace one of these references with the intended value",
		})
	}
}

// step follows one reference.
func (r *resolver) step(u use) end {
	holder := u.ref.Pos.File
	name, fragment, fragmented := strings.Cut(u.ref.Value, "#")
	switch {
	case name == "" && holder == r.main.name && !u.inlined():
		return end{}
	case u.ref.Value == "":
		r.faultAt(u.ref, "empty "+u.ref.Pos.String(), &diag.Diagnostic{
			Code: "bad-ref", Severity: diag.Error, Message: "a $ref must not be empty", Hint: "write the file or the path of its target",
		})
		return failed
	}
	segments, ok := document.Segments("#" + fragment)
	if fragmented && !ok {
		r.faultAt(u.ref, "pointer "+u.ref.Value, &diag.Diagnostic{
			Code: "bad-ref", Severity: diag.Error, Message: strconv.Quote(u.ref.Value) + " has no valid JSON pointer after the #",
			Hint: `write "/" and the path to the target, with ~1 for a slash and ~0 for a tilde`,
		})
		return failed
	}
	to := r.loaded[holder]
	if to == nil {
		return end{} // made by another stage
	}
	if name != "" {
		full, d := r.files.Name(holder, name)
		if d != nil {
			r.faultAt(u.ref, "name "+name, r.suggest(u, d))
			return failed
		}
		if location := r.files.Source(full); location != "" && full != r.main.name {
			return end{text: r.sourceText(u.ref, location, segments)}
		}
		if to = r.load(full, u); to == nil {
			return failed
		}
	}
	return r.targetIn(to, segments, u)
}

// sourceText is the reference to a part of another source. The reference of a file in
// another folder would be read as one of the description.
func (r *resolver) sourceText(ref *document.Node, location string, segments []string) string {
	if ref.Pos.File == r.main.name {
		return ref.Value
	}
	return escapeFile(location) + referenceTo(segments)
}

// load returns a file, or nil after a fault, which is reported once.
func (r *resolver) load(name string, u use) *file {
	f := r.loaded[name]
	if f == nil {
		f = &file{name: name, depth: r.loaded[u.ref.Pos.File].depth + 1}
		if f.depth > maxDepth {
			r.stopped = true
			r.faultAt(u.ref, "depth", &diag.Diagnostic{
				Code: "too-many-files", Severity: diag.Error, Message: "more than " + strconv.Itoa(maxDepth) + " files refer to each other in a row",
				Hint: "bundle them into fewer files",
			})
			return nil
		}
		r.loaded[name] = f
		if !r.read(f, u) {
			return nil
		}
	}
	if f.root == nil {
		if d := r.faults["file "+name]; d != nil {
			r.relate(d, u.ref)
		}
		return nil
	}
	return f
}

// read reads a file for the first time.
func (r *resolver) read(f *file, u use) bool {
	doc, d := r.files.Load(f.name, r.ds)
	switch {
	case d != nil:
		d = r.suggest(u, d)
		r.stopped = d.Code == "too-many-files"
		r.faultAt(u.ref, "file "+f.name, d)
		return false
	case doc == nil: // its errors are reported
		return false
	}
	f.root = doc.Root
	return true
}

// suggest completes the finding about a file that cannot be read, where a part of the
// description is more likely meant: by a pointer that lacks its "#", or by a bare name.
func (r *resolver) suggest(u use, d *diag.Diagnostic) *diag.Diagnostic {
	for _, pointer := range []string{
		"/" + strings.TrimLeft(u.ref.Value, "/"), document.Pointer("components", openapi.ComponentKind(u.role), u.ref.Value),
	} {
		if u.ref.Pos.File == r.main.name && r.main.root.At(pointer) != nil {
			d.Hint = "did you mean " + strconv.Quote("#"+pointer) + "?"
			return d
		}
	}
	return d
}

// targetIn returns the target at a path of a file.
func (r *resolver) targetIn(to *file, segments []string, u use) end {
	pointer := document.Pointer(segments...)
	node := to.root.At(pointer)
	if to != r.main && node == nil && strings.HasPrefix(u.ref.Value, "#") && r.main.root.At(pointer) != nil {
		// Tools that join files before they resolve references accept these.
		r.borrow(u.ref, to)
		to, node = r.main, r.main.root.At(pointer)
	}
	if to == r.main && !u.copied() {
		return end{text: referenceTo(segments)}
	}
	if node == nil && strings.HasPrefix(u.ref.Value, "#") && u.ref.Pos.File == r.main.name {
		return end{} // which package merge may find in another source
	}
	if node == nil {
		message, hint := strconv.Quote("#"+pointer)+" does not exist", openapi.MissingHint(to.root, segments)
		if name, _, _ := cut(u.ref.Value); name != "" {
			message += " in " + to.name
			hint = strings.ReplaceAll(hint, `"#`, `"`+name+"#")
		}
		r.faultAt(u.ref, "missing "+to.name+"#"+pointer, &diag.Diagnostic{
			Code: "missing-ref", Severity: diag.Error, Message: message, Hint: hint,
		})
		return failed
	}
	k := key{to.name, pointer, u.role}
	if r.targets[k] == nil {
		r.targets[k] = &target{key: k, file: to, path: segments, node: node}
	}
	return end{target: r.targets[k]}
}

// borrow warns of a reference within a file whose target is only in the description.
func (r *resolver) borrow(ref *document.Node, in *file) {
	cause := "borrow " + in.name + ref.Value
	if r.warned[cause] {
		return
	}
	r.warned[cause] = true
	r.ds.Warnf("borrowed-ref", ref.Pos, "%q does not exist in %s; using that of %s", ref.Value, in.name, r.main.name).
		Hint = "if this is intended, put the file name of the description, relative to this file, before the #"
}

// faultAt reports an error at a reference. Each cause is reported once, at the first
// reference, and mentions some of the others.
func (r *resolver) faultAt(ref *document.Node, cause string, d *diag.Diagnostic) {
	r.ds.Cover(ref.Pos)
	if known := r.faults[cause]; known != nil {
		r.relate(known, ref)
		return
	}
	added := r.ds.Errorf(d.Code, ref.Pos, "%s", d.Message)
	added.Hint = d.Hint
	r.faults[cause] = added
}

// relate adds a reference to a finding about its target.
func (r *resolver) relate(d *diag.Diagnostic, ref *document.Node) {
	const most = 3
	other := diag.Related{Pos: ref.Pos, Message: "also referred to here"}
	if ref.Pos != d.Pos && len(d.Related) < most && !slices.Contains(d.Related, other) {
		d.Related = append(d.Related, other)
	}
}

// referenceTo returns the reference to a path of the description itself.
func referenceTo(segments []string) string { return escapePercent("#" + document.Pointer(segments...)) }

// escapePercent escapes what is percent-decoded in the fragment of a reference.
func escapePercent(pointer string) string { return strings.ReplaceAll(pointer, "%", "%25") }

// escapeFile escapes a file name for the file part of a reference.
func escapeFile(name string) string {
	return strings.NewReplacer("%", "%25", "#", "%23").Replace(name)
}

// cut splits a reference into its file, its fragment and the segments of that.
func cut(reference string) (name, fragment string, segments []string) {
	name, fragment, _ = strings.Cut(reference, "#")
	segments, _ = document.Segments("#" + fragment)
	return name, fragment, segments
}
