package testkit

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/sample"
)

// success describes the usual success of an operation.
func (k *Kit) success(o *api.Operation) response {
	if len(o.Results) == 0 {
		return response{status: o.SuccessCode()}
	}
	return k.result(o, o.Primary())
}

// result describes a success.
func (k *Kit) result(o *api.Operation, r *api.Result) response {
	if sequence := o.SequenceResult(); sequence != nil && r.Content == api.ContentStream {
		r = sequence // whoever reads the stream finds the values in it
	}
	described := response{status: statusNumber(r.Status)}
	switch r.Content {
	case api.ContentJSON:
		wanted := exampleKey{use: r.Use}
		if o.Pagination != nil && len(o.Pagination.Next) > 0 {
			wanted.Without = o.Pagination.Next[len(o.Pagination.Next)-1]
		}
		described.contentType, described.example = r.Content.SentType(r.MediaTypes...), k.example(o, wanted)
	case api.ContentSequence:
		described.contentType = r.Content.SentType(r.MediaTypes...)
		described.example = k.examples.name(sequenceExample(r), "example"+k.operations[o])
	case api.ContentText:
		described.contentType, described.stream = r.Content.SentType(r.MediaTypes...), true
	case api.ContentStream:
		described.contentType, described.stream = r.Content.SentType(r.MediaTypes...), true
	}
	return described
}

// sequenceExample is a response with one value.
func sequenceExample(r *api.Result) string {
	value, s := sample.Of(r.Use, sample.Options{}), r.Sequence
	switch s.Kind {
	case api.Lines:
		return value + "\n"
	case api.Records:
		return "\x1e" + value + "\n"
	}
	var text string
	if s.Whole {
		for _, m := range sample.Members(json.RawMessage(value)) {
			text += m.Name + ": " + plainText(m.Value) + "\n"
		}
	} else if text = "data: " + value + "\n"; s.Text {
		text = "data: " + plainText(json.RawMessage(value)) + "\n"
	}
	text += "\n"
	if s.Sentinel != "" {
		text += "data: " + s.Sentinel + "\n\n"
	}
	return text
}

// plainText is a string without its quotes, and any other value as it is, on one line.
func plainText(value json.RawMessage) string {
	text := string(value)
	_ = json.Unmarshal(value, &text) // it is a string, or stays as it is
	return strings.NewReplacer("\r", " ", "\n", " ").Replace(text)
}

// exampleKey tells examples apart without a look at their texts, because most
// operations share those of their errors.
type exampleKey struct {
	use api.TypeUse
	sample.Options
}

// example returns the name of the constant with an example.
func (k *Kit) example(o *api.Operation, wanted exampleKey) string {
	if name, known := k.byKey[wanted]; known {
		return name
	}
	base := k.operations[o]
	if t := wanted.use.Type; t.Named() {
		base = k.names.Type(t)
	}
	name := k.examples.name(sample.Of(wanted.use, wanted.Options), "example"+base)
	k.byKey[wanted] = name
	return name
}

// others returns the name of the list of an operation's further responses; empty
// if it has none.
func (k *Kit) others(o *api.Operation) string {
	var list responses
	base := "responsesOf" + k.operations[o]
	if len(o.Results) > 1 {
		usual := o.Primary()
		for _, r := range o.Results {
			if r != usual {
				list = append(list, k.result(o, r))
			}
		}
	} else if len(o.Errors) > 0 {
		base = names.ErrorSetName(o.Errors)
	}
	for _, c := range o.Errors {
		list = append(list, k.errorResponse(o, c))
	}
	if len(list) == 0 {
		return ""
	}
	return k.shared.name(list, base)
}

func (k *Kit) errorResponse(o *api.Operation, c *api.ErrorCase) response {
	described := response{status: statusNumber(c.Status)}
	if c.Error != nil && c.Error.Body != nil {
		t := c.Error.Body
		described.contentType = api.ContentJSON.SentType()
		described.example = k.example(o, exampleKey{use: api.TypeUse{Type: t, Required: true}})
		described.statusMember = statusMember(t)
	}
	return described
}

// statusMember is the member of an error body that repeats the status; empty if
// there is none.
func statusMember(t *api.Type) string {
	if t.Kind != api.Object {
		return ""
	}
	for _, f := range t.Fields {
		name := strings.ToLower(strings.Join(strings.FieldsFunc(f.Name, func(r rune) bool { return r == '_' || r == '-' || r == ' ' }), ""))
		named := slices.Contains([]string{"statuscode", "status", "httpstatus", "httpstatuscode"}, name)
		if named && f.Use.Type.Kind == api.Scalar && f.Use.Type.JSONKinds() == api.JSONNumber {
			return f.Name
		}
	}
	return ""
}

// statusNumber is a status in the words of the test server: a code, the first
// digit of a range, or 0 for all others.
func statusNumber(status api.Status) int {
	if code, exact := status.Code(); exact {
		return code
	}
	return status.Class()
}

// paging describes how a list is read in pages; nil if it is not, or in a way that the
// server does not know.
func (k *Kit) paging(o *api.Operation) *paging {
	p := o.Pagination
	if p == nil || len(o.Results) == 0 {
		return nil
	}
	described := &paging{
		by: [...]string{"byCursor", "byOffset", "byNumber", "byAddress"}[p.Kind], first: p.Start,
		items: wireNames(p.Items), next: wireNames(p.Next), pageCount: wireNames(p.Pages),
	}
	switch {
	case p.Kind == api.PageURL:
	case p.BodyField != nil:
		described.in, described.parameter = "body", p.BodyField.Name
	case p.Parameter != nil && p.Parameter.In == api.InQuery:
		described.in, described.parameter = "query", p.Parameter.Name
	case p.Parameter != nil && p.Parameter.In == api.InHeader:
		described.in, described.parameter = "header", p.Parameter.Name
	default:
		return nil
	}
	if n := len(p.Next); n > 0 {
		described.numeric = !p.Next[n-1].Use.Type.JSONKinds().Has(api.JSONString)
	}
	counted := p.Kind == api.PageOffset || p.Kind == api.PageNumber
	if counted && described.in == "query" && len(p.Items) > 0 {
		described.end = k.example(o, exampleKey{o.Results[0].Use, sample.Options{Empty: p.Items[len(p.Items)-1]}})
	}
	return described
}

// wireNames are the names of the members on the way to one.
func wireNames(fields []*api.Field) []string {
	var path []string
	for _, f := range fields {
		path = append(path, f.Name)
	}
	return path
}
