package parser

import (
	"regexp"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// deprecation returns the hint of a deprecated node, and the description without
// the hint. It is nil for a node that is not deprecated.
func deprecation(n *document.Node, description string) (*api.Deprecation, string) {
	if deprecated, _ := n.Get("deprecated").Bool(); !deprecated {
		return nil, description
	}
	var d api.Deprecation
	for _, key := range openapi.DeprecationMessages() {
		if text, _ := n.Get(key).Text(); d.Message == "" {
			d.Message = strings.TrimSpace(text)
		}
	}
	replacement, _ := n.Get(openapi.DeprecationReplacement).Text()
	d.Replacement = strings.TrimSpace(replacement)
	if sunset, _ := n.Get(openapi.Sunset).Text(); openapi.IsSunset(sunset) {
		d.Sunset = sunset
	}
	hint, rest := cutHint(description)
	switch {
	case d.Message == "":
		d.Message = hint
	case !strings.Contains(d.Message, hint):
		d.Message += " " + hint
	}
	return &d, rest
}

// hintMark matches the start of a sentence about a deprecation: "Deprecated:",
// "**Deprecated**.", "[Deprecated]", "(Deprecated - use x)" and such.
var hintMark = regexp.MustCompile(`^(?:` +
	`(?i:\*\*deprecated:\*\*|(?:\*\*deprecated\*\*|\[deprecated\]|\(deprecated\)|deprecated)\s?:)()` + // what follows is the hint
	`|(?i:\*\*deprecated\.?\*\*|\[deprecated\]|\(deprecated\))\.?` + // it may be one
	`|(?i:deprecated)(?:[.,;]| [-–—])` +
	`|[\[(](?i:deprecated)(?: ?[-–—:,.;]) ?([^\])\n]+)[\])][.:]?` + // the hint is inside
	`)(?:\s+|$)`)

// hintWords matches words of sentences that say what to do, or why.
var hintWords = regexp.MustCompile(`(?i)\b(?:use|using|instead|replaced?|replacement|superseded|moved|favou?r|refer|see|specify|prefer|migrate|switch|removed?|removal|no longer|not used|since|until|as of)\b`)

// cutHint cuts the first sentence that starts with "Deprecated" out of a
// description and returns it as the hint. If "Deprecated" is just a label before
// another sentence, only the label is cut.
func cutHint(description string) (hint, rest string) {
	prose, _, _ := strings.Cut(description, "```")
	for _, start := range sentenceStarts(prose) {
		match := hintMark.FindStringSubmatchIndex(prose[start:])
		if match == nil {
			continue
		}
		before, after := description[:start], description[start+match[1]:]
		if match[4] >= 0 {
			return prose[start+match[4] : start+match[5]], joinProse(before, after)
		}
		end := sentenceEnd(prose[start+match[1]:])
		sentence := strings.TrimSpace(after[:end])
		if match[2] < 0 && !hintWords.MatchString(sentence) {
			return "", joinProse(before, after)
		}
		return sentence, joinProse(before, after[end:])
	}
	return "", description
}

// joinProse joins the text before and after a removed sentence.
func joinProse(before, after string) string {
	before, behind := strings.TrimRight(before, " \n"), strings.TrimLeft(after, " \n")
	switch {
	case before == "":
		return behind
	case behind == "":
		return before
	case strings.Contains(after[:len(after)-len(behind)], "\n"):
		return before + "\n\n" + behind
	}
	return before + " " + behind
}

// sentenceStarts returns the starts of the sentences and lines of a text.
func sentenceStarts(text string) []int {
	var starts []int
	for at := 0; at < len(text); {
		blank := len(text[at:]) - len(strings.TrimLeft(text[at:], " \t\n"))
		if at += blank; at == len(text) {
			break
		}
		starts = append(starts, at)
		line := strings.IndexByte(text[at:], '\n')
		if line < 0 {
			line = len(text) - at
		}
		at += max(min(sentenceEnd(text[at:]), line), 1)
	}
	return starts
}

// abbreviation matches abbreviations, whose full stop does not end a sentence.
var abbreviation = regexp.MustCompile(`(?i)(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|no)\.$`)

// sentenceEnd returns the end of the first sentence of a text, including its full
// stop; without one, the end of the paragraph.
func sentenceEnd(text string) int {
	code := false
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '`':
			code = !code
		case '\n':
			if rest := strings.TrimLeft(text[i+1:], " \t"); rest == "" || rest[0] == '\n' || strings.HasPrefix(rest, "- ") || strings.HasPrefix(rest, "* ") {
				return i
			}
		case '.', '!', '?':
			last := i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\n'
			if last && !code && !abbreviation.MatchString(text[max(0, i-5):i+1]) {
				return i + 1
			}
		}
	}
	return len(text)
}
