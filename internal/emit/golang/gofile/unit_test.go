package gofile

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/dave/jennifer/jen"
)

// A unit has as many files as the length of its formatted code asks for, also where
// that differs from what the unformatted code looks like.
func TestUnitIsSplitByFormattedLines(t *testing.T) {
	sources := map[string]string{
		"as it looks":    "type T%d struct {\nA int\n}",
		"shorter":        "type T%d struct {\n}", // becomes one line
		"with an import": "var T%d = []any{\n\nfmt.Sprint(),\n\n}",
	}
	for name, source := range sources {
		for _, count := range []int{100, 2249, 2250, 2251, 3100, 4499, 4500, 4501, 6000, 9001} {
			t.Run(fmt.Sprint(name, " ", count), func(t *testing.T) {
				u := Unit{Name: "u", Package: "p"}
				for i := range count {
					u.Parts = append(u.Parts, Part{Write: func(f *jen.File) {
						f.Add(jen.Op(fmt.Sprintf(source, i))).Line()
						if name == "with an import" && i == count-1 {
							f.Var().Id("_").Op("=").Qual("fmt", "Sprint").Line()
						}
					}})
				}
				raw, err := u.raw(u.Name, u.Parts)
				if err != nil {
					t.Fatal(err)
				}
				whole, err := formatted(u.Name, raw)
				if err != nil {
					t.Fatal(err)
				}
				lines := bytes.Count(whole, []byte("\n"))
				files, err := u.render()
				if err != nil {
					t.Fatal(err)
				}
				if want := u.filesFor(lines); len(files) != want {
					t.Errorf("%d files for %d lines, want %d", len(files), lines, want)
				}
				if _, told, err := u.renderAs(2, raw); err != nil || told != lines {
					t.Errorf("two files tell of %d lines, not %d (%v)", told, lines, err)
				}
			})
		}
	}
}
