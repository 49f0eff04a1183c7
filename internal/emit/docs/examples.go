package docs

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang"
)

// ofEach is how many operations an SDK can have for each to have an example. In
// larger ones the examples would hide one another.
const ofEach = 10

// examples writes the examples of the package that the go tool runs and that its
// documentation shows.
func (w *writer) examples() error {
	operations := w.api.Operations()
	if w.opts.ImportPath == "" || len(operations) == 0 {
		return nil
	}
	constants, err := golang.TestOperations(w.api, w.names, w.opts.Go)
	if err != nil {
		return err
	}
	simple := w.simplest(operations)
	texts := []string{
		w.callExample("Example", usage(operations)),
		w.errorsExample(simple, constants[simple]),
		w.retriesExample(simple, constants[simple]),
		w.pagesExample(operations),
		w.testingExample(simple, constants[simple]),
	}
	for _, o := range operations {
		if name := w.snippets.ExampleName(o); name != "" && (o.UsageExample || len(operations) <= ofEach) {
			texts = append(texts, w.callExample(name, o))
		}
	}
	texts = slices.DeleteFunc(texts, func(text string) bool { return text == "" })
	source, err := w.snippets.ExampleFile(strings.Join(texts, "\n"))
	if err != nil {
		return err
	}
	w.files = append(w.files, emit.File{Path: "example_test.go", Data: []byte(source)})
	return nil
}

// callExample shows a call whose answer is that of the description.
func (w *writer) callExample(name string, o *api.Operation) string {
	body, output := w.snippets.ExampleCall(o)
	if body == "" {
		return ""
	}
	return w.snippets.Example(name, "The client calls a fake server here: leave WithServerURL out to call the API.", o, nil, body, output)
}

func (w *writer) errorsExample(o *api.Operation, constant string) string {
	status, _ := w.exactError(o)
	if status == "" {
		return ""
	}
	q, kit := w.snippets.Qualifier(), w.opts.Go.Package+"test"
	return w.snippets.Example("Example_errors", "A status that the API documents has an error type of its own.", o, nil,
		"server.Answer("+kit+"."+constant+", "+kit+".Error("+status+"))\n"+
			w.snippets.Try(o, q+".WithRetry("+q+".NoRetry())")+w.errorSwitch(q, o),
		"one status has this type: "+status)
}

func (w *writer) retriesExample(o *api.Operation, constant string) string {
	q, kit := w.snippets.Qualifier(), w.opts.Go.Package+"test"
	retry := q + ".WithRetry(" + q + ".RetryPolicy{\nMaxAttempts: 3,\nStatusCodes: []string{\"503\"},\n})"
	return w.snippets.Example("Example_retries", "The first attempt fails here, and the second one succeeds.", o, []string{retry},
		"server.Answer("+kit+"."+constant+", "+kit+".Error(503).RetryAfter(0), "+kit+".Default())\n"+
			"var meta "+q+".Response\n"+w.snippets.Try(o, q+".WithResponse(&meta)")+stopOnError+
			"fmt.Println(meta.Attempts)\n", "2")
}

// pagesExample goes through the items of the first operation that has pages of
// them.
func (w *writer) pagesExample(operations []*api.Operation) string {
	i := slices.IndexFunc(operations, func(o *api.Operation) bool { return w.names.Operation(o).All != "" })
	if i < 0 {
		return ""
	}
	o := operations[i]
	return w.snippets.Example("Example_pagination", "The loop asks for the next page when it needs it.", o, nil,
		"for item, err := range client."+w.names.Service(o.Service).Selector+"."+w.names.Operation(o).All+
			"(context.Background()"+w.snippets.Arguments(o)+") {\n"+stopOnError+"log.Printf(\"%+v\", item)\n}\n"+
			"fmt.Println(\"that was the last page\")\n", "that was the last page")
}

func (w *writer) testingExample(o *api.Operation, constant string) string {
	kit := w.opts.Go.Package + "test"
	return w.snippets.Example("Example_testing", "The fake server knows what it was asked, and what was wrong with that. In tests NewServer starts it.", o, nil,
		w.snippets.Try(o)+stopOnError+"for _, call := range server.CallsOf("+kit+"."+constant+") {\n"+
			"fmt.Println(call.Method, len(call.Problems))\n}\n", o.Method+" 0")
}
