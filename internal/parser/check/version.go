package check

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// Description reports a document that is not an OpenAPI description of any version.
func Description(root *document.Node, ds *diag.List) bool {
	switch version := root.Get("openapi"); {
	case root.Kind != document.Mapping:
		ds.Errorf("not-openapi", root.Pos, "this is %s, not an OpenAPI document", kindName(root.Kind))
	case version != nil && version.Kind != document.String:
		ds.Errorf("openapi-version", version.Pos, "the OpenAPI version must be a string, not a %s", version.Kind).
			Hint = `write the full version in quotes, such as "3.1.0"`
	case version != nil, root.Get("swagger") != nil:
		return true
	case root.Get("overlay") != nil:
		ds.Errorf("not-openapi", root.Pos, "this is an overlay, not an OpenAPI document").
			Hint = `pass it with --overlay or under "overlays"`
	default:
		ds.Errorf("not-openapi", root.Pos, `not an OpenAPI document: no "openapi" key`).
			Hint = "an OpenAPI document starts with a line such as: openapi: 3.1.0"
	}
	return false
}

// Version accepts OpenAPI 3.0, 3.1 and 3.2.
func Version(root *document.Node, ds *diag.List) {
	if !Description(root, ds) {
		return
	}
	if v := root.Get("swagger"); v != nil {
		ds.Errorf("openapi-2", root.KeyPos("swagger"), "OpenAPI (Swagger) %s is not supported; only 3.0, 3.1 and 3.2 are", v.Value).
			Hint = "convert it to OpenAPI 3 first"
		return
	}
	v := root.Get("openapi")
	if !slices.ContainsFunc([]string{"3.0", "3.1", "3.2"}, func(minor string) bool { return isVersion(v.Value, minor) }) {
		ds.Errorf("openapi-version", v.Pos, "OpenAPI %s is not supported; only 3.0, 3.1 and 3.2 are", v.Value).
			Hint = "write it as 3.1.0 if it is that version"
	}
}

// isVersion reports whether a version belongs to a minor version.
func isVersion(version, minor string) bool {
	return version == minor || strings.HasPrefix(version, minor+".")
}
