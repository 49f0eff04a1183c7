package golang

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

// paragraphs joins what is not empty with blank lines.
func paragraphs(texts ...string) string {
	texts = slices.DeleteFunc(texts, func(text string) bool { return strings.TrimSpace(text) == "" })
	return strings.Join(texts, "\n\n")
}

// follow puts text behind a sentence, in the same paragraph.
func follow(first, text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return first
	}
	if startsBlock(text) {
		return first + "\n\n" + text
	}
	return first + " " + sentenceStart(text)
}

// startsBlock says that a text begins with something that is no sentence.
func startsBlock(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	return listItem.MatchString(line) || strings.HasPrefix(line, "|") || strings.HasPrefix(line, "```") ||
		strings.HasPrefix(line, "~~~") || strings.HasPrefix(line, "#")
}

// sentenceStart makes the beginning of a text that of a sentence.
func sentenceStart(text string) string {
	first, rest, _ := strings.Cut(text, "\n")
	made := sentence(first)
	if rest == "" {
		return made
	}
	// The stop belongs to the end of the text, wherever that is.
	if !strings.HasSuffix(first, ".") {
		made = strings.TrimSuffix(made, ".")
	}
	return made + "\n" + rest
}

// about is the text of a description, or else its title.
func about(doc api.Doc) string {
	for _, text := range []string{doc.Description, doc.Summary, doc.Title} {
		if text = strings.TrimSpace(text); text != "" {
			return text
		}
	}
	return ""
}

// fieldDoc is the comment of a field or parameter; empty if the description
// says nothing of it.
func (n *NameTable) fieldDoc(doc api.Doc, use api.TypeUse) string {
	text := about(doc)
	if text != "" {
		text = sentenceStart(text)
	}
	return paragraphs(behind(text, strings.Join(fieldNotes(doc, use), " ")),
		n.deprecation(doc))
}

// behind puts a note behind text, in the same paragraph if the text is only one.
func behind(text, note string) string {
	if text == "" || note == "" {
		return text + note
	}
	if blocks := parseBlocks(emit.Clean(text)); len(blocks) == 1 && blocks[0].kind == paragraph {
		return sentence(text) + " " + note
	}
	return text + "\n\n" + note
}

// fieldNotes are the facts beside a description, as sentences.
func fieldNotes(doc api.Doc, use api.TypeUse) []string {
	var notes []string
	if doc.Default != "" && doc.Default != "null" {
		notes = append(notes, "Default: "+doc.Default+".")
	}
	for _, constraint := range doc.Constraints {
		notes = append(notes, sentence(constraint))
	}
	if doc.Format != "" && (use.Type == nil || use.Type.Kind != api.Scalar || use.Type.Basic == api.String) {
		notes = append(notes, "Format: "+doc.Format+".")
	}
	if doc.ReadOnly {
		notes = append(notes, "Only responses have it.")
	}
	if doc.WriteOnly {
		notes = append(notes, "Only requests have it.")
	}
	return notes
}

// typeDoc is the comment of a model.
func (n *NameTable) typeDoc(t *api.Type) string {
	name := n.types[t]
	var first string
	switch {
	case t.Kind == api.Enum:
		first = name + " is one of a list of values, or a later one that the list lacks."
	case t.Kind == api.Union:
		var types []string
		for _, v := range n.variants[t] {
			types = append(types, v.goType)
		}
		first = name + " is one of: " + strings.Join(types, ", ") + "."
	case t.ErrorBody && !t.InRequest:
		first = name + " is the body of an error."
	case t.InRequest && t.InResponse:
		first = name + " is a model of requests and responses."
	case t.InRequest:
		first = name + " is a model of requests."
	case t.InResponse:
		first = name + " is a model of responses."
	default:
		first = name + " is a model of the API."
	}
	return paragraphs(follow(first, about(t.Doc)), n.deprecation(t.Doc))
}

// operationDoc is the comment of a method.
func (e *emitter) operationDoc(o *api.Operation) string {
	names := e.names.operations[o]
	first := names.Method + " calls " + o.Method + " " + o.Path
	summary := strings.TrimRight(strings.TrimSpace(o.Doc.Summary), ".")
	if summary != "" {
		first += ": " + strings.Join(strings.Fields(summary), " ")
	}
	description := strings.TrimSpace(o.Doc.Description)
	if strings.EqualFold(strings.TrimRight(description, "."), summary) {
		description = ""
	}
	return paragraphs(first+".", description, strings.Join(e.operationNotes(o), " "),
		e.names.deprecation(o.Doc))
}

// operationNotes are the facts of a call that its signature does not show.
func (e *emitter) operationNotes(o *api.Operation) []string {
	names := e.names.operations[o]
	var notes []string
	if outcome := o.Outcome(); outcome == api.OutcomeStream {
		notes = append(notes, "The caller must close the stream.")
	}
	if o.Pagination != nil {
		note := "The result is one page; " + names.Pages + " goes through all of them."
		if names.All != "" {
			note = "The result is one page; " + names.All + " goes through the items of all pages."
		}
		notes = append(notes, note)
	}
	if o.Retry != nil && o.Retry.Strategy != "none" && len(o.Retry.StatusCodes) > 0 {
		noun := "statuses "
		if len(o.Retry.StatusCodes) == 1 {
			noun = "status "
		}
		notes = append(notes, "It is sent again after the "+noun+list(o.Retry.StatusCodes, "and")+".")
	}
	if hasErrorTypes(o) {
		notes = append(notes, e.errorNote(o))
	}
	return notes
}

// errorNote says which statuses have error types.
func (e *emitter) errorNote(o *api.Operation) string {
	var statuses []string
	var first string
	others := false
	for _, c := range o.Errors {
		switch {
		case c.Error == nil:
			continue
		case c.Status == "default":
			others = true
		default:
			statuses = append(statuses, c.Status)
		}
		if first == "" {
			first = "[*" + e.names.errors[c.Error] + "]"
		}
	}
	switch {
	case len(statuses) == 0:
		return "Every status that is not a success has the error type " + first + "."
	case len(statuses) == 1 && !others:
		return "Status " + statuses[0] + " has an error type of its own, " + first + "."
	case others:
		statuses = append(statuses, "all others")
	}
	return "The statuses " + list(statuses, "and") + " have error types of their own, such as " + first + "."
}

// list writes items as a sentence does.
func list(items []string, last string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], ", ") + " " + last + " " + items[len(items)-1]
}

func (e *emitter) serviceDoc(s *api.Service) string {
	name := e.names.services[s].Type
	first := name + " has the operations of " + strings.Join(s.Path, ".") + "."
	if len(s.Operations) == 0 {
		first = name + " has the services of " + strings.Join(s.Path, ".") + "."
	}
	return paragraphs(follow(first, s.Doc.Description))
}

// packageComment introduces the SDK by its first call, and says what is behind
// it. Each piece is laid out alone, so that no text of the description takes in
// what follows it.
func (e *emitter) packageComment() string {
	name := e.opts.Package
	title := strings.Join(strings.Fields(e.api.Title), " ")
	if title == "" {
		title = "the API"
	}
	code := []string{"client, err := " + name + ".New(" + e.exampleOption() + ")"}
	if call := e.exampleCall(); call != "" {
		code = append(code, call)
	}
	pieces := []string{
		commentText("Package " + name + " is a client of " + strings.TrimRight(title, ".") + "."),
	}
	if strings.TrimSpace(e.api.Description) != "" {
		pieces = append(pieces, commentText(e.api.Description))
	}
	pieces = append(pieces,
		commentText(paragraphs("Clients are made with [New], and their fields are the services of the API:",
			"```\n"+strings.Join(code, "\n")+"\n```",
			"Values that can be absent or null are of type [Opt]. What the description of the API does not know, "+
				"such as new members of objects and new values of enums, is kept and sent back.")))
	for _, s := range e.packageSections() {
		pieces = append(pieces, "// # "+s.title, commentText(s.text))
	}
	return strings.Join(pieces, "\n//\n")
}

// section is a part of the package's comment under a title of our own.
type section struct{ title, text string }

func (e *emitter) packageSections() []section {
	sections := []section{
		{"Errors", "A response that is not a success is an [*APIError]; the statuses that the API documents have types of their " +
			"own that unwrap to it. Both are found with [errors.As]."},
		{"Retries", "A call is sent again after the statuses that the API declares for it, with growing waits that a Retry-After " +
			"header replaces. [WithRetry] changes that for a client or a call, and [NoRetry] turns it off."},
	}
	if slices.ContainsFunc(e.api.Operations(), func(o *api.Operation) bool { return o.Pagination != nil }) {
		sections = append(sections, section{"Pagination", "A method that returns one page has others beside it that go through " +
			"all pages, and through the items of them. They ask for the next page when the loop needs it."})
	}
	if !e.opts.NoTestKit {
		sections = append(sections, section{"Testing", "Package " + Kit(e.opts.Package) + ", in a folder of this one, is a fake server for the tests of " +
			"programs. It answers with the examples of the description, with errors and with faults of the network."})
	}
	return sections
}

func (e *emitter) exampleOption() string {
	prefix := e.opts.Package + "."
	for _, scheme := range e.api.Security {
		switch scheme.Kind {
		case api.SecurityBasic, api.SecurityBearer, api.SecurityAPIKeyHeader, api.SecurityAPIKeyQuery, api.SecurityAPIKeyCookie:
			return prefix + "WithAPIKey(key)"
		}
	}
	return ""
}

func (e *emitter) exampleCall() string {
	operations := e.api.Operations()
	if len(operations) == 0 {
		return ""
	}
	o := operations[0]
	if i := slices.IndexFunc(operations, func(o *api.Operation) bool { return o.UsageExample }); i >= 0 {
		o = operations[i]
	}
	result := "result, err := "
	if o.Outcome() == api.OutcomeNone {
		result = "err = "
	}
	call := result + "client." + e.names.services[o.Service].Selector + "." + e.names.operations[o].Method + "(ctx"
	switch o.Input() {
	case api.InputRequest:
		call += ", request"
	case api.InputBody:
		call += ", body"
	}
	return call + ")"
}

// statusName is how comments speak of a status.
func statusName(status string) string {
	switch {
	case status == "default":
		return "any other status"
	case isRange(status):
		return "the statuses " + status
	}
	return "status " + status
}

// exactStatus returns the code of a status that is no range.
func exactStatus(status string) (int, bool) {
	code, err := strconv.Atoi(status)
	return code, err == nil && code >= 100 && code <= 999
}

// isRange says that a status is a range such as 4XX.
func isRange(status string) bool {
	return len(status) == 3 && status[0] >= '1' && status[0] <= '9' && strings.EqualFold(status[1:], "xx")
}
