package gofile

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

// commentWidth is where the text of comments is wrapped, without the slashes.
const commentWidth = 77

// Comment lays text of any origin out as a Go comment. Whatever the text is,
// the result is line comments and nothing else: each line begins with "// " or
// is "//", which no directive does, and no character can end a line.
func Comment(text string) jen.Code {
	return jen.Comment(CommentText(text))
}

// CommentText returns a comment with its slashes.
func CommentText(text string) string {
	var lines []string
	for i, b := range parseBlocks(emit.Clean(text)) {
		if i > 0 && !b.tight {
			lines = append(lines, "//")
		}
		for _, line := range b.layOut() {
			lines = append(lines, disarm(line))
		}
	}
	if len(lines) == 0 {
		return "//"
	}
	return strings.Join(lines, "\n")
}

// disarm takes from a line of a comment what would mean something to a tool:
// a build constraint, or the mark of a generated file.
func disarm(line string) string {
	if rest, ok := strings.CutPrefix(strings.TrimLeft(line, "/ \t"), "+build"); ok {
		line = "// build" + rest
	}
	return strings.ReplaceAll(line, "DO NOT EDIT", "do not edit")
}

var (
	listItem     = regexp.MustCompile(`^\s*([-*+•]|\d{1,3}[.)])\s+(\S.*)$`)
	markdownLink = regexp.MustCompile(`\[([^\[\]]+)\]\(([^()\s]+)\)`)
	markdownBold = regexp.MustCompile(`\*\*([^*\n]+)\*\*`)
)

// block is a paragraph, an item of a list or a piece of text to be left as it is.
type block struct {
	kind  blockKind
	text  string
	lines []string // of verbatim text
	tight bool     // follows the block before it without a blank line
}

type blockKind int

const (
	paragraph blockKind = iota
	item
	verbatim
)

// parseBlocks reads the little of Markdown that descriptions are written in.
func parseBlocks(text string) []block {
	var blocks []block
	open := false // the next line continues the last block
	fenced := false
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(line, " ")
		trimmed := strings.TrimLeft(line, " ")
		switch {
		case strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~"):
			fenced, open = !fenced, false
		case fenced || strings.HasPrefix(trimmed, "|"):
			last := len(blocks) - 1
			if last < 0 || blocks[last].kind != verbatim || !open {
				blocks = append(blocks, block{kind: verbatim})
				last++
			}
			blocks[last].lines = append(blocks[last].lines, line)
			open = true
		case trimmed == "":
			open = false
		case listItem.MatchString(line):
			match := listItem.FindStringSubmatch(line)
			tight := len(blocks) > 0 && blocks[len(blocks)-1].kind == item
			blocks = append(blocks, block{kind: item, text: inline(match[2]), tight: tight})
			open = true
		default:
			heading := strings.TrimLeft(trimmed, "#")
			trimmed = strings.TrimSpace(heading)
			if trimmed == "" {
				continue
			}
			if last := len(blocks) - 1; open && blocks[last].kind != verbatim && heading == strings.TrimLeft(line, " ") {
				blocks[last].text += " " + inline(trimmed)
				continue
			}
			blocks = append(blocks, block{kind: paragraph, text: inline(trimmed)})
			open = heading == strings.TrimLeft(line, " ")
		}
	}
	return blocks
}

// inline turns the marks inside a line into plain text.
func inline(text string) string {
	text = markdownLink.ReplaceAllStringFunc(text, func(link string) string {
		match := markdownLink.FindStringSubmatch(link)
		if match[1] == match[2] {
			return match[2]
		}
		return match[1] + " (" + match[2] + ")"
	})
	return markdownBold.ReplaceAllString(text, "$1")
}

func (b block) layOut() []string {
	switch b.kind {
	case item:
		return wrap(b.text, "//   - ", "//     ")
	case verbatim:
		lines := b.lines
		for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
			lines = lines[:len(lines)-1]
		}
		out := make([]string, len(lines))
		for i, line := range lines {
			out[i] = strings.TrimRight("//\t"+line, "\t ")
		}
		return out
	}
	return wrap(Sentence(b.text), "// ", "// ")
}

// Sentence gives a text a capital at its beginning and a stop at its end. The
// stop also keeps gofmt from taking a short paragraph for a heading.
func Sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(text)
	second, _ := utf8.DecodeRuneInString(text[size:])
	word, _, _ := strings.Cut(text, " ")
	word = strings.TrimRight(word, ".,:;")
	if unicode.IsLower(first) && (unicode.IsLower(second) || second == ' ') && !strings.ContainsAny(word, "_./:(") {
		text = string(unicode.ToUpper(first)) + text[size:]
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	if !strings.ContainsRune(".!?:;,…", last) {
		text += "."
	}
	return text
}

// wrap breaks text into lines at its spaces.
func wrap(text, first, next string) []string {
	var lines []string
	var line strings.Builder
	line.WriteString(first)
	width, empty := utf8.RuneCountInString(first), true
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		if !empty && width+1+n > commentWidth+len("// ") {
			lines = append(lines, line.String())
			line.Reset()
			line.WriteString(next)
			width, empty = utf8.RuneCountInString(next), true
		}
		if !empty {
			line.WriteByte(' ')
			width++
		}
		line.WriteString(word)
		width += n
		empty = false
	}
	if !empty {
		lines = append(lines, line.String())
	}
	return lines
}
