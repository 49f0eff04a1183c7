package document

import "github.com/StackOneHQ/stackone-gen/internal/diag"

// Sources keeps the text of inputs, including those that could not be parsed, so
// that diagnostics can show their lines. It implements diag.Sources. The zero value
// is ready to use.
type Sources struct {
	texts map[string]*text
}

var _ diag.Sources = (*Sources)(nil)

// Parse calls the function Parse and keeps the lines of the input.
func (s *Sources) Parse(file string, data []byte, ds *diag.List) *Document {
	return s.keep(Parse(file, data, ds), file, data)
}

// ParseAny calls the function ParseAny and keeps the lines of the input.
func (s *Sources) ParseAny(file string, data []byte, ds *diag.List) *Document {
	return s.keep(ParseAny(file, data, ds), file, data)
}

func (s *Sources) keep(doc *Document, file string, data []byte) *Document {
	if doc != nil {
		s.Add(doc)
	} else if t := decode(file, data, new(diag.List)); t != nil {
		s.add(t)
	}
	return doc
}

// Add adds a document that has been parsed.
func (s *Sources) Add(doc *Document) {
	if doc != nil && doc.text != nil {
		s.add(doc.text)
	}
}

func (s *Sources) add(t *text) {
	if s.texts == nil {
		s.texts = make(map[string]*text)
	}
	s.texts[t.file] = t
}

// Line returns a line of a file, counted from 1, without its line ending.
func (s *Sources) Line(file string, n int) (string, bool) {
	if s == nil || s.texts[file] == nil {
		return "", false
	}
	return s.texts[file].line(n)
}
