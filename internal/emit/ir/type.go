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
	Basic         string        `json:"basic,omitempty" doc:"of a scalar or enum: string, boolean, integer, int32, number, date-time, date, local-date-time, bytes, uint64 or file"`
	JSONKinds     []string      `json:"jsonKinds,omitempty" doc:"the kinds of JSON values that it admits, without null"`
	Rules         rulesJSON     `json:"rules,omitzero" doc:"what the schema asks of a value, of a type that is spelled out"`
	Values        []valueJSON   `json:"values,omitempty" doc:"of an enum, in document order and without null"`
	Open          bool          `json:"open,omitempty" doc:"requests, too, may have other values of an enum than those"`
	Elem          *useJSON      `json:"elem,omitempty" doc:"items of a list, members of a map, undeclared members of an object"`
	Fields        []fieldJSON   `json:"fields,omitempty" doc:"of an object, in document order"`
	Undeclared    string        `json:"undeclared,omitempty" doc:"members of an object that are not declared: admitted or refused; absent where nothing is said, which admits them"`
	Variants      []variantJSON `json:"variants,omitempty" doc:"of a union, in document order"`
	Discriminator string        `json:"discriminator,omitempty" doc:"the property that tells variants apart"`
	Owner         []string      `json:"owner,omitempty" doc:"the innermost service whose operations alone reach it"`
	InRequest     bool          `json:"inRequest,omitempty" doc:"requests have it"`
	InResponse    bool          `json:"inResponse,omitempty" doc:"responses have it"`
	InError       bool          `json:"inError,omitempty" doc:"bodies of errors are made of it"`
	Position      *positionJSON `json:"position,omitempty" doc:"where it is in the inputs"`
}

// rulesJSON is what is asked of a value beside its type.
type rulesJSON struct {
	Format      string           `json:"format,omitempty" doc:"the format keyword"`
	Constraints []constraintJSON `json:"constraints,omitempty" doc:"what is asked of values beside their type"`
}

type valueJSON struct {
	Text string  `json:"text" doc:"the string, or the literal of a number"`
	Name string  `json:"name,omitempty" doc:"what the description calls the value"`
	Doc  docJSON `json:"doc,omitzero" doc:"what the description says"`
	whereJSON
}

type fieldJSON struct {
	Name   string  `json:"name" doc:"the wire name"`
	Called string  `json:"called,omitempty" doc:"what it is called in code, by x-speakeasy-name-override; absent for its name"`
	Use    useJSON `json:"use" doc:"its type"`
	Doc    docJSON `json:"doc,omitzero" doc:"what the description says"`
	whereJSON
}

type variantJSON struct {
	Type     typeJSON    `json:"type" doc:"the type"`
	Title    string      `json:"title,omitempty" doc:"the variant's title"`
	Tags     []string    `json:"tags,omitempty" doc:"values of the discriminator that select it"`
	Rest     bool        `json:"otherwise,omitempty" doc:"values whose discriminator is absent or unknown are it"`
	Required []string    `json:"required,omitempty" doc:"members that it must have"`
	Known    []string    `json:"known,omitempty" doc:"all declared members"`
	Consts   []constJSON `json:"consts,omitempty" doc:"members with a fixed set of values"`
}

type constJSON struct {
	Name     string `json:"name" doc:"the wire name"`
	Required bool   `json:"required,omitempty" doc:"it must be there"`
	Values   []any  `json:"values" doc:"the values"`
	Open     bool   `json:"open,omitempty" doc:"other values may occur"`
}
