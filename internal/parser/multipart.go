package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// multipartSuffix is what the reference of a type that holds files has behind that of its
// schema, which may be the schema of JSON elsewhere.
const multipartSuffix = "#multipart"

// upload returns the type that a schema has as that of a multipart body, where strings
// of binary data are files. It is the type itself if it has none.
func (r *reader) upload(base *api.Type, media *document.Node, from source) *api.Type {
	if t := r.uploads[base]; t != nil {
		return t
	}
	path := base.Path
	if len(path) == 0 {
		path = from.path
	}
	t := &api.Type{Kind: api.Object, Ref: base.Ref + multipartSuffix, Path: path, Component: base.Component, Doc: base.Doc, Pos: base.Pos, Elem: base.Elem}
	found := false
	for _, f := range base.Fields {
		encoding, _ := media.Get("encoding").Get(f.Name).Get("contentType").Text()
		copied := *f
		if files, list := r.fileShape(r.root.At(f.Pointer), encoding, 0); files {
			copied.Use, found = fileUse(f.Use, list), true
		}
		t.Fields = append(t.Fields, &copied)
	}
	if base.Elem != nil && (base.Kind == api.Object || base.Kind == api.Map) {
		if files, list := r.fileShape(r.root.At(base.Elem.Type.Ref), "", 0); files {
			elem := fileUse(*base.Elem, list)
			t.Elem, found = &elem, true
		}
	}
	if !found {
		return base
	}
	r.uploads[base] = t
	r.schemas.types = append(r.schemas.types, t)
	return t
}

// fileUse is the use of a file, or of a list of them, in the place of strings.
func fileUse(use api.TypeUse, list bool) api.TypeUse {
	file := &api.Type{Kind: api.Scalar, Basic: api.File, Ref: use.Type.Ref, Pos: use.Type.Pos}
	use.Type, use.Recursive = file, false
	if list {
		use.Type = &api.Type{Kind: api.List, Ref: file.Ref, Pos: file.Pos, Elem: &api.TypeUse{Type: file, Required: true}}
	}
	return use
}

// fileShape reports whether the values of a schema are files, or lists of them: binary
// strings, or what says nothing but a media type.
func (r *reader) fileShape(n *document.Node, encoding string, depth int) (files, list bool) {
	const deep = 20
	if n == nil || n.Kind != document.Mapping || depth > deep {
		return false, false
	}
	if ref, ok := n.Get("$ref").Text(); ok {
		return r.fileShape(r.root.At(ref), encoding, depth+1)
	}
	for _, part := range n.Get("allOf").Items() {
		if files, list := r.fileShape(part, encoding, depth+1); files {
			return files, list
		}
	}
	for _, key := range []string{"oneOf", "anyOf"} {
		if alternatives := n.Get(key).Items(); len(alternatives) > 0 {
			return r.filesOfAll(alternatives, encoding, depth)
		}
	}
	kinds := slices.DeleteFunc(slices.Clone(openapi.Types(n)), func(kind string) bool { return kind == "null" })
	switch {
	case slices.Equal(kinds, []string{"array"}) || len(kinds) == 0 && n.Get("items") != nil:
		files, list := r.fileShape(n.Get("items"), encoding, depth+1)
		return files && !list, files && !list
	case slices.Equal(kinds, []string{"string"}):
		return isBinary(n), false
	}
	return len(kinds) == 0 && (isBinary(n) || r.saysNothing(n, encoding)), false
}

// filesOfAll is fileShape for alternatives, null aside: a file and a list of files are a
// list.
func (r *reader) filesOfAll(alternatives []*document.Node, encoding string, depth int) (files, list bool) {
	for _, n := range alternatives {
		if slices.Equal(openapi.Types(n), []string{"null"}) {
			continue
		}
		one, several := r.fileShape(n, encoding, depth+1)
		if !one {
			return false, false
		}
		files, list = true, list || several
	}
	return files, list
}

// isBinary reports whether the strings of a schema are bytes as they are: by the format
// of OpenAPI 3.0, or by a media type that is no text and has no encoding.
func isBinary(n *document.Node) bool {
	if format, _ := n.Get("format").Text(); format != "" {
		return format == "binary"
	}
	mediaType, ok := n.Get("contentMediaType").Text()
	encoding, encoded := n.Get("contentEncoding").Text()
	return ok && (!encoded || encoding == "binary") && !isJSON(mediaType) && !strings.HasPrefix(api.Essence(mediaType), "text/")
}

// saysNothing reports whether a part is a file because nothing else is said of it
// (OpenAPI 3.1, section 4.8.14.4).
func (r *reader) saysNothing(n *document.Node, encoding string) bool {
	if !strings.HasPrefix(r.api.OpenAPI, "3.") || strings.HasPrefix(r.api.OpenAPI, "3.0") || isJSON(encoding) || strings.HasPrefix(api.Essence(encoding), "text/") {
		return false
	}
	for _, key := range n.Keys() {
		if !slices.Contains([]string{"title", "description", "deprecated", "examples", "example", "readOnly", "writeOnly"}, key) && !strings.HasPrefix(key, "x-") {
			return false
		}
	}
	return true
}

// parts reads what the encoding of a multipart body says of its members.
func (r *reader) parts(b *api.Body, media located, context []string) {
	for _, f := range b.Use.Type.Fields {
		if mediaType, ok := r.root.At(f.Pointer).Get("contentMediaType").Text(); ok && media.node.Get("encoding").Get(f.Name) == nil {
			b.Parts = append(b.Parts, &api.Part{Name: f.Name, ContentType: mediaType, Pos: f.Pos})
		}
	}
	for m := range media.node.Get("encoding").Members() {
		n, pointer := r.follow(m.Value, media.pointer+"/encoding/"+document.EscapePointer(m.Key))
		i := slices.IndexFunc(b.Use.Type.Fields, func(f *api.Field) bool { return f.Name == m.Key })
		if i < 0 {
			r.diags.Warnf("ignored-encoding", m.KeyPos, "the encoding of %q has no effect: the body has no such property", m.Key).Pointer = pointer
			continue
		}
		part := &api.Part{Name: m.Key, Pos: n.Pos}
		part.ContentType, _ = n.Get("contentType").Text()
		r.layout(part, n)
		part.Headers = slices.DeleteFunc(r.headers(located{n, pointer}, append(slices.Clone(context), m.Key)), func(h *api.Header) bool {
			return strings.EqualFold(h.Name, "Content-Type") // which contentType says
		})
		r.checkPart(part, b.Use.Type.Fields[i].Use.Type, n, pointer)
		b.Parts = append(b.Parts, part)
	}
}

// layout reads by which style a part is laid out: one that says so has no media type.
func (r *reader) layout(part *api.Part, n *document.Node) {
	style, styled := n.Get("style").Text()
	explode, exploded := n.Get("explode").Bool()
	if !styled && !exploded {
		return
	}
	part.Style = api.StyleForm
	if styled {
		part.Style = api.Style(style)
	}
	part.Explode = part.Style.DefaultExplode()
	if exploded {
		part.Explode = explode
	}
	switch part.Style {
	case api.StyleForm, api.StyleSpaceDelimited, api.StylePipeDelimited, api.StyleDeepObject:
	default:
		r.diags.Warnf("bad-style", n.Get("style").Pos, "the style %q is not one of a part; using %q", style, api.StyleForm)
		part.Style = api.StyleForm
	}
}

// checkPart reports what of an encoding cannot be done.
func (r *reader) checkPart(part *api.Part, t *api.Type, n *document.Node, pointer string) {
	if len(part.Headers) > 0 && !t.IsFiles() {
		d := r.diags.Warnf("ignored-encoding", n.KeyPos("headers"), "the headers of part %q are not sent: only those of files can be set", part.Name)
		d.Pointer = pointer + "/headers"
	}
	structured := t.JSONKinds().Has(api.JSONObject) && t.Kind != api.Any && !t.IsFiles()
	if bare := api.Essence(part.ContentType); structured && bare != "" && part.Style == "" && !isJSON(bare) && bare != formType && !strings.Contains(bare, "*") {
		d := r.diags.Warnf("ignored-encoding", n.Get("contentType").Pos, "part %q cannot be written as %s: it is sent as JSON", part.Name, bare)
		d.Pointer = pointer + "/contentType"
		part.ContentType = ""
	}
}
