package runtime

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// readLeniently reads a document and returns its problems as lines.
func readLeniently(t *testing.T, doc string, v any) []string {
	t.Helper()
	found, err := readResult([]byte(doc), v, reading{most: maxProblems})
	if err != nil {
		t.Fatalf("%s: %v", doc, err)
	}
	if found == nil {
		return nil
	}
	var lines []string
	scan := pathScan{text: doc}
	for _, p := range found.listed {
		lines = append(lines, fmt.Sprintf("%s@%d: %s, not %s", scan.to(p.offset), p.offset, p.found, p.expected))
	}
	return lines
}

// TestValuesOfAnotherKind has a value of another kind in every place that has values.
func TestValuesOfAnotherKind(t *testing.T) {
	for _, c := range []struct {
		doc      string
		problems string // parted by semicolons
	}{
		{`{"label":7}`, `label@9: a number, not a string`},
		{`{"name":7}`, `name@8: a number, not a string`},
		{`{"name":null}`, `name@8: null, not a string`},
		{`{"kind":["a"]}`, `kind@8: a list, not a string`},
		{`{"ratio":1e60}`, `ratio@9: one out of range, not a number of 32 bits`},
		{`{"id":1e400}`, `id@6: one out of range, not a number of 64 bits`},
		{`{"count":1.5}`, `count@9: a fraction, not an integer`},
		{`{"born":"soon"}`, `born@8: another string, not a date or time`},
		{`{"created_at":"soon"}`, `created_at@14: another string, not a date or time`},
		{`{"blob":"*"}`, `blob@8: another string, not base64`},
		{`{"metadata":[]}`, `metadata@12: a list, not an object`},
		{`{"free":true}`, `free@8: a boolean, not an object`},
		{`{"kinds":["a",1,"b"]}`, `kinds[1]@14: a number, not a string`},
		{`{"kinds":["a",null]}`, ``},
		{`{"codes":[1,null]}`, `codes[1]@12: null, not an integer`},
		{`{"codes":[1,"2",3]}`, `codes[1]@12: a string, not an integer`},
		{`{"codes":{}}`, `codes@9: an object, not a list`},
		{`{"names":["a",null,5]}`, `names[2]@19: a number, not a string`},
		{`{"scores":{"a":1,"b":"x"}}`, `scores.b@21: a string, not a number`},
		{`{"home":"x"}`, `home@8: a string, not an object`},
		{`{"work":[]}`, `work@8: a list, not an object`},
		{`{"home":{"city":1,"zip":"z"}}`, `home.city@16: a number, not a string`},
		{`{"parent":{"parent":{"label":{}}}}`, `parent.parent.label@29: an object, not a string`},
		{`{"parent":5}`, `parent@10: a number, not an object`},
		{`{"homes":[{"city":"a"},"x",null,[1],{"city":2}]}`,
			`homes[1]@23: a string, not an object; homes[2]@27: null, not an object; homes[3]@32: a list, not an object; homes[4].city@44: a number, not a string`},
		{`{"by_name":{"a":{"city":"b"},"c":false}}`, `by_name.c@33: a boolean, not an object`},
		{`{"open":{"size":"x","a":1,"b":"y","c":null}}`,
			`open.size@16: a string, not an integer; open.b@30: a string, not a number; open.c@38: null, not a number`},
		{`{"either":true}`, `either@10: a boolean, not a number or a string or an object or a list`},
		{`{"pet":{"petType":"address","city":1}}`, `pet.city@35: a number, not a string`},
		{`{"pet":17}`, `pet@7: a number, not an object`},
		{`{"label":7,"label":"x"}`, `label@9: a number, not a string`},
		{`{"label":"x","label":7}`, `label@21: a number, not a string`},
		{`{"name":"x","name":[]}`, `name@19: a list, not a string`},
		{` { "label" : [ {"a":"}"} ] , "name" : "x" } `, `label@13: a list, not a string`},
	} {
		var m sampleModel
		if got := strings.Join(readLeniently(t, c.doc, &m), "; "); got != c.problems {
			t.Errorf("%s\ngot  %s\nwant %s", c.doc, got, c.problems)
		}
		if got, want := plainJSON(t, []byte(encoded(t, &m))), plainJSON(t, []byte(c.doc)); got != want {
			t.Errorf("%s is written as %s", c.doc, got)
		}
		var unheard sampleModel
		if err := json.Unmarshal([]byte(c.doc), &unheard); err != nil || !reflect.DeepEqual(unheard, m) {
			t.Errorf("json.Unmarshal of %s: %v", c.doc, err)
		}
		var failed *DecodeError
		if _, err := readResult([]byte(c.doc), new(sampleModel), reading{strict: true}); c.problems == "" && err != nil ||
			c.problems != "" && (!errors.As(err, &failed) || !strings.HasPrefix(c.problems, fmt.Sprintf("%s@%d: ", failed.Path, failed.Offset))) {
			t.Errorf("strictly, %s: %v", c.doc, err)
		}
	}
}

// TestFieldOfAnotherKind follows the text of a value that its field cannot hold.
func TestFieldOfAnotherKind(t *testing.T) {
	const doc = `{"name":[1],"label":7,"born":"soon","x":1}`
	read := func() *sampleModel {
		var m sampleModel
		readLeniently(t, doc, &m)
		return &m
	}
	m := read()
	if !m.Label.IsZero() || m.Name != "" || !m.Born.IsZero() {
		t.Errorf("%v %q %v", m.Label, m.Name, m.Born)
	}
	for name, want := range map[string]string{"name": "[1]", "label": "7", "born": `"soon"`, "x": "1"} {
		if raw, ok := m.Extras.Get(name); !ok || string(raw) != want {
			t.Errorf("%s: %s, %v", name, raw, ok)
		}
	}
	if all := m.Extras.Map(); len(all) != 4 || m.Extras.String() != `{"label":7,"born":"soon","x":1,"name":[1]}` {
		t.Errorf("%v, %s", all, m.Extras)
	}
	changed := *m
	changed.Name, changed.Label, changed.Born = "n", Some("l"), Some(DateOf(2024, 1, 2))
	if got := plainJSON(t, []byte(encoded(t, &changed))); got != plainJSON(t, []byte(`{"name":"n","label":"l","born":"2024-01-02","x":1}`)) {
		t.Errorf("set fields are written as %s", got)
	}
	nulls := *m
	nulls.Label = Null[string]()
	if got := encoded(t, &nulls); !strings.Contains(got, `"label":null`) || strings.Contains(got, `"label":7`) {
		t.Errorf("a field set to null is written as %s", got)
	}
	for _, name := range []string{"name", "label", "born"} {
		m.Extras.Delete(name)
	}
	if got := encoded(t, m); got != `{"name":"","x":1}` {
		t.Errorf("after Delete it is written as %s", got)
	}
	if got := plainJSON(t, []byte(encoded(t, read()))); got != plainJSON(t, []byte(doc)) {
		t.Errorf("a copy's changes show: %s", got)
	}
}

// TestItemOfAnotherKind follows the text of an item that is no object.
func TestItemOfAnotherKind(t *testing.T) {
	const doc = `{"homes":["x",{"city":"b"},null]}`
	var m sampleModel
	readLeniently(t, doc, &m)
	homes := m.Homes.Or(nil)
	if len(homes) != 3 || homes[1].City != "b" || homes[0].City != "" {
		t.Fatalf("%+v", homes)
	}
	homes[1].City = "c"
	if got := encoded(t, &m); got != `{"homes":["x",{"city":"c"},null]}` {
		t.Errorf("beside a change it is written as %s", got)
	}
	homes[0].City = "a"
	if got := encoded(t, &m); got != `{"homes":[{"city":"a"},{"city":"c"},null]}` {
		t.Errorf("a changed item is written as %s", got)
	}
}

// TestVariantsAreChosenByTheKindsOfRequiredMembers has variants that differ in nothing but
// the kind of a required member.
func TestVariantsAreChosenByTheKindsOfRequiredMembers(t *testing.T) {
	for doc, want := range map[string]string{
		`{"id":7}`: "numbered", `{"id":"x"}`: "named", `{"id":7.5}`: "", `{"id":null}`: "", `{"id":[]}`: "",
		`{"id":7,"note":[]}`: "numbered", `{"id":"x","note":[]}`: "named",
	} {
		var u alikeUnion
		if err := json.Unmarshal([]byte(doc), &u); err != nil {
			t.Fatal(err)
		}
		got := ""
		if _, ok := unionAs[numbered](u.union); ok {
			got = "numbered"
		} else if _, ok := unionAs[named](u.union); ok {
			got = "named"
		}
		if got != want || encoded(t, &u) != doc {
			t.Errorf("%s is %q, written as %s", doc, got, encoded(t, &u))
		}
	}
}

type numbered struct {
	ID     int64       `json:"id"`
	Note   Opt[string] `json:"note"`
	Extras Extras
}

type named struct {
	ID     string      `json:"id"`
	Note   Opt[string] `json:"note"`
	Extras Extras
}

type alikeUnion struct{ union }

func (alikeUnion) variants() unionRules {
	rule := variantRule{required: []string{"id"}, known: []string{"id", "note"}}
	return unionRules{variants: []unionVariant{{of: (*numbered)(nil), object: rule}, {of: (*named)(nil), object: rule}}}
}

func (u *alikeUnion) UnmarshalJSON(data []byte) error { return unmarshalModel(data, u) }

// TestBrokenVariants has documents that end or break within a member that a variant is
// chosen by.
func TestBrokenVariants(t *testing.T) {
	for _, doc := range []string{`{"id":`, `{"id":-`, `{"id":-}`, `{"id":1e`, `{"id":"x`, `{"id":tru}`, `{"id"`} {
		if err := readDocument([]byte(doc), new(alikeUnion)); err == nil {
			t.Errorf("%s is read", doc)
		}
	}
}

// TestTopOfAnotherKind has documents that are of another kind as a whole.
func TestTopOfAnotherKind(t *testing.T) {
	for _, c := range []struct {
		doc string
		v   any
	}{
		{`[]`, new(sampleModel)}, {`"x"`, new(sampleModel)}, {`{}`, new([]sampleModel)}, {`[1]`, new([]string)},
		{`7`, new(Time)}, {`"soon"`, new(Time)}, {`7`, new(Opt[string])}, {`{"a":"x"}`, new(map[string]int64)},
	} {
		var failed *DecodeError
		if err := readDocument([]byte(c.doc), c.v); !errors.As(err, &failed) {
			t.Errorf("%s is read as %T: %v", c.doc, c.v, err)
		}
	}
}

// TestProblemsAreCounted has more problems than are listed.
func TestProblemsAreCounted(t *testing.T) {
	doc := `{"homes":[` + strings.TrimSuffix(strings.Repeat(`{"city":1},`, 1000), ",") + `]}`
	found, err := readResult([]byte(doc), new(sampleModel), reading{most: maxProblems})
	if err != nil || found.total != 1000 || len(found.listed) != maxProblems {
		t.Errorf("%+v, %v", found, err)
	}
}

// TestOneMemberOfAnotherKind replaces one member of a document, at any depth, by a value of
// another kind. All other members must be there, and nothing be lost.
func TestOneMemberOfAnotherKind(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		doc := jsonText{rt}.model(2)
		var tree map[string]any
		decoder := json.NewDecoder(strings.NewReader(doc))
		decoder.UseNumber()
		if err := decoder.Decode(&tree); err != nil {
			rt.Fatal(err)
		}
		names := slices.Sorted(func(yield func(string) bool) {
			for name := range tree {
				if !yield(name) {
					return
				}
			}
		})
		if len(names) == 0 {
			return
		}
		top := rapid.SampledFrom(names).Draw(rt, "member")
		plain, err := json.Marshal(tree)
		if err != nil {
			rt.Fatal(err)
		}
		replaceBelow(rt, tree, top)
		changed, err := json.Marshal(tree)
		if err != nil {
			rt.Fatal(err)
		}
		var before, after sampleModel
		if err := unmarshalModel(plain, &before); err != nil {
			rt.Fatal(err)
		}
		if err := unmarshalModel(changed, &after); err != nil {
			rt.Fatalf("%s: %v", changed, err)
		}
		out, err := marshalModel(&after)
		if err != nil {
			rt.Fatal(err)
		}
		if got, want := plainJSON(rt, out), plainJSON(rt, changed); got != want {
			rt.Fatalf("changed by a round trip\ndoc:  %s\nback: %s", changed, out)
		}
		x, y := reflect.ValueOf(before), reflect.ValueOf(after)
		for i := range x.NumField() {
			field := x.Type().Field(i)
			if name := field.Tag.Get("json"); name == "" || name == top {
				continue
			}
			if a, b := x.Field(i).Interface(), y.Field(i).Interface(); !reflect.DeepEqual(a, b) {
				rt.Fatalf("%s of %s was %+v and is %+v", field.Name, changed, a, b)
			}
		}
	})
}

// replaceBelow replaces a member of an object, or one that is somewhere in it.
func replaceBelow(t *rapid.T, object map[string]any, name string) {
	for {
		inner, ok := object[name].(map[string]any)
		if !ok || len(inner) == 0 || rapid.Bool().Draw(t, "here") {
			break
		}
		names := make([]string, 0, len(inner))
		for key := range inner {
			names = append(names, key)
		}
		slices.Sort(names)
		object, name = inner, rapid.SampledFrom(names).Draw(t, "inner")
	}
	kind := func(v any) string { return fmt.Sprintf("%T", v) }
	others := slices.DeleteFunc([]any{"text", json.Number("17.5"), true, []any{"a", nil}, map[string]any{"a": "b"}}, func(v any) bool {
		return kind(v) == kind(object[name])
	})
	object[name] = rapid.SampledFrom(others).Draw(t, "other")
}
