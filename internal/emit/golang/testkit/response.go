package testkit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/sample"
)

// success writes the first success of an operation.
func (k *Kit) success(o *api.Operation) string {
	if len(o.Results) == 0 {
		return "response{status: 200}"
	}
	return "response" + k.result(o, o.Primary())
}

// result writes a success without its type.
func (k *Kit) result(o *api.Operation, r *api.Result) string {
	fields := []string{"status: " + statusNumber(r.Status)}
	switch r.Content {
	case api.ContentJSON:
		wanted := exampleKey{use: r.Use}
		if o.Pagination != nil && len(o.Pagination.Next) > 0 {
			wanted.Without = o.Pagination.Next[len(o.Pagination.Next)-1]
		}
		fields = append(fields, "contentType: "+gofile.Quote(r.Content.SentType(r.MediaTypes...)), "example: "+k.example(o, wanted))
	case api.ContentStream:
		fields = append(fields, "contentType: "+gofile.Quote(r.Content.SentType(r.MediaTypes...)), `example: "example"`)
	}
	return "{" + strings.Join(fields, ", ") + "}"
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
	var rows []string
	base := "responsesOf" + k.operations[o]
	if len(o.Results) > 1 {
		usual := o.Primary()
		for _, r := range o.Results {
			if r != usual {
				rows = append(rows, k.result(o, r)+",\n")
			}
		}
	} else if len(o.Errors) > 0 {
		base = names.ErrorSetName(o.Errors)
	}
	for _, c := range o.Errors {
		rows = append(rows, k.errorResponse(o, c)+",\n")
	}
	if len(rows) == 0 {
		return ""
	}
	return k.shared.name("[]response{\n"+strings.Join(rows, "")+"}", base)
}

func (k *Kit) errorResponse(o *api.Operation, c *api.ErrorCase) string {
	fields := []string{"status: " + statusNumber(c.Status)}
	if c.Error != nil && c.Error.Body != nil {
		t := c.Error.Body
		example := k.example(o, exampleKey{use: api.TypeUse{Type: t, Required: true}})
		fields = append(fields, `contentType: "application/json"`, "example: "+example)
		if name := statusMember(t); name != "" {
			fields = append(fields, "statusMember: "+gofile.Quote(name))
		}
	}
	return "{" + strings.Join(fields, ", ") + "}"
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

// statusNumber is a status in the words of the fake server: a code, the first
// digit of a range, or 0 for all others.
func statusNumber(status api.Status) string {
	if code, exact := status.Code(); exact {
		return strconv.Itoa(code)
	}
	return strconv.Itoa(status.Class())
}

// paging writes where a list ends whose pages the caller counts; empty if the
// answer itself says where.
func (k *Kit) paging(o *api.Operation) string {
	p := o.Pagination
	if p == nil || p.Parameter == nil || p.Parameter.In != api.InQuery || len(p.Items) == 0 || len(o.Results) == 0 {
		return ""
	}
	if p.Kind != api.PageOffset && p.Kind != api.PageNumber {
		return ""
	}
	end := k.example(o, exampleKey{o.Results[0].Use, sample.Options{Empty: p.Items[len(p.Items)-1]}})
	return "&paging{query: " + gofile.Quote(p.Parameter.Name) + ", last: " + strconv.FormatInt(p.Start, 10) + ", end: " + end + "}"
}
