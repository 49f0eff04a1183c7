package document

import (
	"encoding/json"
	"unicode/utf8"
)

// AppendJSON appends the node as compact JSON in document order. The result is
// always valid: a number that is not a JSON literal becomes a string, bytes that
// are not UTF-8 become U+FFFD.
func (n *Node) AppendJSON(dst []byte) []byte {
	if n == nil {
		return append(dst, "null"...)
	}
	switch n.Kind {
	case Bool:
		if n.Value == "true" {
			return append(dst, "true"...)
		}
		return append(dst, "false"...)
	case Number:
		if !isJSONNumber(n.Value) {
			return appendString(dst, n.Value)
		}
		return append(dst, n.Value...)
	case String:
		return appendString(dst, n.Value)
	case Mapping:
		dst = append(dst, '{')
		for i := range n.members {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendString(dst, n.members[i].Key)
			dst = append(dst, ':')
			dst = n.members[i].Value.AppendJSON(dst)
		}
		return append(dst, '}')
	case Sequence:
		dst = append(dst, '[')
		for i, item := range n.items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = item.AppendJSON(dst)
		}
		return append(dst, ']')
	default:
		return append(dst, "null"...)
	}
}

// Any returns the node as plain Go values: map[string]any, []any, string,
// json.Number, bool or nil.
func (n *Node) Any() any {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case Bool:
		return n.Value == "true"
	case Number:
		return json.Number(n.Value)
	case String:
		return n.Value
	case Mapping:
		m := make(map[string]any, len(n.members))
		for i := range n.members {
			m[n.members[i].Key] = n.members[i].Value.Any()
		}
		return m
	case Sequence:
		s := make([]any, len(n.items))
		for i, item := range n.items {
			s[i] = item.Any()
		}
		return s
	default:
		return nil
	}
}

// appendString appends a string literal. Unlike encoding/json, it does not escape <
// > &: programs read the result, and people compare it.
func appendString(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				dst = append(dst, s[done:i]...)
				dst = append(dst, "\ufffd"...)
				done = i + 1
			}
			i += size
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		dst = append(dst, s[done:i]...)
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i++
		done = i
	}
	dst = append(dst, s[done:]...)
	return append(dst, '"')
}
