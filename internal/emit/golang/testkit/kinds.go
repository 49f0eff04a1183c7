package testkit

import (
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// kindsText writes kinds of JSON values in the words of the fake server.
func kindsText(kinds api.JSONKinds) string {
	if kinds == api.JSONAny {
		return "isAny"
	}
	var names []string
	for _, kind := range []struct {
		kind api.JSONKinds
		name string
	}{
		{api.JSONObject, "isObject"}, {api.JSONArray, "isArray"}, {api.JSONString, "isString"},
		{api.JSONNumber, "isNumber"}, {api.JSONBoolean, "isBoolean"}, {api.JSONNull, "isNull"},
	} {
		if kinds.Has(kind.kind) {
			names = append(names, kind.name)
		}
	}
	return strings.Join(names, " | ")
}
