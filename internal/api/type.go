package api

import "slices"

// Kind is what a type is made of.
type Kind int

// The kinds of types.
const (
	// Any admits every JSON value.
	Any Kind = iota
	// Scalar is a string, number, boolean or a string with a known format.
	Scalar
	// Enum is a scalar with a list of known values. Other values pass, too.
	Enum
	// List is a JSON array with items of one type.
	List
	// Map is a JSON object with members of one type.
	Map
	// Free is a JSON object of which nothing is known.
	Free
	// Object is a JSON object with declared properties.
	Object
	// Union is one of several types.
	Union
)

func (k Kind) String() string {
	return [...]string{"any", "scalar", "enum", "list", "map", "free-form object", "object", "union"}[k]
}

// Basic is the representation of a scalar or an enum.
type Basic int

// The representations of scalars.
const (
	String Basic = iota
	Boolean
	Integer   // 64 bits
	Integer32 // format int32
	Number    // double precision
	DateTime  // RFC 3339
	Date      // full-date of RFC 3339
	LocalTime // date and time without a zone
	Bytes     // base64 text
	Unsigned  // 64 bits without a sign
	File      // the content of a part, of any length
)

func (b Basic) String() string {
	return [...]string{"string", "boolean", "integer", "int32", "number", "date-time", "date", "local date-time", "bytes", "uint64", "file"}[b]
}

// Type is a type. Objects, unions and enums are named and listed in API.Types;
// so does a list or map that contains itself. All others are spelled out where
// they are used.
//
// Identity is the schema's place in the document (Ref): two uses of one schema
// share one *Type, and so do unions that are alike.
type Type struct {
	Kind Kind
	// Ref is the JSON pointer of the schema, as "#/components/schemas/Pet".
	Ref string
	// Path is the wire names that lead to the type: the component's name, then
	// the properties inside it; or the service path and operation name, then
	// the parameter. Empty for types that are spelled out in place and for
	// unions named by their variants.
	Path []string
	// Component says that the type is a schema of components.schemas.
	Component bool
	Doc       Doc
	Pos       Position

	// Rules are what the schema itself asks of a value. The Doc of a field or a parameter
	// has them too, with what is asked in that place alone.
	Rules Rules

	// Basic is that of a Scalar or Enum.
	Basic Basic
	// Values are those of an Enum, in document order and without null.
	Values []EnumValue
	// Open says that requests, too, may have other values of an Enum than those:
	// x-speakeasy-unknown-values.
	Open bool

	// Elem is the type of the items of a List or the members of a Map; and, for
	// an Object, of the members that are not declared, if their type is.
	Elem *TypeUse

	// Fields are the declared properties of an Object in document order.
	Fields []*Field
	// Undeclared says what an Object, a Map or a Free object makes of other members.
	Undeclared Undeclared

	// Variants are those of a Union, in document order.
	Variants []*Variant
	// Discriminator is the property that tells variants apart; empty if none.
	Discriminator string

	// Owner is the innermost service whose operations are the only ones that
	// reach the type; nil if several top-level services do.
	Owner *Service
	// InRequest and InResponse say whether requests and responses contain the type.
	InRequest  bool
	InResponse bool
	// ErrorBody says that the type is the body of an error.
	ErrorBody bool
}

// Named says that the type is declared once and referred to by name.
func (t *Type) Named() bool {
	return len(t.Path) > 0 || t.Kind == Union
}

// HoldsFiles reports whether an object has files, or lists of them, as members: then it is
// a multipart body and no JSON.
func (t *Type) HoldsFiles() bool {
	return t.Kind == Object && (t.Elem != nil && t.Elem.Type.IsFiles() ||
		slices.ContainsFunc(t.Fields, func(f *Field) bool { return f.Use.Type.IsFiles() }))
}

// IsFiles reports whether values of the type are files or lists of them.
func (t *Type) IsFiles() bool {
	return t.isFile() || t.Kind == List && t.Elem.Type.isFile()
}

func (t *Type) isFile() bool { return t.Kind == Scalar && t.Basic == File }

// HoldsSensitive reports whether an object has a sensitive property itself.

func (t *Type) HoldsSensitive() bool {
	return slices.ContainsFunc(t.Fields, func(f *Field) bool { return f.Doc.Sensitive })
}

// Wrapped returns the member "value" of an object that is an enum with more to say about
// its value, such as the one that the API translated it from; nil if t is not such an object.
func (t *Type) Wrapped() *Field {
	var value *Field
	for _, f := range t.Fields {
		switch {
		case f.Name == "value" && f.Use.Type.Kind == Enum:
			value = f
		case !f.Use.Optional():
			return nil
		}
	}
	return value
}

// EnumValue is one value of an enum.
type EnumValue struct {
	// Text is the string itself, or the literal of a number.
	Text string
	// Name is what the description calls the value; empty if it does not.
	Name string
	Doc  Doc
	Pos  Position
}

// TypeUse is a type in a place.
type TypeUse struct {
	Type     *Type
	Nullable bool
	// Required says that the place is never empty: a required property,
	// parameter or body. It is true for items and members.
	Required bool
	// Recursive says that the value would contain itself without an
	// indirection.
	Recursive bool
}

// Optional says that the value can be absent or null.
func (u TypeUse) Optional() bool { return u.Nullable || !u.Required }

// Field is a property of an object.
type Field struct {
	Name string
	// Called is what the description wants the field called in code; empty for its name.
	Called  string
	Use     TypeUse
	Doc     Doc
	Pointer string // of the property's schema
	Pos     Position
}

// Variant is one alternative of a union.
type Variant struct {
	Type *Type
	// Title is the variant's title, if it has one.
	Title string
	// Tags are the values of the discriminator that select the variant. Several variants
	// can have one.
	Tags []string
	// Otherwise says that values whose discriminator is absent or unknown are the variant.
	Otherwise bool
	// Required, Known and Consts describe an object, or those that a list or map holds:
	// the members it must have, all declared members, and the members with a fixed set of
	// values.
	Required []string
	Known    []string
	Consts   []Const
}

// Const is a property that admits only some values.
type Const struct {
	Name     string
	Required bool
	Values   []string // JSON texts
	// Open says that other values may occur. They speak against the variant, but do not
	// rule it out.
	Open bool
}
