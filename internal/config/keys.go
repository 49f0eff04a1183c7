package config

import (
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document/filter"
	"github.com/StackOneHQ/stackone-gen/internal/document/merge"
	"github.com/StackOneHQ/stackone-gen/internal/document/override"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// key is a key of the file, bound to the field that it sets.
type key struct {
	name     string
	about    string // one line without a full stop
	example  string // YAML; not needed if the value has a default or keys of its own
	required bool   // in an entry of a list
	value    value
}

// keys returns the table of all keys, bound to a configuration with the default values.
func keys(c *Config) mapping {
	return mapping{keys: []key{
		{name: "sources", about: "The OpenAPI descriptions to read: files, globs and http(s) URLs; by default, the embedded description",
			example: "- openapi/*.yaml\n- https://example.com/openapi.json", value: texts{&c.Sources, source}},
		{name: "overlays", about: "OpenAPI Overlays to apply, in this order: files and http(s) URLs",
			example: "- overlay.yaml", value: texts{&c.Overlays, source}},
		{name: "title", about: "The name of the whole API, for its pages and package comment; by default the title of the description",
			example: "Example API", value: text{&c.Title, plain}},
		{name: "output", about: "The output folder", value: text{&c.Output, folder}},
		{name: "package", about: "The name of the generated Go package", value: text{&c.Package, packageName}},
		{name: "module", about: "The module path of the SDK; if set, a go.mod is written",
			example: "example.com/sdk/stackone", value: text{&c.Module, modulePath}},
		{name: "import-path", about: "The import path of the SDK, if it is part of a larger module",
			example: "example.com/sdk/stackone", value: text{&c.ImportPath, importPath}},
		{name: "version", about: "The version of the SDK, for the constant SDKVersion and the User-Agent header", value: text{&c.Version, semanticVersion}},
		{name: "docs", about: "Whether to generate documentation pages", value: flag{&c.Docs}},
		{name: "testkit", about: "Whether to generate a test server for apps", value: flag{&c.Testkit}},
		{name: "merge", about: "How to merge several descriptions", value: mapping{keys: []key{
			{name: "conflicts", about: "How to resolve components that the descriptions define differently",
				example: "- component: schemas/Content\n  use: first\n- component: schemas/*Result\n  rename:\n    hris.yaml: Hris*",
				value:   records[merge.Conflict]{&c.Conflicts, conflictKeys, []string{"use", "rename"}}},
		}}},
		{name: "names", about: "Go names to use instead of the generated ones", value: mapping{keys: []key{
			{name: "initialisms", about: "Words to spell exactly like this",
				example: "[SCIM, LinkedIn]", value: texts{&c.Names.Initialisms, initialism}},
			{name: "services", about: "New names of services, by the path of the service",
				example: "hris.employees: People", value: entries[names.Rename]{target: &c.Names.Services, want: words, entry: rename}},
			{name: "types", about: "New names of types, by the name of the schema",
				example: "EmployeeResult: EmployeeResponse", value: entries[names.Rename]{target: &c.Names.Types, want: typeName, entry: rename}},
		}}},
		{name: "overrides", about: "Schemas to give another type",
			example: "- target: $.components.schemas.Invoice.properties.amount\n  type: number",
			value:   records[override.Override]{&c.Overrides, overrideKeys, nil}},
		{name: "sensitive", about: "Schemas of secrets, which models print as ***, beside those with x-sensitive or the format password",
			example: "- $.components.schemas.Session.properties.token", value: texts{&c.Sensitive, jsonPath}},
		{name: "globals", about: "Headers that a client sets for all its calls, each with an option such as WithAccountID; an empty list for none",
			example: "- x-account-id\n- header: x-tenant\n  name: TenantID",
			value:   shorthands[Global]{records[Global]{&c.Globals, globalKeys, nil}, header, func(t diag.Text) Global { return Global{Header: t} }}},
		{name: "webhooks", about: "How the API signs the webhooks that it sends, so that the SDK can verify them", value: mapping{keys: webhookKeys(&c.Webhooks)}},
		{name: "include", about: "The operations to generate; all by default. * in a pattern matches any text",
			value: mapping{keys: selectionKeys(&c.Include, "[connect_sessions]", "[hris, ats]", "[hris_list_*]", "[/unified/hris/**]")}},
		{name: "exclude", about: "The operations to exclude from those", value: mapping{keys: selectionKeys(&c.Exclude, "[internal]", "[proxy]", "[\"*_batch_*\"]", "[/beta/**]")}},
		{name: "rules", about: "The severity of diagnostics by code: error, warning or off",
			example: "unknown-extension: error\nduplicate-enum: \"off\"", value: entries[diag.RuleSetting]{target: &c.Rules, want: severity, entry: ruleSetting}},
		{name: "strict", about: "Whether warnings without a rule above are errors", value: flag{&c.Strict}},
		{name: "references", about: "What references of a description to other files may read", value: mapping{keys: []key{
			{name: "root", about: "A folder that has all files of the descriptions; by default, the folder of each description",
				example: "..", value: text{&c.References.Root, folder}},
		}}},
		{name: "remote", about: "Limits for remote inputs", value: mapping{keys: []key{
			{name: "timeout", about: "How long fetching an input may take", value: duration{&c.Remote.Timeout}},
			{name: "max-size", about: "The maximum size of an input, remote or local, in bytes or with a unit such as kB, MB, KiB or MiB", value: size{&c.Remote.MaxSize}},
		}}},
	}}
}

func conflictKeys(c *merge.Conflict) []key {
	return []key{
		{name: "component", about: "What differs: schemas/NAME, tags/NAME, paths//PATH/METHOD, security; * matches any text",
			required: true, value: text{&c.Component, plain}},
		{name: "use", about: `The description to use, or "first"`, value: text{&c.Use, plain}},
		{name: "rename", about: "Or new names by description; * is replaced with the old name",
			value: entries[merge.Renaming]{target: &c.Rename, want: newName, entry: renaming, least: 1}},
	}
}

func overrideKeys(o *override.Override) []key {
	return []key{
		{name: "target", about: "A JSONPath that selects the schemas", required: true, value: text{&o.Target, jsonPath}},
		{name: "type", about: "Their type: string, boolean, int32, int64, number, date-time or any", required: true, value: text{&o.Type, schemaType}},
	}
}

func globalKeys(g *Global) []key {
	return []key{
		{name: "header", about: "The name of the header", required: true, value: text{&g.Header, header}},
		{name: "name", about: "What options call it: TenantID makes WithTenantID and ForTenant", value: text{&g.Name, typeName}},
	}
}

// selectionKeys returns the keys of a selection, with an example each.
func selectionKeys(s *filter.Selection, tags, groups, operations, paths string) []key {
	return []key{
		{name: "tags", about: "By tag", example: tags, value: texts{&s.Tags, plain}},
		{name: "groups", about: "By group: x-speakeasy-group, or the first tag", example: groups, value: texts{&s.Groups, plain}},
		{name: "operations", about: "By operationId", example: operations, value: texts{&s.Operations, plain}},
		{name: "paths", about: "By path; ** matches across slashes", example: paths, value: texts{&s.Paths, plain}},
	}
}

func rename(from, to diag.Text) names.Rename { return names.Rename{From: from, To: to} }

func renaming(source, name diag.Text) merge.Renaming {
	return merge.Renaming{Source: source, Name: name}
}

func ruleSetting(code, severity diag.Text) diag.RuleSetting {
	return diag.RuleSetting{Code: code, Severity: severity}
}
