package output

import (
	"bytes"
	"fmt"
	"regexp"

	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

// A file with Keep has regions that belong to people. Their content is copied from
// the file on disk to the new one, and does not count as an edit.

// region is a marked region of a file.
type region struct {
	name       string
	line       int // of the begin mark
	start, end int // of the content, without the lines of the marks
}

// markFault is an invalid mark, which makes all regions ambiguous.
type markFault struct {
	line    int
	message string
}

var (
	keepBegin = regexp.MustCompile(`^<!-- keep:begin ([A-Za-z0-9_-]+) -->$`)
	keepEnd   = []byte("<!-- keep:end -->")
)

// regions returns the regions of a text. Nested, unclosed and duplicate regions are faults.
func regions(text []byte) ([]region, *markFault) {
	var found []region
	names := map[string]bool{}
	var open *region
	offset, number := 0, 0
	for line := range bytes.Lines(text) {
		start := offset
		offset += len(line)
		number++
		line = bytes.TrimRight(line, "\r\n")
		if match := keepBegin.FindSubmatch(line); match != nil {
			name := string(match[1])
			switch {
			case open != nil:
				return nil, open.unclosed()
			case names[name]:
				return nil, &markFault{number, fmt.Sprintf("duplicate region %q, so neither can be kept", name)}
			}
			names[name] = true
			open = &region{name: name, line: number, start: offset}
			continue
		}
		if bytes.Equal(line, keepEnd) {
			if open == nil {
				return nil, &markFault{number, "end mark without a region, so none can be kept"}
			}
			open.end = start
			found = append(found, *open)
			open = nil
		}
	}
	if open != nil {
		return nil, open.unclosed()
	}
	return found, nil
}

func (r region) unclosed() *markFault {
	return &markFault{r.line, fmt.Sprintf("the region %q has no end mark, so it cannot be kept", r.name)}
}

// withoutKept returns a text with empty regions: the part that the generator owns.
func withoutKept(text []byte) []byte {
	found, fault := regions(text)
	if fault != nil {
		return text
	}
	return fill(text, found, func(string) []byte { return nil })
}

// carry copies the content of the regions of old to those of text. It returns the
// names of the regions whose content would be lost because text lacks them.
func carry(text, old []byte) (merged []byte, lost []string) {
	kept, fault := regions(old)
	wanted, faultWanted := regions(text)
	if fault != nil || faultWanted != nil {
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
		if len(bytes.TrimSpace(contents[r.name])) > 0 {
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

// fileDigest hashes the part of a file that the generator owns.
func fileDigest(f emit.File, data []byte) string {
	if f.Keep {
		data = withoutKept(data)
	}
	return digest(data)
}
