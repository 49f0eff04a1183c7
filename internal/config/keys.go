package config

import "github.com/StackOneHQ/stackone-gen/internal/diag"

// key is a key of the file. Its value is bound to the field that it sets.
type key struct {
	name     string
	about    string // one line without a full stop
	example  string // YAML; not needed where the value has a default or keys of its own
	required bool   // in an entry of a list
	value    value
}

// keys is the table of all keys, bound to a configuration whose values are the
// defaults.
func keys(c *Config) mapping {
	return mapping{keys: []key{
		{name: "sources", about: "The OpenAPI descriptions to read: files, globs and http(s) URLs; without any, the one that stackone-gen carries",
			example: "- openapi/*.yaml\n- https://example.com/openapi.json", value: texts{&c.Sources, source}},
		{name: "overlays", about: "OpenAPI Overlays to apply, in this order: files and http(s) URLs",
			example: "- overlay.yaml", value: texts{&c.Overlays, source}},
		{name: "output", about: "The folder that the SDK is written to", value: text{&c.Output, folder}},
		{name: "package", about: "The name of the generated Go package", value: text{&c.Package, packageName}},
		{name: "module", about: "The path of the SDK's own Go module: with it, a go.mod is written, too",
			example: "example.com/sdk/stackone", value: text{&c.Module, modulePath}},
		{name: "import-path", about: "Where programs import the SDK from, if it is part of a larger module",
			example: "example.com/sdk/stackone", value: text{&c.ImportPath, importPath}},
		{name: "version", about: "The version of the SDK, which it has as SDKVersion and names in the User-Agent header", value: text{&c.Version, semanticVersion}},
		{name: "docs", about: "Whether the SDK has pages of documentation", value: flag{&c.Docs}},
		{name: "testkit", about: "Whether the SDK has a fake server to test apps against", value: flag{&c.Testkit}},
		{name: "merge", about: "How several descriptions become one", value: mapping{keys: []key{
			{name: "conflicts", about: "What happens to components that the descriptions define differently",
				example: "- component: schemas/Content\n  use: first\n- component: schemas/*Result\n  rename:\n    hris.yaml: Hris*",
				value:   records[Conflict]{&c.Conflicts, conflictKeys, []string{"use", "rename"}}},
		}}},
		{name: "names", about: "Go names that differ from what the generator would choose", value: mapping{keys: []key{
			{name: "initialisms", about: "Words that are spelled as they are here",
				example: "[SCIM, LinkedIn]", value: texts{&c.Names.Initialisms, initialism}},
			{name: "services", about: "New names of services, by the path of the service",
				example: "hris.employees: People", value: entries[Renaming]{target: &c.Names.Services, want: words, entry: renaming}},
			{name: "types", about: "New names of types, by the name of the schema",
				example: "EmployeeResult: EmployeeResponse", value: entries[Renaming]{target: &c.Names.Types, want: typeName, entry: renaming}},
		}}},
		{name: "overrides", about: "Schemas that get another type than the description gives them",
			example: "- target: $.components.schemas.Invoice.properties.amount\n  type: float64",
			value:   records[Override]{&c.Overrides, overrideKeys, nil}},
		{name: "globals", about: "Headers that take the account id of the client (WithAccountID) where a call says no other; an empty list for none",
			example: "[x-account-id]", value: texts{&c.Globals, header}},
		{name: "include", about: "The operations to generate; all if nothing is chosen. Patterns may hold *",
			value: mapping{keys: selectionKeys(&c.Include, "[connect_sessions]", "[hris, ats]", "[hris_list_*]", "[/unified/hris/**]")}},
		{name: "exclude", about: "The operations to leave out of those", value: mapping{keys: selectionKeys(&c.Exclude, "[internal]", "[proxy]", "[\"*_batch_*\"]", "[/beta/**]")}},
		{name: "rules", about: "How serious diagnostics are, by their code: error, warning or off",
			example: "unknown-extension: error\nduplicate-enum: \"off\"", value: entries[Rule]{target: &c.Rules, want: severity, entry: func(k, v diag.Text) Rule { return Rule{k, v} }}},
		{name: "strict", about: "Whether a warning that the rules do not settle is an error", value: flag{&c.Strict}},
		{name: "remote", about: "Limits for what is fetched", value: mapping{keys: []key{
			{name: "timeout", about: "How long fetching one description may take", value: duration{&c.Remote.Timeout}},
			{name: "max-size", about: "How large a description may be, also one in a file, in bytes or with a unit such as kB, MB, KiB or MiB", value: size{&c.Remote.MaxSize}},
		}}},
	}}
}

func conflictKeys(c *Conflict) []key {
	return []key{
		{name: "component", about: "What differs: schemas/NAME, tags/NAME, paths//PATH/METHOD, security; * stands for any text",
			required: true, value: text{&c.Component, plain}},
		{name: "use", about: `The description that is right, or "first"`, value: text{&c.Use, plain}},
		{name: "rename", about: "Or the names that keep the component of each description; * stands for the old name",
			value: entries[SourceName]{target: &c.Rename, want: newName, entry: func(k, v diag.Text) SourceName { return SourceName{k, v} }, least: 1}},
	}
}

func overrideKeys(o *Override) []key {
	return []key{
		{name: "target", about: "A JSONPath that finds the schemas", required: true, value: text{&o.Target, jsonPath}},
		{name: "type", about: "Their Go type: string, int32, int64, float64, bool, time or any", required: true, value: text{&o.Type, goType}},
	}
}

// selectionKeys are the keys of a choice of operations, with an example each.
func selectionKeys(s *Selection, tags, groups, operations, paths string) []key {
	return []key{
		{name: "tags", about: "By tag", example: tags, value: texts{&s.Tags, plain}},
		{name: "groups", about: "By group: x-speakeasy-group, or the first tag", example: groups, value: texts{&s.Groups, plain}},
		{name: "operations", about: "By operationId", example: operations, value: texts{&s.Operations, plain}},
		{name: "paths", about: "By path; ** matches across slashes", example: paths, value: texts{&s.Paths, plain}},
	}
}

func renaming(from, to diag.Text) Renaming { return Renaming{from, to} }
