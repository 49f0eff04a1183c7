package gofile

import (
	"strconv"
	"strings"
	"testing"
)

func FuzzLiteral(f *testing.F) {
	for _, seed := range []string{"", "`", "a\nb", "\u202e", "\ufeff", "\xff", `{"a":"b"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		written := Literal(text)
		if read, err := strconv.Unquote(written); err != nil || read != text || strings.ContainsAny(written, "\n\r") {
			t.Fatalf("%q is written %s: %v", text, written, err)
		}
	})
}
