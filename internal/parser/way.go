package parser

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// otherBodies adds a way to call an operation for each further media type of its body
// with a schema of its own.
func (r *reader) otherBodies(op *api.Operation, at located) {
	if op.Body == nil {
		return
	}
	body, pointer := r.follow(at.node.Get("requestBody"), at.pointer+"/requestBody")
	content := body.Get("content")
	kept := r.choices(content)[:1]
	words := map[string]bool{}
	for _, further := range r.choices(content)[1:] {
		media := located{content.Get(further.mediaType), pointer + "/content/" + document.EscapePointer(further.mediaType)}
		same := func(c choice) bool { return r.sameBody(content, c, further, media) }
		if slices.ContainsFunc(kept, same) || r.isNotation(content, kept[0], further) {
			continue
		}
		kept = append(kept, further)
		word := wordOf(further, words)
		words[word] = true
		way := r.way(op, word)
		context := append(slices.Clone(op.Service.Path), way.Name)
		way.Body = r.bodyOf(way, further, media, located{body, pointer}, context)
		way.Body.Word = word
	}
	if len(words) > 0 {
		op.Body.Word = wordOf(kept[0], words)
	}
}

// way adds another way to call an operation, which differs in what the caller changes.
func (r *reader) way(op *api.Operation, word string) *api.Operation {
	way := *op
	way.Of, way.Variant = op, word
	way.Name = joinName(op.Name, word)
	way.Pagination, way.Callbacks, way.UsageExample = nil, nil, false
	service := op.Service
	i := slices.Index(service.Operations, op) + 1
	for i < len(service.Operations) && service.Operations[i].Of == op {
		i++
	}
	service.Operations = slices.Insert(service.Operations, i, &way)
	r.reached[&way] = slices.Clone(r.reached[op])
	return &way
}

// joinName puts a word behind the name of an operation, in the name's own spelling.
func joinName(name, word string) string {
	for _, separator := range []string{"_", "-", " "} {
		if strings.Contains(name, separator) {
			return name + separator + strings.ReplaceAll(word, " ", separator)
		}
	}
	for part := range strings.FieldsSeq(word) {
		name += strings.ToUpper(part[:1]) + part[1:]
	}
	return name
}

// sameBody reports whether two media types of a body have one schema, and can send the
// same of it: JSON sends no files.
func (r *reader) sameBody(content *document.Node, kept, further choice, at located) bool {
	if !sameSchema(content.Get(kept.mediaType), at.node) {
		return false
	}
	if further.kind != api.ContentMultipart || kept.kind == api.ContentMultipart || at.node.Get("schema") == nil {
		return true
	}
	from := source{at.node.Get("schema"), at.pointer + "/schema", nil}
	base := r.schemas.resolve(from)
	return r.upload(base.typ, at.node, from) == base.typ
}

// isNotation reports whether a media type without a schema is another notation, such as
// XML, of what is sent as JSON.
func (r *reader) isNotation(content *document.Node, first, further choice) bool {
	return first.kind == api.ContentJSON && content.Get(further.mediaType).Get("schema") == nil && isSpelling(content, further.mediaType, first.mediaType)
}

// wordOf names the way to send a media type: by what of it tells it from the others.
func wordOf(c choice, taken map[string]bool) string {
	switch {
	case c.kind == api.ContentForm && !taken["form"]:
		return "form"
	case c.kind == api.ContentMultipart && !taken["multipart"]:
		return "multipart"
	}
	kind, subtype, _ := strings.Cut(api.Essence(c.mediaType), "/")
	plain := func(text string) string {
		return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9') }), " ")
	}
	name, _, _ := strings.Cut(subtype, "+")
	for _, prefix := range []string{"x-", "vnd."} {
		name = strings.TrimPrefix(name, prefix)
	}
	if name == "*" {
		name = kind
	}
	if subtype == "plain" {
		name = "text"
	}
	for _, word := range []string{plain(name), plain(kind + " " + subtype)} {
		if word != "" && !taken[word] {
			return word
		}
	}
	word := "raw"
	for n := 2; taken[word]; n++ {
		word = "raw " + strconv.Itoa(n)
	}
	return word
}
