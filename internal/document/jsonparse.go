package document

import (
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// jsonReader reads JSON that encoding/json has accepted, so it only looks for
// values and their positions.
type jsonReader struct {
	*builder
	s      string
	offset int
	// The position of the offset marked. Counting from there keeps input on a
	// single line from taking quadratic time.
	marked, line, column int
}

// json reads the builder's text, which must be valid JSON.
func (b *builder) json() *Node {
	r := &jsonReader{builder: b, s: b.text.s, line: 1, column: 1}
	return r.value()
}

// jsonError reports why a text is not JSON.
func (b *builder) jsonError(err error) {
	message := err.Error()
	// A text that ends too early has its error after its last character.
	offset := len(strings.TrimRight(b.text.s, " \t\r\n"))
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok && !strings.HasPrefix(message, "unexpected end") {
		offset = max(0, int(syntax.Offset)-1)
	}
	if strings.Contains(message, "exceeded max depth") {
		b.errorf("too-deep", b.text.position(offset), "the nesting is deeper than %d levels", maxDepth)
		return
	}
	b.errorf("syntax", b.text.position(offset), "%s", message)
}

// here returns the position of the reader.
func (r *jsonReader) here() diag.Position {
	for next := r.line; next < len(r.text.starts) && r.text.starts[next] <= r.offset; next++ {
		r.line, r.column, r.marked = next+1, 1, r.text.starts[next]
	}
	r.column += utf8.RuneCountInString(r.s[r.marked:r.offset])
	r.marked = r.offset
	return diag.Position{File: r.text.file, Line: r.line, Column: r.column}
}

func (r *jsonReader) value() *Node {
	r.space()
	n := &Node{Pos: r.here()}
	switch r.s[r.offset] {
	case '{':
		n.Kind = Mapping
		r.mapping(n)
	case '[':
		n.Kind = Sequence
		r.sequence(n)
	case '"':
		n.Kind = String
		n.Value = r.quoted()
	case 't', 'f':
		n.Kind = Bool
		n.Value = r.word()
	case 'n':
		r.word()
	default:
		n.Kind = Number
		n.Value = r.word()
	}
	return n
}

func (r *jsonReader) mapping(n *Node) {
	defer r.leave()
	if !r.enter(n.Pos) {
		return
	}
	r.offset++
	for r.more('}') {
		pos := r.here()
		key := r.quoted()
		r.space()
		r.offset++ // The colon.
		value := r.value()
		if r.stopped {
			return
		}
		if i := n.find(key); i >= 0 {
			r.duplicate(key, pos, n.members[i].KeyPos)
			continue
		}
		n.Put(Member{Key: key, KeyPos: pos, Value: value})
	}
}

func (r *jsonReader) sequence(n *Node) {
	defer r.leave()
	if !r.enter(n.Pos) {
		return
	}
	r.offset++
	for r.more(']') {
		item := r.value()
		if r.stopped {
			return
		}
		n.items = append(n.items, item)
	}
}

// more advances to the next member or item and reports whether there is one.
func (r *jsonReader) more(end byte) bool {
	r.space()
	if r.s[r.offset] == end {
		r.offset++
		return false
	}
	if r.s[r.offset] == ',' {
		r.offset++
		r.space()
	}
	return true
}

func (r *jsonReader) space() {
	for strings.IndexByte(" \t\r\n", r.s[r.offset]) >= 0 {
		r.offset++
	}
}

// word reads a number, a boolean or null.
func (r *jsonReader) word() string {
	start := r.offset
	for r.offset < len(r.s) && strings.IndexByte(" \t\r\n,]}", r.s[r.offset]) < 0 {
		r.offset++
	}
	return r.s[start:r.offset]
}

// quoted reads a string literal.
func (r *jsonReader) quoted() string {
	start := r.offset
	escaped := false
	for r.offset++; r.s[r.offset] != '"'; r.offset++ {
		if r.s[r.offset] == '\\' {
			escaped = true
			r.offset++
		}
	}
	r.offset++
	if !escaped {
		return r.s[start+1 : r.offset-1]
	}
	var s string
	if err := json.Unmarshal([]byte(r.s[start:r.offset]), &s); err != nil {
		r.errorf("syntax", r.text.position(start), "%v", err)
	}
	return s
}
