package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// checkResponses reports responses without the description that the
// specification asks for before 3.2.
func (c *Checker) checkResponses() {
	if c.is("3.2") {
		return
	}
	for _, el := range c.elements {
		if el.Role == openapi.Response && el.Node.Get("$ref") == nil && el.Node.Get("description") == nil {
			c.diags.Warnf("missing-response-description", el.Node.Pos, "the response has no description").Pointer = el.Pointer()
		}
	}
}

// besideSchemaRef are the keywords that would change the meaning of a reference
// beside them. Descriptive keywords and nullability are read.
var besideSchemaRef = []string{"properties", "required", "additionalProperties", "items", "enum", "const", "allOf", "oneOf", "anyOf"}

// checkSiblings reports siblings of references that have no effect.
func (c *Checker) checkSiblings() {
	for _, el := range c.elements {
		if _, ok := el.Node.Get("$ref").Text(); !ok {
			continue
		}
		for m := range el.Node.Members() {
			hint := "write the target out, with the change"
			switch el.Role {
			case openapi.Parameter, openapi.RequestBody, openapi.Response, openapi.Header:
				if slices.Contains([]string{"$ref", "summary", "description"}, m.Key) || strings.HasPrefix(m.Key, "x-") {
					continue
				}
			case openapi.Schema:
				if !slices.Contains(besideSchemaRef, m.Key) {
					continue
				}
				hint = "combine the reference and the rest in an allOf"
			default:
				continue
			}
			found := c.diags.Warnf("ref-siblings", m.KeyPos, "%q has no effect beside a $ref", m.Key)
			found.Pointer, found.Hint = memberPointer(el, m.Key), hint
		}
	}
}

// checkItems reports arrays without items, which OpenAPI 3.1 allows and 3.0
// does not. Each is reported once, however many schemas refer to it.
func (c *Checker) checkItems() {
	if !c.is("3.0") {
		return
	}
	for _, el := range c.elements {
		if name, _ := el.Node.Get("type").Text(); el.Role == openapi.Schema && name == "array" && el.Node.Get("items") == nil {
			c.diags.Warnf("missing-items", el.Node.Pos, "the array has no \"items\"; they are read as any JSON value").Pointer = el.Pointer()
		}
	}
}

// is reports whether the description is of a minor version of OpenAPI.
func (c *Checker) is(minor string) bool {
	version, _ := c.root.Get("openapi").Text()
	return isVersion(version, minor)
}

// checkNullInEnum reports enums that list null although their type excludes it.
// Descriptions generated from code have them where a property may be null.
func (c *Checker) checkNullInEnum() {
	for _, el := range c.elements {
		if el.Role != openapi.Schema || el.Node.Get("enum") == nil || len(openapi.Types(el.Node)) == 0 || openapi.AdmitsNull(el.Node) {
			continue
		}
		for i, value := range el.Node.Get("enum").Items() {
			if value.Kind == document.Null {
				found := c.diags.Warnf("null-in-enum", value.Pos, "the enum lists null, which its type excludes; read as a nullable property, but not as a nullable item")
				found.Pointer = el.Pointer() + "/enum/" + strconv.Itoa(i)
				found.Hint = `remove it, or allow null with "nullable: true" in OpenAPI 3.0 or the type "null" in 3.1`
				break
			}
		}
	}
}

// checkLeftOut reports parts of the document that the SDK has no code for.
func (c *Checker) checkLeftOut() {
	for _, el := range c.elements {
		if el.Role != openapi.Operation || !called(el) {
			continue
		}
		if el.Node.Get("callbacks").Len() > 0 {
			found := c.diags.Warnf("callbacks-left-out", el.Node.KeyPos("callbacks"), "callbacks only become models: the SDK does not receive them")
			found.Pointer = el.Pointer() + "/callbacks"
		}
	}
}

// called reports whether an element belongs to an operation that clients call, not
// to a webhook or callback.
func called(el openapi.Element) bool {
	pointer := el.Pointer()
	return !strings.HasPrefix(pointer, "/webhooks/") && !strings.HasPrefix(pointer, "/x-webhooks/") && !strings.Contains(pointer, "/callbacks/")
}
