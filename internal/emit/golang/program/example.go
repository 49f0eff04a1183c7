package program

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/sample"
)

// testOptions are the client options of programs that call a test server, which
// is their variable server.
func (s *Writer) testOptions(o *api.Operation) []string {
	options := []string{s.qualifier + ".WithServerURL(server.URL)"}
	for _, option := range s.options(o) {
		switch {
		case strings.HasPrefix(option, s.qualifier+".WithServerURL("):
		case strings.HasPrefix(option, s.qualifier+".WithAPIKey("):
			options = append(options, s.qualifier+`.WithAPIKey("test")`)
		default:
			options = append(options, option)
		}
	}
	return options
}

// ExampleCall returns statements that call an operation of a client and print
// something, and what that is if the test server answers as the description says.
// There are none for an operation whose answer is not the same each time.
func (s *Writer) ExampleCall(o *api.Operation) (statements, output string, err error) {
	call, output := s.Call(o), strconv.Itoa(o.SuccessCode())
	field, value := s.plainField(o)
	switch {
	case call.Loop != "", call.IsStream && o.SequenceResult() != nil:
		return "", "", nil
	case call.IsStream:
		statements, err = s.Text("call", call)
		return statements, "example", err
	case call.IsSeveral && o.Primary().Content == api.ContentStream:
		return "", "", nil
	case call.IsSeveral:
		statements, err = s.Text("status of several", call)
	case field != "":
		call.Field, output = field, value
		statements, err = s.Text("field", call)
	default:
		statements, err = s.Text("status", call)
	}
	return statements, output, err
}

// plainText is what reads the same in a comment and on the standard output.
var plainText = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9 ._/:@-]{0,58}[A-Za-z0-9])?$`)

// plainField returns a field of an operation's result whose value is known and
// can be in a comment; an empty name if there is none.
func (s *Writer) plainField(o *api.Operation) (name, value string) {
	if o.Outcome() != api.OutcomeValue || o.Results[0].Content != api.ContentJSON || o.Pagination != nil || o.Results[0].Use.Optional() {
		return "", ""
	}
	t := o.Results[0].Use.Type
	if t.Kind != api.Object {
		return "", ""
	}
	members := sample.Members(json.RawMessage(sample.Of(o.Results[0].Use, sample.Options{})))
	for i, f := range t.Fields {
		for _, m := range members {
			if m.Name != f.Name {
				continue
			}
			switch s.names.GoType(f.Use) {
			case "string":
				if json.Unmarshal(m.Value, &value) == nil && plainText.MatchString(value) {
					return s.names.Fields(t)[i], value
				}
			case "int64":
				if n, err := strconv.ParseInt(string(m.Value), 10, 64); err == nil {
					return s.names.Fields(t)[i], strconv.FormatInt(n, 10)
				}
			}
		}
	}
	return "", ""
}

// Example is the function of a Go example that calls an operation.
type Example struct {
	*Call
	Name    string
	Comment string   // what the example shows
	Server  string   // the template of what starts the server
	More    []string // options of the client
	Body    string   // statements
	Output  string
}

// Doc is the comment of the function.
func (e Example) Doc() string { return gofile.CommentText(e.Comment) }

// Text returns the function.
func (e Example) Text(s *Writer) (string, error) {
	server, err := s.Text(e.Server, e.Call)
	if err != nil {
		return "", err
	}
	e.Server = server
	return s.Text("example", e)
}

// ExampleFile completes examples to the file of a package's external tests.
func (s *Writer) ExampleFile(declarations string) (string, error) {
	source, err := s.File(s.pkg+"_test", declarations)
	return gofile.Header + "\n\n" + source, err
}

// ExampleName is how a Go example of an operation's method is called; empty if
// such a name would mean something else to the go tool, which splits it at
// underscores.
func (s *Writer) ExampleName(o *api.Operation) string {
	service, method := s.names.Service(o.Service).Type, s.names.Operation(o).Method
	if strings.Contains(service+method, "_") {
		return ""
	}
	return "Example" + service + "_" + method
}
