// Package document reads YAML and JSON into trees that keep the order and the
// positions of all keys and values. All later stages look positions up here:
// neither Go maps nor the OpenAPI library keep them.
package document

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// Document is one input.
type Document struct {
	File string // as diagnostics show it
	// Name identifies the document in the configuration and the lock file,
	// independently of the working folder. If empty, File is used.
	Name string
	Root *Node // a mapping after Parse
	text *text
}

// Line returns a line of the input, counted from 1, without its line ending.
func (d *Document) Line(n int) (string, bool) {
	if d == nil || d.text == nil {
		return "", false
	}
	return d.text.line(n)
}

// Parse reads an input. It returns nil after an error, which is added to ds.
func Parse(file string, data []byte, ds *diag.List) *Document {
	doc := parse(file, data, ds)
	if doc != nil && doc.Root.Kind != Mapping {
		ds.Errorf("not-a-mapping", doc.Root.Pos, "the top level must be a mapping, not a %s", doc.Root.Kind)
		return nil
	}
	return doc
}

// ParseAny is Parse for a file that holds a part of a description, so that its top
// level may be of any kind. Markdown is one string.
func ParseAny(file string, data []byte, ds *diag.List) *Document {
	if !strings.EqualFold(filepath.Ext(file), ".md") {
		return parse(file, data, ds)
	}
	t := decode(file, data, ds)
	if t == nil {
		return nil
	}
	return &Document{File: file, Root: &Node{Kind: String, Value: t.s, Pos: t.position(0)}, text: t}
}

func parse(file string, data []byte, ds *diag.List) *Document {
	t := decode(file, data, ds)
	if t == nil {
		return nil
	}
	b := &builder{text: t, ds: ds}
	var root *Node
	if startsLikeJSON(t.s) {
		// Not all JSON is YAML: surrogate pairs and long keys are not. So JSON is
		// read as JSON. Invalid JSON may be valid YAML, unless the name of the file
		// says otherwise.
		var raw json.RawMessage
		err := json.Unmarshal([]byte(t.s), &raw)
		switch {
		case err == nil:
			root = b.json()
		case strings.EqualFold(filepath.Ext(file), ".json"):
			b.jsonError(err)
		default:
			root = b.yaml()
		}
	} else {
		root = b.yaml()
	}
	if b.failed {
		return nil
	}
	return &Document{File: file, Root: root, text: t}
}

func startsLikeJSON(s string) bool {
	s = strings.TrimLeft(s, " \t\r\n")
	return s != "" && (s[0] == '{' || s[0] == '[')
}

// Load reads a file. It returns nil after an error, which is added to ds.
func Load(path string, ds *diag.List) *Document {
	data, ok := read(path, ds)
	if !ok {
		return nil
	}
	return Parse(path, data, ds)
}

func read(path string, ds *diag.List) ([]byte, bool) {
	data, err := os.ReadFile(path)
	if err == nil {
		return data, true
	}
	// The position names the file, so the reason alone is enough.
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathErr.Err
	}
	ds.Errorf("unreadable-file", diag.Position{File: path}, "cannot read the file: %v", err)
	return nil, false
}

// builder turns one input into a tree. Its methods report errors and set failed
// instead of returning errors, so that one run shows all of them.
type builder struct {
	text   *text
	ds     *diag.List
	failed bool
	// stopped ends the work early: going on would repeat the error or exhaust the memory.
	stopped bool
	depth   int
}

// maxDepth limits nesting. Descriptions stay below 50; later stages recurse and
// must not run out of stack.
const maxDepth = 1000

func (b *builder) errorf(code string, pos diag.Position, format string, args ...any) *diag.Diagnostic {
	b.failed = true
	return b.ds.Errorf(code, pos, format, args...)
}

// enter descends one level and reports whether that is allowed. The caller must
// call leave in either case.
func (b *builder) enter(pos diag.Position) bool {
	b.depth++
	if b.depth > maxDepth && !b.stopped {
		b.stopped = true
		b.errorf("too-deep", pos, "nested deeper than %d levels", maxDepth)
	}
	return !b.stopped
}

func (b *builder) leave() { b.depth-- }

// duplicate reports a duplicate key.
func (b *builder) duplicate(key string, pos, first diag.Position) {
	b.errorf("duplicate-key", pos, "duplicate key %q", key).
		Related = []diag.Related{{Pos: first, Message: "first defined here"}}
}
