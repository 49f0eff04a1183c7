package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// withoutSequences takes a sequence with a type out of the content of a response, and
// notes it: the operation has a method of its own for it. Where nothing else is left,
// the usual method hands the content out as a stream.
func (r *reader) withoutSequences(op *api.Operation, content *document.Node, response *api.Result, context []string) *document.Node {
	left := content
	for m := range content.Members() {
		kind, ok := api.SequenceOf(m.Key)
		if !ok || m.Value.Get("schema") == nil && m.Value.Get("itemSchema") == nil || isBinary(r.schemaOf(m.Value)) {
			continue
		}
		if left = without(left, m.Key); r.sequences[op] != nil {
			if r.sequences[op].Status == response.Status {
				d := r.diags.Warnf("content-left-out", content.KeyPos(m.Key), "%s is not requested: the method for values that come one by one reads %s", m.Key, r.sequences[op].MediaTypes[0])
				d.Pointer = response.Pointer + "/content/" + document.EscapePointer(m.Key)
			}
			continue
		}
		found := *response
		found.Content, found.MediaTypes, found.Sequence = api.ContentSequence, []string{m.Key}, &api.Sequence{Kind: kind}
		r.readSequence(&found, located{m.Value, response.Pointer + "/content/" + document.EscapePointer(m.Key)}, context)
		r.sequences[op] = &found
	}
	if left.Len() == 0 {
		return content
	}
	return left
}

// readSequence reads the type of the values of a sequence, and how they are told apart.
func (r *reader) readSequence(result *api.Result, media located, context []string) {
	key := "itemSchema" // of OpenAPI 3.2
	if media.node.Get(key) == nil {
		key = "schema"
	}
	from := source{media.node.Get(key), media.pointer + "/" + key, append(nameOf(result.Pointer, context), "event")}
	t := r.schemas.resolve(from).typ
	if key == "schema" && t.Kind == api.List && !t.Named() { // of the whole sequence
		t = t.Elem.Type
	}
	how := result.Sequence
	if how.Kind == api.Events {
		how.Sentinel, _ = media.node.Get("x-speakeasy-sse-sentinel").Text()
		switch {
		case isEnvelope(t):
			t = r.dataOf(t)
		case t.Kind == api.Union && !slices.ContainsFunc(t.Variants, func(v *api.Variant) bool { return !isEnvelope(v.Type) }):
			how.Whole = true
		}
		how.Text = !how.Whole && (t.Kind == api.Scalar || t.Kind == api.Enum) && t.JSONKinds() == api.JSONString
	}
	result.Use = api.TypeUse{Type: t, Required: true}
}

// isEnvelope reports whether a type is an event as an object: with its data, and
// nothing that events have not.
func isEnvelope(t *api.Type) bool {
	data := false
	for _, f := range t.Fields {
		switch f.Name {
		case "data":
			data = true
		case "event", "id", "retry":
		default:
			return false
		}
	}
	return data && t.Kind == api.Object
}

// dataOf returns the type of the data of events. A string can be said to be JSON of
// another schema.
func (r *reader) dataOf(t *api.Type) *api.Type {
	i := slices.IndexFunc(t.Fields, func(f *api.Field) bool { return f.Name == "data" })
	data := t.Fields[i]
	n, pointer := r.follow(r.root.At(data.Pointer), data.Pointer)
	mediaType, _ := n.Get("contentMediaType").Text()
	if inner := n.Get("contentSchema"); inner != nil && isJSON(mediaType) {
		return r.schemas.resolve(source{inner, pointer + "/contentSchema", append(slices.Clone(t.Path), "data")}).typ
	}
	return data.Use.Type
}

// sequenceWays adds to an operation, and to each other way to call it, the way that goes
// through the response value by value.
func (r *reader) sequenceWays(op *api.Operation) {
	sequence := r.sequences[op]
	if sequence == nil {
		return
	}
	for _, of := range append([]*api.Operation{op}, op.Ways()...) {
		way := r.way(op, strings.TrimSpace(of.Variant+" stream"))
		way.Body = of.Body
		way.Results, way.Accept = []*api.Result{sequence}, sequence.MediaTypes
		r.reached[way] = slices.Clone(r.reached[of])
		r.use(way, sequence.Use.Type, false, false)
	}
}
