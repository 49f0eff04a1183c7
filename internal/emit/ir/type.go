package ir

// useJSON is a type in a place.
type useJSON struct {
	Type      typeJSON `json:"type" doc:"the type"`
	Nullable  bool     `json:"nullable,omitempty" doc:"null is a value"`
	Required  bool     `json:"required,omitempty" doc:"never left out; always so for items and members of maps"`
	Recursive bool     `json:"recursive,omitempty" doc:"the value would contain itself without an indirection"`
}

// typeJSON is a type that is declared, one that is spelled out, or a reference to one
// that is declared.
type typeJSON struct {
	Ref           string        `json:"ref,omitempty" doc:"the pointer of a type in types, which has all else"`
	Kind          string        `json:"kind,omitempty" doc:"any, scalar, enum, list, map, free, object or union"`
	Pointer       string        `json:"pointer,omitempty" doc:"of the schema; identifies a declared type"`
	Path          []string      `json:"path,omitempty" doc:"the wire names that lead to the type"`
	Component     bool          `json:"component,omitempty" doc:"it is a schema of components.schemas"`
	Doc           docJSON       `json:"doc,omitzero" doc:"what the description says"`
	Basic         string        `json:"basic,omitempty" doc:"of a scalar or enum: string, boolean, integer, int32, number, date-time, date, local-date-time or bytes"`
	JSONKinds     []string      `json:"jsonKinds,omitempty" doc:"the kinds of JSON values that it admits, without null"`
	Values        []valueJSON   `json:"values,omitempty" doc:"of an enum, in document order and without null"`
	Elem          *useJSON      `json:"elem,omitempty" doc:"items of a list, members of a map, undeclared members of an object"`
	Fields        []fieldJSON   `json:"fields,omitempty" doc:"of an object, in document order"`
	Variants      []variantJSON `json:"variants,omitempty" doc:"of a union, in document order"`
	Discriminator string        `json:"discriminator,omitempty" doc:"the property that tells variants apart"`
	Owner         []string      `json:"owner,omitempty" doc:"the innermost service whose operations alone reach it"`
	InRequest     bool          `json:"inRequest,omitempty" doc:"requests have it"`
	InResponse    bool          `json:"inResponse,omitempty" doc:"responses have it"`
	InError       bool          `json:"inError,omitempty" doc:"bodies of errors are made of it"`
	Position      *positionJSON `json:"position,omitempty" doc:"where it is in the inputs"`
}

type valueJSON struct {
	Text string  `json:"text" doc:"the string, or the literal of a number"`
	Doc  docJSON `json:"doc,omitzero" doc:"what the description says"`
	whereJSON
}

type fieldJSON struct {
	Name string  `json:"name" doc:"the wire name"`
	Use  useJSON `json:"use" doc:"its type"`
	Doc  docJSON `json:"doc,omitzero" doc:"what the description says"`
	whereJSON
}

type variantJSON struct {
	Type     typeJSON    `json:"type" doc:"the type"`
	Title    string      `json:"title,omitempty" doc:"the variant's title"`
	Tags     []string    `json:"tags,omitempty" doc:"values of the discriminator that select it"`
	Default  bool        `json:"default,omitempty" doc:"whether it is that of objects that no value of the discriminator selects"`
	Required []string    `json:"required,omitempty" doc:"members that it must have"`
	Known    []string    `json:"known,omitempty" doc:"all declared members"`
	Consts   []constJSON `json:"consts,omitempty" doc:"members with a fixed set of values"`
}

type constJSON struct {
	Name     string `json:"name" doc:"the wire name"`
	Required bool   `json:"required,omitempty" doc:"it must be there"`
	Values   []any  `json:"values" doc:"the only values"`
}
