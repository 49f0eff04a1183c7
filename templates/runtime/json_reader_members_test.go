package runtime

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// afterwards is what makes a document long enough for the usual way to read members.
var afterwards = strings.Repeat(" ", 2*membersAhead)

// TestMembersAsOthers reads documents of models of all kinds of names in both ways, and
// compares what comes with what encoding/json finds in them.
func TestMembersAsOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := drawNames(t)
		model := modelOfTexts(names, rapid.IntRange(0, 3).Draw(t, "required") == 0)
		doc := drawTexts(t, names)
		var want map[string]*string
		if err := json.Unmarshal([]byte(doc), &want); err != nil {
			t.Fatal(err)
		}
		for _, doc := range []string{doc, doc + afterwards, indented(t, doc) + afterwards} {
			got := reflect.New(model)
			if err := unmarshalModel([]byte(doc), got.Interface()); err != nil {
				t.Fatalf("%s: %v", doc, err)
			}
			checkTexts(t, got.Elem(), names, want)
			text, err := marshalModel(got.Interface())
			if err != nil {
				t.Fatal(err)
			}
			var again map[string]*string
			if err := json.Unmarshal(text, &again); err != nil || !reflect.DeepEqual(again, want) {
				t.Fatalf("%s\nis written as\n%s\n%v", doc, text, err)
			}
		}
	})
}

// drawNames draws names of all lengths, of which many differ in one byte only.
func drawNames(t *rapid.T) []string {
	const letters = "abcdefgh_:,\"\\\n"
	length := rapid.SampledFrom([]int{0, 1, 6, 7, 8, 9, 14, 15, 16, 17, 22, 23, 24, 25, 30, 32, 33, 34, 35, 36, 50})
	base := rapid.StringOfN(rapid.SampledFrom([]rune(letters+"é")), 50, 50, -1).Draw(t, "base")
	common := length.Draw(t, "common")
	var names []string
	for range rapid.IntRange(1, 90).Draw(t, "names") {
		n := common
		if rapid.IntRange(0, 4).Draw(t, "other") == 0 {
			n = length.Draw(t, "length")
		}
		name := []byte(base[:n])
		if n > 0 {
			name[rapid.IntRange(0, n-1).Draw(t, "at")] = letters[rapid.IntRange(0, len(letters)-1).Draw(t, "byte")]
		}
		names = append(names, strings.ToValidUTF8(string(name), "?"))
	}
	slices.Sort(names)
	names = slices.Compact(names)
	return rapid.Permutation(names).Draw(t, "order")
}

// modelOfTexts returns a model with an optional or a required string of each name.
func modelOfTexts(names []string, required bool) reflect.Type {
	fields := []reflect.StructField{{Name: "Extras", Type: reflect.TypeFor[Extras]()}}
	for i, name := range names {
		f := reflect.StructField{Name: fmt.Sprintf("F%d", i), Type: reflect.TypeFor[Opt[string]]()}
		if required && i%3 == 0 {
			f.Type = reflect.TypeFor[string]()
		}
		f.Tag = reflect.StructTag(fmt.Sprintf("member:%q", name))
		fields = append(fields, f)
	}
	return reflect.StructOf(fields)
}

func drawTexts(t *rapid.T, names []string) string {
	if rapid.Bool().Draw(t, "shuffled") {
		names = rapid.Permutation(names).Draw(t, "as written")
	}
	var members []string
	add := func(name string) {
		value := "null"
		if rapid.IntRange(0, 9).Draw(t, "kind") > 0 {
			text := rapid.StringOfN(rapid.SampledFrom([]rune(`abcdefghijklmnopqrstuvwxyz "\/é`+"\n\x01\x7f")), 0, 70, -1).Draw(t, "text")
			if rapid.Bool().Draw(t, "plain") {
				text = strings.Repeat("t", rapid.IntRange(0, 40).Draw(t, "size"))
			}
			value = string(appendJSONString(nil, text))
		}
		members = append(members, string(appendJSONString(nil, name))+":"+value)
	}
	for _, name := range names {
		switch rapid.IntRange(0, 19).Draw(t, "member") {
		case 0, 1, 2, 3, 4, 5:
		case 6:
			add(name + "z") // which may be another field
		case 7:
			add(name)
			fallthrough
		default:
			add(name)
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}

func indented(t *rapid.T, doc string) string {
	raw, err := json.MarshalIndent(json.RawMessage(doc), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func checkTexts(t *rapid.T, model reflect.Value, names []string, want map[string]*string) {
	for i, name := range names {
		text, there := want[name]
		switch got := model.FieldByName(fmt.Sprintf("F%d", i)).Addr().Interface().(type) {
		case *string:
			if there && text != nil && *got != *text || (!there || text == nil) && *got != "" {
				t.Fatalf("%q is %q, want %v", name, *got, text)
			}
		case *Opt[string]:
			value, has := got.Get()
			if got.IsZero() == there || got.IsNull() != (there && text == nil) || has != (text != nil) || has && value != *text {
				t.Fatalf("%q is %v, want %v", name, got, text)
			}
		}
	}
}

// TestBrokenMembers cuts and spoils a document in all places: both ways to read members
// have to refuse the same.
func TestBrokenMembers(t *testing.T) {
	const doc = `{"id":1,"name":"some longer name, longer than a word","created_at":"2024-02-29T12:34:56.000Z","active":true,"home":{"city":"b"},"codes":[7],"label":null,"born":"2024-02-29","parent":null,"homes":[{"city":"c"}]}`
	if err := unmarshalModel([]byte(doc), new(sampleModel)); err != nil {
		t.Fatal(err)
	}
	check := func(text string) {
		t.Helper()
		var short, long sampleModel
		err, longErr := unmarshalModel([]byte(text), &short), unmarshalModel([]byte(text+afterwards), &long)
		valid := json.Valid([]byte(text))
		if (err == nil) != (longErr == nil) || err == nil && !valid || !reflect.DeepEqual(short, long) {
			t.Errorf("%s\nis read as %v, and with space behind as %v; valid is %v", text, err, longErr, valid)
		}
	}
	for i := range len(doc) {
		check(doc[:i])
		for _, c := range []byte("\"\\,:{}[]nx0 \x00\xff") {
			check(doc[:i] + string(c) + doc[i+1:])
			check(doc[:i] + string(c) + doc[i:])
		}
	}
}

// TestLongNames checks that no name is compared at once that is longer than how much of
// a document there has to be.
func TestLongNames(t *testing.T) {
	var names []string
	for n := range 2 * longestName {
		names = append(names, strings.Repeat("x", n))
	}
	codec := codecOf(modelOfTexts(names, false))
	for _, k := range codec.model.names.all {
		if k.size > longestName || int(k.tailAt)+8 > longestName {
			t.Errorf("%q is compared in %d bytes", k.field.name, k.size)
		}
	}
}

// TestUsualMembers checks that members as servers write them take no other way.
func TestUsualMembers(t *testing.T) {
	for _, doc := range []string{
		`{"city":"a","zip":"b"}`,
		`{"zip":null,"city":"a text that fits"}`,
	} {
		r := jsonReader{text: doc + afterwards, block: make([]byte, stringBlock)}
		o := objectReader{r: &r, m: codecOf(reflect.TypeFor[sampleAddress]()).model, p: placeOf(reflect.ValueOf(new(sampleAddress)))}
		r.enter()
		if left, _ := o.readUsual(); left != leftNone || r.pos != len(doc) {
			t.Errorf("%s: left %d at %d of %d", doc, left, r.pos, len(doc))
		}
	}
}
