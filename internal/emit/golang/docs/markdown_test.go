package docs

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestInline(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"plain words", "plain words"},
		{"two\nlines | and a bar", "two lines &#124; and a bar"},
		{"a|b", "a&#124;b"},
		{"`code` and `a|b`", "`code` and <code>a&#124;b</code>"},
		{"one ` alone", "one \\` alone"},
		{"`` a ` b ``", "<code>a &#96; b</code>"},
		{"<!-- keep:end -->", "&lt;!-- keep:end --&gt;"},
		{"<script>x</script> & co", "&lt;script&gt;x&lt;/script&gt; &amp; co"},
		{"a snake_case_word and _em_", "a snake_case_word and \\_em\\_"},
		{"[text](javascript:x) ![i](x)", "\\[text\\](javascript:x) !\\[i\\](x)"},
		{"see [the docs](https://example.com/a_b)", "see [the docs](https://example.com/a_b)"},
		{"[a [b]](https://example.com)", "\\[a \\[b\\]\\](https://example.com)"},
		{"**bold** and **not", "**bold** and \\*\\*not"},
		{"# no heading", "\\# no heading"},
		{"1. no list", "1\\. no list"},
		{"1.5 times", "1.5 times"},
		{"- no list", "\\- no list"},
		{"=== no heading", "\\=== no heading"},
		{"c:\\dir\\", "c:\\\\dir\\\\"},
		{"a\u202eb\x00c", "abc"},
		{"", ""},
	} {
		if got := inline(test.text); got != test.want {
			t.Errorf("inline(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestBlock(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"One.\nStill one.\n\nTwo.", "One. Still one.\n\nTwo."},
		{"List:\n- a\n- b\n  more\n\nEnd", "List:\n\n- a\n- b more\n\nEnd"},
		{"# Title\ntext", "Title\n\ntext"},
		{"```json\n{\"a\": 1}\n```\nafter", "```text\n{\"a\": 1}\n```\n\nafter"},
		{"```\nnever closed", "```text\nnever closed\n```"},
		{"~~~\n```\n~~~", ""}, // no fence is taken for text
		{"| a | b |\n| - | - |\ntext", "```text\n| a | b |\n| - | - |\n```\n\ntext"},
		{"text\n---\nmore", "text --- more"},
		{"  \n\n", ""},
		{strings.Repeat("word ", 30) + "- x", strings.TrimSpace(strings.Repeat("word ", 20)) + "\n" + strings.Repeat("word ", 10) + "- x"},
	} {
		if got := block(test.text); got != test.want {
			t.Errorf("block(%q) =\n%s\nwant\n%s", test.text, got, test.want)
		}
	}
}

// hostile are the pieces that texts are put together from.
var hostile = []string{
	"|", "`", "``", "```", "~~~", "*", "**", "_", "[", "](", ")", "]", "<", ">", "<!-- keep:begin a -->", "<!-- keep:end -->", "-->", "<br>", "&amp;", "&",
	"\\", "\\|", "\\`", "#", "# ", "- ", "+ ", "1. ", "1) ", "===", "---", "---|---", ":--", "> ", "    ", "\t", "\n", "\n\n", "\r\n", "\u2028", "\u202e",
	"\x00", "\xff", "!", "![x](y)", "[x](https://example.com/)", "[x](javascript:y)", "https://example.com", "$x$", "word", "é", "`a|b`", "{{.}}", "<script>", "</code>",
}

func checkSafe(t interface{ Fatalf(string, ...any) }, text string) {
	line := inline(text)
	if strings.ContainsAny(line, "\n\r|\x00") {
		t.Fatalf("inline(%q) = %q breaks a row", text, line)
	}
	checkLine(t, text, line)
	if span := code(text); strings.ContainsAny(span, "\n|\x00") || plain(span) != "" {
		t.Fatalf("code(%q) = %q is more than code", text, span)
	}
	checkBlock(t, text)
	if once := fence("text", text); len(proseLines(once+"\nafter")) != 1 {
		t.Fatalf("fence(%q) = %q does not hold it", text, once)
	}
}

var (
	htmlCode  = regexp.MustCompile(`<code>[^<>|` + "`" + `*_\[\]\\~$]*</code>`)
	codeSpan  = regexp.MustCompile("`[^`\n]+`")
	safeLink  = regexp.MustCompile(`\[([^\[\]]|\\[\[\]])*\]\(https?://[^()\s<>|"'\\` + "`" + `]+\)`)
	strong    = regexp.MustCompile(`\*\*[^*\s]([^*]*[^*\s\\])?\*\*`)
	harmless  = regexp.MustCompile("^(`[^`\n]+`|\\\\[\\\\`*_\\[\\]~$#+=:.)-]|&(lt|gt|amp|#124);)")
	unescaped = regexp.MustCompile("[`*\\[\\]<>|~$&\\\\]")
	blockMark = regexp.MustCompile(`^(#{1,6}( |$)|[-+*]( |$)|\d{1,9}[.)]( |$)|=+ *$|-+ *$|:?-+:? *$|>|~~~|` + "```" + `|\t| {4})`)
)

// plain takes away what is allowed to have a meaning.
func plain(line string) string {
	for _, allowed := range []*regexp.Regexp{htmlCode, codeSpan} {
		line = allowed.ReplaceAllString(line, "")
	}
	return line
}

// checkLine finds the characters that still mean something in Markdown or HTML.
func checkLine(t interface{ Fatalf(string, ...any) }, text, line string) {
	if blockMark.MatchString(line) {
		t.Fatalf("the line %q, of %q, starts a block", line, text)
	}
	// Escapes go first: they are no part of what they stand beside.
	rest := htmlCode.ReplaceAllString(line, "x")
	rest = escapesOutsideCode(rest)
	for _, allowed := range []*regexp.Regexp{safeLink, strong} {
		rest = allowed.ReplaceAllString(rest, "x")
	}
	if found := unescaped.FindString(rest); found != "" {
		t.Fatalf("%q has %q unescaped, left of %q: %q", line, found, text, rest)
	}
}

// escapesOutsideCode takes escapes and spans of code away from left to right, as a
// reader of Markdown does.
func escapesOutsideCode(line string) string {
	var b strings.Builder
	for len(line) > 0 {
		if found := harmless.FindString(line); found != "" {
			b.WriteString("x")
			line = line[len(found):]
		} else {
			b.WriteByte(line[0])
			line = line[1:]
		}
	}
	return b.String()
}

func checkBlock(t interface{ Fatalf(string, ...any) }, text string) {
	out := block(text)
	if strings.HasSuffix(out, " ") || strings.HasSuffix(out, "\n") {
		t.Fatalf("block(%q) = %q ends with space", text, out)
	}
	if after := proseLines(out + "\nafter"); after[len(after)-1] != "after" {
		t.Fatalf("block(%q) = %q leaves a fence open", text, out)
	}
	for _, line := range proseLines(out) {
		line = strings.TrimPrefix(line, "- ")
		checkLine(t, text, strings.TrimPrefix(line, "  "))
	}
	for _, r := range out {
		if r != '\n' && !unicode.IsGraphic(r) {
			t.Fatalf("block(%q) = %q has a character that cannot be seen", text, out)
		}
	}
}

func TestAnyTextIsSafe(t *testing.T) {
	piece := rapid.OneOf(rapid.SampledFrom(hostile), rapid.StringN(0, 5, -1))
	rapid.Check(t, func(t *rapid.T) {
		checkSafe(t, strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "text"), ""))
	})
}

func FuzzText(f *testing.F) {
	for _, piece := range hostile {
		f.Add(piece)
		f.Add("a" + piece + "b" + piece)
	}
	f.Fuzz(func(t *testing.T, text string) { checkSafe(t, text) })
}
