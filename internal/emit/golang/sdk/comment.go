package sdk

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/wording"
)

// fieldDoc is the comment of a field or parameter; empty if the description
// says nothing of it.
func (e *emitter) fieldDoc(doc api.Doc, use api.TypeUse) string {
	text := doc.About()
	if text != "" {
		text = gofile.SentenceStart(text)
	}
	return gofile.Paragraphs(gofile.Behind(text, strings.Join(fieldNotes(doc, use), " ")),
		e.deprecation(doc))
}

// fieldNotes are the facts beside a description, as sentences.
func fieldNotes(doc api.Doc, use api.TypeUse) []string {
	var notes []string
	for _, fact := range doc.Facts(use) {
		notes = append(notes, wording.Plain().Fact(fact))
	}
	return notes
}

// deprecation is the paragraph of a comment by which tools know what is deprecated;
// it is empty for anything else.
func (e *emitter) deprecation(doc api.Doc) string {
	if doc.Deprecated == nil {
		return ""
	}
	return "Deprecated: " + e.names.CommentHint(doc.Deprecated)
}

// typeDoc is the comment of a model.
func (e *emitter) typeDoc(t *api.Type) string {
	name := e.names.Type(t)
	var first string
	switch {
	case t.Kind == api.Enum:
		first = name + " is one of a list of values, or a later one that the list lacks."
	case t.Kind == api.Union:
		var types []string
		for _, v := range e.names.Variants(t) {
			types = append(types, v.GoType)
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
	return gofile.Paragraphs(gofile.Follow(first, t.Doc.About()), e.deprecation(t.Doc))
}

// operationDoc is the comment of a method.
func (e *emitter) operationDoc(o *api.Operation) string {
	names := e.names.Operation(o)
	first := names.Method + " calls " + o.Method + " " + o.Path
	summary := strings.TrimRight(strings.TrimSpace(o.Doc.Summary), ".")
	if summary != "" {
		first += ": " + strings.Join(strings.Fields(summary), " ")
	}
	description := strings.TrimSpace(o.Doc.Description)
	if strings.EqualFold(strings.TrimRight(description, "."), summary) {
		description = ""
	}
	return gofile.Paragraphs(first+".", description, strings.Join(e.operationNotes(o), " "),
		e.deprecation(o.Doc))
}

// operationNotes are the facts of a call that its signature does not show.
func (e *emitter) operationNotes(o *api.Operation) []string {
	names := e.names.Operation(o)
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
	if o.Retry.Retries() && len(o.Retry.StatusCodes) > 0 {
		noun := "statuses "
		if len(o.Retry.StatusCodes) == 1 {
			noun = "status "
		}
		notes = append(notes, "It is sent again after the "+noun+gofile.List(o.Retry.StatusCodes, "and")+".")
	}
	if o.HasErrorTypes() {
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
		case c.Status == api.Default:
			others = true
		default:
			statuses = append(statuses, string(c.Status))
		}
		if first == "" {
			first = "[*" + e.names.Error(c.Error) + "]"
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
	return "The statuses " + gofile.List(statuses, "and") + " have error types of their own, such as " + first + "."
}

func (e *emitter) serviceDoc(s *api.Service) string {
	name := e.names.Service(s).Type
	first := name + " has the operations of " + strings.Join(s.Path, ".") + "."
	if len(s.Operations) == 0 {
		first = name + " has the services of " + strings.Join(s.Path, ".") + "."
	}
	return gofile.Paragraphs(gofile.Follow(first, s.Doc.Description))
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
		gofile.CommentText("Package " + name + " is a client of " + strings.TrimRight(title, ".") + "."),
	}
	if strings.TrimSpace(e.api.Description) != "" {
		pieces = append(pieces, gofile.CommentText(e.api.Description))
	}
	pieces = append(pieces,
		gofile.CommentText(gofile.Paragraphs("Clients are made with [New], and their fields are the services of the API:",
			"```\n"+strings.Join(code, "\n")+"\n```",
			"Values that can be absent or null are of type [Opt]. What the description of the API does not know, "+
				"such as new members of objects and new values of enums, is kept and sent back.")))
	for _, s := range e.packageSections() {
		pieces = append(pieces, "// # "+s.title, gofile.CommentText(s.text))
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
		sections = append(sections, section{"Testing", "Package " + names.TestKit(e.opts.Package) + ", in a folder of this one, is a fake server for the tests of " +
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
	call := result + "client." + e.names.Service(o.Service).Selector + "." + e.names.Operation(o).Method + "(ctx"
	switch o.Input() {
	case api.InputRequest:
		call += ", request"
	case api.InputBody:
		call += ", body"
	}
	return call + ")"
}

// statusName is how comments speak of a status.
func statusName(status api.Status) string {
	switch {
	case status == api.Default:
		return "any other status"
	case status.IsRange():
		return "the statuses " + string(status)
	}
	return "status " + string(status)
}
