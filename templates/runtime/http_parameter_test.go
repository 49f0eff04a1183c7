package runtime

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestStyles has the table of OpenAPI's "Style Examples", and what it leaves open.
func TestStyles(t *testing.T) {
	const (
		empty  = `""`
		text   = `"blue"`
		list   = `["blue","black","brown"]`
		object = `{"R":100,"G":200,"B":150}`
	)
	for _, c := range []struct {
		p    parameter
		json string
		want string
	}{
		{path("color").style(styleMatrix, false), text, ";color=blue"},
		{path("color").style(styleMatrix, false), list, ";color=blue,black,brown"},
		{path("color").style(styleMatrix, false), object, ";color=R,100,G,200,B,150"},
		{path("color").style(styleMatrix, true), text, ";color=blue"},
		{path("color").style(styleMatrix, true), list, ";color=blue;color=black;color=brown"},
		{path("color").style(styleMatrix, true), object, ";R=100;G=200;B=150"},
		{path("color").style(styleLabel, false), text, ".blue"},
		{path("color").style(styleLabel, false), list, ".blue,black,brown"},
		{path("color").style(styleLabel, false), object, ".R,100,G,200,B,150"},
		{path("color").style(styleLabel, true), list, ".blue.black.brown"},
		{path("color").style(styleLabel, true), object, ".R=100.G=200.B=150"},
		{path("color"), text, "blue"},
		{path("color"), list, "blue,black,brown"},
		{path("color"), object, "R,100,G,200,B,150"},
		{path("color").style(styleSimple, true), list, "blue,black,brown"},
		{path("color").style(styleSimple, true), object, "R=100,G=200,B=150"},
		{path("color"), `"a/b?c#d%e f.é"`, "a%2Fb%3Fc%23d%25e%20f.%C3%A9"},
		{path("color"), `["a,b","c"]`, "a%2Cb,c"},
		{path("n"), `12345678901234567890.10`, "12345678901234567890.10"},
		{path("b"), `true`, "true"},

		{header("color"), text, "blue"},
		{header("color"), list, "blue,black,brown"},
		{header("color").style(styleSimple, true), object, "R=100,G=200,B=150"},
		{header("color"), `"a b/ü"`, "a b/ü"},
		{header("color"), empty, ""},

		{query("color"), empty, "color="},
		{query("color"), text, "color=blue"},
		{query("color"), list, "color=blue&color=black&color=brown"},
		{query("color"), object, "R=100&G=200&B=150"},
		{query("color").style(styleForm, false), list, "color=blue,black,brown"},
		{query("color").style(styleForm, false), object, "color=R,100,G,200,B,150"},
		{query("color").style(styleSpaceDelimited, false), list, "color=blue%20black%20brown"},
		{query("color").style(styleSpaceDelimited, false), object, "color=R%20100%20G%20200%20B%20150"},
		{query("color").style(stylePipeDelimited, false), list, "color=blue%7Cblack%7Cbrown"},
		{query("color").style(stylePipeDelimited, true), list, "color=blue&color=black&color=brown"},
		{query("color").deepObject(), object, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"},
		{query("f").deepObject(), `{"a":{"b":"x y"},"ids":["1","2"],"rows":[{"n":1},{"n":2}]}`,
			"f%5Ba%5D%5Bb%5D=x%20y&f%5Bids%5D=1&f%5Bids%5D=2&f%5Brows%5D%5B0%5D%5Bn%5D=1&f%5Brows%5D%5B1%5D%5Bn%5D=2"},
		{query("f").deepObject(), `{"a":null,"b":{},"c":[],"d":""}`, "f%5Bd%5D="},
		{query("f").deepObject(), text, "f=blue"},
		{query("f").deepObject(), list, "f=blue&f=black&f=brown"},
		{query("f"), `null`, ""},
		{query("f"), `[]`, ""},
		{query("f"), `{"a":null}`, ""},
		{query("f"), `["a",null,"b"]`, "f=a&f=b"},
		{query("f"), `[["a"],{"b":1}]`, "f=%5B%22a%22%5D&f=%7B%22b%22%3A1%7D"},
		{query("f").style(styleForm, false), `null`, ""},
		{query("f").style(styleForm, false), `[]`, ""},
		{query("f").style(styleForm, false), `{"a":null}`, ""},
		{query("f").style(styleForm, false), `["a/b","c"]`, "f=a%2Fb,c"},
		{query("f").deepObject(), `[["a"]]`, "f%5B0%5D=a"},
		{query("f").deepObject(), `[{"a":"b"},{"c":[{"d":1}]}]`, "f%5B0%5D%5Ba%5D=b&f%5B1%5D%5Bc%5D%5B0%5D%5Bd%5D=1"},
		{query("f").orNull(), `null`, "f="},
		{query("f").orNull().style(styleForm, false), `null`, "f="},
		{query("f").json(), `{"a":[1,null]}`, "f=%7B%22a%22%3A%5B1%2Cnull%5D%7D"},
		{query("f").allowReserved(), `"a:/?#[]@!$&'()*+,;= %"`, "f=a:/?%23%5B%5D@!$%26'()*%2B,%3B=%20%25"},
		{query("f").style(styleForm, false).allowReserved(), `["a,b","c/d"]`, "f=a%2Cb,c/d"},
		{query("a b"), text, "a%20b=blue"},

		{cookie("color"), text, "color=blue"},
		{cookie("color"), `"a;b"`, "color=a%3Bb"},
		{cookie("color").style(styleForm, false), list, "color=blue,black,brown"},
		{cookie("color").allowReserved(), `"a,b=c"`, "color=a%2Cb%3Dc"},
		{cookie("color").style(styleForm, false).allowReserved(), `["a/b","c"]`, "color=a%2Fb,c"},
	} {
		v, err := parseParameterValue([]byte(c.json))
		if err != nil {
			t.Fatal(err)
		}
		if c.p.asJSON {
			v = parameterValue{kind: valueText, text: v.raw}
		}
		var got string
		if c.p.location == inQuery || c.p.location == inCookie {
			var pairs []string
			pairs, err = c.p.pairs(v)
			got = strings.Join(pairs, "&")
		} else {
			got, err = c.p.joined(v)
		}
		if err != nil || got != c.want {
			t.Errorf("%v %+v of %s:\n got %q (%v)\nwant %q", c.p, c.p, c.json, got, err, c.want)
		}
	}
}

func TestValuesThatCannotBeSent(t *testing.T) {
	for _, c := range []struct {
		p     parameter
		json  string
		fails string
	}{
		{path("id"), `""`, "path parameter id: the value is empty"},
		{path("id"), `[]`, "the value is empty"},
		{path("id"), `[""]`, "the value is empty"},
		{path("id"), `null`, "the value is empty"},
		{path("id").style(styleLabel, false), `""`, "the value is empty"},
		{path("id").style(styleMatrix, true), `{}`, "the value is empty"},
		{path("id").style(styleMatrix, true), `""`, "the value is empty"},
		{path("id"), `"."`, "names another path"},
		{path("id"), `".."`, "names another path"},
		{path("id").style(styleLabel, false), `"."`, "names another path"},
		{header("X-A"), `"a\r\nX-B: c"`, "header parameter X-A: the value has control characters"},
		{header("X-A"), `["a\u0000"]`, "control characters"},
		{path("id"), `"%!v(absent)"`, "path parameter id: the value has %!(absent)"},
		{path("id"), `["a","b/%!s(null)"]`, "path parameter id: the value has %!(absent)"},
		{header("X-A"), `"Dear %!s(absent)"`, "header parameter X-A: the value has"},
		{query("q"), `"%!q(null)"`, "query parameter q: the value has"},
		{query("q").deepObject(), `{"a":{"b":["x","%!d(absent)"]}}`, "query parameter q: the value has"},
		{query("q").json(), `{"a":"%!d(absent)"}`, "query parameter q: the value has"},
		{cookie("c"), `"%!s(absent)"`, "cookie parameter c: the value has"},
		{query("ids").style(stylePipeDelimited, false), `["a|b"]`, "separates"},
		{query("ids").style(styleSpaceDelimited, false), `["a b"]`, "separates"},
	} {
		core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
			t.Errorf("%s was sent to %s", c.json, r.URL)
			return answer(204, ""), nil
		})
		op := operation{name: "a.b", method: "GET", path: "/things"}
		if c.p.location == inPath {
			op.path = "/things/{id}"
		}
		req := core.newRequest(&op, nil)
		addRaw(t, req, c.p, c.json)
		if err := receiveNone(t.Context(), req); err == nil || !strings.Contains(err.Error(), c.fails) {
			t.Errorf("%v of %s: error %v, want %q", c.p, c.json, err, c.fails)
		}
	}
}

func TestRequestOfAllKindsOfParameters(t *testing.T) {
	var got *http.Request
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		got = r
		return answer(204, ""), nil
	}, WithQuery("last", "1"), WithServerURL("https://api.example.com/v%201/a%2Fb"))
	op := operation{name: "a.b", method: "GET", path: "/x/{b}/y/{a}.{b}"}
	req := core.newRequest(&op, nil)
	addRaw(t, req, path("a"), `"../etc"`)
	addRaw(t, req, path("b"), `"é?"`)
	addRaw(t, req, query("z"), `"1"`)
	raw, absent, null := Some(true), Opt[bool]{}, Null[bool]()
	req.add(query("raw"), &raw)
	req.add(query("absent"), &absent)
	req.add(query("null"), &null)
	req.add(query("needed").orNull(), &null)
	req.add(query("unset").orNull(), &absent)
	unset, set := "", "mine"
	req.add(query("fixed").constant(`"v2"`), &unset)
	req.add(query("set").constant(`"v2"`), &set)
	ids := Some([]string{"b", "a"})
	req.add(query("ids").style(styleForm, false), &ids)
	addRaw(t, req, cookie("c"), `["1","2"]`)
	addRaw(t, req, header("X-List"), `["1","2"]`)
	addRaw(t, req, header("X-Null"), `null`)
	addRaw(t, req, header("X-None"), `[]`)
	day := NewTime(time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC))
	req.add(header("X-Day").format("date"), &day)
	if err := receiveNone(t.Context(), req); err != nil {
		t.Fatal(err)
	}
	if want := "https://api.example.com/v%201/a%2Fb/x/%C3%A9%3F/y/..%2Fetc.%C3%A9%3F?z=1&raw=true&needed=&fixed=v2&set=mine&ids=b,a&last=1"; got.URL.String() != want {
		t.Errorf("URL %s\nwant %s", got.URL, want)
	}
	got.Header.Del("User-Agent")
	got.Header.Del("Authorization")
	if want := (http.Header{"Cookie": {"c=1; c=2"}, "X-List": {"1,2"}, "X-Day": {"2024-05-01"}}); !reflect.DeepEqual(got.Header, want) {
		t.Errorf("header %v, want %v", got.Header, want)
	}
	if got.URL.Path != "/v 1/a/b/x/é?/y/../etc.é?" {
		t.Errorf("path %q", got.URL.Path)
	}

	missing := core.newRequest(&op, nil)
	if err := receiveNone(t.Context(), missing); err == nil || !strings.Contains(err.Error(), "path parameter b: there is no value") {
		t.Errorf("error %v", err)
	}
}

// What an operation takes is a default that a parameter or an option replaces.
func TestAccept(t *testing.T) {
	var got []string
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		got = r.Header.Values("Accept")
		return answer(204, ""), nil
	})
	csv := "text/csv"
	for want, call := range map[string]func(*request){
		"[application/json]": func(*request) {},
		"[text/csv]":         func(req *request) { req.add(header("accept"), &csv) },
		"[]":                 func(req *request) { req.op = &operation{name: "a.b", method: "GET", path: "/"} },
	} {
		req := core.newRequest(&operation{name: "a.b", method: "GET", path: "/", accept: "application/json"}, nil)
		call(req)
		if err := receiveNone(t.Context(), req); err != nil || fmt.Sprint(got) != want {
			t.Errorf("Accept: %v, want %s (%v)", got, want, err)
		}
	}
}

// A path of the description that is none is no request to another one.
func TestPathThatCannotBeRead(t *testing.T) {
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		t.Errorf("sent to %s", r.URL)
		return answer(204, ""), nil
	})
	err := receiveNone(t.Context(), core.newRequest(&operation{name: "a.b", method: "GET", path: "/a%zz"}, nil))
	if err == nil || !strings.Contains(err.Error(), "path /a%zz") {
		t.Errorf("error %v", err)
	}
}

// addRaw adds a parameter by its JSON.
func addRaw(t *testing.T, req *request, p parameter, text string) {
	t.Helper()
	if !json.Valid([]byte(text)) {
		t.Fatalf("not JSON: %s", text)
	}
	req.add(p, &JSONValue{text})
}

// TestQueryPairsReadBack holds every query style against net/url's reading.
func TestQueryPairsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.String(), 1, 5).Draw(t, "texts")
		name := rapid.StringN(1, 10, -1).Draw(t, "name")
		p := query(name)
		if rapid.Bool().Draw(t, "reserved") {
			p = p.allowReserved()
		}
		values := readPairs(t, p, texts)
		if got := values[name]; len(values) != 1 || !slices.Equal(got, texts) {
			t.Errorf("exploded list %q read as %q", texts, values)
		}

		values = readPairs(t, p.style(styleForm, false), texts)
		if want := strings.Join(texts, ","); values.Get(name) != want {
			t.Errorf("list %q read as %q", texts, values)
		}
		pairs, err := p.style(styleForm, false).pairs(parse(t, texts))
		if err != nil || strings.Count(pairs[0], ",") != len(texts)-1 {
			t.Errorf("a comma inside a value looks like a separator: %s (%v)", pairs, err)
		}

		members := rapid.MapOfN(rapid.StringMatching(`[^\[\]]+`), rapid.String(), 1, 5).Draw(t, "members")
		values = readPairs(t, p.deepObject(), map[string]any{"outer": members, "list": texts})
		for member, text := range members {
			if got := values[name+"[outer]["+member+"]"]; !slices.Equal(got, []string{text}) {
				t.Errorf("member %q: %q read as %q", member, text, got)
			}
		}
		if got := values[name+"[list]"]; !slices.Equal(got, texts) || len(values) != len(members)+1 {
			t.Errorf("deep list %q read as %q", texts, values)
		}

		values = readPairs(t, p, members)
		if got := slices.Sorted(maps.Keys(values)); !slices.Equal(got, slices.Sorted(maps.Keys(members))) {
			t.Errorf("exploded object %q read as %q", members, values)
		}
	})
}

// TestPathValuesReadBack checks that a value stays within its segment.
func TestPathValuesReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringN(1, 20, -1).Filter(func(s string) bool { return s != "." && s != ".." }).Draw(t, "value")
		core := &Core{sdk: &sampleSDK, settings: settings{ownServer: true, serverURL: &url.URL{Scheme: "https", Host: "h", Path: "/base"}}}
		req := core.newRequest(&operation{path: "/a/{id}/b"}, nil)
		req.add(path("id"), &value)
		u, err := req.prepare()
		if err != nil {
			t.Fatal(err)
		}
		back, err := url.Parse(u.String())
		if err != nil {
			t.Fatal(err)
		}
		segments := strings.Split(back.EscapedPath(), "/")
		if len(segments) != 5 || back.RawQuery != "" || back.Fragment != "" {
			t.Fatalf("%q gives %s", value, u)
		}
		if text, err := url.PathUnescape(segments[3]); err != nil || text != value {
			t.Fatalf("%q read as %q (%v)", value, text, err)
		}
	})
}

func FuzzParameterValue(f *testing.F) {
	for _, seed := range []string{`"a"`, `"\u00e9\""`, `[1,[2,{"a":null}]]`, `{"a":{"b":[]},"a":1}`, `-1.5e3`, `null`, ` true `} {
		f.Add(seed)
	}
	styles := []parameterStyle{styleForm, styleSimple, styleLabel, styleMatrix, styleSpaceDelimited, stylePipeDelimited, styleDeepObject}
	f.Fuzz(func(t *testing.T, text string) {
		if !json.Valid([]byte(text)) {
			t.Skip()
		}
		v, err := parseParameterValue([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range styles {
			for _, explode := range []bool{false, true} {
				pairs, err := query("p").style(s, explode).pairs(v)
				if err != nil {
					continue
				}
				if _, err := url.ParseQuery(strings.Join(pairs, "&")); err != nil {
					t.Errorf("%v: %v", pairs, err)
				}
				joined, err := path("p").style(s, explode).joined(v)
				if err == nil && strings.ContainsAny(joined, "/?#% \x00") && strings.ContainsAny(strings.ReplaceAll(joined, "%", ""), "/?# \x00") {
					t.Errorf("path %q", joined)
				}
			}
		}
	})
}

func parse(t *rapid.T, value any) parameterValue {
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	v, err := parseParameterValue(data)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func readPairs(t *rapid.T, p parameter, value any) url.Values {
	pairs, err := p.pairs(parse(t, value))
	if err != nil {
		t.Fatal(err)
	}
	values, err := url.ParseQuery(strings.Join(pairs, "&"))
	if err != nil {
		t.Fatal(fmt.Errorf("%v: %w", pairs, err))
	}
	return values
}
