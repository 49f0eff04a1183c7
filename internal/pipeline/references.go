package pipeline

import (
	"context"
	"path"
	"path/filepath"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/external"
	"github.com/StackOneHQ/stackone-gen/internal/output"
	"github.com/StackOneHQ/stackone-gen/internal/source"
)

// root is a source that may refer to other files.
type root struct {
	doc   *document.Document
	input source.Input
}

// resolve makes one document of each source with the files that it refers to. It
// returns those files, checked against the lock file if there is one.
func (r *Run) resolve(ctx context.Context, roots []root, opts Inputs, locked *lock) ([]output.Input, error) {
	var read []output.Input
	origins := map[string]string{} // by name in the lock file
	complete := true
	for _, from := range roots {
		files := &files{
			run: r, ctx: ctx, roots: roots, from: from,
			reader: source.NewReferences(from.input, opts.References, r.sourceOptions(opts, locked)),
		}
		errors := r.Diags.Count(diag.Error)
		complete = external.Resolve(from.doc, files, &r.Diags) && complete
		// With a lock file, an incomplete description would also lack its inputs.
		complete = complete && (locked == nil || r.Diags.Count(diag.Error) == errors)
		files.reader.Close()
		if err := ctx.Err(); err != nil {
			return nil, err // errors may be due to the interrupt
		}
		for _, in := range files.read {
			name := lockName(from.doc, in.Name)
			if origin, taken := origins[name]; taken && origin != absolute(in.Name) {
				name += " (" + from.doc.Name + ")"
			} else if taken {
				continue
			}
			origins[name] = absolute(in.Name)
			read = append(read, output.Input{Path: name, SHA256: in.SHA256})
			if locked != nil {
				hash, known := locked.hash(name)
				in.CheckLocked(hash, known, "file", &r.Diags)
			}
		}
	}
	if !complete {
		return nil, ErrInput
	}
	return read, nil
}

// lockName returns the name of a file of a description in the lock file. It is as
// independent of the machine and the working folder as that of the description.
func lockName(doc *document.Document, name string) string {
	if !onDisk(name) {
		return name
	}
	relative, err := filepath.Rel(filepath.Dir(doc.File), name)
	if err != nil {
		return filepath.ToSlash(name)
	}
	return path.Join(path.Dir(doc.Name), filepath.ToSlash(relative))
}

// files opens the files of one source for package external.
type files struct {
	run    *Run
	ctx    context.Context
	roots  []root
	from   root
	reader *source.References
	read   []source.Input
}

var _ external.Files = (*files)(nil)

// Name returns the name of a file, which is the name of the source if it is one.
func (f *files) Name(holder, reference string) (string, *diag.Diagnostic) {
	name, d := f.reader.Name(holder, reference)
	if d != nil {
		return "", d
	}
	for _, other := range f.roots {
		if file := other.doc.File; file == name || onDisk(file) && onDisk(name) && absolute(file) == absolute(name) {
			return file, nil
		}
	}
	return name, nil
}

// Source returns the location of a source by its name.
func (f *files) Source(name string) string {
	for _, other := range f.roots {
		if other.doc.File == name {
			if onDisk(name) {
				return absolute(name)
			}
			return name
		}
	}
	return ""
}

// Load reads and parses a file.
func (f *files) Load(name string, ds *diag.List) (*document.Document, *diag.Diagnostic) {
	in, d := f.reader.Read(f.ctx, name)
	if d != nil {
		return nil, d
	}
	f.read = append(f.read, in)
	var found diag.List
	doc := f.run.Sources.ParseAny(name, in.Data, &found)
	ds.Append(&found)
	if doc != nil {
		if f.run.parts == nil {
			f.run.parts = map[string]*document.Node{}
		}
		f.run.parts[name] = doc.Root
	}
	return doc, nil
}
