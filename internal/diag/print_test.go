package diag

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/StackOneHQ/stackone-gen/internal/position"
)

// texts implements Sources with whole files.
type texts map[string]string

func (s texts) Line(file string, n int) (string, bool) {
	lines := strings.Split(s[file], "\n")
	if n < 1 || n > len(lines) || s[file] == "" {
		return "", false
	}
	return lines[n-1], true
}

func printed(t *testing.T, format Format, d Diagnostic, sources Sources) string {
	t.Helper()
	var b strings.Builder
	if err := (Printer{Format: format, Sources: sources}).Print(&b, []Diagnostic{d}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteText(t *testing.T) {
	long := strings.Repeat("0123456789", 30)
	sources := texts{
		"a.yaml": "one\ntwo:\n  three: x\nfour\nfive\nsix",
		"tab":    "\ta\t日本e\u0301\tx: y",
		"esc":    "a\x1b[31m\u202eb: c\x7f\r",
		"long":   long + "\nshort\n" + long,
	}
	tests := []struct {
		name string
		d    Diagnostic
		want string
	}{
		{
			"whole",
			Diagnostic{
				Code: "some-rule", Severity: Error, Pos: position.At("a.yaml", 3, 10), Pointer: "/two/three", Message: "x is wrong", Hint: "write y",
				Related: []Related{{position.At("a.yaml", 1, 1), "first defined here"}},
			},
			`a.yaml:3:10: error: x is wrong [some-rule]
  1 | one
  2 | two:
  3 |   three: x
    |          ^
  4 | four
    at: /two/three
    hint: write y
    a.yaml:1:1: first defined here
`,
		},
		{
			"first line",
			Diagnostic{Code: "c", Severity: Error, Pos: position.At("a.yaml", 1, 1), Message: "m"},
			"a.yaml:1:1: error: m [c]\n  1 | one\n    | ^\n  2 | two:\n",
		},
		{
			"last line, column behind its end",
			Diagnostic{Code: "c", Severity: Error, Pos: position.At("a.yaml", 6, 99), Message: "m"},
			"a.yaml:6:99: error: m [c]\n  4 | four\n  5 | five\n  6 | six\n    |    ^\n",
		},
		{
			"tabs, wide and combining characters",
			Diagnostic{Severity: Error, Pos: position.At("tab", 1, 9), Message: "m"},
			"tab:1:9: error: m\n  1 | \ta\t日本e\u0301\tx: y\n    | \t \t     \t^\n",
		},
		{
			"control characters",
			Diagnostic{Severity: Error, Pos: position.At("esc", 1, 8), Message: "bad \x1b]0;x\x07 \u202e name\nnext"},
			"esc:1:8: error: bad ␛]0;x␇ � name next\n  1 | a␛[31m�b: c␡␍\n    |        ^\n",
		},
		{
			"no column",
			Diagnostic{Severity: Error, Pos: position.At("a.yaml", 1, 0), Message: "m"},
			"a.yaml:1: error: m\n  1 | one\n  2 | two:\n",
		},
		{
			"related without a position",
			Diagnostic{Severity: Error, Message: "m", Related: []Related{{Message: "elsewhere"}}},
			"error: m\n    elsewhere\n",
		},
		{
			"whole file",
			Diagnostic{Severity: Error, Pos: Position{File: "a.yaml"}, Message: "m", Hint: "h"},
			"a.yaml: error: m\n    hint: h\n",
		},
		{
			"nowhere",
			Diagnostic{Severity: Error, Message: "m"},
			"error: m\n",
		},
		{
			"unknown file",
			Diagnostic{Severity: Error, Pos: position.At("b", 1, 1), Message: "m"},
			"b:1:1: error: m\n",
		},
		{
			"warning",
			Diagnostic{Code: "c", Pos: position.At("a.yaml", 3, 10), Message: "m"},
			"a.yaml:3:10: warning: m [c]\n",
		},
		{
			"warning with hint",
			Diagnostic{Code: "c", Pos: position.At("a.yaml", 3, 10), Message: "m", Hint: "do\nthis"},
			"a.yaml:3:10: warning: m [c] (do this)\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := printed(t, FormatText, tt.d, sources); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// A warning takes one line unless Long is set; unreadable files have no excerpt.
func TestWriteTextWithAndWithoutSources(t *testing.T) {
	sources := texts{"a.yaml": "one\ntwo"}
	warning := Diagnostic{Code: "c", Pos: position.At("a.yaml", 1, 1), Message: "m", Hint: "h"}
	failure := Diagnostic{Code: "c", Severity: Error, Pos: position.At("a.yaml", 1, 1), Message: "m"}
	for _, tt := range []struct {
		p    Printer
		d    Diagnostic
		want string
	}{
		{Printer{Sources: sources, Long: true}, warning, "a.yaml:1:1: warning: m [c]\n  1 | one\n    | ^\n  2 | two\n    hint: h\n"},
		{Printer{Long: true}, warning, "a.yaml:1:1: warning: m [c]\n    hint: h\n"},
		{Printer{}, failure, "a.yaml:1:1: error: m [c]\n"},
	} {
		tt.p.Format = FormatText
		var b strings.Builder
		if err := tt.p.Print(&b, []Diagnostic{tt.d}); err != nil || b.String() != tt.want {
			t.Errorf("%+v: %v\n%s\nwant\n%s", tt.p, err, &b, tt.want)
		}
	}
}

// Characters that a terminal would interpret are replaced, and no others.
func TestVisible(t *testing.T) {
	for r, want := range map[rune]rune{
		0: '␀', '\n': '␊', 0x1B: '␛', 0x1F: '␟', ' ': ' ', '~': '~', 0x7F: '␡',
		0x80: '\ufffd', 0x9B: '\ufffd', 0x9F: '\ufffd', 0xA0: 0xA0,
		0x2027: 0x2027, 0x2028: '\ufffd', 0x2029: '\ufffd', 0x202E: '\ufffd', 0x2066: '\ufffd', 0x200F: '\ufffd',
		0xFEFE: 0xFEFE, 0xFEFF: '\ufffd', 0xFF00: 0xFF00, 'é': 'é', '日': '日',
	} {
		if got := visible(r); got != want {
			t.Errorf("%U is shown as %U, want %U", r, got, want)
		}
	}
	if got := oneLine("a\r\nb\tc\u009b"); got != "a  b c\ufffd" {
		t.Errorf("%q", got)
	}
}

// The caret is below the right character, however long the line is.
func TestWriteTextCutsLongLines(t *testing.T) {
	line := strings.Repeat("0123456789", 50)
	sources := texts{"f": "short\n" + line + "\n" + line[:150]}
	for column := 1; column <= len(line)+1; column++ {
		out := printed(t, FormatText, Diagnostic{Severity: Error, Pos: position.At("f", 2, column), Message: "m"}, sources)
		lines := strings.Split(out, "\n")
		shown, caret := []rune(lines[2]), []rune(lines[3])
		if len(shown) > excerptWidth+10 {
			t.Fatalf("column %d: %d characters shown", column, len(shown))
		}
		at := len(caret) - 1
		if column > len(line) {
			if at != len(shown) {
				t.Fatalf("column %d: caret at %d, want %d", column, at, len(shown))
			}
			continue
		}
		if got, want := shown[at], rune(line[column-1]); got != want {
			t.Fatalf("column %d: caret below %q, want %q\n%s", column, got, want, out)
		}
	}
}

func colored(t interface{ Fatal(...any) }, d Diagnostic, sources Sources) string {
	var b strings.Builder
	if err := (Printer{Format: FormatText, Sources: sources, Color: true}).Print(&b, []Diagnostic{d}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPrintInColor(t *testing.T) {
	d := Diagnostic{
		Code: "c", Severity: Error, Pos: position.At("a\x1b[0m", 1, 3), Message: "\x1b[2Jm", Hint: "h",
		Related: []Related{{position.At("b", 1, 1), "here"}},
	}
	want := "\x1b[1ma␛[0m:1:3:\x1b[0m \x1b[1;31merror:\x1b[0m ␛[2Jm [c]\n  1 | x: ␛\n    |   \x1b[1;32m^\x1b[0m\n    hint: h\n    b:1:1: here\n"
	if got := colored(t, d, texts{"a\x1b[0m": "x: \x1b"}); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	want = "\x1b[1;33mwarning:\x1b[0m m [c] (h)\n"
	if got := colored(t, Diagnostic{Code: "c", Message: "m", Hint: "h"}, nil); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestWriteJSON(t *testing.T) {
	d := Diagnostic{
		Code: "c", Severity: Error, Pos: position.At("a<b>.yaml", 3, 10), Pointer: "/a~1b", Message: "m\n\"q\"", Hint: "h",
		Related: []Related{{position.At("b.yaml", 1, 2), "here"}},
	}
	want := `{"file":"a<b>.yaml","line":3,"column":10,"severity":"error","code":"c","message":"m\n\"q\"","hint":"h","pointer":"/a~1b","related":[{"file":"b.yaml","line":1,"column":2,"message":"here"}]}` + "\n"
	if got := printed(t, FormatJSON, d, nil); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	want = `{"file":"","line":0,"column":0,"severity":"warning","code":"","message":"m","hint":"","pointer":"","related":[]}` + "\n"
	if got := printed(t, FormatJSON, Diagnostic{Message: "m"}, nil); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestWriteGitHub(t *testing.T) {
	d := Diagnostic{
		Code: "c", Severity: Error, Pos: position.At("a,b:c%.yaml", 3, 10), Pointer: "/a\n::b", Message: "100%\r\n::stop-commands::x: y, z", Hint: "h",
		Related: []Related{{position.At("b", 1, 2), "here"}},
	}
	want := "::error file=a%2Cb%3Ac%25.yaml,line=3,col=10,title=c::100%25%0D%0A::stop-commands::x: y, z%0Aat: /a%0A::b%0Ahint: h%0Ab:1:2: here\n"
	if got := printed(t, FormatGitHub, d, nil); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, tt := range []struct {
		d    Diagnostic
		want string
	}{
		{Diagnostic{Message: "m"}, "::warning::m\n"},
		{Diagnostic{Message: "m", Pos: Position{File: "f"}}, "::warning file=f::m\n"},
		{Diagnostic{Message: "m", Pos: position.At("f", 1, 0)}, "::warning file=f,line=1::m\n"},
		{Diagnostic{Message: "m", Pos: position.At("f", 1, 1)}, "::warning file=f,line=1,col=1::m\n"},
	} {
		if got := printed(t, FormatGitHub, tt.d, nil); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestParseFormat(t *testing.T) {
	for _, f := range Formats() {
		if got, err := ParseFormat(string(f)); got != f || err != nil {
			t.Errorf("ParseFormat(%q) = %q, %v", f, got, err)
		}
	}
	_, err := ParseFormat("xml")
	for _, want := range []string{`"xml"`, "text", "json", "github", "sarif"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not name %s", err, want)
		}
	}
	if err := (Printer{Format: "xml"}).Print(&strings.Builder{}, nil); err == nil {
		t.Error("Write took an unknown format")
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestWriteReportsFailure(t *testing.T) {
	for _, f := range Formats() {
		if err := (Printer{Format: f}).Print(brokenPipe{}, []Diagnostic{{Message: "m"}}); err == nil {
			t.Errorf("%s: no error", f)
		}
	}
}

// uncolored removes the styles of the text format.
var uncolored = strings.NewReplacer("\x1b[1m", "", "\x1b[1;31m", "", "\x1b[1;32m", "", "\x1b[1;33m", "", "\x1b[0m", "")

// No input may control the terminal or the runner, or break a line.
func FuzzWrite(f *testing.F) {
	f.Add("a.yaml", "message", "hint", "line one\nline two", 1, 3)
	f.Add("\x1b[2J", "::set-env name=x::y\n::error::z", "\u2066", "\t\x00\xff\u200f", 1, 2)
	f.Add("a", "", "", strings.Repeat("日", 400), 1, 300)
	f.Fuzz(func(t *testing.T, file, message, hint, source string, line, column int) {
		d := Diagnostic{
			Code: hint, Severity: Error, Pos: position.At(file, line, column), Pointer: source, Message: message, Hint: hint,
			Related: []Related{{position.At(source, line, column), hint}},
		}
		text := printed(t, FormatText, d, texts{file: source})
		for _, r := range text {
			if r != '\n' && r != '\t' && visible(r) != r {
				t.Fatalf("%q reaches the terminal in %q", r, text)
			}
		}
		if got := uncolored.Replace(colored(t, d, texts{file: source})); got != text {
			t.Fatalf("with colours %q, without %q", got, text)
		}
		checkSARIF(t, printed(t, FormatSARIF, d, nil))
		if github := printed(t, FormatGitHub, d, nil); strings.Count(github, "\n") != 1 || strings.Contains(github, "\r") {
			t.Fatalf("more than one command: %q", github)
		}
		var back struct{ Message string }
		out := printed(t, FormatJSON, d, nil)
		if err := json.Unmarshal([]byte(out), &back); err != nil || strings.Count(out, "\n") != 1 {
			t.Fatalf("%q: %v", out, err)
		}
		if utf8.ValidString(message) && back.Message != message {
			t.Fatalf("message %q became %q", message, back.Message)
		}
	})
}
