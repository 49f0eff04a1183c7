package program

import (
	"bytes"
	"encoding/json"
	"go/scanner"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/sample"
)

// InsideFile completes examples to a test file of the SDK's own package, for an
// SDK that has no path by which a file could import it. The names of the SDK
// lose their qualifier.
func (s *Writer) InsideFile(declarations string) (string, error) {
	text, err := s.Text("file", file{s.pkg, standardImports(declarations, ""), s.unqualified(declarations)})
	if err != nil {
		return "", err
	}
	return formatted(gofile.Header + "\n\n" + text)
}

// unqualified removes the name of the SDK's package in front of its identifiers.
func (s *Writer) unqualified(declarations string) string {
	file := token.NewFileSet().AddFile("", -1, len(declarations))
	var scan scanner.Scanner
	scan.Init(file, []byte(declarations), nil, scanner.ScanComments)
	var b strings.Builder
	written, selected := 0, false
	for {
		pos, tok, literal := scan.Scan()
		if tok == token.EOF {
			b.WriteString(declarations[written:])
			return b.String()
		}
		end := file.Offset(pos) + len(literal)
		if tok == token.IDENT && literal == s.qualifier && !selected && strings.HasPrefix(declarations[end:], ".") {
			b.WriteString(declarations[written:file.Offset(pos)])
			written = end + 1
		}
		selected = tok == token.PERIOD
	}
}

// Answer returns a literal of the body by which a handler answers a call of an
// operation: the required members of a brief example; empty if its result
// is not an object.
func (s *Writer) Answer(o *api.Operation) string {
	if o.Outcome() != api.OutcomeValue || o.Results[0].Use.Type.Kind != api.Object {
		return ""
	}
	var body bytes.Buffer
	body.WriteString("{")
	for _, m := range sample.Members(json.RawMessage(sample.Of(o.Results[0].Use, sample.Options{Brief: true}))) {
		if !slices.ContainsFunc(o.Results[0].Use.Type.Fields, func(f *api.Field) bool { return f.Name == m.Name && names.IsRequired(f) }) {
			continue
		}
		if body.Len() > 1 {
			body.WriteString(", ")
		}
		name, err := json.Marshal(m.Name)
		if err != nil {
			return ""
		}
		body.Write(name)
		body.WriteString(": ")
		body.Write(m.Value)
	}
	body.WriteString("}")
	if strings.Contains(body.String(), "`") {
		return strconv.Quote(body.String())
	}
	return "`" + body.String() + "`"
}
