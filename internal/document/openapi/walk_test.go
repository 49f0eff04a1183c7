package openapi_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// descriptions returns the descriptions of the cases and, where present, the public ones.
func descriptions(t *testing.T) map[string]*document.Node {
	t.Helper()
	const shared = "../../../../shared"
	found := map[string]*document.Node{}
	for _, pattern := range []string{
		"../../../testdata/*/*.yaml", "../../../testdata/*/input.json", "../../../spec/*.yaml",
		shared + "/specs/*.yaml", shared + "/specs/*/*.json", shared + "/specs/*/*.yaml",
		shared + "/corpus/*.*", shared + "/corpus/multi/*/*.y*ml", shared + "/cases/*.yaml",
	} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			var ds diag.List
			if filepath.Ext(file) == ".md" {
				continue
			}
			if doc := document.Load(file, &ds); doc != nil && doc.Root.Get("openapi") != nil {
				found[file] = doc.Root
			}
		}
	}
	if _, err := os.Stat(shared + "/corpus"); err != nil {
		t.Log("the public descriptions are absent: ", err)
	}
	if len(found) < 20 {
		t.Fatalf("only %d descriptions", len(found))
	}
	return found
}

// dataBelow returns why the node at a path is plain data, from the specification
// and not from the table; "" if it is not. Names such as "example" can be names
// that the author chose: see named.
func dataBelow(path []string) string {
	for i, key := range path {
		if named(path[:i]) {
			continue
		}
		switch {
		case strings.HasPrefix(key, "x-") && !(i == 0 && key == "x-webhooks"):
			return "an extension"
		case slices.Contains([]string{"example", "default", "enum", "const", "mapping", "security"}, key):
			return key
		case key == "examples" && len(path) > i+2 && path[i+2] == "value":
			return "the value of an example"
		case key == "responseBody" || key == "description":
			return "not a part of OpenAPI with references"
		case key == "links" && len(path) > i+2 && (path[i+2] == "requestBody" || path[i+2] == "parameters"):
			return "the request of a link"
		}
	}
	return ""
}

// named reports whether the members below a path have names of the author's
// choice.
func named(path []string) bool {
	if len(path) == 0 {
		return false
	}
	if len(path) == 2 && path[0] == "components" {
		return true
	}
	last := path[len(path)-1]
	holds := slices.Contains([]string{"properties", "patternProperties", "$defs", "definitions", "responses", "callbacks", "examples", "headers", "links", "content", "encoding"}, last)
	return holds && !named(path[:len(path)-1])
}

// refsByName returns the pointers of everything called "$ref" that is not a name
// itself.
func refsByName(root *document.Node) map[string]bool {
	found := map[string]bool{}
	var walk func(n *document.Node, path []string)
	walk = func(n *document.Node, path []string) {
		for m := range n.Members() {
			at := append(slices.Clip(path), m.Key)
			if m.Key == "$ref" && !named(path) && dataBelow(path) == "" {
				found[document.Pointer(at...)] = true
			}
			walk(m.Value, at)
		}
		for i, item := range n.Items() {
			walk(item, append(slices.Clip(path), strconv.Itoa(i)))
		}
	}
	walk(root, nil)
	return found
}

// Every walk finds the same nodes, as all of them go by the table: the references
// are those that stand in a description by name, and operations are found by
// either walk.
func TestWalksAgree(t *testing.T) {
	t.Parallel()
	total := 0
	for file, root := range descriptions(t) {
		byName, found := refsByName(root), map[string]bool{}
		for ref := range openapi.Refs(root) {
			found[ref.Pointer()] = true
			if root.At(ref.Pointer()) != ref.Node {
				t.Errorf("%s: %s is not the pointer of the reference", file, ref.Pointer())
			}
		}
		total += len(found)
		for pointer := range byName {
			if !found[pointer] {
				t.Errorf("%s: %s is missed", file, pointer)
			}
		}
		for pointer := range found {
			if !byName[pointer] {
				t.Errorf("%s: %s is data", file, pointer)
			}
		}
		operations, alone := map[string]bool{}, map[string]bool{}
		for el := range openapi.All(root) {
			if root.At(el.Pointer()) != el.Node {
				t.Errorf("%s: %s is not the pointer of the element", file, el.Pointer())
			}
			if el.Role == openapi.Operation {
				operations[el.Pointer()] = true
			}
		}
		for el := range openapi.AllOperations(root) {
			if el.Role == openapi.Operation {
				alone[el.Pointer()] = true
			}
		}
		// Callbacks within operations are operations, too.
		if !maps.Equal(operations, alone) {
			t.Errorf("%s: AllOperations has %d of %d operations", file, len(alone), len(operations))
		}
	}
	if total < 30 {
		t.Errorf("only %d references", total)
	}
}
