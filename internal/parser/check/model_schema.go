package check

import (
	"encoding/json"
	"iter"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

func (m *maker) schema(n *document.Node) *openapi3.SchemaRef {
	if ref := onlyRef(n); ref != "" {
		return &openapi3.SchemaRef{Ref: ref}
	}
	var s openapi3.Schema
	f := fields{maker: m, node: n}
	for key, value := range f.all() {
		switch key {
		case "type":
			s.Type = f.types(value)
		case "title":
			s.Title = f.text(value)
		case "description":
			s.Description = f.text(value)
		case "format":
			s.Format = f.text(value)
		case "pattern":
			s.Pattern = f.text(value)
		case "nullable":
			s.Nullable = f.bool(value)
		case "readOnly":
			s.ReadOnly = f.bool(value)
		case "writeOnly":
			s.WriteOnly = f.bool(value)
		case "deprecated":
			s.Deprecated = f.bool(value)
		case "enum":
			s.Enum = f.values(value)
		case "default":
			s.Default = m.any(value)
		case "example":
			s.Example = m.any(value)
		case "examples":
			s.Examples = f.values(value)
		case "minimum":
			s.Min = f.number(value)
		case "maximum":
			s.Max = f.number(value)
		case "minLength":
			s.MinLength = f.size(value)
		case "maxLength":
			size := f.size(value)
			s.MaxLength = &size
		case "required":
			s.Required = f.strings(value)
		default:
			f.schemaParts(&s, key, value)
		}
	}
	if f.unusual {
		return decode[openapi3.SchemaRef](m, n)
	}
	return &openapi3.SchemaRef{Value: &s}
}

// schemaParts reads the keywords that have schemas, and extensions.
func (f *fields) schemaParts(s *openapi3.Schema, key string, value *document.Node) {
	switch key {
	case "items":
		s.Items = f.schema(value)
	case "properties":
		f.is(value, document.Mapping)
		s.Properties = f.schemas(value)
	case "additionalProperties":
		s.AdditionalProperties = f.boolSchema(value)
	case "oneOf":
		s.OneOf = f.schemaList(value)
	case "anyOf":
		s.AnyOf = f.schemaList(value)
	case "allOf":
		s.AllOf = f.schemaList(value)
	default:
		f.extension(&s.Extensions, key, value)
	}
}

func (m *maker) schemas(n *document.Node) openapi3.Schemas {
	schemas := make(openapi3.Schemas, n.Len())
	for member := range n.Members() {
		schemas[member.Key] = m.schema(member.Value)
	}
	return schemas
}

func (m *maker) boolSchema(n *document.Node) openapi3.BoolSchema {
	has, isBool := n.Bool()
	switch {
	case isBool:
		return openapi3.BoolSchema{Has: &has}
	case n.Kind == document.Mapping && n.Len() == 0:
		return openapi3.BoolSchema{Schema: &openapi3.SchemaRef{Value: &openapi3.Schema{}}}
	default:
		return openapi3.BoolSchema{Schema: m.schema(n)}
	}
}

// any returns the value that encoding/json would decode from a node.
func (m *maker) any(n *document.Node) any {
	switch n.Kind {
	case document.Bool:
		return n.Value == "true"
	case document.Number:
		number, err := strconv.ParseFloat(n.Value, 64)
		if err != nil || !json.Valid([]byte(n.Value)) {
			m.failed = true
		}
		return number
	case document.String:
		return n.Value
	case document.Mapping:
		values := make(map[string]any, n.Len())
		for member := range n.Members() {
			values[member.Key] = m.any(member.Value)
		}
		return values
	case document.Sequence:
		values := make([]any, n.Len())
		for i, item := range n.Items() {
			values[i] = m.any(item)
		}
		return values
	default:
		return nil
	}
}

// fields reads the members of a node.
type fields struct {
	*maker
	node    *document.Node
	unusual bool // kin-openapi has to read the node
}

// all yields the members of the node until one of them is unusual.
func (f *fields) all() iter.Seq2[string, *document.Node] {
	return func(yield func(string, *document.Node) bool) {
		f.unusual = f.node.Kind != document.Mapping
		for m := range f.node.Members() {
			if !yield(m.Key, m.Value) || f.unusual {
				return
			}
		}
	}
}

// is reports whether a value is of a kind; another kind is unusual.
func (f *fields) is(n *document.Node, kind document.Kind) bool {
	f.unusual = f.unusual || n.Kind != kind
	return n.Kind == kind
}

func (f *fields) text(n *document.Node) string {
	f.is(n, document.String)
	return n.Value
}

func (f *fields) bool(n *document.Node) bool {
	f.is(n, document.Bool)
	return n.Value == "true"
}

func (f *fields) number(n *document.Node) *float64 {
	// The library rounds to a float64, too.
	number, err := strconv.ParseFloat(n.Value, 64)
	f.unusual = f.unusual || n.Kind != document.Number || err != nil || !json.Valid([]byte(n.Value))
	return &number
}

func (f *fields) size(n *document.Node) uint64 {
	size, err := strconv.ParseUint(n.Value, 10, 64)
	if _, exact := exactNumber(n); !exact || err != nil {
		f.unusual = true
	}
	return size
}

func (f *fields) strings(n *document.Node) []string {
	f.is(n, document.Sequence)
	texts := make([]string, n.Len())
	for i, item := range n.Items() {
		texts[i] = f.text(item)
	}
	return texts
}

func (f *fields) types(n *document.Node) *openapi3.Types {
	if n.Kind == document.String {
		return &openapi3.Types{f.text(n)}
	}
	types := openapi3.Types(f.strings(n))
	return &types
}

func (f *fields) values(n *document.Node) []any {
	values, isList := f.any(n).([]any)
	f.unusual = f.unusual || !isList
	return values
}

func (f *fields) schemaList(n *document.Node) openapi3.SchemaRefs {
	f.is(n, document.Sequence)
	list := make(openapi3.SchemaRefs, n.Len())
	for i, item := range n.Items() {
		list[i] = f.schema(item)
	}
	return list
}

func (f *fields) parameters(n *document.Node) openapi3.Parameters {
	f.is(n, document.Sequence)
	list := make(openapi3.Parameters, n.Len())
	for i, item := range n.Items() {
		list[i] = f.parameter(item)
	}
	return list
}

func (f *fields) headers(n *document.Node) openapi3.Headers {
	f.is(n, document.Mapping)
	headers := make(openapi3.Headers, n.Len())
	for m := range n.Members() {
		headers[m.Key] = f.header(m.Value)
	}
	return headers
}

func (f *fields) content(n *document.Node) openapi3.Content {
	f.is(n, document.Mapping)
	content := make(openapi3.Content, n.Len())
	for m := range n.Members() {
		content[m.Key] = f.mediaType(m.Value)
	}
	return content
}

// extension adds a member that is an extension; any other one is unusual.
func (f *fields) extension(extensions *map[string]any, key string, value *document.Node) {
	if !strings.HasPrefix(key, "x-") {
		f.unusual = true
		return
	}
	if *extensions == nil {
		*extensions = map[string]any{}
	}
	(*extensions)[key] = f.any(value)
}

// exactNumber returns a number, and whether float64 has its integral part exactly.
func exactNumber(n *document.Node) (number float64, exact bool) {
	const limit = 1 << 53
	number, err := strconv.ParseFloat(n.Value, 64)
	return number, n.Kind == document.Number && err == nil && -limit < number && number < limit && json.Valid([]byte(n.Value))
}
