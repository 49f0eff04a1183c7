package golang

import (
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// jsonKinds is a set of kinds of JSON values.
type jsonKinds uint8

const (
	kindObject jsonKinds = 1 << iota
	kindArray
	kindString
	kindNumber
	kindBoolean
	kindNull

	kindAny = kindObject | kindArray | kindString | kindNumber | kindBoolean | kindNull
)

// String writes the set in the words of the fake server.
func (k jsonKinds) String() string {
	if k == kindAny {
		return "isAny"
	}
	var names []string
	for i, name := range []string{"isObject", "isArray", "isString", "isNumber", "isBoolean", "isNull"} {
		if k&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, " | ")
}

func kindsOfUse(use api.TypeUse) jsonKinds {
	kinds := kindsOf(use.Type)
	if use.Nullable {
		kinds |= kindNull
	}
	return kinds
}

// kindsOf returns the kinds of JSON values that a type admits.
func kindsOf(t *api.Type) jsonKinds {
	if kinds := kindsWithin(t, map[*api.Type]bool{}); kinds != 0 {
		return kinds
	}
	return kindAny
}

// kindsWithin skips unions that were there before: a union may hold itself.
func kindsWithin(t *api.Type, unions map[*api.Type]bool) jsonKinds {
	switch t.Kind {
	case api.Object, api.Map, api.Free:
		return kindObject
	case api.List:
		return kindArray
	case api.Scalar, api.Enum:
		switch t.Basic {
		case api.Boolean:
			return kindBoolean
		case api.Integer, api.Integer32, api.Number:
			return kindNumber
		}
		return kindString
	case api.Union:
		var kinds jsonKinds
		if !unions[t] {
			unions[t] = true
			for _, v := range t.Variants {
				kinds |= kindsWithin(v.Type, unions)
			}
		}
		return kinds
	}
	return kindAny
}
