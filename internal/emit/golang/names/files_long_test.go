package names

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLongFileNames(t *testing.T) {
	if got := shortened("pets"); got != "pets" {
		t.Errorf("a short name becomes %q", got)
	}
	long := strings.Repeat("ü", 300)
	a, b := shortened(long), shortened(long+"y")
	for _, name := range []string{a, b} {
		if len(name) > longestFile || !utf8.ValidString(name) {
			t.Errorf("%q has %d bytes", name, len(name))
		}
	}
	if a == b {
		t.Errorf("two names become %q", a)
	}
}
