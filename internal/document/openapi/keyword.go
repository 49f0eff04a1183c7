package openapi

import "github.com/StackOneHQ/stackone-gen/internal/document"

// Keyword describes the value of a schema keyword.
type Keyword struct {
	Kinds []document.Kind
	Role  Role
}

var (
	aString   = []document.Kind{document.String}
	aBool     = []document.Kind{document.Bool}
	aNumber   = []document.Kind{document.Number}
	aSchema   = []document.Kind{document.Mapping, document.Bool}
	aMapping  = []document.Kind{document.Mapping}
	aSequence = []document.Kind{document.Sequence}
)

// SchemaKeywords are the keywords of OpenAPI 3.0 and 3.1 schemas whose values the
// SDK depends on.
var SchemaKeywords = map[string]Keyword{
	"title":                 {Kinds: aString},
	"description":           {Kinds: aString},
	"format":                {Kinds: aString},
	"pattern":               {Kinds: aString},
	"type":                  {Kinds: []document.Kind{document.String, document.Sequence}},
	"enum":                  {Kinds: aSequence},
	"examples":              {Kinds: []document.Kind{document.Sequence, document.Mapping}},
	"nullable":              {Kinds: aBool},
	"deprecated":            {Kinds: aBool},
	"readOnly":              {Kinds: aBool},
	"writeOnly":             {Kinds: aBool},
	"uniqueItems":           {Kinds: aBool},
	"required":              {Kinds: aSequence},
	"minimum":               {Kinds: aNumber},
	"maximum":               {Kinds: aNumber},
	"multipleOf":            {Kinds: aNumber},
	"exclusiveMinimum":      {Kinds: []document.Kind{document.Number, document.Bool}},
	"exclusiveMaximum":      {Kinds: []document.Kind{document.Number, document.Bool}},
	"minLength":             {Kinds: aNumber},
	"maxLength":             {Kinds: aNumber},
	"minItems":              {Kinds: aNumber},
	"maxItems":              {Kinds: aNumber},
	"minProperties":         {Kinds: aNumber},
	"maxProperties":         {Kinds: aNumber},
	"discriminator":         {Kinds: aMapping},
	"properties":            {Kinds: aMapping, Role: SchemaMap},
	"patternProperties":     {Kinds: aMapping, Role: SchemaMap},
	"dependentSchemas":      {Kinds: aMapping, Role: SchemaMap},
	"$defs":                 {Kinds: aMapping, Role: SchemaMap},
	"definitions":           {Kinds: aMapping, Role: SchemaMap}, // of JSON Schema before $defs
	"items":                 {Kinds: aSchema, Role: Schema},
	"additionalProperties":  {Kinds: aSchema, Role: Schema},
	"unevaluatedProperties": {Kinds: aSchema, Role: Schema},
	"unevaluatedItems":      {Kinds: aSchema, Role: Schema},
	"propertyNames":         {Kinds: aSchema, Role: Schema},
	"contentSchema":         {Kinds: aSchema, Role: Schema},
	"contains":              {Kinds: aSchema, Role: Schema},
	"not":                   {Kinds: aSchema, Role: Schema},
	"if":                    {Kinds: aSchema, Role: Schema},
	"then":                  {Kinds: aSchema, Role: Schema},
	"else":                  {Kinds: aSchema, Role: Schema},
	"oneOf":                 {Kinds: aSequence, Role: SchemaList},
	"anyOf":                 {Kinds: aSequence, Role: SchemaList},
	"allOf":                 {Kinds: aSequence, Role: SchemaList},
	"prefixItems":           {Kinds: aSequence, Role: SchemaList},
}
