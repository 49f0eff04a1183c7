package sdk

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/wording"
)

// section is a part of the package's comment under a title of our own.
type section struct{ title, text string }

// packageComment introduces the SDK: what it is for, then a section for each kind of thing
// that callers meet. Each piece is laid out alone, so that no text of the description takes
// in what follows it.
func (e *emitter) packageComment() string {
	title := strings.Join(strings.Fields(e.api.Title), " ")
	if title == "" {
		title = "the API"
	}
	pieces := []string{
		gofile.CommentText("Package " + e.opts.Package + " is a client for " + strings.TrimRight(title, ".") + "."),
	}
	if strings.TrimSpace(e.api.Description) != "" {
		pieces = append(pieces, gofile.CommentText(e.api.Description))
	}
	sections := []section{
		{"Client", e.clientSection()}, {"Services", e.servicesSection()}, {"Values", e.valuesSection()}, {"Pagination", e.pagesSection()},
		{"Webhooks", e.webhooksSection()},
		{"Errors", e.errorSection()}, {"Options", e.optionsSection()}, {"Retries", e.retriesSection()}, {"Test server", e.testSection()},
	}
	for _, s := range sections {
		if s.text != "" {
			pieces = append(pieces, "// # "+s.title, gofile.CommentText(s.text))
		}
	}
	return strings.Join(pieces, "\n//\n")
}

// clientSection shows the first call.
func (e *emitter) clientSection() string {
	code := []string{"client, err := " + e.opts.Package + ".New(" + e.exampleOption() + ")"}
	if call := e.exampleCall(); call != "" {
		code = append(code, call)
	}
	text := "[New] returns a [Client], which is safe for concurrent use. Its fields are the services, and [Client.Do] calls what has no " +
		"method. [FromEnv] is an option that reads the environment."
	for _, g := range e.api.Globals {
		named := e.names.Global(g)
		text += " [Client." + named.Method + "] returns a client for one " + named.Noun + "."
	}
	return gofile.Paragraphs(gofile.Fenced(code...), text)
}

// servicesSection has a line for each service of the client, which counts what is in it.
func (e *emitter) servicesSection() string {
	var items []string
	for _, s := range e.api.Services {
		item := "- [" + e.names.Service(s).Type + "]: "
		if about := wording.FirstSentence(s.Doc.Description); about != "" {
			item += gofile.Sentence(strings.Join(strings.Fields(about), " ")) + " "
		}
		items = append(items, item+contents(s)+".")
	}
	return strings.Join(items, "\n")
}

// contents counts the methods of a service, with those of the services in it.
func contents(s *api.Service) string {
	methods, services := 0, -1 // without itself
	s.Walk(func(s *api.Service) {
		methods += len(s.Operations)
		services++
	})
	text := wording.Counted(methods, "method")
	if services > 0 {
		text += ", " + wording.Counted(services, "nested service")
	}
	return text
}

// valuesSection says what is true of all models, which therefore need not say it.
func (e *emitter) valuesSection() string {
	text := "Values that can be absent or null have the type [Opt]: [Some] and [Null] make them, [In] reads on in an object, and [Ensure] writes to it. " +
		"Members without a field are kept in the Extras of a model, and so are values of another kind than described, see [Problem]; both are sent back. " +
		"Reading JSON into a model replaces the whole of it."
	if slices.ContainsFunc(e.api.Types, func(t *api.Type) bool { return t.Kind == api.Enum }) {
		text += " Enums are open: values that their constants do not list may occur, and IsKnown tells them."
	}
	return text
}

// pagesSection says how iterators behave; it is empty for an API without pages.
func (e *emitter) pagesSection() string {
	if !slices.ContainsFunc(e.api.Operations(), func(o *api.Operation) bool { return o.Pagination != nil }) {
		return ""
	}
	return "A method that returns one page has others beside it that iterate over all pages, and over their items, from the page that the " +
		"request asks for. They fetch the next page when the loop needs it, and end after the last one or after the first error."
}

// errorSection says which errors come, and which most operations have.
func (e *emitter) errorSection() string {
	text := "A response that is not a success is an [*APIError]. Documented statuses have error types that unwrap to it; " +
		"find either with [errors.As]."
	if len(e.common) > 0 {
		text += " Most operations can fail with " + gofile.List(e.errorLinks(e.common), "or") + "."
	}
	return text + " A success that cannot be read is a [*DecodeError]."
}

func (e *emitter) optionsSection() string {
	return "A [ClientOption] is for [New], a [CallOption] for one call, and an [Option] for either; that of a call goes first. " +
		"[WithTimeout], [WithHeader] and [WithQuery] change requests, [WithResponse] returns status and headers, [WithLogger], [WithDump] and " +
		"[WithMiddleware] observe calls, [WithServerURL] and [WithHTTPClient] say where they go."
}

// retriesSection says what is true of most calls.
func (e *emitter) retriesSection() string {
	text := "A call is sent at most three times, for up to five minutes, with growing waits unless a Retry-After header sets the wait. "
	if len(e.commonRetries) > 0 {
		text += "Most calls are repeated on status " + gofile.List(e.commonRetries, "and") + "; a method whose calls are not says so."
	} else {
		asked, safe := api.UndeclaredRetries()
		text += "Calls are repeated on status " + gofile.List(asked, "and") + " with a Retry-After header, and those that only read on " +
			gofile.List(safe, "and") + ", unless the method says otherwise."
	}
	return text + " An attempt has two minutes. [WithRetry] and [WithTimeout] change that for a client or a call, and [NoRetry] turns retries off."
}

func (e *emitter) testSection() string {
	if e.opts.NoTestKit {
		return ""
	}
	return "Package " + names.TestKit(e.opts.Package) + ", in a folder of this one, is a test server for " +
		"your programs. It responds with the examples of the description, with errors and with network failures."
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
	o := e.api.UsageExample()
	if o == nil {
		return ""
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
