package diag

import (
	"encoding/json"
	"fmt"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/position"
)

func sarif(t *testing.T, ds ...Diagnostic) string {
	t.Helper()
	var b strings.Builder
	if err := (Printer{Format: FormatSARIF, Version: "1.2.3"}).Print(&b, ds); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteSARIF(t *testing.T) {
	got := sarif(
		t,
		Diagnostic{
			Code: "missing-ref", Severity: Error, Pos: position.At("api/a b.yaml", 3, 10), Pointer: "/paths/~1x",
			Message: `"#/x" does not exist`, Hint: `did you mean "#/y"?`,
			Related: []Related{{position.At("b.yaml", 1, 2), "first\nhere"}, {Position{}, "nowhere"}},
		},
		Diagnostic{Code: "bad-example", Pos: Position{File: "/abs/a.yaml"}, Message: "m"},
		Diagnostic{Code: "missing-ref", Severity: Error, Pos: position.At("https://example.com/a?b=c", 7, 0), Message: "m"},
		Diagnostic{Code: "of-the-future", Message: "m"},
		Diagnostic{Message: "m", Pointer: "/a"},
	)
	badExample, _ := RuleOf("bad-example")
	missingRef, _ := RuleOf("missing-ref")
	about := func(r Rule) string {
		text := quoteJSON(r.About)
		return fmt.Sprintf(`"shortDescription": {"text": %s}, "fullDescription": {"text": %s}, "help": {"text": %s}, "defaultConfiguration": {"level": "%s"}`,
			text, text, text, r.Severity)
	}
	want := `{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": [{
			"tool": {"driver": {
				"name": "stackone-gen", "version": "1.2.3", "informationUri": "https://github.com/StackOneHQ/stackone-gen",
				"rules": [
					{"id": "bad-example", ` + about(badExample) + `},
					{"id": "missing-ref", ` + about(missingRef) + `},
					{"id": "of-the-future"}
				]
			}},
			"columnKind": "unicodeCodePoints",
			"results": [
				{
					"ruleId": "missing-ref", "ruleIndex": 1, "level": "error",
					"message": {"text": "\"#/x\" does not exist\nhint: did you mean \"#/y\"?"},
					"locations": [{
						"physicalLocation": {
							"artifactLocation": {"uri": "api/a%20b.yaml", "uriBaseId": "%SRCROOT%"},
							"region": {"startLine": 3, "startColumn": 10}
						},
						"logicalLocations": [{"fullyQualifiedName": "/paths/~1x"}]
					}],
					"relatedLocations": [
						{
							"id": 1,
							"physicalLocation": {
								"artifactLocation": {"uri": "b.yaml", "uriBaseId": "%SRCROOT%"},
								"region": {"startLine": 1, "startColumn": 2}
							},
							"message": {"text": "first\nhere"}
						},
						{"id": 2, "message": {"text": "nowhere"}}
					]
				},
				{
					"ruleId": "bad-example", "ruleIndex": 0, "level": "warning", "message": {"text": "m"},
					"locations": [{"physicalLocation": {"artifactLocation": {"uri": "file:///abs/a.yaml"}}}]
				},
				{
					"ruleId": "missing-ref", "ruleIndex": 1, "level": "error", "message": {"text": "m"},
					"locations": [{"physicalLocation": {
						"artifactLocation": {"uri": "https://example.com/a?b=c"},
						"region": {"startLine": 7}
					}}]
				},
				{"ruleId": "of-the-future", "ruleIndex": 2, "level": "warning", "message": {"text": "m"}},
				{"level": "warning", "message": {"text": "m"}, "locations": [{"logicalLocations": [{"fullyQualifiedName": "/a"}]}]}
			]
		}]
	}`
	if compact(t, got) != compact(t, want) {
		t.Errorf("got\n%s\nwant\n%s", compact(t, got), compact(t, want))
	}
	checkSARIF(t, got)
}

func TestWriteSARIFOfNothing(t *testing.T) {
	got := sarif(t)
	checkSARIF(t, got)
	for _, want := range []string{`"results": []`, `"rules": []`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in\n%s", want, got)
		}
	}
	var b strings.Builder
	if err := (Printer{Format: FormatSARIF}).Print(&b, nil); err != nil || strings.Contains(b.String(), `"version": ""`) {
		t.Errorf("%v, %s", err, b.String())
	}
}

func TestSARIFText(t *testing.T) {
	tests := []struct{ text, want string }{
		{`say "x" in a\b`, `say "x" in a\b`},
		{"two\r\nlines\tof it", "two␍\nlines\tof it"},
		{"see [here](https://evil.example) or [1](1)", "see [here] (https://evil.example) or [1] (1)"},
		{"/users/{id}/{0}", "/users/{id}/{{0}}"},
		{"{{0}} {1", "{{{{0}}}} {1"},
		{"\x1b[31m \u202e", "␛[31m �"},
	}
	for _, tt := range tests {
		if got := sarifText(tt.text); got != tt.want {
			t.Errorf("sarifText(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestSARIFFile(t *testing.T) {
	tests := []struct{ name, uri, base string }{
		{"a.yaml", "a.yaml", sourceRoot},
		{"a/b c#d?.yaml", "a/b%20c%23d%3F.yaml", sourceRoot},
		{"../a.yaml", "../a.yaml", sourceRoot},
		{"a:b.yaml", "./a:b.yaml", sourceRoot},
		{"<stdin>", "%3Cstdin%3E", sourceRoot},
		{"/a/b c.yaml", "file:///a/b%20c.yaml", ""},
		{"http://127.0.0.1:80/a", "http://127.0.0.1:80/a", ""},
		{"https://example.com/ä b", "https://example.com/%C3%A4%20b", ""},
	}
	if runtime.GOOS == "windows" {
		tests = append(tests, struct{ name, uri, base string }{`C:\a\b.yaml`, "file:///C:/a/b.yaml", ""},
			struct{ name, uri, base string }{`a\b.yaml`, "a/b.yaml", sourceRoot})
	}
	for _, tt := range tests {
		if got := sarifFile(tt.name); got.URI != tt.uri || got.URIBaseID != tt.base {
			t.Errorf("sarifFile(%q) = %+v, want %s and base %q", tt.name, got, tt.uri, tt.base)
		}
	}
}

func quoteJSON(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s)
	return strings.TrimSuffix(b.String(), "\n")
}

// compact normalizes JSON for comparison.
func compact(t *testing.T, text string) string {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	out, err := json.MarshalIndent(value, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// fataler is what checkSARIF needs of a test.
type fataler interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// checkSARIF checks a log against the standard's rules for the properties that are
// written, and allows no others.
func checkSARIF(t fataler, text string) {
	t.Helper()
	var log map[string]any
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	members := func(what string, value any, required, optional []string) map[string]any {
		object, ok := value.(map[string]any)
		if !ok {
			t.Fatalf("%s is not an object in\n%s", what, text)
		}
		for _, name := range required {
			if _, ok := object[name]; !ok {
				t.Errorf("%s has no %s", what, name)
			}
		}
		for name := range object {
			if !slices.Contains(required, name) && !slices.Contains(optional, name) {
				t.Errorf("%s has a property %s", what, name)
			}
		}
		return object
	}
	list := func(value any) []any { items, _ := value.([]any); return items }
	message := func(what string, value any) {
		if m := members(what, value, []string{"text"}, nil); m["text"] != nil {
			if _, ok := m["text"].(string); !ok {
				t.Errorf("%s has no text", what)
			}
		}
	}
	atLeastOne := func(what string, value any) {
		if n, ok := value.(float64); value != nil && (!ok || n < 1 || n != float64(int(n))) {
			t.Errorf("%s is %v", what, value)
		}
	}
	location := func(value any) map[string]any {
		l := members("location", value, nil, []string{"id", "physicalLocation", "logicalLocations", "message"})
		if l["physicalLocation"] != nil {
			location := members("physicalLocation", l["physicalLocation"], []string{"artifactLocation"}, []string{"region"})
			file := members("artifactLocation", location["artifactLocation"], []string{"uri"}, []string{"uriBaseId"})
			uri, err := url.Parse(file["uri"].(string))
			switch {
			case err != nil || uri.String() == "":
				t.Errorf("uri %q: %v", file["uri"], err)
			case uri.IsAbs() == (file["uriBaseId"] != nil), strings.Contains(file["uri"].(string), `\`):
				t.Errorf("uri %q with base %v", file["uri"], file["uriBaseId"])
			}
			if location["region"] != nil {
				region := members("region", location["region"], []string{"startLine"}, []string{"startColumn"})
				atLeastOne("startLine", region["startLine"])
				atLeastOne("startColumn", region["startColumn"])
			}
		}
		for _, logical := range list(l["logicalLocations"]) {
			members("logicalLocation", logical, []string{"fullyQualifiedName"}, nil)
		}
		if l["message"] != nil {
			message("message of a location", l["message"])
		}
		return l
	}

	members("log", log, []string{"version", "runs", "$schema"}, nil)
	if log["version"] != "2.1.0" || len(list(log["runs"])) != 1 {
		t.Fatalf("version %v, %d runs", log["version"], len(list(log["runs"])))
	}
	run := members("run", list(log["runs"])[0], []string{"tool", "results"}, []string{"columnKind"})
	if run["columnKind"] != "unicodeCodePoints" {
		t.Errorf("columnKind is %v", run["columnKind"])
	}
	tool := members("tool", run["tool"], []string{"driver"}, nil)
	driver := members("driver", tool["driver"], []string{"name", "rules"}, []string{"version", "informationUri"})
	var ids []string
	for _, value := range list(driver["rules"]) {
		rule := members("rule", value, []string{"id"}, []string{"shortDescription", "fullDescription", "help", "defaultConfiguration"})
		ids = append(ids, rule["id"].(string))
	}
	if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("rules %q", ids)
	}
	if run["results"] == nil {
		t.Errorf("no results: nothing was looked at")
	}
	for _, value := range list(run["results"]) {
		result := members("result", value, []string{"message", "level"}, []string{"ruleId", "ruleIndex", "locations", "relatedLocations"})
		message("message", result["message"])
		if level := result["level"]; level != "error" && level != "warning" {
			t.Errorf("level %v", level)
		}
		if result["ruleId"] != nil {
			index, ok := result["ruleIndex"].(float64)
			if !ok || int(index) >= len(ids) || ids[int(index)] != result["ruleId"] {
				t.Errorf("rule %v has index %v in %q", result["ruleId"], result["ruleIndex"], ids)
			}
		}
		for _, l := range list(result["locations"]) {
			location(l)
		}
		for i, l := range list(result["relatedLocations"]) {
			if id := location(l)["id"]; id != float64(i+1) {
				t.Errorf("related location %d has id %v", i+1, id)
			}
		}
	}
}
