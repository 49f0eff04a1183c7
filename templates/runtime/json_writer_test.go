package runtime

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestWriteString(t *testing.T) {
	for s, want := range map[string]string{
		"":                    `""`,
		"plain é 😀":           `"plain é 😀"`,
		"<a href='x'>&":       `"<a href='x'>&"`,
		"\u2028\u2029":        "\"\u2028\u2029\"",
		"\"\\/\n\r\t":         `"\"\\/\n\r\t"`,
		"\x00\b\f\x1f\x7f":    "\"\\u0000\\u0008\\u000c\\u001f\x7f\"",
		"a\xffb\xc3":          "\"a\ufffdb\ufffd\"",
		"\xed\xa0\x80":        "\"\ufffd\ufffd\ufffd\"",
		"real \ufffd is kept": "\"real \ufffd is kept\"",
	} {
		if got := string(appendJSONString(nil, s)); got != want {
			t.Errorf("%q is written as %s, want %s", s, got, want)
		}
	}
}

func TestWriteStringReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		out := appendJSONString(nil, s)
		var got string
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatal(err)
		}
		if want := string([]rune(s)); got != want || !utf8.Valid(out) {
			t.Fatalf("%q came back as %q", s, got)
		}
	})
}

func TestFloatReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.Float64().Draw(t, "float64")
		out, err := marshalModel(&f)
		if math.IsNaN(f) || math.IsInf(f, 0) {
			if err == nil {
				t.Fatalf("%v is written as %s", f, out)
			}
			return
		}
		var got float64
		if err := readDocument(out, &got); err != nil || math.Float64bits(got) != math.Float64bits(f) {
			t.Fatalf("%v is written as %s and read as %v, %v", f, out, got, err)
		}
		g := rapid.Float32().Draw(t, "float32")
		if math.IsNaN(float64(g)) || math.IsInf(float64(g), 0) {
			return
		}
		var back float32
		out, err = marshalModel(&g)
		if err != nil || readDocument(out, &back) != nil || back != g {
			t.Fatalf("%v is written as %s and read as %v", g, out, back)
		}
	})
}

// TestDecimals compares numbers of few decimals, and their neighbours, with what strconv
// makes of them.
func TestDecimals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.Int64Range(-2e15, 2e15).Draw(t, "digits") >> rapid.IntRange(0, 50).Draw(t, "shift")
		f := float64(digits) / math.Pow10(rapid.IntRange(0, 5).Draw(t, "decimals"))
		for _, f := range []float64{f, math.Nextafter(f, math.Inf(1)), math.Nextafter(f, math.Inf(-1)), float64(float32(f))} {
			format := byte('f')
			if f != 0 && math.Abs(f) < 1e-6 {
				format = 'e'
			}
			if out, err := marshalModel(&f); err != nil || string(out) != strconv.FormatFloat(f, format, -1, 64) {
				t.Fatalf("%v is written as %s, %v", f, out, err)
			}
			g := float32(f)
			if out, err := marshalModel(&g); err != nil || format == 'f' && math.Trunc(float64(g)) != float64(g) && string(out) != strconv.FormatFloat(float64(g), format, -1, 32) {
				t.Fatalf("float32 %v is written as %s, %v", g, out, err)
			}
		}
	})
}

func TestNumberForms(t *testing.T) {
	for _, c := range []struct {
		f    float64
		want string
	}{{0, "0"}, {math.Copysign(0, -1), "-0"}, {0.1, "0.1"}, {1e20, "100000000000000000000"}, {1e21, "1e+21"}, {1e-6, "0.000001"}, {1e-7, "1e-07"}} {
		if out, err := marshalModel(&c.f); err != nil || string(out) != c.want {
			t.Errorf("%v: %s, want %s, %v", c.f, out, c.want, err)
		}
	}
	tenth := float32(0.1)
	if out, _ := marshalModel(&tenth); string(out) != "0.1" {
		t.Errorf("float32 0.1: %s", out)
	}
}

func TestExactFloats(t *testing.T) {
	for text, want := range map[string]bool{
		"0.1": true, "1.10": true, "100e-2": true, "0.10000000000000000": true, "1E5": true, "0e999999999999999999999": true, "-0.0": true, "5e-324": true,
		"9007199254740993": false, "1e-400": false, "0.10000000000000001": false, "123456789012345678901": false, "1e-99999999999999999999": false,
	} {
		r := jsonReader{text: text}
		r.float(64)
		if err := r.finish(); err != nil || r.inexact == want {
			t.Errorf("%s: exact is %v, want %v; %v", text, !r.inexact, want, err)
		}
	}
}

func TestIntegers(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int64
		ok   bool
	}{
		{"0", 0, true}, {"-7", -7, true}, {"1.0", 1, true}, {"1e3", 1000, true}, {"12.50e1", 125, true}, {"-100e-2", -1, true}, {"0e9", 0, true}, {"0.000", 0, true},
		{"9223372036854775807", math.MaxInt64, true}, {"-9223372036854775808", math.MinInt64, true}, {"9.223372036854775807e18", math.MaxInt64, true},
		{"9223372036854775808", 0, false}, {"1e19", 0, false}, {"1e999999999999999999999", 0, false}, {"0.5", 0, false}, {"1e-1", 0, false}, {"1e-99999999999999999999", 0, false},
	} {
		var n int64
		err := readDocument([]byte(c.text), &n)
		if (err == nil) != c.ok || c.ok && n != c.n {
			t.Errorf("%s: %d, %v", c.text, n, err)
		}
		r := jsonReader{text: c.text}
		if integral := !strings.Contains(c.text, "e-9") && c.text != "0.5" && c.text != "1e-1"; r.isIntegral() != integral {
			t.Errorf("isIntegral of %s is not %v", c.text, integral)
		}
	}
}

func TestEncodeErrorsNameTheMember(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		m    sampleModel
		want string
	}{
		{sampleModel{ID: nan}, "stackone: encode id: NaN cannot be written as JSON"},
		{sampleModel{Scores: map[string]float64{"a": 1, "b c": math.Inf(-1)}}, `stackone: encode scores["b c"]: -Inf cannot be written as JSON`},
		{sampleModel{Parent: Some(&sampleModel{Free: map[string]any{"list": []any{1, nan}}})}, "stackone: encode parent.free.list[1]: NaN cannot be written as JSON"},
		{sampleModel{Free: map[string]any{"f": func() {}}}, "stackone: encode free.f: json: unsupported type: func()"},
		{sampleModel{Free: map[string]any{"n": json.Number("1x")}}, `stackone: encode free.n: json.Number "1x" is not a number`},
		{sampleModel{CreatedAt: NewTime(DateOf(12345, 1, 1).Time)}, "stackone: encode created_at: year outside of 0 to 9999"},
	} {
		_, err := marshalModel(&c.m)
		if err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestValueThatContainsItself(t *testing.T) {
	m := &sampleModel{}
	m.Parent = Some(m)
	if _, err := marshalModel(m); err == nil || !strings.Contains(err.Error(), "nested deeper than") {
		t.Errorf("%.100v", err)
	}
	loop := map[string]any{}
	loop["a"], loop["b"], loop["c"] = loop, []any{loop, loop}, loop
	if _, err := marshalModel(&sampleModel{Free: loop}); err == nil || !strings.Contains(err.Error(), "nested deeper than") {
		t.Errorf("%.100v", err)
	}
}

func TestWriteAnyEqualsEncodingJSON(t *testing.T) {
	type own struct {
		A Opt[string] `json:"a"`
		B Opt[int]    `json:"b,omitzero"`
	}
	for _, v := range []any{
		nil, true, "s", 1, int64(-5), int8(3), uint64(math.MaxUint64), 1.5, float32(0.1), json.Number("1.10"), json.Number(""),
		[]any{}, []any(nil), map[string]any{}, map[string]any(nil), map[string]any{"b": 1, "a": []any{nil, "x"}}, map[int]string{2: "b", 1: "a"},
		[]string{"a"}, []byte("abc"), own{A: Some("x")}, own{B: Null[int]()}, json.RawMessage(`{"a": 1}`), IntValue(5), JSONValue{}, DateOf(2024, 2, 29), sampleAddress{City: "x"},
	} {
		want, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := marshalAny(v); err != nil || string(got) != string(want) {
			t.Errorf("%#v: %s, want %s, %v", v, got, want, err)
		}
	}
	for _, bad := range []json.Number{" 1", "1 ", "-", "x", "1,2", "01", "\"1\"", "null"} {
		if got, err := marshalAny(bad); err == nil {
			t.Errorf("json.Number %q is written as %s", string(bad), got)
		}
	}
}

func TestFreeObjectsAreSorted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		object := map[string]any{}
		for _, name := range rapid.SliceOfN(rapid.StringMatching("[a-cé]{0,12}"), 0, 2*fewMembers).Draw(t, "names") {
			object[name] = nil
		}
		want, err := json.Marshal(object)
		if got, gotErr := marshalAny(object); err != nil || gotErr != nil || string(got) != string(want) {
			t.Fatalf("got %s, %v; want %s, %v", got, gotErr, want, err)
		}
	})
}

func TestPlainEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOfN(rapid.SampledFrom([]byte("aaaaaaaaaaaa \x7f!#[]\"\\\x00\x1f\x80\xff")), 0, 30).Draw(t, "text"))
		from := rapid.IntRange(0, len(s)).Draw(t, "from")
		want := from
		for want < len(s) && s[want] >= ' ' && s[want] < utf8.RuneSelf && s[want] != '"' && s[want] != '\\' {
			want++
		}
		if got := plainEnd(s, from); got != want {
			t.Fatalf("%q from %d on: %d, want %d", s, from, got, want)
		}
	})
}

// TestStringsOfAllLengths writes strings with something to escape at each place, or
// nothing, to where they just fit.
func TestStringsOfAllLengths(t *testing.T) {
	for size := range 80 {
		for at := -1; at < size; at++ {
			for _, c := range []byte("\"\\\x1f \x7f\xff\x80") {
				text := bytes.Repeat([]byte("a"), size)
				if at >= 0 {
					text[at] = c
				}
				const guard = "guard"
				memory := append(make([]byte, size+2), guard...)
				written := appendJSONString(memory[:0:size+2], string(text))
				var back string
				if err := json.Unmarshal(written, &back); err != nil || back != strings.ToValidUTF8(string(text), "\ufffd") {
					t.Fatalf("%q is written as %s, %v", text, written, err)
				}
				if string(memory[size+2:]) != guard {
					t.Fatalf("%q is written beyond its place", text)
				}
			}
		}
	}
}
