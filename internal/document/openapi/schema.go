package openapi

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// Schemas is the prefix of references to component schemas.
const Schemas = "#/components/schemas/"

// Types returns the names that the type keyword of a schema lists, each once.
func Types(schema *document.Node) []string {
	t := schema.Get("type")
	if name, ok := t.Text(); ok {
		return []string{name}
	}
	var names []string
	for _, item := range t.Items() {
		if name, ok := item.Text(); ok && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// AdmitsNull reports whether a schema's own keywords admit null.
func AdmitsNull(schema *document.Node) bool {
	nullable, _ := schema.Get("nullable").Bool()
	return nullable || slices.Contains(Types(schema), "null")
}

// PointerOf returns the pointer of a reference, as segments and in its normalized spelling.
func PointerOf(ref string) (segments []string, pointer string) {
	segments, _ = document.Segments(ref)
	return segments, "#" + document.Pointer(segments...)
}

// Target follows references and returns the pointer to the schema at the end of the chain.
func Target(root *document.Node, ref string) string {
	for {
		_, pointer := PointerOf(ref)
		next, ok := root.At(pointer).Get("$ref").Text()
		if !ok {
			return pointer
		}
		ref = next
	}
}

// MappingTarget returns the pointer to the schema that a value of a discriminator's
// mapping names, by a reference or a bare name.
func MappingTarget(root, value *document.Node) string {
	text, _ := value.Text()
	if !strings.HasPrefix(text, "#") {
		text = Schemas + document.EscapePointer(text)
	}
	return Target(root, text)
}
