package docs

import (
	"strings"
	"testing"
)

// The index leads by service: a service's methods come before any type, each with its
// signature, its section and its call, and nested services stand under theirs.
func TestIndexByService(t *testing.T) {
	index := ""
	for _, page := range load(t, casePath+"services/input.yaml").pages {
		if page.Path == "api.md" {
			index = string(page.Data)
		}
	}
	methods, types, found := strings.Cut(index, "\n## [Types of ")
	if !found {
		t.Fatalf("api.md has no types:\n%s", index)
	}
	for _, want := range []string{
		"\n- [HRIS](#hris): 2 methods\n  - [HRIS.EmployeesService](#hrisemployeesservice): 2 methods\n    - [HRIS.EmployeesService.Documents](#hrisemployeesservicedocuments): 1 method\n",
		"\n### [HRIS.EmployeesService](docs/services/hris_employees.md)\n",
		"\n- [`List(ctx context.Context, request HRISEmployeesListRequest, opts ...CallOption) error`](docs/services/hris_employees.md#list) `GET /employees`\n",
	} {
		if !strings.Contains(methods, want) {
			t.Errorf("api.md does not have %q before its types:\n%s", want, methods)
		}
	}
	if strings.Contains(types, "](docs/services/hris_employees.md#") {
		t.Errorf("a method stands behind the types:\n%s", types)
	}
}

// The README has a line for each service, nested as the services are, with its methods.
func TestReadmeByService(t *testing.T) {
	for _, page := range load(t, casePath+"services/input.yaml").pages {
		if page.Path != readmePath {
			continue
		}
		want := "\n- [HRIS](docs/services/hris.md): People at work. Methods: [Overview](docs/services/hris.md#overview-1), [Employees](docs/services/hris.md#employees).\n" +
			"  - [HRIS.EmployeesService](docs/services/hris_employees.md): People at work. Methods: [List](docs/services/hris_employees.md#list), "
		if !strings.Contains(string(page.Data), want) {
			t.Errorf("the README does not have %q:\n%s", want, page.Data)
		}
	}
}

// api.md, which is read as a diff, says of everything deprecated what to do instead.
func TestIndexOfDeprecations(t *testing.T) {
	s := load(t, casePath+"deprecated-hints/input.yaml")
	for _, page := range s.pages {
		if page.Path != "api.md" {
			continue
		}
		text := string(page.Data)
		for _, want := range []string{
			"](docs/services/things.md#getold) `GET /old` **Deprecated:** Goes away in May of next year. Use `ThingsService.GetNew` instead.\n",
			"\n\t// Deprecated: Use `LookID` instead.\n\tStyle ",
			"\n\t// Deprecated: Use **full_name** instead.\n\tName ",
			"\n// Deprecated: Use `NewModel` instead.\ntype Old struct",
			"\n// Deprecated: There is but one level since 2024.\ntype Level ",
			"\n// Deprecated: Use `Extent` instead.\ntype OldSize ",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("api.md does not have %q:\n%s", want, text)
			}
		}
		return
	}
	t.Fatal("there is no api.md")
}
