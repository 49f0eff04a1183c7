package docs

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/program"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/testkit"
)

// ofEach is how many operations an SDK can have for each to have an example. In
// larger ones the examples would hide one another.
const ofEach = 10

// examples writes the examples of the package that the go tool runs and that its
// documentation shows. They import the SDK and its test server. Without a path to
// import, or without the test server, they are part of the package and answer themselves, so that a folder
// can be copied anywhere.
func (w *writer) examples() error {
	operations := w.api.Operations()
	if len(operations) == 0 {
		return nil
	}
	simple := w.simplest(operations)
	e := &exampleWriter{writer: w, simple: w.programs.Call(simple), method: simple.Method, inside: w.opts.ImportPath == "" || w.kit() == ""}
	e.simple.Answer = w.programs.Answer(simple)
	if !e.inside {
		constants, err := testkit.Operations(w.api, w.names, w.opts.testKit())
		if err != nil {
			return err
		}
		e.simple.Constant = constants[simple]
	}
	texts := []string{
		e.call("Example", w.api.UsageExample()),
		e.errors(),
		e.retries(),
		e.pages(operations),
		e.testing(),
	}
	for _, o := range operations {
		if name := w.programs.ExampleName(o); name != "" && (o.UsageExample || len(operations) <= ofEach) {
			texts = append(texts, e.call(name, o))
		}
	}
	if e.err != nil {
		return e.err
	}
	texts = slices.DeleteFunc(texts, func(text string) bool { return text == "" })
	if len(texts) == 0 {
		return nil
	}
	complete := w.programs.ExampleFile
	if e.inside {
		complete = w.programs.InsideFile
	}
	source, err := complete(strings.Join(texts, "\n"))
	if err != nil {
		return err
	}
	w.files = append(w.files, emit.File{Path: "example_test.go", Data: []byte(source)})
	return nil
}

// exampleWriter writes the functions of examples. It keeps the first error.
type exampleWriter struct {
	*writer
	simple *program.Call
	method string // of the simple operation
	inside bool
	err    error
}

// write completes an example. Its server is the fake one, or inside of the SDK's
// package a handler of its own.
func (e *exampleWriter) write(x program.Example, body string) string {
	text, err := e.programs.Text(body, x.Call)
	if err == nil {
		x.Body = text
		text, err = x.Text(e.programs)
	}
	if err != nil && e.err == nil {
		e.err = err
	}
	return text
}

// server is the template of a server: of the fake one, or of a handler that has to
// know the answer; empty if it does not.
func (e *exampleWriter) server(call *program.Call, handler string) string {
	switch {
	case !e.inside:
		return "test server"
	case call.Answer == "":
		return ""
	}
	return handler
}

// call shows a call that gets the description's response.
func (e *exampleWriter) call(name string, o *api.Operation) string {
	call := e.programs.Call(o)
	call.Answer = e.programs.Answer(o)
	body, output, err := e.programs.ExampleCall(o)
	server := e.server(call, "answering server")
	if err != nil && e.err == nil {
		e.err = err
	}
	if body == "" || server == "" {
		return ""
	}
	x := program.Example{
		Call: call, Name: name, Comment: "This client calls a test server: leave WithServerURL out to call the API.",
		Server: server, Body: body, Output: output,
	}
	text, err := x.Text(e.programs)
	if err != nil && e.err == nil {
		e.err = err
	}
	return text
}

func (e *exampleWriter) errors() string {
	if !e.simple.HasExact {
		return ""
	}
	server := "test server"
	if e.inside {
		server = "failing server"
	}
	return e.write(program.Example{
		Call: e.simple, Name: "Example_errors", Comment: "A documented status has an error type of its own.",
		Server: server, Output: "one status has this type: " + e.simple.FailStatus,
	}, "failing call")
}

func (e *exampleWriter) retries() string {
	server := e.server(e.simple, "recovering server")
	if server == "" {
		return ""
	}
	retry, err := e.programs.Text("retry option", e.simple)
	if err != nil && e.err == nil {
		e.err = err
	}
	return e.write(program.Example{
		Call: e.simple, Name: "Example_retries", Comment: "The first attempt fails, and the second one succeeds.",
		Server: server, More: []string{retry}, Output: "2",
	}, "repeated call")
}

// pages iterates over the items of the first operation that has pages.
// The test server knows when there are no more.
func (e *exampleWriter) pages(operations []*api.Operation) string {
	i := slices.IndexFunc(operations, func(o *api.Operation) bool { return e.names.Operation(o).All != "" })
	if i < 0 || e.inside {
		return ""
	}
	o := operations[i]
	call := e.programs.Call(o)
	call.Method = "client." + e.names.Service(o.Service).Selector + "." + e.names.Operation(o).All
	return e.write(program.Example{
		Call: call, Name: "Example_pagination", Comment: "The loop fetches the next page when it needs it.",
		Server: "test server", Output: "that was the last page",
	}, "items of all pages")
}

func (e *exampleWriter) testing() string {
	server := e.server(e.simple, "telling server")
	if server == "" {
		return ""
	}
	x := program.Example{Call: e.simple, Name: "Example_testing", Server: server}
	if !e.inside {
		x.Comment = "The test server records calls and what was wrong with them. In tests, NewServer starts it."
		x.Output = e.method + " 0"
		return e.write(x, "checked call")
	}
	x.Comment, x.Output = "A server of the standard library is enough to test one call.", e.method
	if kit := e.kit(); kit != "" {
		x.Comment += " For more, package " + kit + " has a test server that knows the whole API."
	}
	return e.write(x, "told call")
}
