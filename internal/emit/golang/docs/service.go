package docs

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/wording"
)

type link struct{ Name, To, Summary string }

type servicePage struct {
	Title, Overview, Use string
	Services, Index      []link
	Operations           []operationSection
}

type operationSection struct {
	Heading, Summary, Call, Text string
	Deprecated                   string
	Example, Standalone          string
	Parameters                   []parameterRow
	Options                      string
	Response                     string
	Retries                      string
	Errors                       []errorRow
}

type parameterRow struct{ Name, Type, Required, Description, Default string }

type errorRow struct{ Type, Status, Content string }

func (w *writer) servicePage(s *api.Service) (*servicePage, error) {
	from, names := w.servicePath(s), w.names.Service(s)
	use := "The service is " + code("client."+names.Selector) + ". Its type is " + code(names.Type) + ", and " + code(names.Constructor) +
		" creates one [alone](" + href(from, "README.md#standalone-services") + ")."
	if w.modelled[s] {
		use += " Its models are on [their own page](" + href(from, "docs/models/"+names.File+".md") + ")."
	}
	page := &servicePage{Title: names.Selector, Overview: block(s.Doc.Description), Use: sentences(use)}
	for _, nested := range s.Services {
		page.Services = append(page.Services, link{w.names.Service(nested).Selector, href(from, w.ofService[nested]), inline(wording.FirstSentence(nested.Doc.Description))})
	}
	for _, o := range s.Operations {
		page.Index = append(page.Index, w.operationLink(from, o))
		section, err := w.operation(from, o)
		if err != nil {
			return nil, err
		}
		page.Operations = append(page.Operations, section)
	}
	return page, nil
}

func (w *writer) operationLink(from string, o *api.Operation) link {
	summary := inline(summaryOf(o))
	if o.Doc.Deprecated != nil {
		summary = strings.TrimSpace(summary + " (deprecated)")
	}
	return link{w.names.Operation(o).Method, href(from, w.ofOperation[o]), summary}
}

func summaryOf(o *api.Operation) string {
	if summary := strings.TrimSpace(o.Doc.Summary); summary != "" {
		return strings.TrimRight(summary, ".")
	}
	return wording.FirstSentence(o.Doc.Description)
}

func (w *writer) operation(from string, o *api.Operation) (operationSection, error) {
	program, standalone, err := w.programs.Programs(o)
	if err != nil {
		return operationSection{}, err
	}
	w.clients[o] = program
	section := operationSection{
		Heading: w.names.Operation(o).Method, Call: callOf(o) + w.ways(from, o), Deprecated: block(w.deprecation(o.Doc)),
		Example: fence("go", program), Standalone: fence("go", standalone),
		Parameters: w.parameters(from, o), Options: w.callOptions(from, o),
		Response: w.response(from, o), Retries: w.retries(from, o), Errors: w.errorRows(from, o),
	}
	summary := strings.TrimRight(strings.TrimSpace(o.Doc.Summary), ".")
	if summary != "" {
		section.Summary = wrap("", inlineWords(summary+"."))
	}
	if description := strings.TrimSpace(o.Doc.Description); !strings.EqualFold(strings.TrimRight(description, "."), summary) {
		section.Text = block(description)
	}
	return section, nil
}

// callOf says what an operation calls, and where that is elsewhere than usual.
func callOf(o *api.Operation) string {
	call := code(o.Method + " " + o.Target())
	if len(o.Servers) > 0 {
		call += " of the server " + code(o.Servers[0].Address())
	}
	return call
}

// ways links the other ways to call an operation, in the sentence about what it calls.
func (w *writer) ways(from string, o *api.Operation) string {
	to := func(way *api.Operation) string {
		return w.codeLink(from, w.names.Operation(way).Method, w.ofOperation[way])
	}
	if o.Of != nil {
		return ", as " + to(o.Of) + " does, in another way"
	}
	var links []string
	for _, way := range o.Ways() {
		links = append(links, to(way))
	}
	if len(links) == 0 {
		return ""
	}
	return ", as " + list(links) + " can in other ways"
}

func (w *writer) parameters(from string, o *api.Operation) []parameterRow {
	names := w.names.Operation(o)
	rows := []parameterRow{{Name: code("ctx"), Type: code("context.Context"), Required: "yes", Description: "Cancels the call."}}
	options := parameterRow{Name: code("opts"), Type: code("...CallOption"), Required: "no", Description: "[Options](" + href(from, "README.md#options") + ") of this call."}
	if o.Input() == api.InputRequest {
		rows = append(rows, parameterRow{Name: code("request"), Type: code(names.Request), Required: "yes", Description: "The input of the call."})
		rows = append(rows, w.parameterRows(from, "request", o)...)
		if o.Body != nil {
			rows = append(rows, w.bodyRow(from, "request.Body", o.Body))
		}
		return append(rows, options)
	}
	rows = append(rows, w.bodyRow(from, "body", o.Body), options)
	if names.Params != "" {
		rows = append(rows, parameterRow{Name: code(names.Params), Type: code("CallOption"), Required: "no", Description: "The optional parameters, as one of the options."})
		rows = append(rows, w.parameterRows(from, names.Params, o)...)
	}
	return rows
}

// parameterRows are the rows of the parameters that a caller hands over.
func (w *writer) parameterRows(from, of string, o *api.Operation) []parameterRow {
	var rows []parameterRow
	for i, p := range o.Parameters {
		if p.Global == nil {
			rows = append(rows, w.parameterRow(from, of+"."+w.names.Operation(o).Parameters[i], p))
		}
	}
	return rows
}

func (w *writer) parameterRow(from, name string, p *api.Parameter) parameterRow {
	text := "In the " + p.In.String() + " as " + code(p.Name) + "."
	return parameterRow{
		Name: code(name), Type: w.typeLink(from, w.names.GoType(names.FieldUse(p)), p.Use.Type), Required: need(p.Use),
		Description: joinText(w.describe(p.Doc, p.Use), text), Default: defaultOf(p.Doc),
	}
}

func (w *writer) bodyRow(from, name string, b *api.Body) parameterRow {
	text := "The body of the request"
	if b.MediaType != "" {
		text += ", as " + code(b.MediaType)
	}
	return parameterRow{
		Name: code(name), Type: w.typeLink(from, w.names.BodyType(b), b.Use.Type), Required: need(b.Use),
		Description: joinText(w.describe(b.Doc, b.Use), text+"."), Default: defaultOf(b.Doc),
	}
}

func need(use api.TypeUse) string {
	text := "no"
	if use.Required {
		text = "yes"
	}
	if use.Nullable {
		text += ", or null"
	}
	return text
}

func defaultOf(doc api.Doc) string {
	if doc.Default == "" || doc.Default == "null" {
		return ""
	}
	return code(doc.Default)
}

// describe is what the description says of a place, in one line.
func (w *writer) describe(doc api.Doc, use api.TypeUse) string {
	var texts []string
	if text := w.deprecation(doc); text != "" {
		texts = append(texts, inline(text))
	}
	for _, text := range []string{doc.Description, doc.Summary, doc.Title} {
		if text := inline(text); text != "" {
			texts = append(texts, sentence(text))
			break
		}
	}
	for _, fact := range doc.Facts(use) {
		if fact.Kind != api.FactDefault { // the table has a column for it
			texts = append(texts, wording.Marks{Text: inline, Code: code}.Fact(fact))
		}
	}
	return strings.Join(texts, " ")
}

// deprecation says, in Markdown that is not safe yet, that something is deprecated and
// what to do instead; it is empty for anything else.
func (w *writer) deprecation(doc api.Doc) string {
	if doc.Deprecated == nil {
		return ""
	}
	return "**Deprecated:** " + w.names.Hint(doc.Deprecated)
}

// sentence ends Markdown with a stop.
func sentence(text string) string {
	if strings.ContainsAny(text[len(text)-1:], ".!?:") {
		return text
	}
	return text + "."
}

func joinText(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), " ")
}

func (w *writer) callOptions(from string, o *api.Operation) string {
	readme := func(text, anchor string) string { return "[" + text + "](" + href(from, "README.md#"+anchor) + ")" }
	text := "The call takes " + readme("`WithTimeout`", "timeouts") + ", " + readme("`WithRetry`", "retries") + ", " +
		readme("`WithHeader`, `WithQuery`, `WithServerURL`", "options")
	needs := ""
	for _, g := range w.api.Globals {
		named := w.names.Global(g)
		text += ", " + readme(code(named.Option), anchors{}.add(named.Title))
		if slices.ContainsFunc(o.Globals(), func(p *api.Parameter) bool { return p.Global == g && p.Use.Required }) {
			needs += " It requires the " + named.Noun + ", from the call or from the client."
		}
	}
	return sentences(text + " and " + readme("`WithResponse`", "options") + ". Options of the call override those of the client." + needs)
}

// response says what the method returns.
func (w *writer) response(from string, o *api.Operation) string {
	signatures := w.names.Signatures(o)
	result := w.names.ResultType(o)
	var parts []string
	switch o.Outcome() {
	case api.OutcomeNone:
		parts = append(parts, sentences("An error only: success has no content."))
	case api.OutcomeStream:
		parts = append(parts, sentences(code("*Stream")+", or an error. The stream is the body as it arrives ("+mediaTypes(o.Results)+
			"). Copy it with `io.Copy`, then `Close` it; its fields have the content type, the name and the length of the file."))
	case api.OutcomeSequence:
		parts = append(parts, sentences(sequenceText(result, o.Results[0].Sequence)))
	case api.OutcomeSeveral:
		parts = append(parts, sentences(code(result)+
			", or an error. `StatusCode` tells which of the fields is set:"), w.severalResults(from, o))
	default:
		use := o.Results[0].Use
		text := w.typeLink(from, result, use.Type) + ", or an error."
		if use.Nullable {
			text += " For a response of null it is the zero value."
		}
		parts = append(parts, sentences(text))
	}
	if len(signatures) > 1 {
		text := "That is one page."
		for _, s := range signatures[1:] {
			what := "pages"
			if s.Method == w.names.Operation(o).All {
				what = "items of all pages"
			}
			text += " " + code(s.Method) + " iterates over the " + what + " as " + code(s.Result) + "."
		}
		parts = append(parts, sentences(text+" See [pagination]("+href(from, "README.md#pagination")+")."))
	}
	if text := resultTexts(o); text != "" {
		parts = append(parts, text)
	}
	return strings.Join(parts, "\n\n")
}

// sequenceText says how to go through a response.
func sequenceText(result string, s *api.Sequence) string {
	text := code(result) + ". The request is sent when ranging begins, and again when it begins anew; leaving the loop ends the transfer."
	if s.Kind != api.Events {
		return text + " A value that cannot be read is an error, and others can come behind it."
	}
	text += " An event that cannot be read is there beside the error, with its text, and others can come behind it."
	if s.Sentinel != "" {
		text += " The data " + code(s.Sentinel) + " ends the stream; without it the end is an error."
	}
	return text + " Nothing connects again on its own: `WithLastEventID` goes on behind an event."
}

func mediaTypes(results []*api.Result) string {
	var types []string
	for _, r := range results {
		for _, mediaType := range r.MediaTypes {
			if text := code(mediaType); r.Content == api.ContentStream && !slices.Contains(types, text) {
				types = append(types, text)
			}
		}
	}
	if len(types) == 0 {
		return "of any type"
	}
	return strings.Join(types, ", ")
}

func (w *writer) severalResults(from string, o *api.Operation) string {
	names := w.names.Operation(o).Results
	var items []string
	for i, r := range o.Results {
		switch {
		case names[i] == "":
			items = append(items, "- "+code(string(r.Status))+": no content.")
		case r.Content == api.ContentStream:
			items = append(items, "- "+code(string(r.Status))+": "+code(names[i])+", a "+code("*Stream")+" to read and to close ("+mediaTypes([]*api.Result{r})+").")
		default:
			items = append(items, "- "+code(string(r.Status))+": "+code(names[i])+", a "+w.typeLink(from, "*"+w.names.ValueType(r.Use.Type), r.Use.Type)+".")
		}
	}
	return strings.Join(items, "\n")
}

// resultTexts are the description's words on the results.
func resultTexts(o *api.Operation) string {
	var texts []string
	for _, r := range o.Results {
		if words := inlineWords(r.Doc.Description); len(words) > 0 {
			text := wrap("- ", append([]string{"Status " + code(string(r.Status)) + ":"}, words...))
			if !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	return strings.Join(texts, "\n")
}

func (w *writer) retries(from string, o *api.Operation) string {
	more := " [`WithRetry`](" + href(from, "README.md#retries") + ") changes it."
	always, asked := o.RetriedStatuses()
	if o.TimeoutMS > 0 {
		more = " An attempt has " + milliseconds(o.TimeoutMS) + "." + more
	}
	if len(always)+len(asked) == 0 {
		return sentences("The call is not retried, unless the client or the call has a policy." + more)
	}
	var after []string
	if len(always) > 0 {
		after = append(after, "after "+statusList(always))
	}
	if len(asked) > 0 {
		after = append(after, "after "+statusList(asked)+" if the response has a `Retry-After` header")
	}
	r := api.Retry{}.WithDefaults()
	if o.Retry != nil {
		r = o.Retry.WithDefaults()
	}
	text := fmt.Sprintf("The call is sent up to %d times, again %s.", api.DefaultMaxAttempts, list(after))
	text += " The first wait is " + milliseconds(r.InitialIntervalMS) + ", and grows by a factor of " + formatFloat(r.Exponent) + " up to " +
		milliseconds(r.MaxIntervalMS) + "; no attempt begins after " + milliseconds(r.MaxElapsedMS) + ". A `Retry-After` header sets the wait."
	return sentences(text + more)
}

// statusList names statuses in a sentence.
func statusList(statuses []api.Status) string {
	var codes []string
	for _, status := range statuses {
		codes = append(codes, code(string(status)))
	}
	if len(codes) == 1 {
		return "the status " + codes[0]
	}
	return "the statuses " + list(codes)
}

func milliseconds(ms int64) string {
	text := (time.Duration(min(ms, 1<<40)) * time.Millisecond).String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	return text
}

func list(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], ", ") + " and " + items[len(items)-1]
}

// statusName is how pages speak of a status.
func statusName(status api.Status) string {
	if status == api.Default {
		return "all others"
	}
	return string(status)
}

func (w *writer) errorRows(from string, o *api.Operation) []errorRow {
	var rows []errorRow
	for _, c := range o.Errors {
		if c.Error == nil {
			continue
		}
		content := `\*/\*`
		if c.Error.Body != nil {
			content = code("application/json")
		}
		rows = append(rows, errorRow{w.codeLink(from, "*"+w.opts.Package+"."+w.names.Error(c.Error), w.ofError[c.Error]), inline(statusName(c.Status)), content})
	}
	return append(rows, errorRow{w.codeLink(from, "*"+w.opts.Package+"."+catchAll, catchAllPage), "4XX, 5XX", `\*/\*`})
}
