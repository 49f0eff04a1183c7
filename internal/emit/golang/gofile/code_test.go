package gofile

import (
	"bytes"
	"go/format"
	"strings"
	"testing"

	"github.com/dave/jennifer/jen"
)

// printed returns a variable with a value, as a file has it.
func printed(t *testing.T, value jen.Code) string {
	t.Helper()
	f := jen.NewFile("p")
	f.NoFormat = true
	f.Var().Id("x").Op("=").Add(value)
	var raw bytes.Buffer
	if err := f.Render(&raw); err != nil {
		t.Fatal(err)
	}
	source, err := format.Source(raw.Bytes())
	if err != nil {
		t.Fatalf("%v\n%s", err, raw.Bytes())
	}
	_, text, _ := strings.Cut(string(source), "var x = ")
	return strings.TrimSuffix(text, "\n")
}

// A list stays on one line as long as that can be read, and else has lines that are full.
func TestWordsWrap(t *testing.T) {
	word := strings.Repeat("a", 31)
	for count, want := range map[int]string{
		0: "[]string{}",
		1: "[]string{" + word + "}",
		3: "[]string{" + word + ", " + word + ", " + word + "}",
		4: "[]string{\n\t" + word + ", " + word + ", " + word + ",\n\t" + word + ",\n}",
	} {
		words := make([]string, count)
		for i := range words {
			words[i] = word
		}
		if got := printed(t, jen.Index().String().Add(Words(words))); got != want {
			t.Errorf("%d words:\n%s\nwant\n%s", count, got, want)
		}
	}
}

// A long text is parted between its pieces, and no line of code is long.
func TestSumWraps(t *testing.T) {
	word := strings.Repeat("a", 58)
	for count, want := range map[int]string{
		0: `""`,
		1: `"` + word + `"`,
		2: `"` + word + ", " + word + `"`,
		3: `"` + word + ", " + word + `, " +` + "\n\t" + `"` + word + `"`,
	} {
		words := make([]string, count)
		for i := range words {
			words[i] = word
		}
		if got := printed(t, Sum(words, ", ")); got != want {
			t.Errorf("%d words:\n%s\nwant\n%s", count, got, want)
		}
	}
}

func TestStrings(t *testing.T) {
	if got, want := printed(t, Strings([]string{"a\"b", "`", "\n"})), "[]string{\"a\\\"b\", \"`\", \"\\n\"}"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestTag(t *testing.T) {
	for want, pairs := range map[string][]string{
		"struct {\n\tA int `json:\"a\" format:\"date\"`\n}":          {"json", "a", "format", "date"},
		"struct {\n\tA int \"json:\\\"-\\\" member:\\\"a`b\\\"\"\n}": {"json", "-", "member", "a`b"},
	} {
		if got := printed(t, jen.Struct(jen.Id("A").Int().Add(Tag(pairs...)))); got != want {
			t.Errorf("%q: %s, want %s", pairs, got, want)
		}
	}
}

func TestInline(t *testing.T) {
	if got, want := printed(t, jen.Func().Params().Int().Add(Inline(jen.Return(jen.Lit(1))))), "func() int { return 1 }"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
