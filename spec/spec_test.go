package spec

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// TestName opens the description by the name in reported positions.
func TestName(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(Name)))
	if err != nil {
		t.Fatal(err)
	}
	if string(data) != string(OpenAPI) {
		t.Errorf("%s is not what is embedded", Name)
	}
}

// TestAgainstServed compares the facts of the description with those that StackOne
// served in December 2025: everything but the words, the examples, the two spellings
// of "may be null" and what has changed since, which [TestFacts] checks. The methods'
// names are newer here.
func TestAgainstServed(t *testing.T) {
	const served = "../../shared/specs/stackone-2025-12-03.yaml"
	data, err := os.ReadFile(served)
	if os.IsNotExist(err) {
		t.Skipf("%s is not here to compare with", served)
	}
	if err != nil {
		t.Fatal(err)
	}
	want, got := parse(t, data), parse(t, OpenAPI)

	schemas := get(got, "components", "schemas")
	for i := 0; i < len(schemas.Content); i += 2 {
		name := schemas.Content[i].Value
		served := get(want, "components", "schemas", name)
		if served == nil {
			continue // newer
		}
		if diff := cmp.Diff(unchanged(facts(served, want)), unchanged(facts(schemas.Content[i+1], got))); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	paths := get(got, "paths")
	for i := 0; i < len(paths.Content); i += 2 {
		name := paths.Content[i].Value
		served := get(want, "paths", name)
		if served == nil {
			continue // newer
		}
		if diff := cmp.Diff(facts(served, want), facts(paths.Content[i+1], got)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	for _, keys := range [][]string{{"openapi"}, {"components", "securitySchemes"}} {
		if diff := cmp.Diff(facts(get(want, keys...), want), facts(get(got, keys...), got)); diff != "" {
			t.Errorf("%s:\n%s", keys, diff)
		}
	}
}

// sinceServed matches the facts that have changed since December 2025, and those that only
// ours has.
var sinceServed = regexp.MustCompile(`^/properties/(organization_id|connector_profile_id|latest_connection_attempt) |/(deprecated|x-sensitive|x-speakeasy-deprecation-\w+) = `)

// unchanged drops newer facts, the positions of members among newer ones, and a
// null in an enum whose type excludes it: a defect that ours does not repeat.
func unchanged(facts []string) []string {
	var kept []string
	for _, fact := range facts {
		if sinceServed.MatchString(fact) || strings.Contains(fact, "/items/enum/") && strings.HasSuffix(fact, " = null") {
			continue
		}
		kept = append(kept, memberOrder.ReplaceAllString(fact, ""))
	}
	return kept
}

var memberOrder = regexp.MustCompile(` #\d+`)

// TestDescribed checks that every schema, property, operation and response is
// explained in full sentences.
func TestDescribed(t *testing.T) {
	doc := parse(t, OpenAPI)
	var walk func(path string, n *yaml.Node)
	walk = func(path string, n *yaml.Node) {
		for i := 0; i+1 < len(n.Content) && n.Kind == yaml.MappingNode; i += 2 {
			key, value := n.Content[i].Value, n.Content[i+1]
			if key == "properties" || key == "schemas" || key == "responses" {
				for j := 0; j < len(value.Content); j += 2 {
					if child := value.Content[j+1]; get(child, "$ref") == nil && get(child, "description") == nil {
						t.Errorf("%s/%s/%s has no description", path, key, value.Content[j].Value)
					}
				}
			}
			if text := value.Value; key == "description" && (text == "" || text[len(text)-1] != '.') {
				t.Errorf("%s: %q is not a sentence", path, text)
			}
			walk(path+"/"+key, value)
		}
	}
	walk("", doc)
}

func parse(t *testing.T, data []byte) *yaml.Node {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Content[0]
}

func get(n *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		if n == nil {
			return nil
		}
		i := 0
		for ; i < len(n.Content); i += 2 {
			if n.Content[i].Value == key {
				break
			}
		}
		if i >= len(n.Content) {
			return nil
		}
		n = n.Content[i+1]
	}
	return n
}

// facts lists the scalars of a part of a document, one per line, with the order of
// properties but not of other keys.
func facts(n, root *yaml.Node) []string {
	var lines []string
	var walk func(path string, n *yaml.Node, named bool)
	walk = func(path string, n *yaml.Node, named bool) {
		switch n.Kind {
		case yaml.ScalarNode:
			lines = append(lines, path+" = "+n.Value)
		case yaml.SequenceNode:
			for i, item := range n.Content {
				walk(fmt.Sprintf("%s/%d", path, i), item, false)
			}
			if len(n.Content) == 0 {
				lines = append(lines, path+" = []")
			}
		case yaml.MappingNode:
			if ref := get(n, "$ref"); ref != nil && len(ref.Value) > 23 && ref.Value[:23] == "#/components/responses/" {
				n = get(root, "components", "responses", ref.Value[23:])
			}
			for i := 0; i < len(n.Content); i += 2 {
				key, value := n.Content[i].Value, n.Content[i+1]
				at := path + "/" + key
				switch {
				case named:
					walk(fmt.Sprintf("%s #%d", at, i/2), value, false)
				case key == "description" || key == "example" || key == "x-speakeasy-name-override":
				case key == "type" && value.Kind == yaml.SequenceNode:
					lines = append(lines, at+" = "+value.Content[0].Value, path+"/nullable = true")
				case key == "oneOf" && len(value.Content) == 2:
					walk(path+"/allOf/0", value.Content[0], false)
					lines = append(lines, path+"/nullable = true")
				default:
					walk(at, value, key == "properties")
				}
			}
		}
	}
	walk("", n, false)
	slices.Sort(lines)
	return lines
}
