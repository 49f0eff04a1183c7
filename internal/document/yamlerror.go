package document

import (
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// yamlError reports why the YAML library rejected the text. The library reports a
// line at best, and often that of the outermost mapping, so the position is
// searched for: it is the end of the shortest prefix that fails with the same
// message.
func (b *builder) yamlError(source string, err error) {
	end := shortestFailure(source, err.Error())
	_, size := utf8.DecodeLastRuneInString(source[:end])
	pos := end - size

	message := linePrefix.ReplaceAllString(strings.TrimPrefix(err.Error(), "yaml: "), "")
	if name, ok := strings.CutPrefix(message, "unknown anchor '"); ok {
		// The alias ends here; report its start.
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
		"mapping values are not allowed in this context":               "quote a string that contains \": \", and check the indentation",
		"found character that cannot start any token":                  "indent with spaces, not tabs, and quote a string that starts with this character",
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

// shortestFailure returns the length of the shortest prefix that the library
// rejects with the same message as the whole. It parses the text as few times as
// possible: a large one takes a tenth of a second.
func shortestFailure(s, want string) int {
	fails := func(n int) bool { return yamlFailure(strings.NewReader(s[:n])) == want }

	// The library reads no more than it needs, so the rest cannot matter.
	counter := &byteReader{s: s}
	if yamlFailure(counter) != want {
		return len(s)
	}
	high := counter.read
	// An unclosed quote is read to the end of the text, but starts at the line in the message.
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
	// Invariant: high fails with the same message and low does not.
	for low+1 < high {
		middle := low + (high-low)/2
		for middle < high && !utf8.RuneStart(s[middle]) {
			middle++
		}
		if middle == high { // within the last character: step back
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

// afterLine returns the offset after line n.
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

// yamlFailure returns the library's error message, or "".
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

// byteReader returns its text byte by byte, and so knows how much was read.
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
