package docs

import (
	"html"
	"regexp"
	"strings"
	"unicode"

	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

// textWidth is where paragraphs are wrapped.
const textWidth = 100

// fixedSpace stands for a space at which no line may break. Text never contains it:
// emit.Clean takes control characters out.
const fixedSpace = '\x00'

// inline writes text of any origin as one line of Markdown that is safe in a
// paragraph, a heading and a cell of a table. Of the Markdown that descriptions
// are written in it keeps code, bold text and links to the web; all else is shown
// as it is.
func inline(text string) string {
	return startLine(strings.Join(inlineWords(text), " "))
}

// inlineWords returns the words of a text, between which lines can end.
func inlineWords(text string) []string {
	text = strings.Join(strings.Fields(emit.Clean(text)), " ")
	var b strings.Builder
	for i := 0; i < len(text); {
		size := 1
		switch rest := text[i:]; rest[0] {
		case '`':
			run := len(rest) - len(strings.TrimLeft(rest, "`"))
			size = run
			if content, ok := codeContent(rest, run); ok {
				b.WriteString(fix(code(content)))
				size = len(content) + 2*run
			} else {
				b.WriteString(strings.Repeat("\\`", run))
			}
		case '[':
			if match := webLink.FindStringSubmatch(rest); match != nil {
				b.WriteString(fix("[" + escape(match[1]) + "](" + match[2] + ")"))
				size = len(match[0])
			} else {
				b.WriteString("\\[")
			}
		case '*':
			if match := boldText.FindStringSubmatch(rest); match != nil {
				b.WriteString(fix("**" + escape(match[1]) + "**"))
				size = len(match[0])
			} else {
				b.WriteString("\\*")
			}
		default:
			if next := strings.IndexAny(rest, "`[*"); next > 0 {
				size = next
			} else {
				size = len(rest)
			}
			b.WriteString(escape(rest[:size]))
		}
		i += size
	}
	words := strings.Fields(b.String())
	for i, word := range words {
		words[i] = strings.ReplaceAll(word, string(fixedSpace), " ")
	}
	return words
}

var (
	webLink  = regexp.MustCompile("^\\[([^\\[\\]`*]+)\\]\\((https?://[A-Za-z0-9._~/?#@!$&+,;=%:-]+)\\)")
	boldText = regexp.MustCompile("^\\*\\*([^\\s*`\\[\\]](?:[^*`\\[\\]]*[^\\s*`\\[\\]])?)\\*\\*")
)

// fix keeps a piece of Markdown on one line.
func fix(text string) string { return strings.ReplaceAll(text, " ", string(fixedSpace)) }

// codeContent returns what stands between two equal runs of backticks.
func codeContent(text string, run int) (string, bool) {
	for i := run; i < len(text); i++ {
		if text[i] != '`' {
			continue
		}
		end := i
		for i < len(text) && text[i] == '`' {
			i++
		}
		if i-end == run {
			content := text[run:end]
			return content, strings.TrimSpace(content) != ""
		}
	}
	return "", false
}

// escape writes text so that no character of it means something in Markdown or
// HTML, except at the start of a line.
func escape(text string) string {
	var b strings.Builder
	var before rune
	runes := []rune(text)
	for i, r := range runes {
		switch r {
		case '\\', '`', '*', '[', ']', '~', '$':
			b.WriteRune('\\')
			b.WriteRune(r)
		case '_':
			if isWord(before) && i+1 < len(runes) && isWord(runes[i+1]) {
				b.WriteRune('_') // inside a word it has no meaning
			} else {
				b.WriteString("\\_")
			}
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '&':
			b.WriteString("&amp;")
		case '|':
			b.WriteString("&#124;")
		default:
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

var blockStart = regexp.MustCompile(`^(?:[#+=:-]|\d+[.)]$|\d+[.)] )`)

// startLine takes from the start of a line what would make it something else than
// text.
func startLine(line string) string {
	mark := strings.TrimRight(blockStart.FindString(line), " ")
	if mark == "" {
		return line
	}
	return mark[:len(mark)-1] + "\\" + line[len(mark)-1:]
}

// code writes text as code that is safe in a paragraph, a link and a cell of a
// table, where a code span could not hold a bar.
func code(text string) string {
	text = strings.Join(strings.Fields(emit.Clean(text)), " ")
	if text == "" {
		return ""
	}
	if strings.ContainsAny(text, "|`") {
		var b strings.Builder
		for _, r := range html.EscapeString(text) {
			switch r {
			case '|', '`', '*', '_', '[', ']', '\\', '~', '$', '!', ':', '@':
				b.WriteString("&#" + itoa(int(r)) + ";")
			default:
				b.WriteRune(r)
			}
		}
		return "<code>" + b.String() + "</code>"
	}
	return "`" + text + "`"
}

// block writes text of any origin as paragraphs, lists and verbatim text.
func block(text string) string {
	var blocks []string
	var words, verbatim []string
	prefix := ""
	flush := func() {
		if len(words) > 0 {
			blocks = append(blocks, wrap(prefix, words))
		}
		if len(verbatim) > 0 {
			blocks = append(blocks, fence("text", strings.Join(verbatim, "\n")))
		}
		words, verbatim, prefix = nil, nil, ""
	}
	fenced := false
	for line := range strings.SplitSeq(emit.Clean(text), "\n") {
		line = strings.TrimRight(line, " ")
		trimmed := strings.TrimLeft(line, " ")
		isFence := strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~")
		switch item := listItem.FindStringSubmatch(trimmed); {
		case isFence:
			flush()
			fenced = !fenced
		case fenced, strings.HasPrefix(trimmed, "|"):
			if len(words) > 0 {
				flush()
			}
			verbatim = append(verbatim, line)
		case trimmed == "":
			flush()
		case strings.HasPrefix(trimmed, "#"):
			flush()
			words = inlineWords(strings.TrimLeft(trimmed, "#"))
			flush()
		case item != nil:
			flush()
			words, prefix = inlineWords(item[1]), "- "
		default:
			if len(verbatim) > 0 {
				flush()
			}
			words = append(words, inlineWords(trimmed)...)
		}
	}
	flush()
	return joinBlocks(blocks)
}

var listItem = regexp.MustCompile(`^(?:[-*+•]|\d{1,3}[.)])\s+(\S.*)$`)

// joinBlocks parts blocks by blank lines, except for the items of a list.
func joinBlocks(blocks []string) string {
	var b strings.Builder
	for i, text := range blocks {
		switch {
		case i == 0:
		case strings.HasPrefix(text, "- ") && strings.HasPrefix(blocks[i-1], "- "):
			b.WriteString("\n")
		default:
			b.WriteString("\n\n")
		}
		b.WriteString(text)
	}
	return b.String()
}

// wrap lays words out in lines behind a prefix, which is the mark of a list or
// nothing.
func wrap(prefix string, words []string) string {
	indent := strings.Repeat(" ", len(prefix))
	var lines []string
	line := ""
	for _, word := range words {
		switch {
		case line == "":
			line = startLine(word)
		case len(prefix)+len(line)+1+len(word) > textWidth:
			lines = append(lines, line)
			line = startLine(word)
		default:
			line += " " + word
		}
	}
	return prefix + strings.Join(append(lines, line), "\n"+indent)
}

// sentences wraps Markdown of our own, which is safe already. Its links and code
// stay on one line.
func sentences(text string) string {
	inside := 0
	inCode := false
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '`':
			inCode = !inCode
		case r == '[' && !inCode:
			inside++
		case r == ']' && !inCode:
			inside--
		case r == ' ' && (inCode || inside > 0):
			return fixedSpace
		}
		return r
	}, text)
	words := strings.Fields(text)
	for i, word := range words {
		words[i] = strings.ReplaceAll(word, string(fixedSpace), " ")
	}
	return wrap("", words)
}

// fence writes text as a block of code, whatever fences it has itself.
func fence(language, text string) string {
	longest, run := 2, 0
	for _, r := range text {
		if run++; r != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	marks := strings.Repeat("`", longest+1)
	return marks + language + "\n" + strings.TrimRight(text, "\n") + "\n" + marks
}

// anchors gives the headings of one page their anchors, the way code hosts do.
type anchors map[string]bool

// add returns the anchor of the next heading.
func (a anchors) add(heading string) string {
	base := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || isWord(r):
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
	anchor := base
	for n := 1; a[anchor]; n++ {
		anchor = base + "-" + itoa(n)
	}
	a[anchor] = true
	return anchor
}
