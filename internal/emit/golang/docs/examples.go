package docs

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/testkit"
)

// ofEach is how many operations an SDK can have for each to have an example. In
// larger ones the examples would hide one another.
const ofEach = 10

// examples writes the examples of the package that the go tool runs and that its
// documentation shows. They import the SDK and its fake server. Without a path to
// import, or without the fake server, they are part of the package and answer themselves, so that a folder
// can be copied anywhere.
func (w *writer) examples() error {
	operations := w.api.Operations()
	if len(operations) == 0 {
		return nil
	}
	e := exampleWriter{writer: w, simple: w.simplest(operations), inside: w.opts.ImportPath == "" || w.kit() == "", kit: w.kit()}
	if !e.inside {
		constants, err := testkit.Operations(w.api, w.names, w.opts.testKit())
		if err != nil {
			return err
		}
		e.constant = e.kit + "." + constants[e.simple]
	}
	texts := []string{
		e.call("Example", usage(operations)),
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

// exampleWriter writes the functions of examples.
type exampleWriter struct {
	*writer
	simple   *api.Operation
	inside   bool
	kit      string // the package of the fake server
	constant string // the simple operation in that package
}

// server returns what starts the server of an example: the fake one, or one that
// has a statement in front of the answer; empty if it does not know the answer.
func (e exampleWriter) server(o *api.Operation, front string) string {
	if !e.inside {
		return e.programs.TestKit()
	}
	answer := e.programs.Answer(o)
	if answer == "" {
		return ""
	}
	return e.programs.Handler(front + answer)
}

// tell is a statement for the fake server, which an example without it lacks.
func (e exampleWriter) tell(answers string) string {
	if e.inside {
		return ""
	}
	return "server.Answer(" + e.constant + ", " + answers + ")\n"
}

// call shows a call whose answer is that of the description.
func (e exampleWriter) call(name string, o *api.Operation) string {
	body, output := e.programs.ExampleCall(o)
	server := e.server(o, "")
	if body == "" || server == "" {
		return ""
	}
	return e.programs.Example(name, "The client calls a fake server here: leave WithServerURL out to call the API.", server, o, nil, body, output)
}

func (e exampleWriter) errors() string {
	status, _ := e.exactError(e.simple)
	if status == "" {
		return ""
	}
	server := e.programs.TestKit()
	if e.inside {
		server = e.programs.Handler("w.WriteHeader(" + status + ")\n")
	}
	q := e.programs.Qualifier()
	return e.programs.Example("Example_errors", "A status that the API documents has an error type of its own.", server, e.simple, nil,
		e.tell(e.kit+".Error("+status+")")+e.programs.Try(e.simple, q+".WithRetry("+q+".NoRetry())")+e.errorSwitch(q, e.simple),
		"one status has this type: "+status)
}

func (e exampleWriter) retries() string {
	server := e.server(e.simple, "if attempts++; attempts == 1 {\nw.Header().Set(\"Retry-After\", \"0\")\nw.WriteHeader(503)\nreturn\n}\n")
	if server == "" {
		return ""
	}
	if e.inside {
		server = "attempts := 0\n" + server
	}
	q := e.programs.Qualifier()
	retry := q + ".WithRetry(" + q + ".RetryPolicy{\nMaxAttempts: 3,\nStatusCodes: []string{\"503\"},\n})"
	return e.programs.Example("Example_retries", "The first attempt fails here, and the second one succeeds.", server, e.simple, []string{retry},
		e.tell(e.kit+".Error(503).RetryAfter(0), "+e.kit+".Default()")+
			"var meta "+q+".Response\n"+e.programs.Try(e.simple, q+".WithResponse(&meta)")+stopOnError+
			"fmt.Println(meta.Attempts)\n", "2")
}

// pages goes through the items of the first operation that has pages of them.
// The fake server knows when there are no more.
func (e exampleWriter) pages(operations []*api.Operation) string {
	i := slices.IndexFunc(operations, func(o *api.Operation) bool { return e.names.Operation(o).All != "" })
	if i < 0 || e.inside {
		return ""
	}
	o := operations[i]
	return e.programs.Example("Example_pagination", "The loop asks for the next page when it needs it.", e.server(o, ""), o, nil,
		"for item, err := range client."+e.names.Service(o.Service).Selector+"."+e.names.Operation(o).All+
			"(context.Background()"+e.programs.Arguments(o)+") {\n"+stopOnError+"log.Printf(\"%+v\", item)\n}\n"+
			"fmt.Println(\"that was the last page\")\n", "that was the last page")
}

func (e exampleWriter) testing() string {
	server := e.server(e.simple, "fmt.Println(r.Method)\n")
	if server == "" {
		return ""
	}
	call := e.programs.Try(e.simple) + stopOnError
	if e.inside {
		comment := "A server of the standard library is enough to test one call."
		if e.kit != "" {
			comment += " For more, package " + e.kit + " has a fake server that knows the whole API."
		}
		return e.programs.Example("Example_testing", comment, server, e.simple, nil, call, e.simple.Method)
	}
	return e.programs.Example("Example_testing", "The fake server knows what it was asked, and what was wrong with that. In tests NewServer starts it.", server, e.simple, nil,
		call+"for _, call := range server.CallsOf("+e.constant+") {\nfmt.Println(call.Method, len(call.Problems))\n}\n", e.simple.Method+" 0")
}
