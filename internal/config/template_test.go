package config

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTemplateIsTheDefault(t *testing.T) {
	if diff := cmp.Diff(Default(), mustParse(t, string(Template())), withoutPositions()); diff != "" {
		t.Error(diff)
	}
}

// uncommented uncomments the examples of a block.
func uncommented(block string) string {
	var b strings.Builder
	for line := range strings.Lines(block) {
		explains := strings.HasPrefix(line, "# ") && !strings.HasPrefix(line, "#  ")
		if !explains {
			line = strings.TrimPrefix(line, "#")
		}
		b.WriteString(line)
	}
	return b.String()
}

// Each example must be valid alone, because people use one at a time, and all of them together.
func TestTemplateExamples(t *testing.T) {
	validator := compile(t)
	blocks := strings.Split(string(Template()), "\n\n")[1:]
	table := keys(Default()).keys
	if len(blocks) != len(table) {
		t.Fatalf("%d blocks for %d keys", len(blocks), len(table))
	}
	for i, block := range append(blocks, string(Template())) {
		in := uncommented(block)
		c := mustParse(t, in)
		if err := validator.Validate(values(t, in)); err != nil {
			t.Errorf("the schema refuses an example: %v\n%s", err, in)
		}
		if i == len(table) {
			continue
		}
		// Keys with a default show it, and the others an example.
		showsDefault := table[i].value.initial() != "" || table[i].name == "remote"
		if same := cmp.Equal(Default(), c, withoutPositions()); same != showsDefault {
			t.Errorf("%s: is it the default? %v, want %v", table[i].name, same, showsDefault)
		}
	}
}

// The template has every key.
func TestTemplateIsComplete(t *testing.T) {
	template := string(Template())
	var check func(keys []key, depth int)
	check = func(keys []key, depth int) {
		for _, k := range keys {
			if k.about == "" || strings.HasSuffix(k.about, ".") || strings.Contains(k.about, "\n") {
				t.Errorf("%s: %q does not explain it on one line", k.name, k.about)
			}
			if !strings.Contains(template, k.about+".\n") || !strings.Contains(template, k.name+":") {
				t.Errorf("%s is not in the template", k.name)
			}
			switch v := k.value.(type) {
			case mapping:
				check(v.keys, depth+1)
			case interface{ entryKeys() []key }:
				check(v.entryKeys(), depth+1)
			}
		}
	}
	check(keys(Default()).keys, 0)
	for line := range strings.Lines(template) {
		if len(line) > 140 || strings.TrimRight(line, " \n")+"\n" != line {
			t.Errorf("too long or ragged: %q", line)
		}
	}
	if !bytes.Equal(Template(), Template()) {
		t.Error("the template is not the same every time")
	}
}
