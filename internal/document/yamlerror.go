package document

import (
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// yamlError reports why the YAML library refused the text. The library knows a
// line at best, and often that of the outermost mapping, so the place is found
// again: it is the end of the shortest beginning of the text that fails alike.
func (b *builder) yamlError(source string, err error) {
	end := shortestFailure(source, err.Error())
	_, size := utf8.DecodeLastRuneInString(source[:end])
	pos := end - size

	message := linePrefix.ReplaceAllString(strings.TrimPrefix(err.Error(), "yaml: "), "")
	if name, ok := strings.CutPrefix(message, "unknown anchor '"); ok {
		// The alias ends here; it is at fault from its start.
		name = strings.TrimSuffix(name, "' referenced")
		pos = max(0, end-len("*"+name))
		b.errorf("unknown-anchor", b.text.position(pos), "the anchor &%s is not defined before this alias", name)
		return
	}
	if strings.HasPrefix(message, "exceeded max depth") {
		b.errorf("too-deep", b.text.position(pos), "the nesting is deeper than %d levels", maxDepth)
		return
	}
	d := b.errorf("syntax", b.text.position(pos), "invalid YAML: %s", message)
	for fault, hint := range map[string]string{
		"did not find expected key":                                    "check the indentation and the quotes of this line",
		"did not find expected '-' indicator":                          "check the indentation of this line",
		"mapping values are not allowed in this context":               "put a text that holds \": \" into quotes, and check the indentation",
		"found character that cannot start any token":                  "indent with spaces, not with tabs, and put a text that starts with this character into quotes",
		"found a tab character that violates indentation":              "indent with spaces",
		"found unexpected end of stream":                               "close the quotes that open here",
		"could not find expected ':'":                                  "write \"key: value\", or check the indentation",
		"found a tab character where an indentation space is expected": "indent with spaces",
	} {
		if message == fault {
			d.Hint = hint
		}
	}
}

var linePrefix = regexp.MustCompile(`^line \d+: `)

// shortestFailure returns the length of the shortest beginning of a text that
// the library refuses with the same words as the whole. It reads the text as few
// times as it can: a large one takes a tenth of a second each.
func shortestFailure(s, want string) int {
	fails := func(n int) bool { return yamlFailure(strings.NewReader(s[:n])) == want }

	// The library asks for no more than it needs, so what it did not ask for
	// cannot matter.
	counter := &byteReader{s: s}
	if yamlFailure(counter) != want {
		return len(s)
	}
	high := counter.read
	// A quote without an end is read to the end of the text, but it starts at
	// the line in the message.
	if m := linePrefix.FindString(strings.TrimPrefix(want, "yaml: ")); m != "" {
		n, _ := strconv.Atoi(strings.TrimSuffix(m[len("line "):], ": "))
		if end := afterLine(s, n+1); end < high && fails(end) {
			high = end
		}
	}
	low := high - 4
	for step := 16; low > 0 && fails(low); step *= 8 {
		high, low = low, low-step
	}
	low = max(low, 0)
	// Now high fails alike and low does not.
	for low+1 < high {
		middle := low + (high-low)/2
		for middle < high && !utf8.RuneStart(s[middle]) {
			middle++
		}
		if middle == high { // Within the last character: look before it.
			_, size := utf8.DecodeLastRuneInString(s[:high])
			if middle = high - size; middle <= low {
				return high
			}
		}
		switch {
		case fails(middle):
			high = middle
		default:
			low = middle
		}
	}
	return high
}

// afterLine returns the offset behind the line with that number.
func afterLine(s string, n int) int {
	offset := 0
	for range n {
		i := strings.IndexByte(s[offset:], '\n')
		if i < 0 {
			return len(s)
		}
		offset += i + 1
	}
	return offset
}

// yamlFailure returns the words with which the library refuses a text, or "".
func yamlFailure(r io.Reader) string {
	d := yaml.NewDecoder(r)
	for {
		switch _, err := decodeYAML(d); {
		case err == io.EOF:
			return ""
		case err != nil:
			return err.Error()
		}
	}
}

// byteReader gives its text byte by byte, so that it knows how much was wanted.
type byteReader struct {
	s    string
	read int
}

func (r *byteReader) Read(p []byte) (int, error) {
	if r.read == len(r.s) {
		return 0, io.EOF
	}
	if len(p) == 0 {
		return 0, nil
	}
	p[0] = r.s[r.read]
	r.read++
	return 1, nil
}
