package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// contentKind returns how a media type of a content is read and written.
func (r *reader) contentKind(content *document.Node, mediaType string) api.Content {
	bare, media := api.Essence(mediaType), content.Get(mediaType)
	schema := r.schemaOf(media)
	switch {
	case isJSON(mediaType) && !(schema != nil && isBinary(schema)):
		return api.ContentJSON
	case r.isOpenJSON(content, bare, schema):
		return api.ContentJSON
	case bare == formType:
		return api.ContentForm
	case bare == "multipart/form-data" || bare == "multipart/mixed":
		return api.ContentMultipart
	case bare == "text/plain" && !(schema != nil && isBinary(schema)):
		return api.ContentText
	}
	return api.ContentStream
}

// isOpenJSON reports whether a pattern of media types, such as */*, is JSON: its schema says
// that it is, unless that is a bare string, or holds binary data, as JSON cannot. JSON
// beside it is meant to be told from it.
func (r *reader) isOpenJSON(content *document.Node, bare string, schema *document.Node) bool {
	if bare != "*/*" && bare != "application/*" || schema == nil || slices.ContainsFunc(content.Keys(), isJSON) {
		return false
	}
	kinds := openapi.Types(schema)
	if isBinary(schema) || len(kinds) == 0 && !structural(schema) || slices.Contains(kinds, "string") && schema.Get("enum") == nil && schema.Get("const") == nil {
		return false
	}
	return !r.holdsBinary(schema)
}

// holdsBinary reports whether a schema has a property of binary data: it describes a file as
// an object.
func (r *reader) holdsBinary(schema *document.Node) bool {
	for m := range schema.Get("properties").Members() {
		if n, _ := r.follow(m.Value, ""); isBinary(n) {
			return true
		}
	}
	return false
}

// text returns the use of content that is plain text: a string, whatever its schema says
// it could be read as.
func (r *reader) text(from source, required bool) api.TypeUse {
	if from.node != nil {
		value := r.schemas.resolve(from)
		if t := value.typ; (t.Kind == api.Scalar || t.Kind == api.Enum) && t.Basic == api.String {
			return api.TypeUse{Type: t, Required: required}
		}
	}
	return api.TypeUse{Type: &api.Type{Kind: api.Scalar, Basic: api.String, Ref: from.pointer}, Required: required}
}

// warnUntyped reports a schema that has no effect because its content is not JSON: it
// is read and written as it is.
func (r *reader) warnUntyped(content *document.Node, mediaType, pointer string) {
	declared := content.Get(mediaType).Get("schema")
	schema := r.schemaOf(content.Get(mediaType))
	if _, sequence := api.SequenceOf(mediaType); sequence {
		return // which has a method of its own
	}
	if schema == nil || r.holdsBinary(schema) || strings.HasPrefix(api.Essence(mediaType), "multipart/") || !structural(schema) && !slices.ContainsFunc(openapi.Types(schema), func(kind string) bool { return kind == "object" || kind == "array" }) {
		return
	}
	name := "a schema of its own"
	if ref, ok := declared.Get("$ref").Text(); ok {
		name = "the schema " + ref[strings.LastIndexByte(ref, '/')+1:]
	}
	d := r.diags.Warnf("untyped-content", content.KeyPos(mediaType), "%s has %s, but is a stream in the SDK: only JSON, forms and text have types", mediaType, name)
	d.Pointer, d.Hint = pointer+"/content/"+document.EscapePointer(mediaType), "describe JSON beside it, if the API has it"
}
