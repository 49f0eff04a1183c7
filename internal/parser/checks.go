package parser

import (
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// checkResponses reports responses without the description that the
// specification asks for.
func (r *reader) checkResponses() {
	walk(place{r.root, roleRoot, ""}, func(pl place) {
		if pl.role == roleResponse && pl.node.Get("$ref") == nil && pl.node.Get("description") == nil {
			r.diags.Warnf("missing-response-description", pl.node.Pos, "the response has no description").Pointer = pl.pointer
		}
	})
}

// checkItems reports arrays without items, which OpenAPI 3.1 allows and 3.0
// does not. Each is reported once, however many places refer to it.
func (r *reader) checkItems() {
	if strings.HasPrefix(r.api.OpenAPI, "3.1") {
		return
	}
	walk(place{r.root, roleRoot, ""}, func(pl place) {
		if name, _ := pl.node.Get("type").Text(); pl.role == roleSchema && name == "array" && pl.node.Get("items") == nil {
			r.diags.Warnf("missing-items", pl.node.Pos, "the array does not say what its items are; they are read as any JSON value").Pointer = pl.pointer
		}
	})
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
	walk(place{r.root, roleRoot, ""}, func(pl place) {
		if !called(pl) {
			return
		}
		switch pl.role {
		case rolePathItem, roleOperation:
			if pl.node.Get("servers").Len() > 0 {
				d := r.diags.Warnf("own-servers", pl.node.KeyPos("servers"), "servers of a part of the API are not read; its calls go to the server of the client")
				d.Pointer, d.Hint = pl.pointer+"/servers", "callers can give WithServerURL to a call"
			}
			if pl.role == roleOperation && pl.node.Get("callbacks").Len() > 0 {
				d := r.diags.Warnf("callbacks-left-out", pl.node.KeyPos("callbacks"), "callbacks are left out: the SDK calls the API, and is not called by it")
				d.Pointer = pl.pointer + "/callbacks"
			}
		}
	})
}

// called reports whether a place is part of what the API answers. Webhooks and
// callbacks have operations, too.
func called(pl place) bool {
	return !strings.HasPrefix(pl.pointer, "/webhooks/") && !strings.HasPrefix(pl.pointer, "/components/callbacks/") &&
		!strings.Contains(pl.pointer, "/callbacks/")
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
