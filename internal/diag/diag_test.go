package diag

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/position"
)

func TestPositionString(t *testing.T) {
	tests := []struct {
		pos  Position
		want string
	}{
		{Position{}, ""},
		{Position{File: "a.yaml"}, "a.yaml"},
		{Position{File: "a.yaml", Line: 3}, "a.yaml:3"},
		{Position{File: "a.yaml", Line: 3, Column: 7}, "a.yaml:3:7"},
		{Position{Line: 3, Column: 7}, "3:7"},
	}
	for _, tt := range tests {
		if got := tt.pos.String(); got != tt.want {
			t.Errorf("%#v.String() = %q, want %q", tt.pos, got, tt.want)
		}
		if got, want := tt.pos.IsZero(), tt.want == ""; got != want {
			t.Errorf("%#v.IsZero() = %v, want %v", tt.pos, got, want)
		}
	}
}

func TestSeverityString(t *testing.T) {
	if got := Warning.String() + " " + Error.String() + " " + Severity(9).String(); got != "warning error severity(9)" {
		t.Errorf("got %q", got)
	}
}

func TestListSorts(t *testing.T) {
	var l List
	l.Warnf("w", position.At("b", 1, 1), "third")
	l.Errorf("e", position.At("a", 10, 1), "second")
	l.Errorf("e", position.At("a", 2, 1), "first")
	l.Errorf("e", position.At("b", 1, 1), "error before warning")
	l.Errorf("e", position.At("a", 2, 1), "first")
	l.Errorf("e", Position{}, "no position")
	var got []string
	for _, d := range l.All() {
		got = append(got, d.Message)
	}
	want := []string{"no position", "first", "second", "error before warning", "third"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if e, w := l.Count(Error), l.Count(Warning); e != 4 || w != 1 {
		t.Errorf("Count: %d errors, %d warnings; want 4 and 1", e, w)
	}
}

func TestListKeepsWhatDiffers(t *testing.T) {
	var l List
	pos := position.At("a", 1, 1)
	l.Errorf("e", pos, "same")
	l.Errorf("e", pos, "same").Hint = "but with a hint"
	l.Errorf("e", pos, "same").Related = []Related{{pos, "x"}}
	l.Errorf("e", pos, "same").Related = []Related{{pos, "x"}}
	if got := len(l.All()); got != 3 {
		t.Errorf("got %d diagnostics, want 3", got)
	}
}

func TestReturnedDiagnosticStaysLinked(t *testing.T) {
	var l List
	first := l.Errorf("e", position.At("a", 1, 1), "%d%%", 5)
	for range 100 {
		l.Warnf("w", position.At("b", 1, 1), "filler")
	}
	first.Hint, first.Pointer = "late", "/a"
	d := l.All()[0]
	if d.Message != "5%" || d.Hint != "late" || d.Pointer != "/a" {
		t.Errorf("got %+v", d)
	}
}

func TestListErr(t *testing.T) {
	var l List
	if l.Err() != nil || l.HasErrors() || len(l.All()) != 0 {
		t.Error("the zero List has something to say")
	}
	l.Warnf("w", position.At("a", 1, 1), "only a warning")
	if l.Err() != nil || l.HasErrors() {
		t.Error("a warning became an error")
	}
	l.Errorf("e", position.At("b", 2, 3), "two\nlines").Hint = "mend it"
	l.Errorf("e", position.At("a", 2, 3), "one")
	want := "a:2:3: one\nb:2:3: two lines (mend it)"
	if got := l.Err(); got == nil || got.Error() != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestAppend(t *testing.T) {
	var a, b List
	a.Errorf("e", Position{}, "a")
	b.Warnf("w", Position{}, "b")
	b.Append(&a)
	b.Append(nil)
	b.Append(&b)
	b.Add(Diagnostic{Message: "c"})
	if got := len(b.All()); got != 3 || !b.HasErrors() {
		t.Errorf("got %d diagnostics, want 3", got)
	}
	if got := len(a.All()); got != 1 {
		t.Errorf("Append changed its argument: %d diagnostics", got)
	}
}

// The output must not depend on the order in which findings are added.
func TestOrderIsIndependentOfInsertion(t *testing.T) {
	diagnostic := rapid.Custom(func(t *rapid.T) Diagnostic {
		few := rapid.SampledFrom([]string{"", "a", "b"})
		return Diagnostic{
			Code: few.Draw(t, "code"), Severity: Severity(rapid.IntRange(0, 1).Draw(t, "severity")),
			Pos:     position.At(few.Draw(t, "file"), rapid.IntRange(0, 2).Draw(t, "line"), rapid.IntRange(0, 2).Draw(t, "column")),
			Pointer: few.Draw(t, "pointer"), Message: few.Draw(t, "message"), Hint: few.Draw(t, "hint"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		ds := rapid.SliceOf(diagnostic).Draw(t, "diagnostics")
		var straight, shuffled, out1, out2 = List{}, List{}, strings.Builder{}, strings.Builder{}
		for _, d := range ds {
			straight.Add(d)
		}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		for _, i := range r.Perm(len(ds)) {
			shuffled.Add(ds[i])
		}
		_ = (Printer{Format: FormatJSON}).Print(&out1, straight.All())
		_ = (Printer{Format: FormatJSON}).Print(&out2, shuffled.All())
		if out1.String() != out2.String() {
			t.Fatalf("%s\nis not\n%s", out1.String(), out2.String())
		}
		if strings.Count(out1.String(), "\n") != straight.Count(Error)+straight.Count(Warning) {
			t.Fatal("Count and All disagree")
		}
	})
}

// A later stage reports the errors of an earlier one again in other words.
func TestFollow(t *testing.T) {
	at := func(line int) Position { return position.At("a.yaml", line, 1) }
	var first, later List
	first.Errorf("a", at(1), "first")
	first.Warnf("b", at(2), "first")
	first.Errorf("c", Position{File: "a.yaml"}, "first")
	later.Errorf("d", at(1), "again")
	later.Warnf("e", at(1), "a warning is not a second error")
	later.Errorf("f", at(2), "only a warning so far")
	later.Errorf("g", Position{File: "a.yaml"}, "whole files have several")
	later.Errorf("h", at(3), "new")
	later.Errorf("h", at(3), "both of one stage")
	first.Follow(&later)
	var got string
	for _, d := range first.All() {
		got += d.Code
	}
	if got != "cgaefbhh" {
		t.Errorf("got %s", got)
	}
}
