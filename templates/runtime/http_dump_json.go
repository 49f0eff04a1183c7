package runtime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
)

// unescaped is a part of a query without its escapes.
func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// json writes a body without the values of secret members. The text may be cut off or be
// no JSON at all: from where it cannot be followed, nothing is shown that could be one.
func (m mask) json(b *bytes.Buffer, data []byte) {
	cut := len(data) > maxDump
	data = data[:min(len(data), maxDump)]
	text := bytes.TrimSpace(data)
	if len(text) == 0 {
		return
	}
	if text[0] != '{' && text[0] != '[' {
		fmt.Fprintf(b, "[body of %d bytes]\n", len(data)) // a value alone has no name to judge it by
		return
	}
	s := maskScan{text: text}
	for s.pos < len(s.text) {
		s.step(b)
	}
	b.WriteByte('\n')
	if cut {
		b.WriteString("[cut off]\n")
	}
}

// maskScan reads the text of JSON and masks secret members.
type maskScan struct {
	text []byte
	pos  int
}

// step writes a string or another byte, and the mask in place of a secret member's value.
func (s *maskScan) step(b *bytes.Buffer) {
	if s.text[s.pos] != '"' {
		if c := s.text[s.pos]; c >= ' ' || c == '\n' || c == '\t' {
			b.WriteByte(c)
		}
		s.pos++
		return
	}
	start := s.pos
	s.skipString()
	name := s.text[start:s.pos]
	b.Write(name)
	after := s.pos
	s.skipSpace()
	if s.pos == len(s.text) || s.text[s.pos] != ':' || !isSecretMember(name) {
		s.pos = after
		return
	}
	s.pos++
	s.skipSpace()
	s.skipValue()
	b.WriteString(`:"` + masked + `"`)
}

// isSecretMember reports whether a name, in quotes, is that of a secret. A name that
// cannot be read counts as one.
func isSecretMember(quoted []byte) bool {
	var name string
	return json.Unmarshal(quoted, &name) != nil || isSecretName(name)
}

func (s *maskScan) skipSpace() {
	for s.pos < len(s.text) && bytes.IndexByte([]byte(" \t\r\n"), s.text[s.pos]) >= 0 {
		s.pos++
	}
}

// skipString moves past the string that begins here, or to the end.
func (s *maskScan) skipString() {
	for s.pos++; s.pos < len(s.text); s.pos++ {
		switch s.text[s.pos] {
		case '\\':
			s.pos++
		case '"':
			s.pos++
			return
		}
	}
	s.pos = len(s.text)
}

// skipValue moves past the value that begins here, or to the end.
func (s *maskScan) skipValue() {
	for depth := 0; s.pos < len(s.text); {
		switch s.text[s.pos] {
		case '"':
			s.skipString()
			if depth == 0 {
				return
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 {
				return
			}
			if depth == 0 {
				s.pos++
				return
			}
		case ',', '\n':
			if depth == 0 {
				return
			}
		}
		s.pos++
	}
}
