package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// checkResponses reports responses without the description that the
// specification asks for.
func (r *reader) checkResponses() {
	for _, pl := range r.places {
		if pl.Role == openapi.Response && pl.Node.Get("$ref") == nil && pl.Node.Get("description") == nil {
			r.diags.Warnf("missing-response-description", pl.Node.Pos, "the response has no description").Pointer = pl.Pointer()
		}
	}
}

// besideSchemaRef are the keywords of a schema that would change what a reference
// beside them means. What describes, and null, is read.
var besideSchemaRef = []string{"properties", "required", "additionalProperties", "items", "enum", "const", "allOf", "oneOf", "anyOf"}

// checkSiblings reports what stands beside a reference and has no effect.
func (r *reader) checkSiblings() {
	for _, pl := range r.places {
		if _, ok := pl.Node.Get("$ref").Text(); !ok {
			continue
		}
		for m := range pl.Node.Members() {
			hint := "write out what the reference leads to, with the change"
			switch pl.Role {
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
			d := r.diags.Warnf("ref-siblings", m.KeyPos, "%q has no effect beside a $ref", m.Key)
			d.Pointer, d.Hint = memberPointer(pl, m.Key), hint
		}
	}
}

// checkItems reports arrays without items, which OpenAPI 3.1 allows and 3.0
// does not. Each is reported once, however many places refer to it.
func (r *reader) checkItems() {
	if strings.HasPrefix(r.api.OpenAPI, "3.1") {
		return
	}
	for _, pl := range r.places {
		if name, _ := pl.Node.Get("type").Text(); pl.Role == openapi.Schema && name == "array" && pl.Node.Get("items") == nil {
			r.diags.Warnf("missing-items", pl.Node.Pos, "the array does not say what its items are; they are read as any JSON value").Pointer = pl.Pointer()
		}
	}
}

// checkNullInEnum reports enums that list null beside a type that rules it out.
// Descriptions made from code have them where a property may be null and the
// generator put that into its list of values.
func (r *reader) checkNullInEnum() {
	for _, pl := range r.places {
		if pl.Role != openapi.Schema || pl.Node.Get("enum") == nil || len(typeKeyword(pl.Node)) == 0 || admitsNull(pl.Node) {
			continue
		}
		for i, value := range pl.Node.Get("enum").Items() {
			if value.Kind == document.Null {
				d := r.diags.Warnf("null-in-enum", value.Pos, "the enum lists null, which its type rules out; a property of it may be null, an item of a list may not")
				d.Pointer = pl.Pointer() + "/enum" + index(i)
				d.Hint = `remove it, or admit null by "nullable: true" in OpenAPI 3.0 and by "null" among the types in 3.1`
				break
			}
		}
	}
}

// checkEncoding reports members of a form that ask to be written in another way
// than the one all forms are written in: lists by repeated names, and what is
// deeper in brackets.
func (r *reader) checkEncoding(form *document.Node) {
	for m := range form.Get("encoding").Members() {
		style, _ := m.Value.Get("style").Text()
		explode, given := m.Value.Get("explode").Bool()
		if given && !explode || m.Value.Get("contentType") != nil || style != "" && style != "form" && style != "deepObject" {
			r.diags.Warnf("ignored-encoding", m.KeyPos, "the encoding of %q has no effect: lists are sent by repeated names, objects as %s[member]", m.Key, m.Key)
		}
	}
}

// checkLeftOut reports what a document says and the SDK has no code for, as
// nobody would find out otherwise.
func (r *reader) checkLeftOut() {
	if hooks := r.root.Get("webhooks"); hooks.Len() > 0 {
		d := r.diags.Warnf("webhooks-left-out", r.root.KeyPos("webhooks"), "webhooks are left out: the SDK calls the API, and is not called by it")
		d.Pointer = "/webhooks"
	}
	for _, pl := range r.places {
		if pl.Role != openapi.PathItem && pl.Role != openapi.Operation || !called(pl) {
			continue
		}
		if pl.Node.Get("servers").Len() > 0 {
			d := r.diags.Warnf("own-servers", pl.Node.KeyPos("servers"), "servers of a part of the API are not read; its calls go to the server of the client")
			d.Pointer, d.Hint = pl.Pointer()+"/servers", "callers can give WithServerURL to a call"
		}
		if pl.Role == openapi.Operation && pl.Node.Get("callbacks").Len() > 0 {
			d := r.diags.Warnf("callbacks-left-out", pl.Node.KeyPos("callbacks"), "callbacks are left out: the SDK calls the API, and is not called by it")
			d.Pointer = pl.Pointer() + "/callbacks"
		}
	}
}

// called reports whether a place is part of what the API answers. Webhooks and
// callbacks have operations, too.
func called(pl openapi.Place) bool {
	pointer := pl.Pointer()
	return !strings.HasPrefix(pointer, "/webhooks/") && !strings.Contains(pointer, "/callbacks/")
}

// checkBaseTypes reports discriminators of objects that name no alternatives:
// which subtypes there are cannot be seen from the type.
func (r *reader) checkBaseTypes() {
	for m := range r.root.Get("components").Get("schemas").Members() {
		if m.Value.Get("discriminator") == nil || m.Value.Get("oneOf") != nil || m.Value.Get("anyOf") != nil {
			continue
		}
		d := r.diags.Warnf("discriminator-without-variants", m.Value.KeyPos("discriminator"),
			"a discriminator without oneOf or anyOf chooses no type; what subtypes of %s add is kept as unknown members", m.Key)
		d.Pointer = schemasPointer + document.EscapePointer(m.Key) + "/discriminator"
		d.Hint = "list the subtypes in a oneOf"
	}
}
