package api

import (
	"slices"
	"strings"
)

// Operation is one method of a service.
type Operation struct {
	// ID is the operationId.
	ID string
	// Name is the method's name on the wire: x-speakeasy-name-override, or the
	// operationId, without leading words that repeat the service's name.
	Name string
	// Of is the operation of the description that this is another way to call: one that
	// sends another of its bodies, goes through its response value by value, or returns every
	// result where the method of the operation itself keeps to those of an earlier
	// description. It is nil for the usual way, which the service has before.
	Of *Operation
	// Full is the way that returns every result; nil if the usual way does.
	Full *Operation
	// Variant is the words by which the name of such a way differs from that of Of.
	Variant string
	// Service is the service that the operation belongs to.
	Service *Service
	Method  string // upper case
	// Path is the template that requests are made of: the path of the document without
	// what tells operations apart after a #, without a query, and with the bare names of
	// parameters in braces.
	Path string
	// Fixed are the parameters of the query that the path in the document has.
	Fixed []FixedParameter
	// Keys lead to the operation in the document: elsewhere than below its path if
	// that is a reference.
	Keys []string
	Doc  Doc
	Tags []string

	Parameters []*Parameter // in document order, those of the path item first
	Body       *Body        // nil without a request body
	Results    []*Result    // success responses in document order
	Errors     []*ErrorCase // error responses by status, ranges and default last
	// Failures are the codes that are errors although a range of the results has them.
	Failures []Status

	// Accept lists the media types of the success responses in document order.
	Accept []string

	// TimeoutMS limits an attempt, in milliseconds; 0 for the default.
	TimeoutMS  int64
	Retry      *Retry      // nil unless the description declares retries
	Pagination *Pagination // nil unless the description declares paging
	// PageOfOne is the paging of an operation with several results, as it is for its
	// page alone.
	PageOfOne *Pagination

	// SecurityDeclared reports whether security is in the operation or at the
	// root; an empty list then means that no credentials are to be sent.
	SecurityDeclared bool
	// Security are the alternatives.
	Security []SecurityAlternative

	// Servers are those of the operation or of its path; nil for those of the API.
	Servers []*Server
	// Callbacks are the requests that the API sends because of this one.
	Callbacks []*Incoming

	// UsageExample says that x-speakeasy-usage-example marks this operation.
	UsageExample bool
	Pos          Position

	input   *Input // what Keep has fixed; nil if the description decides
	several bool   // the method returned one of several results before
}

// Pointer returns the JSON pointer (RFC 6901) of the operation in the document.
func (o *Operation) Pointer() string { return pointerOf(o.Keys) }

func pointerOf(keys []string) string {
	pointer := "#"
	for _, key := range keys {
		pointer += "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
	}
	return pointer
}

// Target returns the template of a request's path with the fixed parameters.
func (o *Operation) Target() string {
	target := o.Path
	for i, p := range o.Fixed {
		separator := "&"
		if i == 0 {
			separator = "?"
		}
		target += separator + p.Name + "=" + p.Value
	}
	return target
}

// Route returns the template of a request's path with the patterns of parameters that
// have one, as in "/{name=folders/*}".
func (o *Operation) Route() string {
	route := o.Path
	for _, p := range o.Parameters {
		if p.In == InPath && p.Pattern != "" {
			route = strings.ReplaceAll(route, "{"+p.Name+"}", "{"+p.Name+"="+p.Pattern+"}")
		}
	}
	return route
}

// FixedParameter is a parameter of the query that is the same in all requests.
type FixedParameter struct {
	Name  string
	Value string
}

// Ways returns the other ways to call an operation of the description.
func (o *Operation) Ways() []*Operation {
	return slices.DeleteFunc(slices.Clone(o.Service.Operations), func(way *Operation) bool { return way.Of != o })
}

// Input is the shape of what a caller hands to an operation. What a later description
// adds without breaking anybody, such as an optional parameter, never changes it.
type Input int

// The shapes of an operation's input.
const (
	// InputRequest is one structure of parameters and body, even if it is empty.
	InputRequest Input = iota
	// InputBody is the body, of an operation that requires nothing else. Parameters, all
	// of which are optional, are options of the call.
	InputBody
)

// Input returns the shape of what a caller hands to the operation.
func (o *Operation) Input() Input {
	switch {
	case o.input != nil:
		return *o.input
	case o.Body == nil || !o.Body.Use.Required || o.requiresMore():
		return InputRequest
	}
	return InputBody
}

// requiresMore reports whether the operation requires parameters from its caller.
func (o *Operation) requiresMore() bool {
	return slices.ContainsFunc(o.Inputs(), func(p *Parameter) bool { return p.Use.Required })
}

// Inputs are the parameters that a caller hands to the operation: those that the client
// does not hold.
func (o *Operation) Inputs() []*Parameter {
	return slices.DeleteFunc(slices.Clone(o.Parameters), func(p *Parameter) bool { return p.Global != nil })
}

// Globals are the parameters that the client holds.
func (o *Operation) Globals() []*Parameter {
	return slices.DeleteFunc(slices.Clone(o.Parameters), func(p *Parameter) bool { return p.Global == nil })
}

// Outcome says what an operation gives back on success.
type Outcome int

// The shapes of an operation's result.
const (
	// OutcomeNone is success without content.
	OutcomeNone Outcome = iota
	// OutcomeValue is one JSON value or a text; it is that of the only result.
	OutcomeValue
	// OutcomeStream is a body that the caller reads as it comes.
	OutcomeStream
	// OutcomeSeveral is one of several results, told apart by status or content.
	OutcomeSeveral
	// OutcomeSequence is values that the caller goes through as they come.
	OutcomeSequence
)

// Outcome says what the operation gives back on success.
func (o *Operation) Outcome() Outcome {
	if len(o.Results) == 0 {
		return OutcomeNone
	}
	if len(o.Results) > 1 || o.several {
		return OutcomeSeveral
	}
	switch o.Results[0].Content {
	case ContentJSON, ContentText:
		return OutcomeValue
	case ContentStream:
		return OutcomeStream
	case ContentSequence:
		return OutcomeSequence
	default:
		return OutcomeNone
	}
}

// Location is where a parameter goes in a request.
type Location int

// The locations of parameters (OpenAPI 3.1, section 4.8.12.1).
const (
	InQuery Location = iota
	InPath
	InHeader
	InCookie
)

func (l Location) String() string {
	return [...]string{"query", "path", "header", "cookie"}[l]
}

// Style is the way the value of a parameter is laid out.
type Style string

// The styles of parameters (OpenAPI 3.1, section 4.8.12.2).
const (
	StyleForm           Style = "form"
	StyleSimple         Style = "simple"
	StyleLabel          Style = "label"
	StyleMatrix         Style = "matrix"
	StyleSpaceDelimited Style = "spaceDelimited"
	StylePipeDelimited  Style = "pipeDelimited"
	StyleDeepObject     Style = "deepObject"
)

// DefaultStyle returns the style of parameters that declare none.
func (l Location) DefaultStyle() Style {
	if l == InPath || l == InHeader {
		return StyleSimple
	}
	return StyleForm
}

// DefaultExplode reports whether parameters of the style are exploded that do not
// say so.
func (s Style) DefaultExplode() bool { return s == StyleForm }

// Parameter is one parameter of an operation.
type Parameter struct {
	Name string
	// Called is what the description wants the parameter called in code; empty for its name.
	Called string
	In     Location
	// Use is the parameter's type; Use.Required is that of the parameter.
	Use TypeUse
	// Style and Explode say how the value is laid out; the defaults of the
	// specification are filled in.
	Style         Style
	Explode       bool
	AllowReserved bool
	// Pattern is that of a path parameter whose value has several segments and keeps its
	// slashes: * is one segment and ** any number of them. It is empty for one segment.
	Pattern string
	// JSON reports whether the value is sent as JSON text.
	JSON bool
	// Global is what the client holds for this parameter; nil if callers hand it over.
	Global  *Global
	Doc     Doc
	Pointer string
	Pos     Position
}

// Content is the way a body is carried.
type Content int

// The ways a body is carried.
const (
	ContentNone Content = iota
	ContentJSON
	ContentStream
	ContentForm
	// ContentMultipart is multipart/form-data: each member of an object is a part.
	ContentMultipart
	// ContentText is plain text as a string.
	ContentText
	// ContentSequence is a sequence of values that come one by one: events, or JSON texts
	// that follow one another.
	ContentSequence
)

// Body is a request body.
type Body struct {
	Content   Content
	MediaType string
	// Word is what a way to call an operation is called after, which sends this body where
	// the usual way sends another; empty for the only body.
	Word string
	// Use is the type of any body but a stream.
	Use TypeUse
	// Parts say how members of a multipart body are sent that are not sent as usual: files
	// as their names suggest, objects as JSON, all else as text, and each item of a list as
	// a part of its own.
	Parts   []*Part
	Doc     Doc
	Pointer string
	Pos     Position
}

// Part is what the encoding of a multipart body says of one member.
type Part struct {
	Name string // of the member
	// ContentType is the media type of the part, or several with commas between them;
	// empty for the usual one.
	ContentType string
	// Style is that of a query parameter by which the value is laid out; empty for none.
	Style   Style
	Explode bool
	// Headers are further headers that the part can have.
	Headers []*Header
	Pos     Position
}

// Result is one success response with one kind of content.
type Result struct {
	Status  Status
	Content Content
	// MediaTypes are the media types of this content, in document order.
	MediaTypes []string
	// Use is the type of JSON content, of text, or of each value of a sequence.
	Use TypeUse
	// Sequence says how the values of a sequence are told apart; nil for other content.
	Sequence *Sequence
	Headers  []*Header
	Doc      Doc
	Pointer  string // of the response
	Pos      Position
}

// Header is a header of a response.
type Header struct {
	Name    string
	Use     TypeUse
	Doc     Doc
	Pointer string
	Pos     Position
}

// ErrorCase is the error that an operation documents for a status.
type ErrorCase struct {
	Status Status
	// Error is nil for a range or default without a body: such an error has no
	// type of its own.
	Error   *ErrorType
	Headers []*Header
	Doc     Doc
	Pointer string // of the response
	Pos     Position
}

// ErrorSource says what an error type is called after.
type ErrorSource int

// The sources of error types.
const (
	// ErrorOfStatus is the error of a status, whatever its body.
	ErrorOfStatus ErrorSource = iota
	// ErrorOfSchema is one whose schema serves that status alone.
	ErrorOfSchema
	// ErrorOfResponse is one whose shared response serves that status alone.
	ErrorOfResponse
)

func (s ErrorSource) String() string { return [...]string{"status", "schema", "response"}[s] }

// ErrorType is an error that callers can tell apart by its type.
type ErrorType struct {
	Source ErrorSource
	// Name is the wire name of the schema or the response, or the standard phrase of
	// the status.
	Name string
	// Context is what tells the error from others of its status: the names of a schema
	// or of an operation. A name that is free does without.
	Context []string
	// Body is the type of the body; nil where the description has none.
	Body *Type
	// Statuses are the statuses that it stands for in at least one operation.
	Statuses []Status
	Doc      Doc
	Pos      Position
}
