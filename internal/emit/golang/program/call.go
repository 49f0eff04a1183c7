package program

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"text/template"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/templates"
)

// parseTemplates reads the templates of programs once.
var parseTemplates = sync.OnceValues(func() (*template.Template, error) {
	sources, err := templates.Program()
	if err != nil {
		return nil, err
	}
	all := template.New("program")
	for _, source := range sources {
		if _, err := all.New(source.Name).Parse(string(source.Data)); err != nil {
			return nil, fmt.Errorf("template %s: %w", source.Name, err)
		}
	}
	return all, nil
})

// Text returns what a template of templates/program makes of a Call, or of what
// holds one.
func (s *Writer) Text(name string, data any) (string, error) {
	all, err := parseTemplates()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if err := all.ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("write a program: %w", err)
	}
	return b.String(), nil
}

// Call is what templates have to know of the call of an operation.
type Call struct {
	Q    string // the name by which programs know the SDK's package
	Kit  string // the package of the test server
	Key  string // the environment variable with the API key
	Loop string // the variable of a loop over pages or items; empty for a plain call

	Method      string // with what leads to it
	Constructor string // of the service
	Arguments   string // the arguments after the context
	Err         string // what a call is assigned to that keeps only the error
	Results     []ResultField
	IsNone      bool
	IsStream    bool
	IsSeveral   bool
	SuccessCode int

	Options        []string // of the client
	RotatedOptions []string // with credentials that are asked for
	TestOptions    []string // for a test server, which is the variable server

	// Documented is the error type to show, empty if there is none; FailStatus is
	// a code that fails, with the type FailType. HasExact says that the description
	// has the code.
	Documented, FailStatus, FailType string
	HasExact                         bool
	// Constant is the operation in the package of the test server, if it is used.
	Constant string
	// Answer is a literal of the response that a handler gives.
	Answer string
	// ForGlobal is the call of the method that sets what a client holds for all its calls,
	// and GlobalOption the option that does for one call.
	ForGlobal, GlobalOption string
	// Field is a field of the result whose value is known.
	Field string
}

// ResultField is a field of the result of an operation with several.
type ResultField struct {
	Name     string
	IsStream bool
}

// Call returns what is known of the call of an operation. The rest is the caller's to
// fill in.
func (s *Writer) Call(o *api.Operation) *Call {
	named, service := s.names.Operation(o), s.names.Service(o.Service)
	call := &Call{
		Q: s.qualifier, Kit: names.TestKit(s.pkg), Key: s.KeyVariable(),
		Method: "client." + service.Selector + "." + named.Method, Constructor: service.Constructor,
		Arguments: s.arguments(o), Err: "_, err", SuccessCode: o.SuccessCode(),
		Options: s.options(o), TestOptions: s.testOptions(o),
	}
	outcome := o.Outcome()
	call.IsNone, call.IsStream, call.IsSeveral = outcome == api.OutcomeNone, outcome == api.OutcomeStream, outcome == api.OutcomeSeveral
	if call.IsNone {
		call.Err = "err"
	}
	if outcome == api.OutcomeSequence {
		if call.Loop = "value"; o.Results[0].Sequence.Kind == api.Events {
			call.Loop = "event"
		}
	}
	for i, name := range named.Results {
		if name != "" && !slices.ContainsFunc(call.Results, func(f ResultField) bool { return f.Name == name }) {
			call.Results = append(call.Results, ResultField{name, o.Results[i].Content == api.ContentStream})
		}
	}
	for _, option := range call.Options {
		if option == s.keyOption() {
			option = s.qualifier + ".WithCredentials(currentKey)"
		}
		call.RotatedOptions = append(call.RotatedOptions, option)
	}
	s.setErrors(call, o)
	return call
}

// GlobalCall is a call that shows how to set what a client holds for all its calls.
func (s *Writer) GlobalCall(o *api.Operation, g *api.Global) *Call {
	call, named := s.Call(o), s.names.Global(g)
	set := named.Option + "(" + strconv.Quote(named.Sample) + ")"
	call.Options = slices.DeleteFunc(call.Options, func(option string) bool { return option == s.qualifier+"."+set })
	call.ForGlobal = named.Method + "(" + strconv.Quote(named.Sample) + ")"
	call.GlobalOption = s.qualifier + "." + named.Option + `("another-` + strings.TrimPrefix(named.Sample, "customer-") + `")`
	return call
}

// setErrors chooses the error to show of an operation: that of too many requests if
// it is documented.
func (s *Writer) setErrors(call *Call, o *api.Operation) {
	var shown *api.ErrorType
	for _, c := range o.Errors {
		if c.Error != nil && (shown == nil || c.Status == "429") {
			shown = c.Error
		}
	}
	call.FailStatus, call.FailType = "500", "APIError"
	if shown == nil {
		return
	}
	call.Documented = s.names.Error(shown)
	for _, c := range o.Errors {
		if code, exact := c.Status.Code(); exact && c.Error == shown {
			call.FailStatus, call.FailType, call.HasExact = strconv.Itoa(code), call.Documented, true
		}
	}
}
