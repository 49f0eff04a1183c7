package sdk

import (
	"slices"
	"strings"
	"time"

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

// typeDoc is the comment of a model: the description's words, and what they cannot say.
func (e *emitter) typeDoc(t *api.Type) string {
	name, note := e.names.Type(t), ""
	switch {
	case t.Kind == api.Enum:
		note = "an open enum: values not listed here may occur."
	case t.Kind == api.Union:
		var types []string
		for _, v := range e.names.Variants(t) {
			types = append(types, v.GoType)
		}
		note = "one of: " + strings.Join(types, ", ") + "."
	}
	switch about := t.Doc.About(); {
	case about == "" && note != "":
		return gofile.Paragraphs(name+" is "+note, e.deprecation(t.Doc))
	case about == "" && t.ErrorBody && !t.InRequest:
		return gofile.Paragraphs(name+" is the body of an error.", e.deprecation(t.Doc))
	case about == "":
		return gofile.Paragraphs(name+" is part of the API.", e.deprecation(t.Doc))
	case note != "":
		return gofile.Paragraphs(gofile.Behind(gofile.SentenceStart(about), "It is "+note), e.deprecation(t.Doc))
	default:
		return gofile.Paragraphs(gofile.SentenceStart(about), e.deprecation(t.Doc))
	}
}

// operationDoc is the comment of a method: the description's words, the call, and what is
// unusual about it.
func (e *emitter) operationDoc(o *api.Operation) string {
	about := o.Doc.About()
	if about != "" {
		about = gofile.SentenceStart(about)
	}
	notes := append([]string{e.names.Operation(o).Method + " calls " + o.Method + " " + o.Target() + "."}, e.operationNotes(o)...)
	return gofile.Paragraphs(about, strings.Join(notes, " "), e.deprecation(o.Doc))
}

// operationNotes are the facts of a call that its signature does not show.
func (e *emitter) operationNotes(o *api.Operation) []string {
	names := e.names.Operation(o)
	var notes []string
	if len(o.Servers) > 0 {
		notes = append(notes, "Its server is "+o.Servers[0].Address()+", unless WithServerURL gives another.")
	}
	if outcome := o.Outcome(); outcome == api.OutcomeStream {
		notes = append(notes, "Close the stream that it returns.")
	}
	if names.Params != "" {
		notes = append(notes, "["+names.Params+"] holds the optional parameters, as an option of the call.")
	}
	if o.Pagination != nil {
		note := "The result is one page; " + names.Pages + " iterates over all of them."
		if names.All != "" {
			note = "The result is one page; " + names.All + " iterates over the items of all pages."
		}
		notes = append(notes, note)
	}
	if o.Retry.Retries() && len(o.Retry.StatusCodes) > 0 {
		notes = append(notes, "Retried on status "+gofile.List(o.Retry.StatusCodes, "and")+".")
	}
	if o.TimeoutMS > 0 {
		notes = append(notes, "An attempt has "+(time.Duration(o.TimeoutMS)*time.Millisecond).String()+".")
	}
	if uncommon := o.Uncommon(e.common); len(uncommon) > 0 {
		notes = append(notes, "It can also fail with "+gofile.List(e.errorLinks(uncommon), "or")+".")
	}
	return notes
}

// errorLinks names error types with the statuses that they stand for.
func (e *emitter) errorLinks(cases []*api.ErrorCase) []string {
	var links []string
	for _, c := range cases {
		status := string(c.Status)
		if c.Status == api.Default {
			status = "any other"
		}
		links = append(links, "[*"+e.names.Error(c.Error)+"] ("+status+")")
	}
	return links
}

func (e *emitter) serviceDoc(s *api.Service) string {
	name, grouped := e.names.Service(s).Type, "operations"
	if len(s.Operations) == 0 {
		grouped = "services"
	}
	first := name + " groups the " + strings.Join(s.Path, ".") + " " + grouped + "."
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
		gofile.CommentText("Package " + name + " is a client for " + strings.TrimRight(title, ".") + "."),
	}
	if strings.TrimSpace(e.api.Description) != "" {
		pieces = append(pieces, gofile.CommentText(e.api.Description))
	}
	pieces = append(pieces,
		gofile.CommentText(gofile.Paragraphs("Create a client with [New]; its fields are the API's services:",
			"```\n"+strings.Join(code, "\n")+"\n```",
			"Values that can be absent or null have the type [Opt]. Unknown members and new enum values are kept and sent back; "+
				"so are values of another kind than described, see [Problem].")))
	for _, s := range e.packageSections() {
		pieces = append(pieces, "// # "+s.title, gofile.CommentText(s.text))
	}
	return strings.Join(pieces, "\n//\n")
}

// section is a part of the package's comment under a title of our own.
type section struct{ title, text string }

// errorSection says which errors come, and which most operations have.
func (e *emitter) errorSection() string {
	text := "A response that is not a success is an [*APIError]. Documented statuses have error types that unwrap to it; " +
		"find either with [errors.As]."
	if len(e.common) > 0 {
		text += " Most operations can fail with " + gofile.List(e.errorLinks(e.common), "or") + "."
	}
	return text
}

func (e *emitter) packageSections() []section {
	sections := []section{
		{"Errors", e.errorSection()},
		{"Retries", "A call is sent at most three times, for up to five minutes: again on the statuses that the API declares for it, " +
			"with growing waits unless a Retry-After header sets the wait. An attempt has two minutes. [WithRetry] and [WithTimeout] " +
			"change that for a client or a call, and [NoRetry] turns retries off."},
	}
	if slices.ContainsFunc(e.api.Operations(), func(o *api.Operation) bool { return o.Pagination != nil }) {
		sections = append(sections, section{"Pagination", "A method that returns one page has others beside it that iterate over " +
			"all pages, and over their items. They fetch the next page when the loop needs it."})
	}
	if !e.opts.NoTestKit {
		sections = append(sections, section{"Testing", "Package " + names.TestKit(e.opts.Package) + ", in a folder of this one, is a test server for " +
			"your programs. It responds with the examples of the description, with errors and with network failures."})
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
