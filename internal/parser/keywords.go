package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// keyword says what values a schema keyword takes and what its value is.
type keyword struct {
	kinds []document.Kind
	role  role
}

var (
	aString   = []document.Kind{document.String}
	aBool     = []document.Kind{document.Bool}
	aNumber   = []document.Kind{document.Number}
	aSchema   = []document.Kind{document.Mapping, document.Bool}
	aMapping  = []document.Kind{document.Mapping}
	aSequence = []document.Kind{document.Sequence}
)

// schemaKeywords are the keywords of OpenAPI 3.0 and 3.1 schemas whose form
// matters to the SDK.
var schemaKeywords = map[string]keyword{
	"title":                 {kinds: aString},
	"description":           {kinds: aString},
	"format":                {kinds: aString},
	"pattern":               {kinds: aString},
	"type":                  {kinds: []document.Kind{document.String, document.Sequence}},
	"enum":                  {kinds: aSequence},
	"examples":              {kinds: []document.Kind{document.Sequence, document.Mapping}},
	"nullable":              {kinds: aBool},
	"deprecated":            {kinds: aBool},
	"readOnly":              {kinds: aBool},
	"writeOnly":             {kinds: aBool},
	"uniqueItems":           {kinds: aBool},
	"required":              {kinds: aSequence},
	"minimum":               {kinds: aNumber},
	"maximum":               {kinds: aNumber},
	"multipleOf":            {kinds: aNumber},
	"exclusiveMinimum":      {kinds: []document.Kind{document.Number, document.Bool}},
	"exclusiveMaximum":      {kinds: []document.Kind{document.Number, document.Bool}},
	"minLength":             {kinds: aNumber},
	"maxLength":             {kinds: aNumber},
	"minItems":              {kinds: aNumber},
	"maxItems":              {kinds: aNumber},
	"minProperties":         {kinds: aNumber},
	"maxProperties":         {kinds: aNumber},
	"discriminator":         {kinds: aMapping},
	"properties":            {kinds: aMapping, role: roleSchemaMap},
	"patternProperties":     {kinds: aMapping, role: roleSchemaMap},
	"dependentSchemas":      {kinds: aMapping, role: roleSchemaMap},
	"$defs":                 {kinds: aMapping, role: roleSchemaMap},
	"items":                 {kinds: aSchema, role: roleSchema},
	"additionalProperties":  {kinds: aSchema, role: roleSchema},
	"unevaluatedProperties": {kinds: aSchema, role: roleSchema},
	"unevaluatedItems":      {kinds: aSchema, role: roleSchema},
	"propertyNames":         {kinds: aSchema, role: roleSchema},
	"contains":              {kinds: aSchema, role: roleSchema},
	"not":                   {kinds: aSchema, role: roleSchema},
	"if":                    {kinds: aSchema, role: roleSchema},
	"then":                  {kinds: aSchema, role: roleSchema},
	"else":                  {kinds: aSchema, role: roleSchema},
	"oneOf":                 {kinds: aSequence, role: roleSchemaList},
	"anyOf":                 {kinds: aSequence, role: roleSchemaList},
	"allOf":                 {kinds: aSequence, role: roleSchemaList},
	"prefixItems":           {kinds: aSequence, role: roleSchemaList},
}

// containerKinds are the kinds that a node of a role must have.
var containerKinds = map[role][]document.Kind{
	roleInfo: aMapping, roleComponents: aMapping, rolePaths: aMapping, rolePathItem: aMapping, roleOperation: aMapping,
	roleParameter: aMapping, roleRequestBody: aMapping, roleResponses: aMapping, roleResponse: aMapping, roleHeader: aMapping,
	roleContent: aMapping, roleMediaType: aMapping, roleSchema: aSchema, roleSecurityScheme: aMapping, roleTag: aMapping,
	roleServer: aMapping, roleCallback: aMapping, roleSchemaMap: aMapping, roleParameterMap: aMapping, roleResponseMap: aMapping,
	roleRequestBodyMap: aMapping, roleHeaderMap: aMapping, roleSecuritySchemeMap: aMapping, rolePathItemMap: aMapping,
	roleCallbackMap: aMapping, roleSchemaList: aSequence, roleParameterList: aSequence, roleTagList: aSequence, roleServerList: aSequence,
}

// checkForm reports every node that has not the form its role asks for. What
// passes here can be read without further checks.
func checkForm(root *document.Node, ds *diag.List) {
	walk(place{root, roleRoot, ""}, func(pl place) {
		if !pl.formed() {
			ds.Errorf("wrong-form", pl.node.Pos, "expected %s, found %s", kindList(containerKinds[pl.role]), kindName(pl.node.Kind)).Pointer = pl.pointer
			return
		}
		if pl.role == roleSchema {
			checkSchemaForm(pl, ds)
		}
	})
}

func checkSchemaForm(pl place, ds *diag.List) {
	for m := range pl.node.Members() {
		want, known := schemaKeywords[m.Key]
		if !known || want.role != roleNone { // nodes with a role are visited themselves
			continue
		}
		pointer := pl.pointer + "/" + document.EscapePointer(m.Key)
		if !slices.Contains(want.kinds, m.Value.Kind) {
			d := ds.Errorf("wrong-form", m.KeyPos, "%q takes %s, found %s", m.Key, kindList(want.kinds), kindName(m.Value.Kind))
			d.Pointer = pointer
			if m.Key == "required" && m.Value.Kind == document.Bool {
				d.Code = "boolean-required"
				d.Hint = "remove it, and list the property's name under \"required\" of the schema that declares it"
			}
			continue
		}
		switch m.Key {
		case "required":
			checkStrings(m.Key, m.Value, pointer, ds)
		case "type":
			if m.Value.Kind == document.Sequence {
				checkStrings(m.Key, m.Value, pointer, ds)
			}
			checkTypeNames(m.Value, pointer, ds)
		}
	}
}

func checkStrings(key string, list *document.Node, pointer string, ds *diag.List) {
	for _, item := range list.Items() {
		if item.Kind != document.String {
			ds.Errorf("wrong-form", item.Pos, "%q lists strings, found %s", key, kindName(item.Kind)).Pointer = pointer
		}
	}
}

var typeNames = []string{"string", "number", "integer", "boolean", "array", "object", "null"}

func checkTypeNames(n *document.Node, pointer string, ds *diag.List) {
	names := n.Items()
	if n.Kind == document.String {
		names = []*document.Node{n}
	}
	for _, name := range names {
		if text, ok := name.Text(); ok && !slices.Contains(typeNames, text) {
			d := ds.Errorf("unknown-type", name.Pos, "unknown type %q", text)
			d.Pointer = pointer
			d.Hint = "the types are " + strings.Join(typeNames, ", ")
		}
	}
}

func kindName(k document.Kind) string {
	switch k {
	case document.Null:
		return "null"
	case document.Bool:
		return "a boolean"
	case document.Number:
		return "a number"
	case document.String:
		return "a string"
	case document.Mapping:
		return "a mapping"
	default:
		return "a list"
	}
}

func kindList(kinds []document.Kind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = kindName(k)
	}
	return strings.Join(names, " or ")
}
