package testkit

import "strings"

// value is what the description asks of a JSON value.
type value struct {
	kinds  kinds
	of     string // the shape of its objects, its variants or its enum, by name
	format string // of strings and numbers
	limits []limit
	file   bool   // the content of a part, which has no JSON
	items  *value // of a list, or the members of an object without a shape
}

// shape is a type that several values may have, and that may contain itself.
type shape struct {
	name string

	members []member // of an object
	closed  bool     // other members are refused
	open    bool     // other members are welcome, in a query too
	rest    *value   // other members

	enum     []string // the only values: strings, or literals of numbers
	variants []value  // one of which is enough
	items    *value   // of a list or a map that contains itself
}

type member struct {
	name     string
	required bool
	blank    bool // an empty string is a value, although the member is required
	value    value
}

// limit is a bound of a value.
type limit struct {
	kind      limitKind
	value     string // the literal of a number, or a regular expression
	exclusive bool
}

type limitKind int

const (
	minimum limitKind = iota
	maximum
	multipleOf
	minLength // in characters
	maxLength
	minItems
	maxItems
	minMembers
	maxMembers
	pattern
	always // the only value, which is a boolean
)

// kinds is a set of kinds of JSON values.
type kinds uint8

const (
	isObject kinds = 1 << iota
	isArray
	isString
	isInteger
	isFraction
	isBoolean
	isNull

	isNumber = isInteger | isFraction
	isAny    = isObject | isArray | isString | isNumber | isBoolean | isNull
)

// kindOf returns the kind of a valid JSON text without space around it.
func kindOf(text []byte) kinds {
	switch text[0] {
	case '{':
		return isObject
	case '[':
		return isArray
	case '"':
		return isString
	case 't', 'f':
		return isBoolean
	case 'n':
		return isNull
	}
	if isIntegral(string(text)) {
		return isInteger
	}
	return isFraction
}

// String lists the kinds as part of a sentence.
func (k kinds) String() string {
	var names []string
	for _, kind := range []struct {
		kind kinds
		name string
	}{
		{isObject, "an object"}, {isArray, "an array"}, {isString, "a string"}, {isFraction, "a number"},
		{isInteger, "an integer"}, {isBoolean, "a boolean"}, {isNull, "null"},
	} {
		if k&kind.kind != 0 && (kind.kind != isInteger || k&isFraction == 0) {
			names = append(names, kind.name)
		}
	}
	return strings.Join(names, " or ")
}

// found names the kind of one value: that a number is an integer is not what is wrong
// with it.
func (k kinds) found() string {
	if k&isNumber != 0 {
		return "a number"
	}
	return k.String()
}
