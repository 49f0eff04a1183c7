package gofile

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

// Paragraphs joins what is not empty with blank lines.
func Paragraphs(texts ...string) string {
	texts = slices.DeleteFunc(texts, func(text string) bool { return strings.TrimSpace(text) == "" })
	return strings.Join(texts, "\n\n")
}

// Follow puts text behind a sentence, in the same paragraph.
func Follow(first, text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return first
	}
	if startsBlock(text) {
		return first + "\n\n" + text
	}
	return first + " " + SentenceStart(text)
}

// startsBlock reports whether a text does not begin with a sentence.
func startsBlock(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	return listItem.MatchString(line) || strings.HasPrefix(line, "|") || strings.HasPrefix(line, "```") ||
		strings.HasPrefix(line, "~~~") || strings.HasPrefix(line, "#")
}

// SentenceStart makes the beginning of a text that of a sentence.
func SentenceStart(text string) string {
	first, rest, _ := strings.Cut(text, "\n")
	made := Sentence(first)
	if rest == "" {
		return made
	}
	// The stop belongs to the end of the text, wherever that is.
	if !strings.HasSuffix(first, ".") {
		made = strings.TrimSuffix(made, ".")
	}
	return made + "\n" + rest
}

// Behind puts a note behind text, in the same paragraph if the text is only one.
func Behind(text, note string) string {
	if text == "" || note == "" {
		return text + note
	}
	if blocks := parseBlocks(emit.Clean(text)); len(blocks) == 1 && blocks[0].kind == paragraph {
		return Sentence(text) + " " + note
	}
	return text + "\n\n" + note
}

// List writes items as a sentence does.
func List[S ~string](items []S, last string) string {
	var b strings.Builder
	for i, item := range items {
		switch i {
		case 0:
		case len(items) - 1:
			b.WriteString(" " + last + " ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(string(item))
	}
	return b.String()
}

// Fenced marks lines of a comment as code.
func Fenced(lines ...string) string {
	return "```\n" + strings.Join(lines, "\n") + "\n```"
}
