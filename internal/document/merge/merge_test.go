package merge

import (
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// ruleText returns a string of a rule with its position.
func ruleText(s string, line int) diag.Text {
	return diag.Text{Value: s, Pos: diag.Position{File: "conf.yaml", Line: line, Column: 1}}
}

func TestMerge(t *testing.T) {
	tests := []struct {
		name  string
		docs  []string
		rules []Conflict
		want  string
	}{
		{
			name: "equal whatever the order of members and the spelling of numbers",
			docs: []string{
				"b.yaml", `{openapi: 3.0.3, info: {title: B}, components: {schemas: {A: {maximum: 10.0, type: integer}}}}`,
				"a.yaml", `{info: {title: A}, openapi: 3.1.0, components: {schemas: {A: {type: integer, maximum: 1e1}}}}`,
			},
			want: `{"info":{"title":"B"},"openapi":"3.1.0","components":{"schemas":{"A":{"type":"integer","maximum":1e1}}}}`,
		},
		{
			name: "path items are joined, and x- members beside them",
			docs: []string{
				"a.yaml", `{paths: {/a: {get: {operationId: g}, x-k: 1}, x-p: 1}, x-t: [1]}`,
				"b.yaml", `{paths: {/b: {get: {}}, /a: {post: {operationId: p}, x-k: 1}}, x-t: [1], x-u: 2}`,
			},
			want: `{"paths":{"/a":{"get":{"operationId":"g"},"x-k":1,"post":{"operationId":"p"}},"x-p":1,"/b":{"get":{}}},"x-t":[1],"x-u":2}`,
		},
		{
			name: "a tag with and without a description",
			docs: []string{
				"a.yaml", `{tags: [{name: T}, {name: U, description: u}]}`,
				"b.yaml", `{tags: [{name: V}, {name: T, description: t}, {name: U, description: ""}]}`,
			},
			want: `{"tags":[{"name":"T","description":"t"},{"name":"U","description":"u"},{"name":"V"}]}`,
		},
		{
			name: "texts are never a conflict, and those of the first source are taken",
			docs: []string{
				"a.yaml", `{tags: [{name: T, description: one}], components: {schemas: {A: {type: object, title: a, properties: {title: {type: string, description: x}}}},
					parameters: {P: {name: p, in: query, example: 1}}, examples: {E: {value: 1}}}}`,
				"b.yaml", `{tags: [{name: T, description: two}], components: {schemas: {A: {type: object, properties: {title: {type: string, example: y}}, externalDocs: {url: u}}},
					parameters: {P: {in: query, name: p, examples: {e: {value: 2}}}}, examples: {E: {value: 2}}}}`,
			},
			// Nothing is renamed by a pattern, either.
			rules: []Conflict{{Component: text("schemas/*"), Rename: []Renaming{{Source: text("b.yaml"), Name: text("B*")}}}},
			want:  `{"tags":[{"name":"T","description":"one"}],"components":{"schemas":{"A":{"type":"object","title":"a","properties":{"title":{"type":"string","description":"x"}}}},"parameters":{"P":{"name":"p","in":"query","example":1}},"examples":{"E":{"value":1}}}}`,
		},
		{
			name: "an empty inherited list equals an absent one",
			docs: []string{
				"a.yaml", `{paths: {/a: {get: {}}}}`,
				"b.yaml", `{security: [], paths: {/a: {post: {}, parameters: []}}}`,
			},
			want: `{"paths":{"/a":{"get":{},"post":{},"parameters":[]}},"security":[]}`,
		},
		{
			name: "use the first, or a source",
			docs: []string{
				"b.yaml", `{components: {schemas: {A: {type: string}, B: {type: string}, C: {type: string}}}, security: [{k: []}]}`,
				"a.yaml", `{components: {schemas: {A: {type: number}, B: {type: number}, C: {type: number}}}, security: [{l: []}]}`,
			},
			rules: []Conflict{
				{Component: text("schemas/*"), Use: text("first")}, {Component: text("schemas/B"), Use: text("a.yaml")},
				{Component: text("security"), Use: text("b.yaml")},
			},
			want: `{"components":{"schemas":{"A":{"type":"string"},"B":{"type":"number"},"C":{"type":"string"}}},"security":[{"k":[]}]}`,
		},
		{
			name: "a rule whose source lacks the component leaves it to the next",
			docs: []string{
				"a.yaml", `{components: {schemas: {A: {type: string}}}}`,
				"b.yaml", `{components: {schemas: {A: {type: number}, B: {type: string}}}}`,
				"c.yaml", `{components: {schemas: {B: {type: number}}}}`,
			},
			rules: []Conflict{{Component: text("schemas/*"), Use: text("c.yaml")}, {Component: text("*"), Use: text("b.yaml")}},
			want:  `{"components":{"schemas":{"A":{"type":"number"},"B":{"type":"number"}}}}`,
		},
		{
			name: "renaming follows references, mappings and cross-references",
			docs: []string{
				"dir/a.yaml", `{components: {schemas: {Cat: {type: string}, Pet: {oneOf: [{$ref: "#/components/schemas/Cat"}], discriminator: {propertyName: k, mapping: {c: Cat, d: "#/components/schemas/Cat"}}}}}}`,
				"dir/b.yaml", `{components: {schemas: {Cat: {type: number}, Dog: {$ref: "./a.yaml#/components/schemas/Cat/type"}, Cow: {$ref: "a.yaml#/components/schemas/Pet"}}}}`,
			},
			rules: []Conflict{{Component: text("schemas/Cat"), Rename: renames("a.yaml", "House*", "dir/b.yaml", "Cat")}},
			want: `{"components":{"schemas":{"HouseCat":{"type":"string"},"Pet":{"oneOf":[{"$ref":"#/components/schemas/HouseCat"}],` +
				`"discriminator":{"propertyName":"k","mapping":{"c":"HouseCat","d":"#/components/schemas/HouseCat"}}},` +
				`"Cat":{"type":"number"},"Dog":{"$ref":"#/components/schemas/HouseCat/type"},"Cow":{"$ref":"#/components/schemas/Pet"}}}}`,
		},
		{
			name: "a renamed variant keeps its value on the wire",
			docs: []string{
				"a.yaml", `{components: {schemas: {Cat: {type: string}, Pet: {anyOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}], discriminator: {propertyName: k}}, Dog: {}}}}`,
				"b.yaml", `{}`,
			},
			rules: []Conflict{{Component: text("schemas/Cat"), Rename: renames("a.yaml", "HouseCat")}},
			want: `{"components":{"schemas":{"HouseCat":{"type":"string"},"Pet":{"anyOf":[{"$ref":"#/components/schemas/HouseCat"},{"$ref":"#/components/schemas/Dog"}],` +
				`"discriminator":{"propertyName":"k","mapping":{"Cat":"#/components/schemas/HouseCat"}}},"Dog":{}}}}`,
		},
		{
			name: "a value that is mapped already keeps its schema",
			docs: []string{
				"a.yaml", `{components: {schemas: {Cat: {}, Dog: {}, Pet: {oneOf: [{$ref: "#/components/schemas/Cat"}], discriminator: {propertyName: k, mapping: {Cat: Dog}}}}}}`,
				"b.yaml", `{}`,
			},
			rules: []Conflict{{Component: text("schemas/Cat"), Rename: renames("a.yaml", "HouseCat")}},
			want: `{"components":{"schemas":{"HouseCat":{},"Dog":{},"Pet":{"oneOf":[{"$ref":"#/components/schemas/HouseCat"}],` +
				`"discriminator":{"propertyName":"k","mapping":{"Cat":"Dog"}}}}}}`,
		},
		{
			name: "operations of other methods, and the schema of other values",
			docs: []string{
				"a.yaml", `{paths: {/a: {additionalOperations: {COPY: {summary: c}}}}, components: {schemas: {Cat: {type: string}, Pet: {oneOf: [{$ref: "#/components/schemas/Cat"}], discriminator: {propertyName: k, defaultMapping: Cat}}}}}`,
				"b.yaml", `{paths: {/a: {query: {summary: q}, additionalOperations: {MOVE: {summary: m}, COPY: {summary: c}}}}, components: {schemas: {Cat: {type: number}}}}`,
			},
			rules: []Conflict{{Component: text("schemas/Cat"), Rename: renames("a.yaml", "HouseCat")}},
			want: `{"paths":{"/a":{"additionalOperations":{"COPY":{"summary":"c"},"MOVE":{"summary":"m"}},"query":{"summary":"q"}}},` +
				`"components":{"schemas":{"HouseCat":{"type":"string"},"Pet":{"oneOf":[{"$ref":"#/components/schemas/HouseCat"}],` +
				`"discriminator":{"propertyName":"k","defaultMapping":"HouseCat","mapping":{"Cat":"#/components/schemas/HouseCat"}}},"Cat":{"type":"number"}}}}`,
		},
		{
			name: "an exact rule precedes a pattern",
			docs: []string{
				"a.yaml", `{components: {schemas: {A: {type: string}, B: {type: string}}}}`,
				"b.yaml", `{components: {schemas: {A: {type: number}, B: {type: number}}}}`,
			},
			rules: []Conflict{
				{Component: text("schemas/*"), Rename: renames("b.yaml", "*2")}, {Component: text("schemas/A"), Use: text("b.yaml")},
			},
			want: `{"components":{"schemas":{"A":{"type":"number"},"B":{"type":"string"},"B2":{"type":"number"}}}}`,
		},
		{
			name: "security schemes and tags are renamed where they are used",
			docs: []string{
				"a.yaml", `{security: [{key: [], o: [x]}], tags: [{name: T}], paths: {/a: {get: {tags: [T, U], security: [{key: []}]}}}, components: {securitySchemes: {key: {type: http}, o: {type: oauth2}}}}`,
				"b.yaml", `{tags: [{name: W}], components: {securitySchemes: {key: {type: apiKey}}}}`,
			},
			rules: []Conflict{
				{Component: text("securitySchemes/key"), Rename: renames("a.yaml", "basic")},
				{Component: text("tags/T"), Rename: renames("a.yaml", "A *")},
				{Component: text("tags/U"), Rename: renames("a.yaml", "Used")},
			},
			want: `{"security":[{"basic":[],"o":["x"]}],"tags":[{"name":"A T"},{"name":"W"}],"paths":{"/a":{"get":{"tags":["A T","Used"],"security":[{"basic":[]}]}}},` +
				`"components":{"securitySchemes":{"basic":{"type":"http"},"o":{"type":"oauth2"},"key":{"type":"apiKey"}}}}`,
		},
		{
			name: "a rule with a star renames what differs, and what differs then",
			docs: []string{
				"a.yaml", `{components: {schemas: {A: {type: string}, B: {items: {$ref: "#/components/schemas/A"}}, C: {type: "null"}}}}`,
				"b.yaml", `{components: {schemas: {C: {type: "null"}, B: {items: {$ref: "#/components/schemas/A"}}, A: {type: number}}}}`,
			},
			rules: []Conflict{{Component: text("schemas/*"), Rename: renames("b.yaml", "*2")}},
			want: `{"components":{"schemas":{"A":{"type":"string"},"B":{"items":{"$ref":"#/components/schemas/A"}},"C":{"type":"null"},` +
				`"B2":{"items":{"$ref":"#/components/schemas/A2"}},"A2":{"type":"number"}}}}`,
		},
		{
			name: "cross-references between URLs, with odd names",
			docs: []string{
				"https://example.com/v1/a.json", `{"components": {"schemas": {"A": {"$ref": "../v2/b.json#/components/schemas/50%25~1x"}, "D": {"properties": {"$ref": {"type": "string"}}, "example": {"$ref": "no.json"}}}}}`,
				"https://example.com/v2/b.json", `{"components": {"schemas": {"50%/x": {"type": "string"}}}}`,
			},
			want: `{"components":{"schemas":{"A":{"$ref":"#/components/schemas/50%25~1x"},"D":{"properties":{"$ref":{"type":"string"}},"example":{"$ref":"no.json"}},"50%/x":{"type":"string"}}}}`,
		},
		{
			name: "equal after references have been resolved",
			docs: []string{
				"a.yaml", `{components: {schemas: {A: {type: string}, B: {$ref: "#/components/schemas/A"}}}}`,
				"b.yaml", `{components: {schemas: {B: {$ref: "a.yaml#/components/schemas/A"}}}}`,
			},
			want: `{"components":{"schemas":{"A":{"type":"string"},"B":{"$ref":"#/components/schemas/A"}}}}`,
		},
		{
			name: "a path item that is a reference is taken from one source",
			docs: []string{
				"a.yaml", `{paths: {/a: {get: {}}}}`,
				"b.yaml", `{paths: {/a: {$ref: "#/paths/~1b"}, /b: {post: {}}}}`,
			},
			rules: []Conflict{{Component: text("paths//a"), Use: text("b.yaml")}},
			want:  `{"paths":{"/a":{"$ref":"#/paths/~1b"},"/b":{"post":{}}}}`,
		},
		{
			name: "a tag that is only used comes before its declaration in another source",
			docs: []string{"a.yaml", `{paths: {/a: {get: {tags: [T]}}}}`, "b.yaml", `{tags: [{name: T, description: t}]}`},
			want: `{"paths":{"/a":{"get":{"tags":["T"]}}},"tags":[{"name":"T","description":"t"}]}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var ds diag.List
			root := Merge(parse(t, tt.docs...), tt.rules, &ds)
			if found := summary(&ds); found != "" {
				t.Errorf("unexpected:\n%s", found)
			}
			if got := string(root.AppendJSON(nil)); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestFaults(t *testing.T) {
	tests := []struct {
		name  string
		docs  []string
		rules []Conflict
		want  string
	}{
		{
			name: "several conflicts at once",
			docs: []string{
				"x/hris.yaml", "tags:\n  - {name: T, description: one}\ncomponents:\n  schemas:\n    A: {type: string, enum: [a, b]}\n    B: {type: string}\n",
				"ats.yaml", "tags:\n  - {name: T, description: two}\ncomponents:\n  schemas:\n    A: {enum: [a, c], type: string}\n    B: {type: string, title: x}\n",
				"lms.yaml", "components:\n  schemas:\n    A: {enum: [a, c], type: string}\n    HrisA: {}\n",
			},
			want: `x/hris.yaml:5:5: error: "schemas/A" differs between ats.yaml and hris.yaml: "/enum/1" is "c" in ats.yaml and "b" in hris.yaml [merge-conflict]
  hint: add to merge.conflicts: {component: "schemas/A", use: "ats.yaml"}, or to keep both {component: "schemas/A", rename: {"hris.yaml": "HrisA2"}}
  ats.yaml:5:5: declared in ats.yaml
  lms.yaml:3:5: declared in lms.yaml, equal to ats.yaml
  ats.yaml:5:19: differs in ats.yaml
  x/hris.yaml:5:33: differs in hris.yaml
`,
		},
		{
			name: "names and data that look like texts",
			docs: []string{
				"a.yaml", "components:\n  schemas:\n    A: {properties: {title: {type: string}}}\n    B: {default: {title: a}}\n    C: {enum: [{description: a}]}\n",
				"b.yaml", "components:\n  schemas:\n    A: {properties: {title: {type: number}}}\n    B: {default: {title: b}}\n    C: {enum: [{description: b}]}\n",
			},
			rules: []Conflict{{Component: text("schemas/[AB]"), Use: ruleText("last", 1)}},
			want: `b.yaml:3:5: error: "schemas/A" differs between a.yaml and b.yaml: "/properties/title/type" is "string" in a.yaml and "number" in b.yaml [merge-conflict]
  hint: add to merge.conflicts: {component: "schemas/A", use: "a.yaml"}, or to keep both {component: "schemas/A", rename: {"b.yaml": "BA"}}
  a.yaml:3:5: declared in a.yaml
  a.yaml:3:36: differs in a.yaml
  b.yaml:3:36: differs in b.yaml
b.yaml:4:5: error: "schemas/B" differs between a.yaml and b.yaml: "/default/title" is "a" in a.yaml and "b" in b.yaml [merge-conflict]
  hint: add to merge.conflicts: {component: "schemas/B", use: "a.yaml"}, or to keep both {component: "schemas/B", rename: {"b.yaml": "BB"}}
  a.yaml:4:5: declared in a.yaml
  a.yaml:4:26: differs in a.yaml
  b.yaml:4:26: differs in b.yaml
b.yaml:5:5: error: "schemas/C" differs between a.yaml and b.yaml: "/enum/0/description" is "a" in a.yaml and "b" in b.yaml [merge-conflict]
  hint: add to merge.conflicts: {component: "schemas/C", use: "a.yaml"}, or to keep both {component: "schemas/C", rename: {"b.yaml": "BC"}}
  a.yaml:5:5: declared in a.yaml
  a.yaml:5:30: differs in a.yaml
  b.yaml:5:30: differs in b.yaml
conf.yaml:1:1: error: unknown source "last" [unknown-source]
  hint: use one of "a.yaml", "b.yaml", or "first" for the first that has it
`,
		},
		{
			name: "operations, path parameters and security",
			docs: []string{
				"a.yaml", "security: [{k: []}]\npaths:\n  /a:\n    parameters: [{name: p}]\n    get: {tags: [x]}\n",
				"b.yaml", "paths:\n  /a:\n    get: {tags: [x, y]}\n",
			},
			want: `b.yaml:1:1: error: "security" differs between a.yaml and b.yaml: it is only in a.yaml [merge-conflict]
  hint: add to merge.conflicts: {component: "security", use: "a.yaml"} or another source
  a.yaml:1:1: declared in a.yaml
b.yaml:2:3: error: "paths//a/parameters" differs between a.yaml and b.yaml: it is only in a.yaml [merge-conflict]
  hint: add to merge.conflicts: {component: "paths//a/parameters", use: "a.yaml"} or another source
  a.yaml:4:5: declared in a.yaml
b.yaml:3:5: error: "paths//a/get" differs between a.yaml and b.yaml: "/tags" has 1 item in a.yaml and 2 in b.yaml [merge-conflict]
  hint: add to merge.conflicts: {component: "paths//a/get", use: "a.yaml"} or another source
  a.yaml:5:5: declared in a.yaml
  a.yaml:5:17: differs in a.yaml
  b.yaml:3:17: differs in b.yaml
`,
		},
		{
			name: "what refers to something renamed",
			docs: []string{
				"a.yaml", "components:\n  schemas:\n    A: {}\n    B:\n      $ref: '#/components/schemas/A'\n",
				"b.yaml", "components:\n  schemas:\n    A: {}\n    B:\n      $ref: '#/components/schemas/A'\n",
			},
			rules: []Conflict{{Component: ruleText("schemas/A", 1), Rename: []Renaming{{ruleText("b.yaml", 2), ruleText("C", 3)}}}},
			want: `b.yaml:4:5: error: "schemas/B" differs between a.yaml and b.yaml: "/$ref" is "#/components/schemas/A" in a.yaml and "#/components/schemas/C" in b.yaml, because a rule renames "schemas/A" of b.yaml [merge-conflict]
  hint: add to merge.conflicts: {component: "schemas/B", use: "a.yaml"}, or to keep both {component: "schemas/B", rename: {"b.yaml": "BB"}}
  a.yaml:4:5: declared in a.yaml
  a.yaml:5:13: differs in a.yaml
  b.yaml:5:13: differs in b.yaml
  conf.yaml:3:1: renamed by this rule
`,
		},
		{
			name: "what requires a renamed security scheme",
			docs: []string{
				"a.yaml", "components:\n  securitySchemes:\n    k: {}\nsecurity:\n  - k: []\n",
				"b.yaml", "components:\n  securitySchemes:\n    k: {}\nsecurity:\n  - k: []\n",
			},
			rules: []Conflict{{Component: ruleText("securitySchemes/k", 1), Rename: []Renaming{{ruleText("b.yaml", 2), ruleText("l", 3)}}}},
			want: `b.yaml:4:1: error: "security" differs between a.yaml and b.yaml: "/0/k" is only in a.yaml, because a rule renames "securitySchemes/k" of b.yaml [merge-conflict]
  hint: add to merge.conflicts: {component: "security", use: "a.yaml"} or another source
  a.yaml:4:1: declared in a.yaml
  a.yaml:5:8: only in a.yaml
  conf.yaml:3:1: renamed by this rule
`,
		},
		{
			name:  "a name that is taken",
			docs:  []string{"a.yaml", "components:\n  schemas:\n    A: {}\n", "b.yaml", "components:\n  schemas:\n    B: {}\n"},
			rules: []Conflict{{Component: ruleText("schemas/A", 1), Rename: []Renaming{{ruleText("a.yaml", 2), ruleText("B", 3)}}}},
			want: `conf.yaml:3:1: error: "schemas/A" of a.yaml cannot be renamed to "schemas/B": "schemas/B" of b.yaml already has that name [rename-taken]
  hint: choose another name
  b.yaml:3:5: has the name
  a.yaml:3:5: to be renamed
`,
		},
		{
			name: "references to files that are not sources",
			docs: []string{
				"d/a.yaml", "webhooks:\n a: {$ref: 'cord.yaml#/a'}\n b: {$ref: ../far/away.json#/x}\n c: {$ref: core.yaml}\n d: {$ref: 'core.yaml#/k/y'}\n e: {$ref: 'core.yaml#k'}\n f: {$ref: /k/x}\n g: {$ref: 'core.yaml#/k/w/z'}\n h: {$ref: /webhooks/a}\n i: {$ref: 1}\n j: {$ref: '#k'}\n",
				"d/core.yaml", "k: {x: {}}\n",
			},
			want: `d/a.yaml:2:12: error: "cord.yaml#/a" points to a file that is not a source [external-ref]
  hint: did you mean the source "d/core.yaml"? else add "d/cord.yaml" to the sources
d/a.yaml:3:12: error: "../far/away.json#/x" points to a file that is not a source [external-ref]
  hint: add "far/away.json" to the sources
d/a.yaml:4:12: error: "core.yaml" refers to a whole file [external-ref]
  hint: refer to a part of it, such as "core.yaml#/components/schemas/Name"
d/a.yaml:5:12: error: "#/k/y" does not exist in core.yaml [missing-ref]
  hint: did you mean "core.yaml#/k/x"?
d/a.yaml:6:12: error: "core.yaml#k" has no valid JSON pointer after the # [bad-ref]
d/a.yaml:7:12: error: "/k/x" points to a file that is not a source [external-ref]
  hint: add "/k/x" to the sources
d/a.yaml:8:12: error: "#/k/w/z" does not exist in core.yaml [missing-ref]
`,
		},
		{
			name: "borrowed references and other servers",
			docs: []string{
				"b.yaml", "servers: [{url: https://b}]\n",
				"a.yaml", "servers: [{url: https://a}]\nwebhooks: {x: {$ref: '#/components/schemas/C'}, y: {$ref: '#/components/schemas/C'}}\n",
				"c.yaml", "components: {schemas: {C: {}}}\n",
			},
			want: `a.yaml:1:1: warning: the servers differ between b.yaml and a.yaml; using those of b.yaml [merge-servers]
  hint: if this is intended, add to merge.conflicts: {component: "servers", use: "b.yaml"}
  b.yaml:1:1: the servers in use
a.yaml:2:22: warning: "#/components/schemas/C" does not exist in a.yaml; using that of c.yaml [borrowed-ref]
  hint: if this is intended, put the file name, relative to this file, before the #
`,
		},
		{
			name: "one source that has a tag twice, and long texts",
			docs: []string{
				"a.yaml", "tags:\n  - {name: T}\n  - {name: T, x-a: 1}\nx-list: []\nx-long: t123456789012345678901234567890123456789012345678901234567890123456789\nx-n: 1.50\nx-b: true\n",
				"b.yaml", "x-list: [{}, []]\nx-long: {}\nx-n: false\nx-b: null\n",
			},
			want: `a.yaml:3:5: error: "tags/T" differs between a.yaml and a.yaml: "/x-a" is only in a.yaml [merge-conflict]
  hint: remove one of them from a.yaml
  a.yaml:2:5: declared in a.yaml
  a.yaml:3:20: only in a.yaml
b.yaml:1:1: error: "x-list" differs between a.yaml and b.yaml: it has 0 items in a.yaml and 2 in b.yaml [merge-conflict]
  hint: add to merge.conflicts: {component: "x-list", use: "a.yaml"} or another source
  a.yaml:4:1: declared in a.yaml
  a.yaml:4:9: differs in a.yaml
  b.yaml:1:9: differs in b.yaml
b.yaml:2:1: error: "x-long" differs between a.yaml and b.yaml: it is "t12345678901234567890123456789012345678901234567890123456789…" in a.yaml and a mapping in b.yaml [merge-conflict]
  hint: add to merge.conflicts: {component: "x-long", use: "a.yaml"} or another source
  a.yaml:5:1: declared in a.yaml
  a.yaml:5:9: differs in a.yaml
  b.yaml:2:9: differs in b.yaml
b.yaml:3:1: error: "x-n" differs between a.yaml and b.yaml: it is 1.50 in a.yaml and false in b.yaml [merge-conflict]
  hint: add to merge.conflicts: {component: "x-n", use: "a.yaml"} or another source
  a.yaml:6:1: declared in a.yaml
  a.yaml:6:6: differs in a.yaml
  b.yaml:3:6: differs in b.yaml
b.yaml:4:1: error: "x-b" differs between a.yaml and b.yaml: it is true in a.yaml and null in b.yaml [merge-conflict]
  hint: add to merge.conflicts: {component: "x-b", use: "a.yaml"} or another source
  a.yaml:7:1: declared in a.yaml
  a.yaml:7:6: differs in a.yaml
  b.yaml:4:6: differs in b.yaml
`,
		},
		{
			name: "a file that refers to URLs, and a URL that refers to files",
			docs: []string{
				"/d/a.yaml", "webhooks: {a: {$ref: 'https://example.com/b.yaml?v=1#/y'}, b: {$ref: '/d/c%20d.yaml#/y'}, c: {$ref: '/d/e.yaml#/y'}, d: {$ref: 'https://example.com/e.yaml#/y'}}\n",
				"https://example.com/b.yaml?v=1", "y: {}\nwebhooks: {e: {$ref: '%zz#/y'}}\n",
				"/d/c d.yaml", "y: {}\nwebhooks: {f: {$ref: '%zz#/y'}}\n",
			},
			want: `/d/a.yaml:1:101: error: "/d/e.yaml#/y" points to a file that is not a source [external-ref]
  hint: did you mean the source "/d/a.yaml"? else add "/d/e.yaml" to the sources
/d/a.yaml:1:128: error: "https://example.com/e.yaml#/y" points to a file that is not a source [external-ref]
  hint: did you mean the source "https://example.com/b.yaml?v=1"? else add "https://example.com/e.yaml" to the sources
/d/c d.yaml:2:22: error: "%zz#/y" points to a file that is not a source [external-ref]
  hint: add "/d/%zz" to the sources
https://example.com/b.yaml?v=1:2:22: error: "%zz#/y" points to a file that is not a source [external-ref]
  hint: add "%zz" to the sources
`,
		},
		{
			name: "rules",
			docs: []string{"d/a.yaml", "components: {schemas: {Job: {}, Eq: {}}}\n", "d/b.yaml", "components: {schemas: {Eq: {}}}\n", "e/b.yaml", "{}\n"},
			rules: []Conflict{
				{Component: ruleText("schemas/Jop", 1), Use: ruleText("first", 1)},
				{Component: ruleText("schemas/Eq", 2), Use: ruleText("a.yaml", 2)},
				{Component: ruleText("schemas/*", 3), Use: ruleText("a.yml", 3)},
				{Component: ruleText("schemas/*", 4), Use: ruleText("b.yaml", 4)},
				{Component: ruleText("security", 5), Rename: []Renaming{{ruleText("a.yaml", 5), ruleText("x", 5)}}},
				{Component: ruleText("schemas/Job", 6), Rename: []Renaming{{ruleText("a.yaml", 6), ruleText("A b", 6)}}},
				{Component: ruleText("schemas/Job", 7), Rename: []Renaming{{ruleText("a.yaml", 7), ruleText("**", 7)}}},
				{Component: ruleText("schemas/Job", 8)},
				{Component: ruleText("schemas/Job", 9), Rename: []Renaming{{ruleText("a.yaml", 9), ruleText("OldJob", 9)}, {ruleText("e/b.yaml", 10), ruleText("NewJob", 10)}}},
				{Component: ruleText("tags/*", 11), Use: ruleText("first", 11)},
				{Component: ruleText("schemas/*", 12), Use: ruleText("first", 12)},
				{Component: ruleText("schemas/Job", 13), Rename: []Renaming{{ruleText("a.yaml", 13), ruleText("X", 13)}, {ruleText("d/../d/a.yaml", 14), ruleText("Y", 14)}}},
			},
			want: `conf.yaml:1:1: warning: no source has "schemas/Jop" [unused-merge-rule]
  hint: did you mean "schemas/Job"?
conf.yaml:2:1: warning: "schemas/Eq" needs no rule: there is no conflict without this one [unused-merge-rule]
  hint: remove the rule
conf.yaml:3:1: error: unknown source "a.yml" [unknown-source]
  hint: did you mean "a.yaml"?
conf.yaml:4:1: error: "b.yaml" matches 2 sources [unknown-source]
  hint: use one of "d/b.yaml", "e/b.yaml"
conf.yaml:5:1: error: "security" cannot be renamed [bad-merge-rule]
  hint: rename only components and tags; for others, "use" a source
conf.yaml:6:1: error: "A b" is not a valid component name [bad-merge-rule]
  hint: use letters, digits, dots, hyphens and underscores
conf.yaml:7:1: error: the new name "**" has more than one star [bad-merge-rule]
conf.yaml:8:1: error: a rule must have either "use" or "rename" [bad-merge-rule]
conf.yaml:10:1: warning: e/b.yaml has no "schemas/Job" [unused-merge-rule]
  hint: remove this entry
conf.yaml:11:1: warning: nothing matches "tags/*" [unused-merge-rule]
  hint: use a kind and a name, such as "schemas/Employee", "paths//employees/{id}/get" or "tags/*"
conf.yaml:14:1: error: "schemas/Job" is renamed in a.yaml twice [bad-merge-rule]
`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var ds diag.List
			root := Merge(parse(t, tt.docs...), tt.rules, &ds)
			if root == nil {
				t.Errorf("no tree to go on with: %v", ds.Err())
			}
			if got := summary(&ds); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestOneDocument(t *testing.T) {
	docs := parse(t, "a.yaml", "{webhooks: {b: {$ref: c.yaml}}, a: 1}")
	var ds diag.List
	if got := Merge(docs, nil, &ds); got != docs[0].Root || len(ds.All()) > 0 {
		t.Errorf("got %s, %s", got.AppendJSON(nil), summary(&ds))
	}
	if got := Merge(append(docs, docs[0]), nil, &ds); got != docs[0].Root {
		t.Error("a document beside itself is not that document")
	}
	Merge(docs, []Conflict{{Component: ruleText("schemas/A", 1), Use: ruleText("b.yaml", 2)}}, &ds)
	want := "conf.yaml:2:1: error: unknown source \"b.yaml\" [unknown-source]\n  hint: did you mean \"a.yaml\"?\n"
	if got := summary(&ds); got != want {
		t.Errorf("got %s", got)
	}
}

// Documents with one name are told apart by content, and the highest version is
// found in any order.
func TestOneNameTwice(t *testing.T) {
	ins := []string{`{openapi: 3.1, x: 1}`, `{openapi: 3.0.3, y: 2}`, `{openapi: 3.1.1, z: 3}`, `{openapi: 3.1.0-rc}`}
	const want = `{"openapi":"3.1.1","y":2,"z":3}`
	for _, order := range [][]int{{1, 2, 3}, {3, 2, 1}, {2, 1, 3}} {
		var args []string
		for _, i := range order {
			args = append(args, "a.yaml", ins[i])
		}
		var ds diag.List
		if got := string(Merge(parse(t, args...), nil, &ds).AppendJSON(nil)); got != want {
			t.Errorf("%v: got %s, want %s", order, got, want)
		}
	}
	// Another major version is not hidden behind a version 3.
	var ds diag.List
	root := Merge(parse(t, "a.yaml", ins[1], "b.yaml", ins[0]), nil, &ds)
	if got := root.Get("openapi").Pos.String(); got != "b.yaml:1:11" {
		t.Errorf("the version is that of %s", got)
	}
}

func TestNoResult(t *testing.T) {
	var ds diag.List
	if Merge(nil, nil, &ds) != nil || Merge([]*document.Document{nil}, nil, &ds) != nil {
		t.Error("something comes of nothing")
	}
}

func TestPositionsStay(t *testing.T) {
	docs := parse(t,
		"a.yaml", "components:\n  schemas:\n    A: {}\n",
		"b.yaml", "components:\n\n  schemas:\n\n    B: {}\n  responses:\n    R: {}\n")
	var ds diag.List
	root := Merge(docs, []Conflict{{Component: text("schemas/B"), Rename: renames("b.yaml", "C")}}, &ds)
	schemas := root.At("/components/schemas")
	got := []string{
		root.KeyPos("components").String(), root.At("/components").KeyPos("responses").String(),
		schemas.KeyPos("A").String(), schemas.KeyPos("C").String(), schemas.Get("C").Pos.String(),
	}
	want := []string{"a.yaml:1:1", "b.yaml:6:3", "a.yaml:3:5", "b.yaml:5:5", "b.yaml:5:8"}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %v, want %v", got, want)
			break
		}
	}
}

func TestPatterns(t *testing.T) {
	tests := []struct {
		pattern, text string
		want          bool
	}{
		{"schemas/A", "schemas/A", true}, {"schemas/A", "schemas/AB", false}, {"*", "", true}, {"paths/*", "paths//a/get", true},
		{"paths/*/get", "paths//a/post", false}, {"a*a", "a", false}, {"*b*b*", "abab", true}, {"*b*b*", "aba", false}, {"", "", true},
	}
	for _, tt := range tests {
		if got := matches(tt.pattern, tt.text); got != tt.want {
			t.Errorf("%q against %q: %v", tt.pattern, tt.text, got)
		}
	}
}

func TestNumbers(t *testing.T) {
	groups := [][]string{
		{"0", "-0", "0.00", "0e5"}, {"1", "1.0", "10e-1", "0.1E+1"}, {"-12.5", "-1.25e1"}, {"1200", "12e2"}, {"1e99999999999"}, {"12345678901234567890"}, {"12345678901234567891"},
	}
	seen := map[string]int{}
	for i, group := range groups {
		for _, n := range group {
			if j, ok := seen[normalNumber(n)]; ok && j != i {
				t.Errorf("%s is like one of %v", n, groups[j])
			}
			seen[normalNumber(n)] = i
		}
	}
	if len(seen) != len(groups) {
		t.Errorf("equal numbers differ: %v", seen)
	}
}
