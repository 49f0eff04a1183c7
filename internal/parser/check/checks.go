package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// checkResponses reports responses without the description that the
// specification asks for.
func (c *Checker) checkResponses() {
	for _, el := range c.places {
		if el.Role == openapi.Response && el.Node.Get("$ref") == nil && el.Node.Get("description") == nil {
			c.diags.Warnf("missing-response-description", el.Node.Pos, "the response has no description").Pointer = el.Pointer()
		}
	}
}

// besideSchemaRef are the keywords of a schema that would change what a reference
// beside them means. What describes, and null, is read.
var besideSchemaRef = []string{"properties", "required", "additionalProperties", "items", "enum", "const", "allOf", "oneOf", "anyOf"}

// checkSiblings reports what stands beside a reference and has no effect.
func (c *Checker) checkSiblings() {
	for _, el := range c.places {
		if _, ok := el.Node.Get("$ref").Text(); !ok {
			continue
		}
		for m := range el.Node.Members() {
			hint := "write out what the reference leads to, with the change"
			switch el.Role {
			case openapi.Parameter, openapi.RequestBody, openapi.Response, openapi.Header:
				if slices.Contains([]string{"$ref", "summary", "description"}, m.Key) || strings.HasPrefix(m.Key, "x-") {
					continue
				}
			case openapi.Schema:
				if !slices.Contains(besideSchemaRef, m.Key) {
					continue
				}
				hint = "put the reference and the rest into an allOf"
			default:
				continue
			}
			found := c.diags.Warnf("ref-siblings", m.KeyPos, "%q has no effect beside a $ref", m.Key)
			found.Pointer, found.Hint = memberPointer(el, m.Key), hint
		}
	}
}

// checkItems reports arrays without items, which OpenAPI 3.1 allows and 3.0
// does not. Each is reported once, however many places refer to it.
func (c *Checker) checkItems() {
	if c.is31() {
		return
	}
	for _, el := range c.places {
		if name, _ := el.Node.Get("type").Text(); el.Role == openapi.Schema && name == "array" && el.Node.Get("items") == nil {
			c.diags.Warnf("missing-items", el.Node.Pos, "the array does not say what its items are; they are read as any JSON value").Pointer = el.Pointer()
		}
	}
}

func (c *Checker) is31() bool {
	version, _ := c.root.Get("openapi").Text()
	return strings.HasPrefix(version, "3.1")
}

// checkNullInEnum reports enums that list null beside a type that rules it out.
// Descriptions made from code have them where a property may be null and the
// generator put that into its list of values.
func (c *Checker) checkNullInEnum() {
	for _, el := range c.places {
		if el.Role != openapi.Schema || el.Node.Get("enum") == nil || len(openapi.Types(el.Node)) == 0 || openapi.AdmitsNull(el.Node) {
			continue
		}
		for i, value := range el.Node.Get("enum").Items() {
			if value.Kind == document.Null {
				found := c.diags.Warnf("null-in-enum", value.Pos, "the enum lists null, which its type rules out; a property of it may be null, an item of a list may not")
				found.Pointer = el.Pointer() + "/enum/" + strconv.Itoa(i)
				found.Hint = `remove it, or admit null by "nullable: true" in OpenAPI 3.0 and by "null" among the types in 3.1`
				break
			}
		}
	}
}

// checkLeftOut reports what a document says and the SDK has no code for, as
// nobody would find out otherwise.
func (c *Checker) checkLeftOut() {
	if hooks := c.root.Get("webhooks"); hooks.Len() > 0 {
		found := c.diags.Warnf("webhooks-left-out", c.root.KeyPos("webhooks"), "webhooks have models only: the SDK has no code that receives them")
		found.Pointer = "/webhooks"
	}
	for _, el := range c.places {
		if el.Role != openapi.PathItem && el.Role != openapi.Operation || !called(el) {
			continue
		}
		if el.Node.Get("servers").Len() > 0 {
			found := c.diags.Warnf("own-servers", el.Node.KeyPos("servers"), "servers of a part of the API are not read; its calls go to the server of the client")
			found.Pointer, found.Hint = el.Pointer()+"/servers", "callers can give WithServerURL to a call"
		}
		if el.Role == openapi.Operation && el.Node.Get("callbacks").Len() > 0 {
			found := c.diags.Warnf("callbacks-left-out", el.Node.KeyPos("callbacks"), "callbacks have models only: the SDK has no code that receives them")
			found.Pointer = el.Pointer() + "/callbacks"
		}
	}
}

// called reports whether a place is part of what the API answers. Webhooks and
// callbacks have operations, too.
func called(el openapi.Element) bool {
	pointer := el.Pointer()
	return !strings.HasPrefix(pointer, "/webhooks/") && !strings.Contains(pointer, "/callbacks/")
}

// checkBaseTypes reports discriminators of objects that name no alternatives:
// which subtypes there are cannot be seen from the type.
func (c *Checker) checkBaseTypes() {
	for m := range c.root.Get("components").Get("schemas").Members() {
		if m.Value.Get("discriminator") == nil || m.Value.Get("oneOf") != nil || m.Value.Get("anyOf") != nil {
			continue
		}
		found := c.diags.Warnf("discriminator-without-variants", m.Value.KeyPos("discriminator"),
			"a discriminator without oneOf or anyOf chooses no type; what subtypes of %s add is kept as unknown members", m.Key)
		found.Pointer = openapi.Schemas + document.EscapePointer(m.Key) + "/discriminator"
		found.Hint = "list the subtypes in a oneOf"
	}
}
