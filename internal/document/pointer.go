package document

import (
	"net/url"
	"strconv"
	"strings"
)

// EscapePointer escapes one segment of a JSON pointer.
func EscapePointer(segment string) string {
	if !strings.ContainsAny(segment, "~/") {
		return segment
	}
	return strings.ReplaceAll(strings.ReplaceAll(segment, "~", "~0"), "/", "~1")
}

// Pointer returns the JSON pointer of a path of unescaped segments.
func Pointer(segments ...string) string {
	var b strings.Builder
	for _, s := range segments {
		b.WriteByte('/')
		b.WriteString(EscapePointer(s))
	}
	return b.String()
}

// At returns the node at a JSON pointer (RFC 6901), or nil. It accepts URI
// fragments, as in "$ref": "#/a/b".
func (n *Node) At(pointer string) *Node {
	segments, ok := Segments(pointer)
	if !ok {
		return nil
	}
	for _, s := range segments {
		n = n.child(s)
	}
	return n
}

// child returns the member or item that a segment of a pointer names.
func (n *Node) child(segment string) *Node {
	if n == nil || n.Kind != Sequence {
		return n.Get(segment)
	}
	// Indexes have no signs and no leading zeros.
	i, err := strconv.Atoi(segment)
	if err != nil || i < 0 || i >= len(n.items) || strconv.Itoa(i) != segment {
		return nil
	}
	return n.items[i]
}

// Segments returns the unescaped segments of a pointer, or false if it is invalid.
// Only the fragment form is percent-decoded; elsewhere a percent sign is an
// ordinary character.
func Segments(pointer string) ([]string, bool) {
	if fragment, ok := strings.CutPrefix(pointer, "#"); ok {
		pointer = fragment
		if decoded, err := url.PathUnescape(fragment); err == nil {
			pointer = decoded
		}
	}
	if pointer == "" {
		return nil, true
	}
	if pointer[0] != '/' {
		return nil, false
	}
	segments := strings.Split(pointer[1:], "/")
	for i, s := range segments {
		if !strings.Contains(s, "~") {
			continue
		}
		if strings.Count(s, "~") != strings.Count(s, "~0")+strings.Count(s, "~1") {
			return nil, false
		}
		// In this order "~01" is "~1" and not "/".
		segments[i] = strings.ReplaceAll(strings.ReplaceAll(s, "~1", "/"), "~0", "~")
	}
	return segments, true
}
