package gofile

import (
	"go/build/constraint"
	"strings"
	"testing"
)

// The runtime can be built without package unsafe, by a tag with the package's own name.
func TestRuntimeWithoutUnsafe(t *testing.T) {
	rt, err := Runtime()
	if err != nil {
		t.Fatal(err)
	}
	for tag, most := range map[string]int{"": 1, "purego": 0, "acme_safe": 0} {
		count := 0
		for _, file := range rt.Files("acme", "runtime_") {
			head, _, _ := strings.Cut(string(file.Data), "\npackage acme\n")
			built := true
			for line := range strings.Lines(head) {
				if expr, err := constraint.Parse(line); err == nil {
					built = expr.Eval(func(t string) bool { return t == tag })
				}
			}
			if built && strings.Contains(string(file.Data), "\t\"unsafe\"\n") {
				count++
			}
		}
		if count != most {
			t.Errorf("with the tag %q %d files import unsafe, not %d", tag, count, most)
		}
	}
}
