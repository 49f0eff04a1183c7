// Package external makes one document of a description that consists of several
// files.
//
// A reference to another file may name all of it or a part, which need not be an
// OpenAPI document of its own. What it refers to becomes a component of the
// description, with the positions of its own file, so that later stages only know
// one document. A component is named after the last segment of the pointer, or after
// the file. A component of the description that is nothing but a reference to a file
// gives the target its own name.
//
// Two targets may claim one name. If they are equal, they are one component; else the
// later one in document order gets a name with a part of its path, and a warning.
//
// What cannot be a component is copied to where it is referred to: path items, so
// that their operations have the pointers of their paths, operations, media types and
// encodings. So is the target of a reference where the specification allows none, such
// as in "description" or "properties", with a warning.
package external

import (
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

const (
	// maxDepth limits how many files lead from the description to another. Known
	// descriptions stay below 10.
	maxDepth = 200
	// maxNodes limits how many nodes are copied: files that copy each other several
	// times could exhaust the memory.
	maxNodes = 500_000
)

// Files opens the files that a description refers to. The diagnostics that it returns
// have no position.
type Files interface {
	// Name returns the name of the file that a reference in a file names.
	Name(holder, reference string) (string, *diag.Diagnostic)
	// Load reads a file. After an error in its text, which is added to ds, both
	// results are nil.
	Load(name string, ds *diag.List) (*document.Document, *diag.Diagnostic)
	// Source returns the location of another source of the run, or "" for any other
	// file. References to sources are left to package merge.
	Source(name string) string
}

// Resolve changes a description so that it no longer refers to other files, except to
// other sources. References without a target are left as they are, with an error in ds
// for each cause. It returns false if a limit was exceeded.
func Resolve(doc *document.Document, files Files, ds *diag.List) bool {
	r := &resolver{
		files: files, ds: ds, main: &file{name: doc.File, root: doc.Root},
		loaded: map[string]*file{}, targets: map[key]*target{}, faults: map[string]*diag.Diagnostic{},
		active: map[*target]string{}, homes: map[string]*target{}, warned: map[string]bool{}, written: map[reference]bool{},
	}
	r.loaded[doc.File] = r.main
	r.discover()
	if !r.stopped && (len(r.order) > 0 || r.inlined) {
		r.expandComponents()
		r.declare()
		r.nest()
		r.name()
		r.rewrite(openapi.Element{Node: doc.Root, Role: openapi.Root}, "")
		r.addComponents()
	}
	return !r.stopped
}

// file is one file of a description.
type file struct {
	name  string
	root  *document.Node // nil if it cannot be read
	depth int            // how many files lead to it
}

// key identifies a target: one node may be referred to in several roles.
type key struct {
	file, pointer string
	role          openapi.Role
}

// target is a part of a file that something refers to.
type target struct {
	key
	file *file
	path []string // in the file
	node *document.Node
	// home is the pointer of the component that the target becomes; empty if it is
	// copied to where it is referred to.
	home string
	// own is set if the target is at home on its own account, rather than as a part
	// or an equal of another target.
	own bool
	// declared is set if a component of the description gives the target its name.
	declared bool
	placed   bool // at its declared home
	found    bool
}

// reference is a reference by its position and its text.
type reference struct {
	pos  diag.Position
	text string
}

type resolver struct {
	files   Files
	ds      *diag.List
	main    *file
	loaded  map[string]*file // by name
	targets map[key]*target
	order   []*target // in which they were found
	// faults has the finding of each cause that was reported.
	faults  map[string]*diag.Diagnostic
	warned  map[string]bool
	stopped bool // by a limit
	inlined bool // a reference within the description itself is to be replaced
	// active has the pointers of the copies around the current node.
	active map[*target]string
	homes  map[string]*target
	// written has the references that were replaced, whose text is no longer that of
	// the file of their position.
	written map[reference]bool
	copied  int
}

// discover loads all files that the description leads to and finds all targets, the
// nearest first.
func (r *resolver) discover() {
	r.discoverIn(r.main.root, openapi.Root)
	for i := 0; i < len(r.order); i++ {
		r.discoverIn(r.order[i].node, r.order[i].role)
	}
}

func (r *resolver) discoverIn(node *document.Node, role openapi.Role) {
	for el := range openapi.Below(node, role) {
		for _, use := range uses(el) {
			r.inlined = r.inlined || use.inlined()
			t := r.follow(use).target
			if t != nil && !t.found {
				t.found = true
				r.order = append(r.order, t)
			}
		}
	}
}
