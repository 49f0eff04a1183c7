package check

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// laterMembers are the members of each role that OpenAPI 3.2 adds.
var laterMembers = map[openapi.Role][]string{
	openapi.Root:           {"$self"},
	openapi.Components:     {"mediaTypes"},
	openapi.PathItem:       {"query", "additionalOperations"},
	openapi.MediaType:      {"itemSchema", "prefixEncoding", "itemEncoding"},
	openapi.Encoding:       {"encoding", "prefixEncoding", "itemEncoding"},
	openapi.Tag:            {"summary", "parent", "kind"},
	openapi.Server:         {"name"},
	openapi.Response:       {"summary"},
	openapi.Example:        {"dataValue", "serializedValue"},
	openapi.SecurityScheme: {"oauth2MetadataUrl", "deprecated"},
}

// lower returns a description of OpenAPI 3.2 as one of 3.1, which is all that kin-openapi
// knows. Pointers to what 3.1 has, too, stay the same.
func lower(root *document.Node) *document.Node {
	version := root.Get("openapi")
	if version == nil || !isVersion(version.Value, "3.2") {
		return root
	}
	root = root.Clone()
	root.Get("openapi").Value = "3.1.1"
	for el := range openapi.All(root) {
		if el.Node.Kind != document.Mapping {
			continue
		}
		for _, key := range laterMembers[el.Role] {
			el.Node.Remove(key)
		}
		switch el.Role {
		case openapi.Schema:
			el.Node.Get("discriminator").Remove("defaultMapping")
			el.Node.Get("xml").Remove("nodeType")
		case openapi.SecurityScheme:
			el.Node.Get("flows").Remove("deviceAuthorization")
		case openapi.Parameter:
			lowerParameter(el.Node)
		case openapi.Response:
			if el.Node.Get("description") == nil && el.Node.Get("$ref") == nil {
				el.Node.Set("description", &document.Node{Kind: document.String, Pos: el.Node.Pos})
			}
		}
	}
	dropLost(root)
	return root
}

func lowerParameter(n *document.Node) {
	if style, _ := n.Get("style").Text(); style == "cookie" {
		n.Remove("style")
	}
	if in, _ := n.Get("in").Text(); in == "querystring" {
		for _, key := range slices.Clone(n.Keys()) {
			if key != "name" && key != "in" {
				n.Remove(key)
			}
		}
		n.Get("in").Value = "query"
		n.Set("schema", &document.Node{Kind: document.Mapping, Pos: n.Pos})
	}
}

// dropLost makes any schema of the references into what was removed, so that the rest
// can be checked.
func dropLost(root *document.Node) {
	var lost []*document.Node
	for ref := range openapi.Refs(root) {
		if text, ok := ref.Node.Text(); ok && root.At(text) == nil {
			lost = append(lost, ref.In.Node)
		}
	}
	for _, holder := range lost {
		holder.Remove("$ref")
	}
}
