// Package program writes Go programs that use an SDK, for its pages and examples.
package program

import (
	"fmt"
	"go/format"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// unknownModule stands for the module into which an app copies the SDK.
const unknownModule = "example.com/your/module"

// Writer writes programs that use the SDK.
type Writer struct {
	api        *api.API
	names      *names.Table
	pkg        string
	importPath string
	qualifier  string
}

// New returns a writer of programs that import the SDK of a package from a path. Nobody
// but an app knows the place to which it copies the SDK, so an empty path is
// replaced by one that shows it.
func New(a *api.API, table *names.Table, pkg, importPath string) *Writer {
	if importPath == "" {
		importPath = unknownModule + "/" + pkg
	}
	s := &Writer{api: a, names: table, pkg: pkg, importPath: importPath, qualifier: pkg}
	if slices.Contains(strings.Fields(takenNames), s.qualifier) {
		s.qualifier = "sdk"
	}
	return s
}

// takenNames are those that programs use for something else than the SDK.
const takenNames = "absent any apiErr app bool byte call calls cancel change client context core ctx current currentKey decodeErr event " +
	"documented err error errors failed false float64 fmt http int32 int64 io item key len log logger " +
	"main map meta newClient next nil null ok operation os page proxy request response result server " +
	"service slog some start stream string strings t TestCall testing text time trace transport true update url value"

// Qualifier is the name by which programs know the SDK's package.
func (s *Writer) Qualifier() string { return s.qualifier }

// ImportPath is where programs import the SDK from.
func (s *Writer) ImportPath() string { return s.importPath }

// Import is the import of the SDK, without the keyword.
func (s *Writer) Import() string {
	if s.qualifier == s.pkg && path.Base(s.importPath) == s.pkg {
		return strconv.Quote(s.importPath)
	}
	return s.qualifier + " " + strconv.Quote(s.importPath)
}

// KeyVariable is the environment variable from which programs take the API key.
func (s *Writer) KeyVariable() string { return s.variable("API_KEY") }

// ServerVariable is the environment variable from which they take the server's URL.
func (s *Writer) ServerVariable() string { return s.variable("SERVER_URL") }

// variable begins as FromEnv of the runtime has it.
func (s *Writer) variable(name string) string {
	return strings.ToUpper(strings.Trim(s.pkg, "_")) + "_" + name
}

// options are the client options that programs need: credentials, a server where
// the description has none, and what an operation requires of the client.
func (s *Writer) options(o *api.Operation) []string {
	var options []string
	if len(s.api.Servers) == 0 {
		options = append(options, s.qualifier+`.WithServerURL("https://api.example.com")`)
	}
	if s.HasCredentials() {
		options = append(options, s.keyOption())
		options = append(options, s.otherCredentials(o)...)
	}
	if o != nil {
		for _, p := range o.Globals() {
			if names := s.names.Global(p.Global); p.Use.Required {
				options = append(options, s.qualifier+"."+names.Option+"("+strconv.Quote(names.Sample)+")")
			}
		}
	}
	return options
}

// otherCredentials are the client options for what an operation asks for beside the API
// key.
func (s *Writer) otherCredentials(o *api.Operation) []string {
	if o == nil || len(o.Security) == 0 || slices.ContainsFunc(o.Security, func(together api.SecurityAlternative) bool { return len(together.Held()) < 2 }) {
		return nil
	}
	isKey := func(use api.SecurityUse) bool {
		kind := use.Scheme.Kind
		return kind == api.SecurityAPIKeyHeader || kind == api.SecurityAPIKeyQuery || kind == api.SecurityAPIKeyCookie
	}
	together := o.Security[0].Held()
	first := max(slices.IndexFunc(together, isKey), 0) // takes the API key
	var options []string
	for i, use := range together {
		field := "Token"
		if use.Scheme.Kind == api.SecurityBasic {
			field = "Username"
		}
		if i != first {
			options = append(options, s.qualifier+".WithCredential("+strconv.Quote(use.Scheme.Name)+", "+s.qualifier+".Credentials{"+field+`: "another-key"})`)
		}
	}
	return options
}

// keyOption is the client option that takes the API key from the environment.
func (s *Writer) keyOption() string {
	return s.qualifier + ".WithAPIKey(os.Getenv(" + strconv.Quote(s.KeyVariable()) + "))"
}

// HasCredentials reports whether the API has a kind of authentication that an API key
// serves.
func (s *Writer) HasCredentials() bool {
	return slices.ContainsFunc(s.api.Security, func(scheme *api.SecurityScheme) bool { return scheme.Kind < api.SecurityMutualTLS })
}

// Programs returns two programs that call an operation: one through a client,
// which iterates over all pages if there are several, and one through the service
// alone.
func (s *Writer) Programs(o *api.Operation) (client, standalone string, err error) {
	named, service := s.names.Operation(o), s.names.Service(o.Service)
	call := s.Call(o)
	if call.Arguments, err = aligned(call.Arguments); err != nil {
		return "", "", err
	}
	alone := *call
	alone.Method = "service." + named.Method
	switch {
	case named.All != "":
		call.Loop, call.Method = "item", "client."+service.Selector+"."+named.All
	case named.Pages != "":
		call.Loop, call.Method = "page", "client."+service.Selector+"."+named.Pages
	}
	if client, err = s.Text("client", call); err != nil {
		return "", "", err
	}
	if standalone, err = s.Text("standalone", alone); err != nil {
		return "", "", err
	}
	if client, err = s.indented("main", client); err != nil {
		return "", "", err
	}
	standalone, err = s.indented("main", standalone)
	return client, standalone, err
}

// aligned lines up the fields of arguments. It leaves their indentation out, which
// depends on where they stand.
func aligned(arguments string) (string, error) {
	if !strings.Contains(arguments, "\n") {
		return arguments, nil
	}
	const before, after = "call(ctx", ")"
	source, err := format.Source([]byte(before + arguments + after))
	if err != nil {
		return "", fmt.Errorf("format arguments: %w", err)
	}
	lines := strings.Split(strings.TrimSuffix(strings.TrimPrefix(string(source), before), after), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimLeft(line, "\t")
	}
	return strings.Join(lines, "\n"), nil
}

// arguments returns what an operation is called with, behind the context.
func (s *Writer) arguments(o *api.Operation) string {
	w := &exprWriter{Writer: s, inside: map[*api.Type]bool{}}
	if o.Input() == api.InputBody {
		return ", " + w.body(o.Body)
	}
	return ", " + w.request(o)
}

// importable are the packages that programs use, by the names that they have in
// code.
var importable = []struct{ name, path string }{
	{"context", "context"}, {"errors", "errors"}, {"fmt", "fmt"}, {"io", "io"}, {"log", "log"}, {"slog", "log/slog"}, {"http", "net/http"},
	{"httptest", "net/http/httptest"},
	{"url", "net/url"}, {"os", "os"}, {"strings", "strings"}, {"testing", "testing"}, {"time", "time"},
}

// File completes declarations to a file of a package that imports the SDK.
func (s *Writer) File(pkg, declarations string) (string, error) {
	text, err := s.unformatted(pkg, declarations)
	if err != nil {
		return "", err
	}
	return formatted(text)
}

func formatted(text string) (string, error) {
	source, err := format.Source([]byte(text))
	if err != nil {
		return "", fmt.Errorf("format an example: %w", err)
	}
	return string(source), nil
}

// indented is File for declarations that lack nothing but their indentation. There
// are two programs for each operation, and formatting takes long.
func (s *Writer) indented(pkg, declarations string) (string, error) {
	text, err := s.unformatted(pkg, declarations)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	depth := 0
	for line := range strings.Lines(text) {
		line = strings.TrimLeft(line, "\t")
		if line[0] == '}' || line[0] == ')' {
			depth--
		}
		if line != "\n" {
			b.WriteString(strings.Repeat("\t", depth))
		}
		b.WriteString(line)
		if line = strings.TrimSuffix(line, "\n"); strings.HasSuffix(line, "{") || strings.HasSuffix(line, "(") {
			depth++
		}
	}
	return b.String(), nil
}

func (s *Writer) unformatted(pkg, declarations string) (string, error) {
	kit := names.TestKit(s.pkg)
	imports := append(standardImports(declarations, kit), "", s.Import())
	if selected(declarations)[kit] {
		imports = append(imports, strconv.Quote(s.importPath+"/"+kit))
	}
	return s.Text("file", file{pkg, imports, declarations})
}

// file is what the template of a file takes.
type file struct {
	Package      string
	Imports      []string
	Declarations string
}

// standardImports are the imports of the standard library that a text needs, but
// not one of a name that means something else there.
func standardImports(declarations, taken string) []string {
	used := selected(declarations)
	var imports []string
	for _, imported := range importable {
		if imported.name != taken && used[imported.name] {
			imports = append(imports, strconv.Quote(imported.path))
		}
	}
	return imports
}

// selected are the names in front of the dots of a Go text that stand alone, as
// those of packages do, outside of string literals.
func selected(source string) map[string]bool {
	names := map[string]bool{}
	start, quoted := 0, false // start is that of the name at hand
	for i := 0; i < len(source); i++ {
		switch c := source[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '.' && start < i && (start == 0 || source[start-1] != '.'):
			names[source[start:i]] = true
		case c != '.' && isNamePart(c):
			continue // the name goes on
		}
		start = i + 1
	}
	return names
}

func isNamePart(c byte) bool {
	return c == '.' || c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
