package parser

import (
	"net/http"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// responses reads the responses of an operation: results and errors.
func (r *reader) responses(op *api.Operation, at located, failed failures, context []string) {
	var statuses []string
	for _, status := range at.node.Keys() {
		if !strings.HasPrefix(status, "x-") {
			statuses = append(statuses, status)
		}
	}
	documented := slices.ContainsFunc(statuses, func(key string) bool {
		status, ok := api.ParseStatus(key)
		return ok && status.IsSuccess()
	})
	for _, key := range statuses {
		response, pointer := r.follow(at.node.Get(key), at.pointer+"/"+document.EscapePointer(key))
		status, ok := api.ParseStatus(key)
		if !ok {
			d := r.diags.Warnf("bad-status", at.node.KeyPos(key), "%q is not a status code, a range such as 4XX or \"default\"; response ignored", key)
			d.Pointer = at.pointer + "/" + document.EscapePointer(key)
			continue
		}
		if status.IsSuccess() || failed.accepts(status) || status == api.Default && !documented {
			r.results(op, status, located{response, pointer}, context)
			if len(statuses) > 1 || status != api.Default {
				continue
			}
			// What is said of all statuses is said of errors, too.
		}
		r.errorCase(op, status, located{response, pointer}, context)
	}
	slices.SortStableFunc(op.Errors, func(a, b *api.ErrorCase) int { return a.Status.Compare(b.Status) })
	op.Failures = failed.exact(op.Results)
	for _, result := range op.Results {
		types := result.MediaTypes
		if result.Content == api.ContentJSON && strings.HasSuffix(types[0], "*") {
			types = slices.Insert(slices.Clone(types), 0, "application/json") // of all that fits, it is what is read
		}
		for _, mediaType := range types {
			if !slices.Contains(op.Accept, mediaType) {
				op.Accept = append(op.Accept, mediaType)
			}
		}
	}
}

// results reads one success response. JSON and other content are separate results,
// unless both have the same schema: then the response is a file whose type happens
// to be listed. Other notations of the JSON data are not separate results.
func (r *reader) results(op *api.Operation, status api.Status, at located, context []string) {
	content := contentOf(op, at.node)
	result := &api.Result{Status: status, Headers: r.headers(at, context), Doc: r.schemas.doc(at.node), Pointer: at.pointer, Pos: at.node.Pos}
	if content.Len() == 0 || status == "204" || status == "205" {
		if r.events[op] && op.Method != http.MethodHead && status != "204" && status != "205" {
			result.Content, result.MediaTypes = api.ContentStream, []string{eventStream}
		}
		op.Results = append(op.Results, result)
		return
	}
	content = r.withoutSequences(op, content, result, context)
	jsonType, others := r.mediaTypes(content)
	if jsonType != "" && !slices.ContainsFunc(others, func(key string) bool { return !isSpelling(content, key, jsonType) }) {
		others = nil // other notations are not requested
	}
	if jsonType != "" && len(others) > 0 && sameSchema(content.Get(jsonType), content.Get(others[0])) {
		jsonType = ""
	}
	if jsonType != "" {
		found := *result
		found.Content = api.ContentJSON
		for _, key := range content.Keys() {
			switch {
			case r.contentKind(content, key) != api.ContentJSON:
			case sameSchema(content.Get(key), content.Get(jsonType)):
				found.MediaTypes = append(found.MediaTypes, key)
			case !slices.Contains(others, key):
				d := r.diags.Warnf("content-left-out", content.KeyPos(key), "%s has another schema than %s and is not requested", key, jsonType)
				d.Pointer, d.Hint = at.pointer+"/content/"+document.EscapePointer(key), "use the same schema for both, such as a oneOf"
			}
		}
		schema := content.Get(jsonType).Get("schema")
		if schema == nil {
			schema = &document.Node{Kind: document.Mapping, Pos: at.node.Pos}
		}
		pointer := at.pointer + "/content/" + document.EscapePointer(jsonType) + "/schema"
		value := r.schemas.resolve(source{schema, pointer, append(nameOf(at.pointer, context), "response")})
		found.Use = value.property(true)
		r.use(op, value.typ, false, false)
		op.Results = append(op.Results, &found)
	}
	if jsonType == "" || len(others) > 0 {
		r.otherResult(op, result, content, jsonType, context)
	}
}

// otherResult adds the result of content that is not JSON: text, if it is nothing else.
func (r *reader) otherResult(op *api.Operation, result *api.Result, content *document.Node, jsonType string, context []string) {
	result.Content = api.ContentText
	text := ""
	for _, key := range content.Keys() {
		kind := r.contentKind(content, key)
		if jsonType != "" && kind == api.ContentJSON {
			continue
		}
		result.MediaTypes = append(result.MediaTypes, key)
		if text = key; kind != api.ContentText {
			result.Content = api.ContentStream
		}
	}
	if result.Content == api.ContentText {
		pointer := result.Pointer + "/content/" + document.EscapePointer(text) + "/schema"
		result.Use = r.text(source{content.Get(text).Get("schema"), pointer, append(nameOf(result.Pointer, context), "response")}, true)
		r.use(op, result.Use.Type, false, false)
	} else if !slices.ContainsFunc(content.Keys(), isJSON) { // else it is a file that happens to have a type
		for _, key := range result.MediaTypes {
			r.warnUntyped(content, key, result.Pointer)
		}
	}
	op.Results = append(op.Results, result)
}

// mediaTypes returns the media type of JSON that a content is read as, or "", and those of
// other content.
func (r *reader) mediaTypes(content *document.Node) (jsonType string, others []string) {
	for m := range content.Members() {
		switch {
		case r.contentKind(content, m.Key) != api.ContentJSON:
			others = append(others, m.Key)
		case jsonType == "" || api.Essence(m.Key) == "application/json" && api.Essence(jsonType) != "application/json":
			jsonType = m.Key
		}
	}
	return jsonType, others
}

// headers reads the headers of a response.
func (r *reader) headers(at located, context []string) []*api.Header {
	var found []*api.Header
	for m := range at.node.Get("headers").Members() {
		n, pointer := r.follow(m.Value, at.pointer+"/headers/"+document.EscapePointer(m.Key))
		h := &api.Header{Name: m.Key, Doc: r.schemas.doc(n), Pointer: pointer, Pos: n.Pos}
		required, _ := n.Get("required").Bool()
		schema := n.Get("schema")
		if schema == nil {
			schema = &document.Node{Kind: document.Mapping, Pos: n.Pos}
		}
		value := r.schemas.resolve(source{schema, pointer + "/schema", append(slices.Clone(context), m.Key)})
		h.Use = value.property(required)
		h.Doc = overlay(value.doc, h.Doc)
		h.Doc.Sensitive = false // it is not part of a model
		found = append(found, h)
	}
	return found
}

// contentOf returns the content of a response. A response to HEAD has none; if
// described, it is that of GET.
func contentOf(op *api.Operation, response *document.Node) *document.Node {
	if op.Method == http.MethodHead {
		return nil
	}
	return response.Get("content")
}

// isSpelling reports whether a media type is another notation, such as XML, of data
// that is also offered as JSON.
func isSpelling(content *document.Node, mediaType, jsonType string) bool {
	name := api.Essence(mediaType)
	if name == "text/plain" {
		return sameSchema(content.Get(mediaType), content.Get(jsonType))
	}
	_, subtype, _ := strings.Cut(name, "/")
	notation := subtype[strings.LastIndexAny(subtype, "+.")+1:]
	return slices.Contains([]string{"xml", "yaml", "cbor", "msgpack", "protobuf"}, strings.TrimPrefix(notation, "x-"))
}

// schemaOf returns the schema of a media type, with references resolved.
func (r *reader) schemaOf(mediaType *document.Node) *document.Node {
	n, _ := r.follow(mediaType.Get("schema"), "")
	return n
}

func sameSchema(a, b *document.Node) bool {
	return string(a.Get("schema").AppendJSON(nil)) == string(b.Get("schema").AppendJSON(nil))
}

// errorCase reads one error response.
func (r *reader) errorCase(op *api.Operation, status api.Status, at located, context []string) {
	doc := r.schemas.doc(at.node)
	content := contentOf(op, at.node)
	schema, pointer := (*document.Node)(nil), ""
	for m := range content.Members() {
		if r.contentKind(content, m.Key) == api.ContentJSON && m.Value.Get("schema") != nil {
			schema, pointer = m.Value.Get("schema"), at.pointer+"/content/"+document.EscapePointer(m.Key)+"/schema"
			break
		}
	}
	c := &api.ErrorCase{Status: status, Headers: r.headers(at, context), Doc: doc, Pointer: at.pointer, Pos: at.node.Pos}
	op.Errors = append(op.Errors, c)
	if schema == nil {
		if _, exact := status.Code(); exact { // a range or the default has no type of its own then
			r.errors.add(errorUse{errorCase: c})
		}
		return
	}
	value := r.schemas.resolve(source{schema, pointer, append(nameOf(at.pointer, append(slices.Clone(context), status.Phrase())), "body")})
	use := errorUse{errorCase: c, body: value.typ, context: context}
	if name := r.errorName(schema, at.pointer, &use.source); name != "" {
		use.name, use.context = name, []string{name}
	}
	r.errors.add(use)
	r.use(op, value.typ, false, true)
}

// errorName returns the name that a schema or a shared response gives an error, or "" if
// neither has one.
func (r *reader) errorName(schema *document.Node, responsePointer string, of *api.ErrorSource) string {
	if ref, ok := schema.Get("$ref").Text(); ok {
		if name := componentName(ref); name != "" {
			*of = api.ErrorOfSchema
			return r.schemas.component(name).path[0]
		}
	}
	if segments, _ := document.Segments(responsePointer); len(segments) == 3 && segments[1] == "responses" {
		*of = api.ErrorOfResponse
		return segments[2]
	}
	return ""
}
