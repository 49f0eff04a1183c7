package golang

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
		o := &api.Operation{Service: service, Method: "POST", Results: []*api.Result{
			{Status: "201", Content: api.ContentJSON, Use: api.TypeUse{Type: pet, Required: true}},
		}}
		names := &NameTable{
			types: map[*api.Type]string{pet: "Pet"}, fields: map[*api.Type][]string{pet: {"Name"}},
			services:   map[*api.Service]ServiceNames{service: {Type: "PetsService", Selector: "Pets"}},
			operations: map[*api.Operation]OperationNames{o: {Method: "Add"}},
		}
		s := NewSnippets(&api.API{}, names, Options{}, "")
		if body, output := s.ExampleCall(o); output != want || strings.Contains(body, "result.Name") != (want != "201") {
			t.Errorf("%s: prints %q\n%s", given, output, body)
		}
		if name := s.ExampleName(o); name != "ExamplePetsService_Add" {
			t.Error(name)
		}
		names.operations[o] = OperationNames{Method: "V2_Add"}
		if name := s.ExampleName(o); name != "" {
			t.Errorf("%s means a method V2 with a suffix", name)
		}
	}
}
