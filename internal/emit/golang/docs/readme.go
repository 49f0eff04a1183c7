package docs

import (
	"cmp"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/program"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/testkit"
)

type readmePage struct {
	Package, Title, Overview, ImportPath, Kit string
	Key                                       string
	Placed                                    bool // the import path is the real one
	Services                                  []serviceEntry
	Models                                    []link
	HasCredentials, HasPages                  bool
	ErrorsPage                                string

	QuickStart, Authentication, Account, Optional, Errors, Retries, Pagination string
	Timeouts, Tracing, Proxy, Logging, Testing, Standalone                     string
	ResponseExample                                                            string
}

type serviceEntry struct {
	link
	Operations []link
}

const readmePath = "README.md"

// fences keeps the first error, so that the programs can be listed one after
// another.
type fences struct {
	*program.Writer
	err error
}

func (p *fences) fence(source string, err error) string {
	if err != nil && p.err == nil {
		p.err = err
	}
	return fence("go", source)
}

// programs are the two programs of an operation.
func (p *fences) programs(o *api.Operation) (client, standalone string) {
	client, standalone, err := p.Programs(o)
	return p.fence(client, err), p.fence(standalone, err)
}

func (p *fences) file(pkg, declarations string) string { return p.fence(p.File(pkg, declarations)) }

func (p *fences) main(body string) string { return p.file("main", "func main() {\n"+body+"}\n") }

func (w *writer) readme() (*readmePage, error) {
	page := &readmePage{
		Package: w.opts.Package, Title: inline(titleOf(w.api)), Overview: block(w.api.Description), ImportPath: w.programs.ImportPath(),
		Kit: w.kit(), Key: w.programs.KeyVariable(), HasCredentials: w.programs.HasCredentials(), Placed: w.opts.ImportPath != "", ErrorsPage: "docs/models/errors.md",
	}
	for _, s := range w.api.AllServices() {
		entry := serviceEntry{link: link{w.names.Service(s).Selector, w.ofService[s], inline(firstSentence(s.Doc.Description))}}
		for _, o := range s.Operations {
			entry.Operations = append(entry.Operations, w.operationLink(readmePath, o))
		}
		page.Services = append(page.Services, entry)
	}
	for _, g := range w.groups {
		page.Models = append(page.Models, link{Name: g.title, To: g.path()})
	}
	return page, w.readmePrograms(page)
}

func titleOf(a *api.API) string {
	if title := strings.TrimRight(strings.TrimSpace(a.Title), "."); title != "" {
		return title
	}
	return "the API"
}

const stopOnError = "if err != nil {\nlog.Fatal(err)\n}\n"

func (w *writer) readmePrograms(page *readmePage) error {
	q := w.programs.Qualifier()
	p := &fences{Writer: w.programs}
	page.Optional = p.main(optionalProgram(q))
	operations := w.api.Operations()
	if len(operations) == 0 {
		return p.err
	}
	first, simple := usage(operations), w.simplest(operations)
	client := "client, err := " + w.programs.New("New", simple) + "\n" + stopOnError
	with := func(options ...string) string {
		return "client, err := " + q + ".New(\n" + strings.Join(append(w.programs.Options(simple), options...), ",\n") + ",\n)\n" + stopOnError
	}
	try := "\n" + w.programs.Try(simple) + stopOnError

	page.QuickStart, _ = p.programs(first)
	_, page.Standalone = p.programs(simple)
	if page.HasCredentials {
		page.Authentication = p.file("main", credentialsProgram(q, page.Key)+"func main() {\n"+
			strings.Replace(with(), q+".WithAPIKey(os.Getenv(\""+page.Key+"\"))", q+".WithCredentials(currentKey)", 1)+try+"}\n")
	}
	if ofAccounts := slices.DeleteFunc(slices.Clone(operations), func(o *api.Operation) bool {
		return !o.TakesAccount()
	}); len(ofAccounts) > 0 {
		page.Account = p.main("client, err := " + w.programs.New("New", nil) + "\n" + stopOnError +
			"\n// The same client, but for one customer's account.\nclient = client.ForAccount(\"customer-account-id\")\n\n" +
			w.programs.Try(w.simplest(ofAccounts)) + stopOnError)
	}
	page.Errors = p.main(client + "\n" + w.programs.Try(simple) + w.errorSwitch(q, simple))
	page.Retries = p.main(with(q+".WithRetry("+q+".RetryPolicy{\nMaxAttempts: 5,\nMaxElapsed: time.Minute,\nStatusCodes: []string{\"429\", \"5XX\"},\n})") +
		"\n// This call is sent once.\n" + w.programs.Try(simple, q+".WithRetry("+q+".NoRetry())") + stopOnError)
	page.Timeouts = p.main(with(q+".WithTimeout(10 * time.Second)") + "\n// The whole call, with its retries, has one minute.\n" +
		"ctx, cancel := context.WithTimeout(context.Background(), time.Minute)\ndefer cancel()\n" +
		strings.Replace(w.programs.Try(simple), "context.Background()", "ctx", 1) + "if err != nil {\nlog.Println(err)\n}\n")
	page.ResponseExample = p.main(client + "\nvar meta " + q + ".Response\n" +
		w.programs.Try(simple, q+".WithHeader(\"X-Request-ID\", \"example-1\")", q+".WithResponse(&meta)") +
		stopOnError + "fmt.Println(meta.Status, meta.Attempts, meta.Header.Get(\"Content-Type\"))\n")
	page.Tracing = p.file("main", tracingProgram(q)+"func main() {\n"+with(q+".WithMiddleware(trace)")+try+"}\n")
	page.Proxy = p.file("app", "// newClient returns a client whose requests go through a proxy.\nfunc newClient(proxy *url.URL) (*"+q+".Client, error) {\n"+
		"transport := http.DefaultTransport.(*http.Transport).Clone()\ntransport.Proxy = http.ProxyURL(proxy)\nreturn "+q+".New(\n"+
		strings.Join(append(w.programs.Options(simple), q+".WithHTTPClient(&http.Client{Transport: transport})"), ",\n")+",\n)\n}\n")
	page.Logging = p.main("logger := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))\n" + with(q+".WithLogger(logger)") + try)
	if page.Kit != "" {
		constants, err := testkit.Operations(w.api, w.names, w.opts.testKit())
		if err != nil {
			return err
		}
		page.Testing = p.file("app", w.testProgram(q, page.Kit, constants[simple], simple))
	}
	if i := slices.IndexFunc(operations, func(o *api.Operation) bool { return w.names.Operation(o).All != "" }); i >= 0 {
		page.HasPages = true
		page.Pagination, _ = p.programs(operations[i])
	}
	return p.err
}

// usage is the operation that the description shows first.
func usage(operations []*api.Operation) *api.Operation {
	if i := slices.IndexFunc(operations, func(o *api.Operation) bool { return o.UsageExample }); i >= 0 {
		return operations[i]
	}
	return operations[0]
}

// simplest is the operation that takes the least to call, of those that return a
// value and have documented errors if there are any such.
func (w *writer) simplest(operations []*api.Operation) *api.Operation {
	cost := func(o *api.Operation) int {
		cost := len(w.programs.Arguments(o))
		if o.Outcome() != api.OutcomeValue {
			cost += 10_000
		}
		if o.Doc.Deprecated != nil || typedError(o) == nil {
			cost += 1000
		}
		return cost
	}
	return slices.MinFunc(operations, func(x, y *api.Operation) int { return cmp.Compare(cost(x), cost(y)) })
}

// typedError is the error to show of an operation: that of too many requests if it
// is documented.
func typedError(o *api.Operation) *api.ErrorType {
	var found *api.ErrorType
	for _, c := range o.Errors {
		if c.Error != nil && (found == nil || c.Status == "429") {
			found = c.Error
		}
	}
	return found
}

// exactError is the error to show of an operation and the status that has it,
// which is no range; empty if there is none.
func (w *writer) exactError(o *api.Operation) (status, errorType string) {
	for _, c := range o.Errors {
		if _, exact := c.Status.Code(); exact && c.Error != nil && c.Error == typedError(o) {
			status, errorType = string(c.Status), w.names.Error(c.Error)
		}
	}
	return status, errorType
}

func (w *writer) errorSwitch(q string, o *api.Operation) string {
	declared, first := "", ""
	if e := typedError(o); e != nil {
		declared = "var documented *" + q + "." + w.names.Error(e) + "\n"
		first = "case errors.As(err, &documented):\nfmt.Println(\"one status has this type:\", documented.StatusCode)\n"
	}
	return declared + "var apiErr *" + q + ".APIError\nvar decodeErr *" + q + ".DecodeError\nswitch {\n" + first +
		"case errors.As(err, &apiErr):\nfmt.Println(\"another status:\", apiErr.StatusCode, apiErr.Message, string(apiErr.RawBody))\n" +
		"case errors.As(err, &decodeErr):\nfmt.Println(\"a success that cannot be read:\", decodeErr.Path, decodeErr)\n" +
		"case err != nil:\nfmt.Println(\"no response:\", err)\n}\n"
}

func optionalProgram(q string) string {
	return "var absent " + q + ".Opt[string] // is not sent\nnull := " + q + ".Null[string]()    // is sent as null\nsome := " + q + ".Some(\"text\")     // is sent as \"text\"\n\n" +
		"fmt.Println(absent.IsZero(), null.IsNull(), some.Or(\"none\"))\nif text, ok := some.Get(); ok {\nfmt.Println(text)\n}\n"
}

func credentialsProgram(q, key string) string {
	return "// currentKey is asked before each attempt, so that keys can be rotated.\nfunc currentKey(ctx context.Context) (" + q + ".Credentials, error) {\n" +
		"key := os.Getenv(\"" + key + "\")\nreturn " + q + ".Credentials{Username: key, Token: key}, nil\n}\n\n"
}

func tracingProgram(q string) string {
	return "// trace measures each attempt and names it by its operation, as a tracing library does with a span.\n" +
		"func trace(next " + q + ".Doer) " + q + ".Doer {\nreturn " + q + ".DoerFunc(func(request *http.Request) (*http.Response, error) {\n" +
		"operation, _ := " + q + ".OperationFromContext(request.Context())\nstart := time.Now()\nresponse, err := next.Do(request)\n" +
		"log.Println(operation.Name, operation.Path, operation.Attempt, time.Since(start), err)\nreturn response, err\n})\n}\n\n"
}

func (w *writer) testProgram(q, kit, constant string, o *api.Operation) string {
	status, errorType := w.exactError(o)
	if errorType == "" {
		status, errorType = "500", "APIError"
	}
	const fail = "if err != nil {\nt.Fatal(err)\n}\n"
	return "func TestCall(t *testing.T) {\nserver := " + kit + ".NewServer(t)\nclient, err := " + q + ".New(\n" + strings.Join(w.programs.TestOptions(o), ",\n") + ",\n)\n" + fail +
		"\n// The answer is an example from the description.\n" + w.programs.Try(o) + fail +
		"if calls := server.CallsOf(" + kit + "." + constant + "); len(calls) != 1 {\nt.Errorf(\"%d calls, want 1\", len(calls))\n}\n" +
		"\n// The answer is an error.\nserver.Answer(" + kit + "." + constant + ", " + kit + ".Error(" + status + "))\n" +
		w.programs.Try(o, q+".WithRetry("+q+".NoRetry())") + "var failed *" + q + "." + errorType + "\n" +
		"if !errors.As(err, &failed) {\nt.Errorf(\"error %v, want status " + status + "\", err)\n}\n}\n"
}
