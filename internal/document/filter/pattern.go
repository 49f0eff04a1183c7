package filter

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// criterion is one list of a selection.
type criterion struct {
	noun     string
	patterns []diag.Text
	names    func(operation) []string // what the patterns are compared with
	paths    bool                     // the names are paths
}

func (s Selection) criteria() []criterion {
	return []criterion{
		{noun: "a tag", patterns: s.Tags, names: func(op operation) []string { return op.tags }},
		{noun: "a group", patterns: s.Groups, names: func(op operation) []string { return []string{op.group} }},
		{noun: "an operationId", patterns: s.Operations, names: func(op operation) []string { return op.ids }},
		{noun: "a path", patterns: s.Paths, names: func(op operation) []string { return []string{op.path} }, paths: true},
	}
}

func (s Selection) empty() bool {
	return len(s.Tags) == 0 && len(s.Groups) == 0 && len(s.Operations) == 0 && len(s.Paths) == 0
}

// pos returns the position of the first pattern.
func (s Selection) pos() diag.Position {
	for _, c := range s.criteria() {
		if len(c.patterns) > 0 {
			return c.patterns[0].Pos
		}
	}
	return diag.Position{}
}

// match reports for each operation whether it is selected, and warns of patterns
// that match none: they are misspelt, or the API has changed.
func (s Selection) match(operations []operation, ds *diag.List) []bool {
	selected := make([]bool, len(operations))
	for _, c := range s.criteria() {
		for _, pattern := range c.patterns {
			used := false
			for i, op := range operations {
				if slices.ContainsFunc(c.names(op), func(name string) bool { return matches(pattern.Value, name, c.paths) }) {
					selected[i], used = true, true
				}
			}
			if !used {
				c.reportUnused(pattern, operations, ds)
			}
		}
	}
	return selected
}

func (c criterion) reportUnused(pattern diag.Text, operations []operation, ds *diag.List) {
	d := ds.Warnf("unused-filter", pattern.Pos, "no operation has %s that matches %q", c.noun, pattern.Value)
	var names []string
	for _, op := range operations {
		names = append(names, c.names(op)...)
	}
	d.Hint = diag.Guess(pattern.Value, names, diag.Known(names))
}

// matches reports whether a pattern matches all of text.
func matches(pattern, text string, path bool) bool {
	// ends[i] is set if the pattern read so far matches text[:i].
	ends := make([]bool, len(text)+1)
	ends[0] = true
	for pattern != "" {
		rest := strings.TrimLeft(pattern, "*")
		stars := len(pattern) - len(rest)
		if stars == 0 {
			for i := len(text); i > 0; i-- {
				ends[i] = ends[i-1] && text[i-1] == pattern[0]
			}
			ends[0] = false
			pattern = pattern[1:]
			continue
		}
		for i := range len(text) {
			if ends[i] && (stars > 1 || !path || text[i] != '/') {
				ends[i+1] = true
			}
		}
		pattern = rest
	}
	return ends[len(text)]
}
