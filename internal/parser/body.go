package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// body reads the request body.
func (r *reader) body(op *api.Operation, n *document.Node, pointer string, context []string) {
	declared := n.Get("requestBody")
	if declared == nil {
		return
	}
	body, pointer := r.follow(declared, pointer+"/requestBody")
	if !r.needs(op, body) {
		return
	}
	content := body.Get("content")
	if content.Len() == 0 {
		r.diags.Warnf("empty-content", body.Pos, "the request body of %s has no content and is ignored", op.ID).Pointer = pointer
		return
	}
	chosen := r.choices(content)[0]
	at := located{content.Get(chosen.mediaType), pointer + "/content/" + document.EscapePointer(chosen.mediaType)}
	op.Body = r.bodyOf(op, chosen, at, located{body, pointer}, context)
}

// bodyOf reads the body of a media type.
func (r *reader) bodyOf(op *api.Operation, chosen choice, at, body located, context []string) *api.Body {
	required, _ := body.node.Get("required").Bool()
	b := &api.Body{Content: chosen.kind, MediaType: chosen.mediaType, Doc: r.schemas.doc(body.node), Pointer: body.pointer, Pos: body.node.Pos}
	b.Use.Required = required
	if b.Content == api.ContentStream {
		if strings.HasPrefix(api.Essence(b.MediaType), "multipart/") {
			d := r.diags.Warnf("unsupported-media-type", body.node.Get("content").KeyPos(b.MediaType), "a body of type %s is sent as it is read: callers compose its parts, and set its boundary by a Content-Type header", b.MediaType)
			d.Pointer = at.pointer
		}
		r.warnUntyped(body.node.Get("content"), b.MediaType, body.pointer)
		return b
	}
	schema := at.node.Get("schema")
	if b.Content == api.ContentText {
		b.Use = r.text(source{schema, at.pointer + "/schema", append(nameOf(body.pointer, context), "body")}, required)
		r.use(op, b.Use.Type, true, false)
		return b
	}
	if schema == nil {
		schema = &document.Node{Kind: document.Mapping, Pos: body.node.Pos}
	}
	from := source{schema, at.pointer + "/schema", append(nameOf(body.pointer, context), "body")}
	value := r.schemas.resolve(from)
	if b.Content != api.ContentJSON {
		value.typ = r.formOf(op, value.typ, b.Content, at.node, from)
	}
	b.Use = value.property(required)
	switch b.Content {
	case api.ContentForm:
		r.checkEncoding(at.node)
	case api.ContentMultipart:
		r.parts(b, at, context)
	}
	if b.Doc.Examples == nil {
		b.Doc.Examples = r.schemas.examples(at.node)
	}
	r.use(op, value.typ, true, false)
	return b
}

// formOf returns the type of a form, which is an object, even without a type.
func (r *reader) formOf(op *api.Operation, t *api.Type, kind api.Content, media *document.Node, from source) *api.Type {
	if t.Kind == api.Any {
		return &api.Type{Kind: api.Free, Ref: t.Ref, Pos: t.Pos}
	}
	if !t.JSONKinds().Has(api.JSONObject) {
		d := r.leaveOut(op, "unsupported-media-type", from.node.Pos, "the schema of a form must be an object, not a %s", shapeName(t))
		d.Pointer, d.Hint = from.pointer, "describe an object, or use another media type"
		return t
	}
	if kind == api.ContentMultipart {
		return r.upload(t, media, from)
	}
	return t
}

// nameOf returns the wire names for a declaration at a pointer: that of a
// component, which operations may share, or else the context. The caller owns the
// result.
func nameOf(pointer string, context []string) []string {
	if segments, _ := document.Segments(pointer); len(segments) == 3 && segments[0] == "components" {
		return []string{segments[2]}
	}
	return slices.Clone(context)
}

// choice is a media type of a body, and how it is sent.
type choice struct {
	mediaType string
	kind      api.Content
}

// formType is the media type of forms without files.
const formType = "application/x-www-form-urlencoded"

// choices returns the media types of a body: JSON first, then forms, then the others, each
// in document order.
func (r *reader) choices(content *document.Node) []choice {
	var found []choice
	for _, mediaType := range content.Keys() {
		found = append(found, choice{mediaType, r.contentKind(content, mediaType)})
	}
	rank := func(c choice) int {
		switch {
		case api.Essence(c.mediaType) == "application/json": // preferred to special JSON, such as patches
			return 0
		case c.kind == api.ContentJSON:
			return 1
		case c.kind == api.ContentForm:
			return 2
		}
		return 3
	}
	slices.SortStableFunc(found, func(a, b choice) int { return rank(a) - rank(b) })
	return found
}

func isJSON(mediaType string) bool {
	bare := api.Essence(mediaType)
	return bare == "application/json" || bare == "text/json" || strings.HasSuffix(bare, "+json")
}

// checkEncoding reports fields of a form with an encoding other than the one of all
// forms: repeated names for lists, and brackets for nested members.
func (r *reader) checkEncoding(form *document.Node) {
	for m := range form.Get("encoding").Members() {
		style, _ := m.Value.Get("style").Text()
		explode, given := m.Value.Get("explode").Bool()
		if given && !explode || m.Value.Get("contentType") != nil || style != "" && style != "form" && style != "deepObject" {
			r.diags.Warnf("ignored-encoding", m.KeyPos, "the encoding of %q has no effect: lists are sent as repeated names, objects as %s[member]", m.Key, m.Key)
		}
	}
}
