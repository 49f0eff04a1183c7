package testkit

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func jsonCall(text string) Call {
	return Call{Body: []byte(text), Header: http.Header{"Content-Type": {"application/json"}}}
}

func texts(problems []problem) string {
	var all []string
	for _, p := range problems {
		all = append(all, p.text)
	}
	return strings.Join(all, " ")
}

// checkedShapes are what the tests below check against.
func checkedShapes() []shape {
	text, optional := value{kinds: isString}, value{kinds: isString | isNull}
	return []shape{
		{name: "Color", enum: []string{"red", "blue"}},
		{name: "Level", enum: []string{"1", "2.50"}},
		{name: "Node", closed: true, members: []member{
			{name: "id", required: true, value: text}, {name: "note", value: optional}, {name: "label", required: true, blank: true, value: text},
			{name: "color", value: value{kinds: isString, of: "Color"}}, {name: "level", value: value{kinds: isNumber, of: "Level"}},
			{name: "next", value: value{kinds: isObject, of: "Node"}},
			{name: "nodes", value: value{kinds: isArray, limits: []limit{{maxItems, "1", false}}, items: &value{kinds: isObject, of: "Node"}}},
			{name: "at", required: true, value: value{kinds: isString | isNull, format: "date-time"}},
		}},
		{name: "Bag", members: []member{{name: "n", value: value{kinds: isInteger}}}, rest: &value{kinds: isBoolean}},
		{name: "Open", open: true, members: []member{{name: "n", value: value{kinds: isInteger}}}},
		{name: "Tree", items: &value{kinds: isArray, of: "Tree"}},
		{name: "Either", variants: []value{{kinds: isString, format: "uuid"}, {kinds: isObject, of: "Bag"}, {kinds: isObject, of: "Node"}, {kinds: isArray, items: &value{kinds: isInteger}}}},
		{name: "Text", variants: []value{{kinds: isInteger, limits: []limit{{maximum, "9", false}}}, {kinds: isString, of: "Color"}}},
	}
}

func TestValues(t *testing.T) {
	s := newServer(nil, checkedShapes(), nil)
	node := value{kinds: isObject, of: "Node"}
	limited := func(kinds kinds, kind limitKind, bound string) value {
		return value{kinds: kinds, limits: []limit{{kind, bound, false}}}
	}
	for _, test := range []struct {
		v          value
		text, want string
	}{
		{value{}, `{"a":[null]}`, ""},
		{node, `{"id":"1","label":"","at":"2024-01-01T00:00:00Z","note":null,"color":"red","level":2.5,"nodes":[]}`, ""},
		{node, `{"id":"","label":"","at":null,"surplus":1,"noet":""}`,
			`The member "id" of the body is required, and has the zero value "". If the API takes that, start the server with Lenient(). ` +
				`The member "noet" of the body is unknown; did you mean "note"? The member "surplus" of the body is unknown.`},
		{node, `{"id":"1","label":"","at":"0001-01-01T00:00:00Z"}`, `The member "at" of the body is required, and has the zero value "0001-01-01T00:00:00Z". If the API takes that, start the server with Lenient().`},
		{node, `{"id":"1","label":"","at":"yesterday","color":"green","level":3}`, `The member "color" of the body is "green", and not one of "red", "blue". ` +
			`The member "level" of the body is 3, and not one of 1, 2.50. The member "at" of the body is "yesterday", and not of the format date-time.`},
		{node, `{"id":"1","label":"","at":null,"next":{"id":1,"at":null},"nodes":[{"id":"2","label":"","at":null},5]}`,
			`The member "next.id" of the body is a number, and not a string. The required member "next.label" of the body is missing. ` +
				`The member "nodes" of the body has 2 items, and must have 1 or fewer. The member "nodes[1]" of the body is a number, and not an object.`},
		{value{kinds: isObject, of: "Bag"}, `{"n":1.0,"x":true,"y":"no"}`, `The member "y" of the body is a string, and not a boolean.`},
		{value{kinds: isObject, of: "Bag"}, `{"n":1.5}`, `The member "n" of the body is a number, and not an integer.`},
		{value{kinds: isArray, of: "Tree"}, `[[[]],[1]]`, `The member "[1][0]" of the body is a number, and not an array.`},
		{value{kinds: isObject, items: &value{kinds: isString}}, `{"a":"b","c":1}`, `The member "c" of the body is a number, and not a string.`},
		{value{of: "Either"}, `"0b8f6a52-3d7c-4f0e-9a41-6c2d9e7b1f35"`, ""},
		{value{of: "Either"}, `"0b8f6a52"`, `The body is "0b8f6a52", and not of the format uuid.`},
		{value{of: "Either"}, `{"n":2}`, ""},
		{value{of: "Either"}, `{"n":"x","id":7}`, "The body fits none of its 4 variants."},
		{value{of: "Either"}, `[1,"x"]`, `The member "[1]" of the body is a string, and not an integer.`},
		{value{of: "Either"}, `null`, ""},
		{limited(isNumber, minimum, "9007199254740993"), "9007199254740992", ""}, // nearer than float64 can tell
		{limited(isNumber, maximum, "1e3"), "1000.0", ""},
		{limited(isNumber, maximum, "1e3"), "1000.1", "The body is 1000.1, and must be 1e3 or less."},
		{value{limits: []limit{{minimum, "0", true}}}, "0.0", "The body is 0.0, and must be more than 0."},
		{limited(isNumber, multipleOf, "0.01"), "10.1", ""},
		{limited(isNumber, multipleOf, "0.01"), "10.101", "The body is 10.101, and must be a multiple of 0.01."},
		{limited(isNumber, multipleOf, "3"), "1e999999999", ""},
		{limited(isString, minLength, "2"), `"é"`, "The body has 1 character, and must have 2 or more."},
		{limited(isString, maxLength, "1"), `"é"`, ""},
		{limited(isString, pattern, "^a+$"), `"ab"`, `The body is "ab", and does not match the pattern ^a+$.`},
		{limited(isString, pattern, "^(?!a)"), `"ab"`, ""},
		{limited(isString, pattern, "/^x$/i"), `"ab"`, ""},
		{limited(isArray, minItems, "1"), `[]`, "The body has 0 items, and must have 1 or more."},
		{limited(isObject, maxMembers, "0"), `{"a":1}`, "The body has 1 member, and must have 0 or fewer."},
		{limited(isBoolean, always, "true"), "false", "The body is false, and must be true."},
		{value{format: "int32"}, "2147483648", "The body is 2147483648, and not of the format int32."},
		{value{format: "int32"}, "2.0e0", ""},
	} {
		c := &checker{shapes: s.shapes}
		c.body(&body{content: jsonContent, value: test.v}, jsonCall(test.text))
		if got := texts(c.problems); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestFormats(t *testing.T) {
	for format, values := range map[string]struct{ right, wrong []string }{
		"date-time": {[]string{"2024-02-29T23:59:59Z", "2024-02-29t23:59:59.123456789+05:30", "2024-02-29T23:59:59"}, []string{"", "2024-02-29", "2024-02-30T00:00:00Z", "1709164800"}},
		"date":      {[]string{"2024-02-29"}, []string{"2023-02-29", "29.02.2024", "2024-02-29T00:00:00Z"}},
		"uuid":      {[]string{"0B8F6A52-3d7c-4f0e-9a41-6c2d9e7b1f35"}, []string{"0b8f6a523d7c4f0e9a416c2d9e7b1f35", "x"}},
		"email":     {[]string{"a@b", "ä+b@example.com"}, []string{"a", "@b", "a@", "a b@c"}},
		"uri":       {[]string{"https://a/b?c#d", "urn:x:y", "mailto:a@b"}, []string{"a/b", "//a", "https://a b"}},
		"ipv4":      {[]string{"192.0.2.1"}, []string{"192.0.2", "::1"}},
		"ipv6":      {[]string{"::1"}, []string{"192.0.2.1"}},
		"unheard":   {[]string{"", "x"}, nil},
	} {
		for _, s := range values.right {
			if !hasFormat(s, format) {
				t.Errorf("%q is refused as a %s", s, format)
			}
		}
		for _, s := range values.wrong {
			if hasFormat(s, format) {
				t.Errorf("%q passes as a %s", s, format)
			}
		}
	}
}

func checkedParameters() *operation {
	integers := value{kinds: isArray, limits: []limit{{maxItems, "2", false}}, items: &value{kinds: isInteger}}
	return &operation{
		parameters: []*parameter{
			{in: inPath, name: "id", required: true, value: value{kinds: isInteger}},
			{in: inQuery, name: "n", value: value{kinds: isInteger | isNull, limits: []limit{{maximum, "9", false}}}},
			{in: inQuery, name: "on", value: value{kinds: isBoolean}},
			{in: inQuery, name: "q", required: true, value: value{kinds: isString}},
			{in: inQuery, name: "at", value: value{kinds: isString, format: "date"}},
			{in: inQuery, name: "color", value: value{kinds: isString, of: "Color"}},
			{in: inQuery, name: "level", value: value{kinds: isNumber, of: "Level"}},
			{in: inQuery, name: "text", value: value{kinds: isInteger | isString, of: "Text"}},
			{in: inQuery, name: "any", value: value{}},
			{in: inQuery, name: "ids", value: integers},
			{in: inQuery, name: "cs", layout: commas, value: integers},
			{in: inQuery, name: "ps", layout: pipes, value: integers},
			{in: inQuery, name: "ss", layout: spaces, value: integers},
			{in: inQuery, name: "f", layout: deep, value: value{kinds: isObject, of: "Node"}},
			{in: inQuery, name: "o", layout: deep, value: value{kinds: isObject, of: "Open"}},
			{in: inQuery, name: "b", layout: deep, value: value{kinds: isObject, of: "Bag"}},
			{in: inQuery, name: "m", layout: deep, value: value{kinds: isObject, items: &value{kinds: isInteger}}},
			{in: inQuery, name: "xn", value: value{kinds: isInteger}},
			{in: inQuery, name: "x", layout: spread, value: value{kinds: isObject, of: "Closed"}},
			{in: inQuery, name: "js", layout: encoded, value: value{kinds: isObject, of: "Bag"}},
			{in: inQuery, name: "arr[]", value: value{kinds: isArray, items: &value{kinds: isString}}},
			{in: inHeader, name: "h", value: value{kinds: isInteger}},
			{in: inHeader, name: "hs", layout: commas, value: integers},
			{in: inCookie, name: "c", value: value{kinds: isBoolean}},
			{in: inHeader, name: "w", layout: opaque, value: value{kinds: isInteger}},
		},
		security: [][]credential{{{inQuery, "key", ""}}, {}},
	}
}

func TestParameters(t *testing.T) {
	s := newServer(nil, append(checkedShapes(), shape{name: "Closed", members: []member{{name: "xn", value: value{kinds: isInteger}}, {name: "yn", value: value{kinds: isInteger}}}}), nil)
	o := checkedParameters()
	const q = "?q=1&"
	for query, want := range map[string]string{
		q + "n=5&on=true&at=2024-01-01&color=red&level=2.5&text=3&text=3&any=1&any=2&ids=1&ids=2&cs=1,2&ps=1|2&ss=1%202&key=k&arr[]=1": `The query parameter "text" is there 2 times.`,
		q + "n=&on=&key=k": "", q + "n=null": "", q + "text=blue": "", q + "text=7": "",
		q + "n=many":      `The query parameter "n" is "many", and not an integer or null.`,
		q + "n=1.5":       `The query parameter "n" is "1.5", and not an integer or null.`,
		q + "n=10":        `The query parameter "n" is 10, and must be 9 or less.`,
		q + "on=yes":      `The query parameter "on" is "yes", and not a boolean.`,
		"?q=":             `The query parameter "q" is required, and has the zero value "". If the API takes that, start the server with Lenient().`,
		q + "at=2024-1-1": `The query parameter "at" is "2024-1-1", and not of the format date.`,
		q + "color=":      `The query parameter "color" is "", and not one of "red", "blue".`,
		q + "level=1":     "", q + "level=7": `The query parameter "level" is 7, and not one of 1, 2.50.`,
		q + "text=10":                  `The query parameter "text" fits none of its 2 variants.`,
		q + "ids=1&ids=x":              `The query parameter "ids" is "x", and not an integer.`,
		q + "ids=1&ids=2&ids=3":        `The query parameter "ids" has 3 items, and must have 2 or fewer.`,
		q + "cs=1,b":                   `The query parameter "cs" is "b", and not an integer.`,
		q + "f[id]=1&f[label]=&f[at]=": "",
		q + "f[id]=1&f[label]=a&f[next][color]=green&f[at]=": `The query parameter "f[next][color]" is "green", and not one of "red", "blue".`,
		q + "f[id]=&f[labl]=a":                               `The query parameter "f[id]" is required, and has the zero value "". If the API takes that, start the server with Lenient(). The query parameter "f[labl]" is unknown; did you mean "label"? The required query parameter "f[label]" is missing. The required query parameter "f[at]" is missing.`,
		q + "o[n]=1&o[more]=x":                               "",
		q + "o[n]=x":                                         `The query parameter "o[n]" is "x", and not an integer.`,
		q + "b[more]=x":                                      `The query parameter "b[more]" is "x", and not a boolean.`,
		q + "m[a]=1&m[b]=x":                                  `The query parameter "m[b]" is "x", and not an integer.`,
		q + "yn=x":                                           `The query parameter "yn" is "x", and not an integer.`,
		q + `js={"n":"x"}`:                                   `The member "n" of the query parameter "js" is a string, and not an integer.`,
		q + `js={`:                                           `The query parameter "js" is not JSON.`,
		q + "pagesize=5&N=1&g[a]=1":                          `The query parameter "N" is unknown; did you mean "n"? The query parameter "g[a]" is unknown. The query parameter "pagesize" is unknown.`,
	} {
		r := httptest.NewRequest("GET", "http://localhost/"+strings.NewReplacer("|", "%7C", "{", "%7B", `"`, "%22").Replace(query), nil)
		values, err := url.ParseQuery(r.URL.RawQuery)
		if err != nil {
			t.Fatal(err)
		}
		c := &checker{shapes: s.shapes}
		c.parameters(o, r, Call{Query: values, PathValues: map[string]string{"id": "1"}})
		if got := texts(c.problems); got != want {
			t.Errorf("%s:\n got %s\nwant %s", query, got, want)
		}
	}
	r := httptest.NewRequest("GET", "http://localhost/?q=1", nil)
	r.Header = http.Header{"H": {"x"}, "Hs": {"1, 2", "y"}, "Cookie": {"c=no"}, "W": {"x"}}
	c := &checker{shapes: s.shapes}
	c.parameters(o, r, Call{Query: url.Values{"q": {"1"}}, PathValues: map[string]string{"id": "one"}})
	want := `The path parameter "id" is "one", and not an integer. The header "h" is "x", and not an integer. ` +
		`The header "hs" has 3 items, and must have 2 or fewer. The header "hs" is "y", and not an integer. The cookie "c" is "no", and not a boolean.`
	if got := texts(c.problems); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
