package sdk

import (
	"slices"
	"strings"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
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

// aboutOf is what the description says, as the start of a comment; empty if it says nothing.
func aboutOf(doc api.Doc) string {
	if about := doc.About(); about != "" {
		return gofile.SentenceStart(about)
	}
	return ""
}

// typeDoc is the comment of a model: the description's words, or else what it is if its
// declaration does not show it. It is empty where there is nothing to say.
func (e *emitter) typeDoc(t *api.Type) string {
	about := aboutOf(t.Doc)
	name := e.names.Type(t)
	switch {
	case t == e.api.Webhook:
		about = e.webhookDoc(t)
	case t.Kind == api.Union:
		var types []string
		for _, v := range e.names.Variants(t) {
			types = append(types, v.GoType)
		}
		note := "one of: " + strings.Join(types, ", ") + "."
		if about == "" {
			about = name + " is " + note
		} else {
			about = gofile.Behind(about, "It is "+note)
		}
	case about != "":
	case t.Kind == api.Enum:
		about = name + " is an open enum."
	case t.ErrorBody && !t.InRequest:
		about = name + " is the body of an error."
	}
	return gofile.Paragraphs(about, e.deprecation(t.Doc))
}

// operationDoc is the comment of a method: the description's words, the call, and what is
// unusual about it.
func (e *emitter) operationDoc(o *api.Operation) string {
	notes := append([]string{e.names.Operation(o).Method + " calls " + o.Method + " " + o.Target() + "."}, e.operationNotes(o)...)
	return gofile.Paragraphs(aboutOf(o.Doc), strings.Join(notes, " "), e.deprecation(o.Doc))
}

// operationNotes are the facts of a call that its signature does not show.
func (e *emitter) operationNotes(o *api.Operation) []string {
	names := e.names.Operation(o)
	var notes []string
	switch {
	case o.Full != nil:
		notes = append(notes, e.names.Operation(o.Full).Method+" returns what else a success can have, which the description says since a later version.")
	case o.Of != nil && o.Of.Full == o:
		notes = append(notes, "It is "+e.names.Operation(o.Of).Method+" with every result that the description has.")
	}
	if len(o.Servers) > 0 {
		notes = append(notes, "Its server is "+o.Servers[0].Address()+", unless WithServerURL gives another.")
	}
	if outcome := o.Outcome(); outcome == api.OutcomeStream {
		notes = append(notes, "Close the stream that it returns.")
	} else if outcome == api.OutcomeSequence {
		notes = append(notes, "The request is sent when ranging begins, and again when it begins anew.")
	}
	if names.Params != "" {
		notes = append(notes, "["+names.Params+"] holds the optional parameters, as an option of the call.")
	}
	notes = append(append(notes, e.wayNotes(o)...), partNotes(o.Body)...)
	if o.Pagination != nil {
		all := names.Pages
		if names.All != "" {
			all = names.All
		}
		notes = append(notes, "It returns one page, "+all+" all of them.")
	}
	if note := e.retryNote(o); note != "" {
		notes = append(notes, note)
	}
	if o.TimeoutMS > 0 {
		notes = append(notes, "An attempt has "+(time.Duration(o.TimeoutMS)*time.Millisecond).String()+".")
	}
	if uncommon := o.Uncommon(e.common); len(uncommon) > 0 {
		notes = append(notes, "It can also fail with "+gofile.List(e.errorLinks(uncommon), "or")+".")
	}
	return notes
}

// retryNote says after which statuses a call is repeated, unless these are the common ones.
func (e *emitter) retryNote(o *api.Operation) string {
	declared := o.DeclaredRetries()
	if slices.Equal(declared, e.commonRetries) {
		return ""
	}
	always, asked := o.RetriedStatuses()
	asked = slices.DeleteFunc(slices.Clone(asked), func(s api.Status) bool { return slices.Contains(always, s) })
	var after []string
	if len(always) > 0 {
		after = append(after, "on status "+gofile.List(always, "and"))
	}
	if len(asked) > 0 {
		after = append(after, "on status "+gofile.List(asked, "and")+" with a Retry-After header")
	}
	if len(after) == 0 {
		return "Not retried."
	}
	return "Retried " + gofile.List(after, "and") + "."
}

// wayNotes tell of the other ways to call an operation.
func (e *emitter) wayNotes(o *api.Operation) []string {
	link := func(way *api.Operation) string {
		return "[" + e.names.Service(o.Service).Type + "." + e.names.Operation(way).Method + "]"
	}
	if o.Outcome() == api.OutcomeSequence {
		what := "value by value"
		if o.Results[0].Sequence.Kind == api.Events {
			what = "event by event"
		}
		of := o.Of
		for _, way := range o.Of.Ways() {
			if way.Body == o.Body && way.Outcome() != api.OutcomeSequence {
				of = way
			}
		}
		return []string{"It is " + link(of) + ", whose response it goes through " + what + "."}
	}
	if o.Of != nil && o.Body != o.Of.Body {
		return []string{"It is " + link(o.Of) + " with a body of type " + o.Body.Content.SentType(o.Body.MediaType) + "."}
	}
	var links []string
	for _, way := range o.Ways() {
		if way.Body != o.Body && way.Outcome() != api.OutcomeSequence {
			links = append(links, link(way))
		}
	}
	var notes []string
	if len(links) > 0 {
		notes = append(notes, "For bodies of other types, use "+gofile.List(links, "or")+".")
	}
	for _, way := range o.Ways() {
		if way.Body == o.Body && way.Outcome() == api.OutcomeSequence {
			notes = append(notes, "To read the response value by value, use "+link(way)+".")
		}
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

// serviceDoc is the comment of a service: the description's words, or else what it groups.
func (e *emitter) serviceDoc(s *api.Service) string {
	if about := strings.TrimSpace(s.Doc.Description); about != "" {
		return gofile.SentenceStart(about)
	}
	grouped := "operations"
	if len(s.Operations) == 0 {
		grouped = "services"
	}
	return e.names.Service(s).Type + " groups the " + strings.Join(s.Path, ".") + " " + grouped + "."
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
