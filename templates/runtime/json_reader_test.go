package runtime

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"unsafe"
)

// readAnyDocument is encoding/json's interface decoding by our reader.
func readAnyDocument(data []byte) (any, error) {
	r := jsonReader{text: string(data)}
	v := r.anyValue()
	return v, r.finish()
}

func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-0.5e+10,true,false,null,"x\u00e9\ud83d\ude00\ud800\n"],"a":{}}`, "", " ", "[", "]", "[1,]", "[,1]", `{"a":1,}`, `{,}`, `{"a"}`, `{"a":}`, `{1:2}`,
		"01", "-", "1.", ".5", "1e", "1e+", "+1", "-01", "0x1", "NaN", "nul", "truex", "\"\x00\"", "\"\x7f\"", `"\x"`, `"\u12g4"`, `"\u12`, `"\`, `"`, "\"\xff\xc3\"", "\xef\xbb\xbf1",
		"1 2", "{}{}", "\v1", "1\n\t\r ", `"\uD800\uDC0"`, `"\ud800\u0041"`, `"\ud800\ud83d\ude00"`, "[[[[[[]]]]]]", "\x00", "1\x00", `["a" "b"]`, `{"a" 1}`, `{"a":1 "b":2}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.UseNumber()
		var want any
		valid := json.Valid(data)
		if valid {
			if err := decoder.Decode(&want); err != nil {
				t.Skip("encoding/json refuses what it calls valid")
			}
		}
		got, err := readAnyDocument(data)
		if (err == nil) != valid {
			t.Fatalf("%q: %v, but encoding/json says valid is %v", data, err, valid)
		}
		var kept JSONValue
		keptErr := readDocument(data, &kept)
		if (keptErr == nil) != valid {
			t.Fatalf("%q is read as %v, but skipped as %v", data, err, keptErr)
		}
		if !valid {
			var failed *DecodeError
			if !errors.As(err, &failed) || failed.Offset < 0 || failed.Offset > int64(len(data)) {
				t.Fatalf("%q: %#v", data, err)
			}
			return
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q\ngot  %#v\nwant %#v", data, got, want)
		}
		if !reflect.DeepEqual(kept.Any(), want) {
			t.Fatalf("%q kept as %s", data, kept)
		}
		out, err := marshalAny(got)
		if err != nil {
			t.Fatalf("%q is not written: %v", data, err)
		}
		if again, err := readAnyDocument(out); err != nil || !reflect.DeepEqual(again, want) {
			t.Fatalf("%q is written as %q: %v", data, out, err)
		}
	})
}

// FuzzModelRoundTrip checks that no document panics and that what a model
// accepts comes back whole.
func FuzzModelRoundTrip(f *testing.F) {
	f.Add([]byte(`{"id":1.10,"codes":[null],"pet":{"size":1e400},"open":{"a":0.1e-400},"x":1,"x":2,"parent":{"home":{"zip":null},"home":null}}`))
	f.Add([]byte(`{"either":[{"city":1}],"blob":"YR==","created_at":"2024-01-01","ratio":0.1,"names":["a",null]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var m sampleModel
		if err := unmarshalModel(data, &m); err != nil || m.Extras.p == nil && strings.TrimSpace(string(data)) == "null" {
			return
		}
		out, err := marshalModel(&m)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsAny(data, "eE") {
			return // exact comparison of large exponents takes too long
		}
		if got, want := plainJSON(t, out), plainJSON(t, data); got != want {
			t.Fatalf("changed by a round trip\ndoc:  %s\nback: %s", data, out)
		}
	})
}

func TestDecodeErrors(t *testing.T) {
	for _, c := range []struct{ doc, want string }{
		{`{"data":[{},{},{},{"id":"x"}]}`, `stackone: decode data[3].id at offset 24: expected a number, found a string`},
		{`{"data":[{"home": [] }]}`, `stackone: decode data[0].home at offset 18: expected an object, found a list`},
		{`{"data":[{"home":{"city":true}}]}`, `stackone: decode data[0].home.city at offset 25: expected a string, found a boolean`},
		{`{"data":[{"active":"yes"}]}`, `stackone: decode data[0].active at offset 19: expected a boolean, found a string`},
		{`{"data":[{"count":1.5}]}`, `stackone: decode data[0].count at offset 18: expected an integer, found a fraction`},
		{`{"data":[{"count":1e19}]}`, `stackone: decode data[0].count at offset 18: expected an integer of 64 bits, found one out of range`},
		{`{"data":[{"count":9223372036854775808}]}`, `stackone: decode data[0].count at offset 18: expected an integer of 64 bits, found one out of range`},
		{`{"data":[{"codes":[1,2147483648]}]}`, `stackone: decode data[0].codes[1] at offset 21: expected an integer of 32 bits, found one out of range`},
		{`{"data":[{"id":1e400}]}`, `stackone: decode data[0].id at offset 15: expected a number of 64 bits, found one out of range`},
		{`{"data":[{"blob":"*"}]}`, `stackone: decode data[0].blob at offset 17: expected base64, found another string`},
		{`{"data":[{"created_at":17}]}`, `stackone: decode data[0].created_at at offset 23: expected a date or time, found a number`},
		{`{"data":[{"scores":{"a.b":"x","c":1}}]}`, `stackone: decode data[0].scores["a.b"] at offset 26: expected a number, found a string`},
		{`{"data":[{"scores":{"\u0061\"":"x","c":1}}]}`, `stackone: decode data[0].scores["a\""] at offset 31: expected a number, found a string`},
		{`{"data":[{"homes":[{"city":"}],{"},{"zip":[]}]}]}`, `stackone: decode data[0].homes[1].zip at offset 42: expected a string, found a list`},
		{`{"data":{}}`, `stackone: decode data at offset 8: expected a list, found an object`},
		{`[]`, `stackone: decode: expected an object, found a list`},
		{``, `stackone: decode: unexpected end of the document`},
		{`{"data":[{"x":tru}]}`, `stackone: decode data[0].x at offset 17: unexpected character '}'`},
		{`{"data":[{"x":[1,2`, `stackone: decode data[0].x[1] at offset 18: unexpected end of the document`},
		{`{"data":[{"x":"abc`, `stackone: decode data[0].x at offset 18: unexpected end of the document`},
		{`{"data":[{"x":1,y:2}]}`, `stackone: decode data[0] at offset 16: unexpected character 'y'`},
		{`{"data":[]} x`, `stackone: decode at offset 12: unexpected text after the document`},
		{"{\"data\":[{\"x\":\"a\nb\"}]}", `stackone: decode data[0].x at offset 16: unexpected character '\n'`},
		{`{"data":[{"pet":{"city":"a","x":]}}]}`, `stackone: decode data[0].pet.x at offset 32: unexpected character ']'`},
	} {
		var page samplePage
		_, err := readResult([]byte(c.doc), &page, reading{strict: true})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s\ngot  %v\nwant %s", c.doc, err, c.want)
		}
	}
}

// samplePage is a page of a list operation.
type samplePage struct {
	Data   Opt[[]sampleModel] `json:"data"`
	Next   Opt[string]        `json:"next"`
	Extras Extras
}

func TestDecodeErrorOfAResponse(t *testing.T) {
	reason := errors.New("why")
	err := error(&DecodeError{Operation: "ListPets", StatusCode: 200, Body: []byte("secret"), Path: "a", Offset: 3, Err: reason})
	if got, want := err.Error(), "stackone: ListPets: decode a at offset 3: why"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if !errors.Is(err, reason) {
		t.Error("the reason is hidden")
	}
}

func TestDepthLimit(t *testing.T) {
	nested := func(open, value, end string, n int) []byte {
		return []byte(strings.Repeat(open, n) + value + strings.Repeat(end, n))
	}
	if _, err := readAnyDocument(nested("[", "1", "]", maxJSONDepth)); err != nil {
		t.Error(err)
	}
	const want = "nested deeper than 10000 levels"
	if _, err := readAnyDocument(nested("[", "1", "]", maxJSONDepth+1)); err == nil || !strings.Contains(err.Error(), want) || len(err.Error()) > 300 {
		t.Errorf("lists: %v", err)
	}
	if _, err := readAnyDocument(nested(`{"a":`, "1", "}", maxJSONDepth+1)); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("objects: %v", err)
	}
	var m sampleModel
	if err := m.UnmarshalJSON(nested(`{"parent":`, "null", "}", 5000)); err != nil {
		t.Fatal(err)
	}
	if out := encoded(t, &m); plainJSON(t, []byte(out)) != plainJSON(t, nested(`{"parent":`, "null", "}", 5000)) {
		t.Error("a deep document is changed by a round trip")
	}
	if err := m.UnmarshalJSON(nested(`{"parent":`, "null", "}", maxJSONDepth+1)); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("models: %v", err)
	}
	if err := m.UnmarshalJSON(nested(`{"x":`, "[", "}", 2000000)); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("unknown members: %v", err)
	}
}

func TestPathOfADeepValueIsShort(t *testing.T) {
	doc := strings.Repeat(`{"a":[`, 100) + "x"
	_, err := readAnyDocument([]byte(doc))
	var failed *DecodeError
	if !errors.As(err, &failed) {
		t.Fatal(err)
	}
	half := strings.Repeat("a[0].", 6)
	if want := half[:len(half)-1] + "…" + "." + half[:len(half)-1]; failed.Path != want {
		t.Errorf("got %s, want %s", failed.Path, want)
	}
}

func TestKeptTextDoesNotPinTheDocument(t *testing.T) {
	text := []byte(`{"city":"Oslo","x":{"y":[1]},"zip":"12","free":{"k":1}}`)
	var m sampleAddress
	if err := readDocument(text, &m); err != nil {
		t.Fatal(err)
	}
	start := uintptr(unsafe.Pointer(unsafe.SliceData(text)))
	zip, _ := m.Zip.Get()
	for _, s := range []string{m.City, zip, m.Extras.p.unknown[0].name, m.Extras.p.unknown[0].raw, m.Extras.p.unknown[1].raw} {
		if at := uintptr(unsafe.Pointer(unsafe.StringData(s))); at >= start && at < start+uintptr(len(text)) {
			t.Errorf("%q is a part of the document", s)
		}
	}
}

// typicalPage is a page of n models as an API sends them: some members null,
// none odd.
func typicalPage(n int) []byte {
	const item = `{"id":12345,"name":"Ada Lovelace","created_at":"2024-02-29T12:34:56.000Z","active":true,"count":7,` +
		`"home":{"city":"London","zip":null},"codes":[1,2,3],"scores":{},"free":{},"blob":"","anything":null,"pet":{"city":"Bonn","zip":"53"},` +
		`"label":"A label of some length","kind":"big","born":"1815-12-10","parent":null,"work":{"city":"Paris","zip":"75000"},"homes":[],"value":null}`
	return []byte(`{"data":[` + strings.Repeat(item+",", n-1) + item + `],"next":"abc"}`)
}

// countsAllocations skips a test where the compiler moves what a pointer is converted of
// to the heap, as it does to check that (-d=checkptr=2).
func countsAllocations(t *testing.T) {
	t.Helper()
	if testing.AllocsPerRun(10, func() {
		var memory [1]byte
		placeOfBuffer(memory[:]).putByte(0, 1)
	}) > 0 {
		t.Skip("conversions of pointers allocate")
	}
}

func TestAllocationsOfATypicalPage(t *testing.T) {
	countsAllocations(t)
	const items = 100
	data := typicalPage(items)
	page := new(samplePage)
	allocs := testing.AllocsPerRun(20, func() {
		*page = samplePage{}
		if err := readDocument(data, page); err != nil {
			t.Fatal(err)
		}
	})
	// Of each item: the list of codes, two empty maps, what the union holds and
	// what it takes to choose that, which is two more without package unsafe; strings share
	// theirs.
	if perItem := allocs / items; perItem > 12 {
		t.Errorf("%.1f allocations for each item", perItem)
	}
	out, err := marshalModel(page)
	if err != nil {
		t.Fatal(err)
	}
	w, c := jsonWriter{buf: make([]byte, 0, 2*len(out))}, codecOf(reflect.TypeFor[samplePage]())
	allocs = testing.AllocsPerRun(20, func() {
		w.buf = w.buf[:0]
		w.value(placeOf(reflect.ValueOf(page)), c)
	})
	if perItem := allocs / items; perItem > 1 {
		t.Errorf("%.1f allocations to write each item", perItem)
	}
}

func TestShortStringsShareMemory(t *testing.T) {
	countsAllocations(t)
	const words = 1000
	data := []byte("[" + strings.Repeat(`"word",`, words) + `"` + strings.Repeat("long", 500) + `"]`)
	var list []string
	allocs := testing.AllocsPerRun(10, func() {
		list = nil
		if err := readDocument(data, &list); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > 30 {
		t.Errorf("%.0f allocations for %d strings", allocs, words)
	}
	for i, s := range list[:words] {
		if s != "word" {
			t.Fatalf("item %d is %q", i, s)
		}
	}
	if len(list) != words+1 || list[words] != strings.Repeat("long", 500) {
		t.Error("the long string is wrong")
	}
}

func TestReadingScalarsDoesNotAllocate(t *testing.T) {
	countsAllocations(t)
	type scalars struct {
		A float64      `json:"a"`
		B int64        `json:"b"`
		C bool         `json:"c"`
		D Time         `json:"d"`
		E Opt[float64] `json:"e"`
		Extras
	}
	var m scalars
	c, p := codecFor(&m)
	allocs := testing.AllocsPerRun(100, func() {
		r := jsonReader{text: `{"a":123.25,"b":-7,"c":true,"d":"2024-02-29T12:34:56.000Z","e":null}`}
		r.value(p, c)
		if r.finish() != nil {
			t.Error("not read to the end")
		}
	})
	if allocs > 1 || m.B != -7 { // the reader itself, to which members lead back
		t.Errorf("%.0f allocations", allocs)
	}
}

func BenchmarkReadPage(b *testing.B) {
	data := typicalPage(100)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var page samplePage
		if err := readDocument(data, &page); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWritePage(b *testing.B) {
	var page samplePage
	if err := readDocument(typicalPage(100), &page); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := marshalModel(&page); err != nil {
			b.Fatal(err)
		}
	}
}
