package document

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// text is the content of an input, split into lines as editors do: at LF, CR LF and
// CR, but not at the other line breaks of YAML.
type text struct {
	file   string
	s      string
	starts []int // the offset of each line
}

func newText(file, s string) *text {
	t := &text{file: file, s: s, starts: make([]int, 1, 1+strings.Count(s, "\n"))}
	firstEnd := func(s string) int { return strings.IndexAny(s, "\r\n") }
	if !strings.Contains(s, "\r") {
		firstEnd = func(s string) int { return strings.IndexByte(s, '\n') }
	}
	for i := 0; i < len(s); {
		next := firstEnd(s[i:])
		if next < 0 {
			break
		}
		i += next + 1
		if s[i-1] == '\r' && i < len(s) && s[i] == '\n' {
			i++
		}
		t.starts = append(t.starts, i)
	}
	return t
}

// line returns a line, counted from 1, without its line ending.
func (t *text) line(n int) (string, bool) {
	if n < 1 || n > len(t.starts) {
		return "", false
	}
	end := len(t.s)
	if n < len(t.starts) {
		end = t.starts[n]
	} else if t.starts[n-1] == end && n > 1 {
		return "", false // a final line break does not start another line
	}
	return strings.TrimRight(t.s[t.starts[n-1]:end], "\r\n"), true
}

// position returns the line and column of an offset.
func (t *text) position(offset int) diag.Position {
	offset = min(max(offset, 0), len(t.s))
	n := sort.SearchInts(t.starts, offset+1)
	return diag.Position{File: t.file, Line: n, Column: 1 + utf8.RuneCountInString(t.s[t.starts[n-1]:offset])}
}

var utf8BOM = []byte("\xEF\xBB\xBF")

// decode checks that data is UTF-8 and strips its byte order mark. It returns nil
// after an error.
func decode(file string, data []byte, ds *diag.List) *text {
	if name := otherEncoding(data); name != "" {
		ds.Errorf("not-utf8", diag.Position{File: file}, "the file is %s, not UTF-8", name).
			Hint = "save it as UTF-8"
		return nil
	}
	if name := packing(data); name != "" {
		ds.Errorf("not-utf8", diag.Position{File: file}, "the file is %s, not UTF-8", name).
			Hint = "unpack it, after downloading it if it is a URL, and use the file inside"
		return nil
	}
	data = bytes.TrimPrefix(data, utf8BOM)
	if utf8.Valid(data) {
		return newText(file, string(data))
	}
	bad := 0
	for {
		r, size := utf8.DecodeRune(data[bad:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		bad += size
	}
	pos := newText(file, string(data[:bad])).position(bad)
	ds.Errorf("not-utf8", pos, "the byte 0x%02X is not UTF-8", data[bad]).Hint = "save the file as UTF-8"
	return nil
}

// packing returns how data is compressed, judging by its first bytes.
func packing(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\x1F\x8B")):
		return "compressed with gzip"
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return "a zip archive"
	default:
		return ""
	}
}

// otherEncoding returns the encoding of data that starts with another byte order
// mark, or whose first character takes several bytes including zeros.
func otherEncoding(data []byte) string {
	starts := func(mark string) bool { return bytes.HasPrefix(data, []byte(mark)) }
	switch {
	case starts("\xFF\xFE\x00\x00"), starts("\x00\x00\xFE\xFF"):
		return "UTF-32"
	case starts("\xFF\xFE"), starts("\xFE\xFF"):
		return "UTF-16"
	case len(data) >= 4 && (data[0] == 0) != (data[1] == 0) && (data[2] == 0) != (data[3] == 0) && (data[0] == 0) == (data[2] == 0):
		return "UTF-16"
	default:
		return ""
	}
}
