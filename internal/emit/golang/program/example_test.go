package program

import (
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// What an example prints stands in a comment, so that only a plain value will do.
func TestExampleCallPrintsWhatIsKnown(t *testing.T) {
	for given, want := range map[string]string{
		`"Rex"`:                             "Rex",
		`"https://a.example/b"`:             "https://a.example/b",
		`"a\nfunc init() {}"`:               "201",
		`" Rex "`:                           "201",
		`"\u2028"`:                          "201",
		`""`:                                "201",
		`"*/"`:                              "201",
		`"` + strings.Repeat("a", 61) + `"`: "201",
	} {
		text := &api.Type{Kind: api.Scalar, Basic: api.String}
		pet := &api.Type{Kind: api.Object, Path: []string{"Pet"}, Fields: []*api.Field{
			{Name: "name", Use: api.TypeUse{Type: text, Required: true}, Doc: api.Doc{Examples: []string{given}}},
		}}
		service := &api.Service{Path: []string{"pets"}}
		o := &api.Operation{Service: service, Name: "add", Method: "POST", Results: []*api.Result{
			{Status: "201", Content: api.ContentJSON, Use: api.TypeUse{Type: pet, Required: true}},
		}}
		versioned := &api.Operation{Service: service, Name: "v1.10"}
		service.Operations = []*api.Operation{o, versioned}
		a := &api.API{Services: []*api.Service{service}, Types: []*api.Type{pet}}
		s := New(a, decide(t, a), "stackone", "")
		body, output, err := s.ExampleCall(o)
		if err != nil {
			t.Fatal(err)
		}
		if output != want || strings.Contains(body, "result.Name") != (want != "201") {
			t.Errorf("%s: prints %q\n%s", given, output, body)
		}
		if name := s.ExampleName(o); name != "ExamplePetsService_Add" {
			t.Error(name)
		}
		if name := s.ExampleName(versioned); name != "" {
			t.Errorf("%s means a method V1 with a suffix", name)
		}
	}
}
