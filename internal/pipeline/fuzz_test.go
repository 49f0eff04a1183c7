package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzGenerate checks that no input makes the generator panic, or write anything
// but an SDK that compiles.
func FuzzGenerate(f *testing.F) {
	inputs, err := filepath.Glob(filepath.Join(casesFolder, "*", "input.*"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range inputs {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, text := range hostileDescriptions() {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := generateHostile(data); err != nil {
			t.Errorf("%v\nfrom %.2000q", err, data)
		}
	})
}

// hostileDescriptions returns descriptions with a hostile structure.
// TestHostileWords covers hostile strings.
func hostileDescriptions() []string {
	schemas := func(text string) string {
		return `{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/a":{"get":{"operationId":"a","responses":{"200":{
"description":"D","content":{"application/json":{"schema":{"$ref":"#/components/schemas/A"}}}}}}}},"components":{"schemas":{` + text + `}}}`
	}
	responses := func(text string) string {
		return `{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/a":{"get":{"operationId":"a","responses":{` + text + `}}}}}`
	}
	nested := func(n int, open, last, shut string) string {
		return strings.Repeat(open, n) + last + strings.Repeat(shut, n)
	}
	const ok = `{"type":"string"}`
	texts := []string{
		"", " ", "\n", "\x00", "\xef\xbb\xbf", "---", "--- ---", "...", "{", "}", "[", "null", "~", "&a *a", "*a", "? ", "!!binary x", "%YAML 9.9\n---\n",
		"openapi: 3.1.0", "openapi: 3.1.0\ninfo:\npaths:\n", "openapi: [3.1.0]", "openapi: {}", "openapi: 3.1.0\npaths: {/a: }",
		"openapi: 3.1.0\npaths: {/a: {get: }}", "openapi: 3.1.0\npaths: {/a: {get: {responses: }}}", "openapi: 3.1.0\npaths: []",
		`{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/a":{"get":{"responses":{"default":{"description":"D"}}}}}}`,
		// Extensions with huge numbers, and endless references.
		`{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/a":{"get":{"operationId":"a","x-speakeasy-retries":{"statusCodes":[429],"backoff":{"exponent":1e999}},"responses":{"204":{"description":"D"}}}}}}`,
		`{"openapi":"3.1.0","info":{"title":"T","version":"1"},"x-speakeasy-globals":{"parameters":[{"$ref":"#/x-speakeasy-globals/parameters/0"}]},"paths":{"/a":{"get":{"operationId":"a","responses":{"204":{"description":"D"}}}}}}`,
		// Unusual schemas.
		schemas(`"A":true`), schemas(`"A":false`), schemas(`"A":{}`), schemas(`"A":null`), schemas(`"A":[]`), schemas(`"A":1`),
		schemas(`"A":{"type":[]}`), schemas(`"A":{"type":["null"]}`), schemas(`"A":{"type":"null"}`), schemas(`"A":{"type":["string","integer","null"]}`),
		schemas(`"A":{"enum":[]}`), schemas(`"A":{"enum":[null]}`), schemas(`"A":{"enum":[1,"1",1.0,true,null,{},[]]}`), schemas(`"A":{"type":"string","enum":["a","a","A"," a"]}`),
		schemas(`"A":{"const":null}`), schemas(`"A":{"const":9007199254740993}`), schemas(`"A":{"type":"integer","enum":[1e400,-0,1e2]}`),
		schemas(`"A":{"oneOf":[]}`), schemas(`"A":{"anyOf":[{}]}`), schemas(`"A":{"allOf":[]}`), schemas(`"A":{"allOf":[{"type":"string"},{"type":"object"}]}`),
		schemas(`"A":{"oneOf":[{"type":"null"}]}`), schemas(`"A":{"oneOf":[{"type":"string"},{"type":"string"}]}`),
		schemas(`"A":{"type":"array"}`), schemas(`"A":{"type":"array","items":false}`), schemas(`"A":{"type":"array","prefixItems":[` + ok + `]}`),
		schemas(`"A":{"type":"object","additionalProperties":{"$ref":"#/components/schemas/A"}}`), schemas(`"A":{"type":"object","patternProperties":{"^x":` + ok + `}}`),
		schemas(`"A":{"type":"object","properties":{"a":` + ok + `,"A":` + ok + `,"_a":` + ok + `,"a_":` + ok + `,"":` + ok + `}}`),
		schemas(`"A":{"type":"object","required":["absent"],"properties":{}}`), schemas(`"A":{"type":"object","required":["a","a"],"properties":{"a":{"type":"string","default":{}}}}`),
		schemas(`"A":{"type":"object","properties":{"Extras":` + ok + `,"extra":` + ok + `,"AdditionalProperties":` + ok + `,"decodeJSON":` + ok + `,"MarshalJSON":` + ok + `}}`),
		schemas(`"A":{"type":"object","properties":{"a":{"type":"object","properties":{"b":` + ok + `}}}},"A_a":{"type":"object"},"AA":{"type":"object"}`),
		// Cycles.
		schemas(`"A":{"$ref":"#/components/schemas/A"}`), schemas(`"A":{"$ref":"#/components/schemas/B"},"B":{"$ref":"#/components/schemas/A"}`),
		schemas(`"A":{"allOf":[{"$ref":"#/components/schemas/A"}]}`), schemas(`"A":{"oneOf":[{"$ref":"#/components/schemas/A"},` + ok + `]}`),
		schemas(`"A":{"type":"array","items":{"$ref":"#/components/schemas/A"}}`), schemas(`"A":{"not":{"$ref":"#/components/schemas/A"}}`),
		schemas(`"A":{"type":"object","required":["a"],"properties":{"a":{"$ref":"#/components/schemas/A"}}}`),
		schemas(`"A":{"$ref":"#/components/schemas/A/properties/b","properties":{"b":{"$ref":"#/components/schemas/A"}}}`),
		schemas(`"A":{"$ref":"#"}`), schemas(`"A":{"$ref":""}`), schemas(`"A":{"$ref":"#/paths/~1a/get"}`), schemas(`"A":{"$ref":"#/%zz"}`), schemas(`"A":{"$ref":"file:///etc/passwd"}`), schemas(`"A":{"$ref":"http://localhost/a"}`),
		schemas(`"A":{"discriminator":{"propertyName":"t","mapping":{"a":"#/components/schemas/A"}},"oneOf":[{"$ref":"#/components/schemas/B"}]},"B":{"allOf":[{"$ref":"#/components/schemas/A"}]}`),
		// Depth and size.
		schemas(`"A":` + nested(200, `{"type":"array","items":`, ok, `}`)), schemas(`"A":` + nested(60, `{"type":"object","properties":{"a":`, ok, `}}`)),
		schemas(`"A":` + nested(400, `{"allOf":[`, ok, `]}`)), schemas(`"A":` + nested(40, `{"oneOf":[{"type":"integer"},`, ok, `]}`)),
		nested(5000, "[", "", "]"), nested(5000, `{"a":`, "1", "}"), nested(3000, "- ", "a", ""),
		"openapi: 3.1.0\nx: &a [a,a,a,a,a,a,a,a,a]\n" + aliases(12),
		// Responses.
		responses(``), responses(`"200":{}`), responses(`"20":{"description":""}`), responses(`"2XX":{"description":""},"4xx":{"description":""}`), responses(`"-1":{"description":""}`), responses(`"99999999999999999999":{"description":""}`),
		responses(`"200":{"description":"","content":{"":{"schema":` + ok + `}}}`), responses(`"200":{"description":"","content":{"*/*":{},"application/json":{}}}`),
	}
	return texts
}

// aliases returns a text that grows tenfold with each line.
func aliases(n int) string {
	var b strings.Builder
	for i := range n {
		to, from := 'b'+rune(i), 'a'+rune(i)
		fmt.Fprintf(&b, "x%c: &%c [%s]\n", to, to, strings.TrimSuffix(strings.Repeat("*"+string(from)+",", 10), ","))
	}
	return b.String()
}
