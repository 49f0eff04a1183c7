package output

import (
	"bytes"
	"regexp"
)

// A file whose Keep is set has regions that belong to people. Their content is
// carried from the file on disk into the new one, and does not count as an edit.

// region is a marked region of a file.
type region struct {
	name       string
	start, end int // of the content, without the lines of the marks
}

var (
	keepBegin = regexp.MustCompile(`^<!-- keep:begin ([A-Za-z0-9_-]+) -->$`)
	keepEnd   = []byte("<!-- keep:end -->")
)

// regions finds the regions of a text. It says no if the marks make no sense: one
// that is open within another or at the end, or two of one name. Whose is what
// cannot be told then.
func regions(text []byte) ([]region, bool) {
	var found []region
	names := map[string]bool{}
	var open *region
	offset := 0
	for line := range bytes.Lines(text) {
		start := offset
		offset += len(line)
		line = bytes.TrimRight(line, "\r\n")
		if match := keepBegin.FindSubmatch(line); match != nil {
			name := string(match[1])
			if open != nil || names[name] {
				return nil, false
			}
			names[name] = true
			open = &region{name: name, start: offset}
			continue
		}
		if bytes.Equal(line, keepEnd) {
			if open == nil {
				return nil, false
			}
			open.end = start
			found = append(found, *open)
			open = nil
		}
	}
	return found, open == nil
}

// withoutKept returns a text with empty regions: what the generator answers for.
func withoutKept(text []byte) []byte {
	found, ok := regions(text)
	if !ok {
		return text
	}
	return fill(text, found, func(string) []byte { return nil })
}

// carry puts the content of the regions of old into those of text. It returns the
// names of the regions whose content would be lost because text lacks them.
func carry(text, old []byte) (merged []byte, lost []string) {
	kept, ok := regions(old)
	wanted, okWanted := regions(text)
	if !ok || !okWanted {
		return text, nil
	}
	contents := map[string][]byte{}
	for _, r := range kept {
		contents[r.name] = old[r.start:r.end]
	}
	merged = fill(text, wanted, func(name string) []byte { return contents[name] })
	for _, r := range wanted {
		delete(contents, r.name)
	}
	for _, r := range kept {
		if content, left := contents[r.name]; left && len(bytes.TrimSpace(content)) > 0 {
			lost = append(lost, r.name)
		}
	}
	return merged, lost
}

// fill replaces the content of regions.
func fill(text []byte, in []region, content func(name string) []byte) []byte {
	var b bytes.Buffer
	done := 0
	for _, r := range in {
		b.Write(text[done:r.start])
		b.Write(content(r.name))
		done = r.end
	}
	b.Write(text[done:])
	return b.Bytes()
}

// digest is that of the part of a file that the generator answers for.
func (f File) digest(data []byte) string {
	if f.Keep {
		data = withoutKept(data)
	}
	return digest(data)
}
