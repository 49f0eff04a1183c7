package config

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// consistent checks an input: there is a configuration or an error, and the JSON
// Schema accepts what a run accepts.
func consistent(data []byte, accepts func(any) error) (problem string) {
	ds := new(diag.List)
	doc := document.Parse(FileName, data, ds)
	if doc == nil {
		return ""
	}
	c := Parse(doc, ds)
	if (c == nil) != ds.HasErrors() {
		return "a configuration and errors, or neither"
	}
	for _, d := range ds.All() {
		if _, ok := doc.Line(d.Pos.Line); !ok {
			return "no such line: " + d.String()
		}
		if d.Severity != diag.Error || d.Hint == "" && d.Code != codeKind {
			return "no help: " + d.String()
		}
	}
	if c == nil {
		return ""
	}
	if err := accepts(doc.Root.Any()); err != nil {
		return "the schema refuses what is accepted: " + err.Error()
	}
	if c.ImportPath.Value != c.Module.Value && c.Module.Value != "" || c.Remote.Timeout <= 0 || c.Remote.MaxSize <= 0 {
		return "the configuration contradicts itself"
	}
	for _, conflict := range c.Conflicts {
		if (conflict.Use.Value == "") == (len(conflict.Rename) == 0) {
			return "a conflict has no answer, or two"
		}
	}
	return ""
}

// drawn draws a value for a key, mostly a valid one.
func drawn(t *rapid.T, v value, depth int) any {
	if rapid.IntRange(0, 30).Draw(t, "wrong") == 0 {
		return rapid.SampledFrom([]any{nil, 1, 1.5, true, "", "x", "-", []any{}, []any{"a"}, map[string]any{}, map[string]any{"a": "b"}}).Draw(t, "value")
	}
	word := func() string {
		return rapid.SampledFrom([]string{
			"a", "A", "hr", "error", "off", "warning", "int64", "date-time", "$.a", "A*", "a b", "x-y", "30s", "5MB", "0s", "0", "main", "é",
			"https://example.com", "https://", "first", "a/b", "vendor", "/a/**", "ftp://a", "Type", " ",
		}).Draw(t, "word")
	}
	switch v := v.(type) {
	case flag:
		return rapid.Bool().Draw(t, "flag")
	case text:
		if rapid.Bool().Draw(t, "fits") {
			return rapid.StringMatching(v.want.pattern.String()).Draw(t, "text")
		}
		return word()
	case texts:
		list := []any{}
		for range rapid.IntRange(0, 3).Draw(t, "items") {
			list = append(list, drawn(t, text{want: v.want}, depth+1))
		}
		return list
	case duration:
		return rapid.OneOf(rapid.StringMatching(period.pattern.String()), rapid.Just("30s")).Draw(t, "duration")
	case size:
		return rapid.OneOf(rapid.StringMatching(amount.pattern.String()).AsAny(), rapid.IntRange(-1, 1<<40).AsAny()).Draw(t, "size")
	case mapping:
		return drawnMapping(t, v, depth)
	case interface{ entryKeys() []key }:
		list := []any{}
		for range rapid.IntRange(0, 2).Draw(t, "entries") {
			entry := drawnMapping(t, mapping{keys: v.entryKeys()}, depth+1)
			if rapid.Bool().Draw(t, "choose") {
				delete(entry, rapid.SampledFrom([]string{"use", "rename"}).Draw(t, "unchosen"))
			}
			list = append(list, entry)
		}
		return list
	default: // Entries with names of the user.
		m := map[string]any{}
		for range rapid.IntRange(0, 2).Draw(t, "names") {
			m[word()] = word()
		}
		return m
	}
}

func drawnMapping(t *rapid.T, v mapping, depth int) map[string]any {
	m := make(map[string]any)
	for _, k := range v.keys {
		if k.required || rapid.IntRange(0, depth+2).Draw(t, k.name) == 0 {
			m[k.name] = drawn(t, k.value, depth+1)
		}
	}
	if rapid.IntRange(0, 20).Draw(t, "unknown") == 0 {
		m["unknown"] = 1
	}
	return m
}

func TestConsistent(t *testing.T) {
	accepts := compile(t).Validate
	taken, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		data, err := json.Marshal(drawnMapping(t, keys(Default()), 0))
		if err != nil {
			t.Fatal(err)
		}
		if problem := consistent(data, accepts); problem != "" {
			t.Fatalf("%s\n%s", problem, data)
		}
		ds := new(diag.List)
		if Parse(document.Parse(FileName, data, ds), ds) != nil {
			taken++
		} else {
			refused++
		}
	})
	// The test would be useless if all draws were invalid.
	if !t.Failed() && (taken == 0 || refused == 0) {
		t.Errorf("%d taken, %d refused", taken, refused)
	}
	t.Logf("%d taken, %d refused", taken, refused)
}

func FuzzParse(f *testing.F) {
	f.Add(Template())
	f.Add([]byte(uncommented(string(Template()))))
	for _, tt := range faults() {
		f.Add([]byte(tt.in))
	}
	accepts := compile(f).Validate
	f.Fuzz(func(t *testing.T, data []byte) {
		if problem := consistent(data, accepts); problem != "" {
			t.Fatalf("%s\n%s", problem, data)
		}
	})
}
