package runtime

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// plainJSON returns a text that two documents share if they have the same
// value: members sorted, strings decoded, numbers exact.
func plainJSON(t interface{ Fatalf(string, ...any) }, doc []byte) string {
	decoder := json.NewDecoder(bytes.NewReader(doc))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("not JSON: %v\n%q", err, doc)
	}
	var exact func(any) any
	exact = func(v any) any {
		switch v := v.(type) {
		case json.Number:
			n, ok := new(big.Rat).SetString(string(v))
			if !ok {
				t.Fatalf("not a number: %s", v)
			}
			return "number " + n.String() + strings.Repeat("-", min(1, strings.Count(string(v[0]), "-")))
		case string:
			return "string " + v
		case []any:
			for i := range v {
				v[i] = exact(v[i])
			}
		case map[string]any:
			for k := range v {
				v[k] = exact(v[k])
			}
		}
		return v
	}
	data, err := json.MarshalIndent(exact(value), "", " ")
	if err != nil {
		t.Fatalf("%v", err)
	}
	return string(data)
}

func TestModelRoundTripKeepsEverything(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		doc := []byte(jsonText{rt}.model(2))
		var m sampleModel
		if err := unmarshalModel(doc, &m); err != nil {
			rt.Fatalf("decode: %v\n%s", err, doc)
		}
		out, err := marshalModel(&m)
		if err != nil {
			rt.Fatalf("encode: %v", err)
		}
		if got, want := plainJSON(rt, out), plainJSON(rt, doc); got != want {
			rt.Fatalf("changed by a round trip\ndoc:  %s\nback: %s\ngot %s\nwant %s", doc, out, got, want)
		}
		if !utf8.Valid(out) {
			rt.Fatalf("written as invalid UTF-8: %q", out)
		}
		var again sampleModel
		if err := json.Unmarshal(out, &again); err != nil {
			rt.Fatalf("decode again: %v", err)
		}
		if back, err := marshalModel(&again); err != nil || !bytes.Equal(back, out) {
			rt.Fatalf("a second round trip changes the text, %v\n%s\n%s", err, out, back)
		}
	})
}

// A document of other types than the model's must end in an error or come back
// whole; it must never panic.
func TestModelRoundTripOfAnything(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := jsonText{rt}
		doc := []byte(d.object(map[string]func() string{
			"pet":    func() string { return d.any(3) },
			"either": func() string { return d.any(3) },
			"open":   func() string { return d.any(2) },
			"homes":  func() string { return d.any(2) },
			"parent": func() string { return d.any(2) },
			"blob":   func() string { return d.any(1) },
		}, nil))
		var m sampleModel
		err := unmarshalModel(doc, &m)
		if err != nil {
			var failed *DecodeError
			if !errors.As(err, &failed) || failed.Path == "" {
				rt.Fatalf("%v\n%s", err, doc)
			}
			return
		}
		out, err := marshalModel(&m)
		if err != nil {
			rt.Fatalf("encode: %v", err)
		}
		if got, want := plainJSON(rt, out), plainJSON(rt, doc); got != want {
			rt.Fatalf("changed by a round trip\ndoc:  %s\nback: %s", doc, out)
		}
	})
}

func decodeAddress(t *testing.T, doc string) sampleAddress {
	t.Helper()
	var m sampleAddress
	if err := json.Unmarshal([]byte(doc), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func encoded(t *testing.T, m any) string {
	t.Helper()
	out, err := marshalModel(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestChangedFieldWinsOverWhatIsRemembered(t *testing.T) {
	var m sampleOpen
	if err := json.Unmarshal([]byte(`{"a": 9007199254740993, "b": 1.10, "c": 0.30000000000000001}`), &m); err != nil {
		t.Fatal(err)
	}
	const unchanged = `{"a":9007199254740993,"b":1.1,"c":0.30000000000000001}`
	if got := encoded(t, &m); got != unchanged {
		t.Errorf("unchanged: %s", got)
	}
	changed := m
	changed.Size = 3
	changed.AdditionalProperties = map[string]float64{"a": 9007199254740992, "b": 2, "c": 4}
	if got, want := encoded(t, &changed), `{"size":3,"a":9007199254740993,"b":2,"c":4}`; got != want {
		t.Errorf("changed: %s, want %s", got, want)
	}
	if got := encoded(t, &m); got != unchanged {
		t.Errorf("the change of a copy shows: %s", got)
	}
}

func TestChangeBelowReplacesTheMember(t *testing.T) {
	var m sampleModel
	if err := json.Unmarshal([]byte(`{"codes":[null,1],"home":{"zip":null,"more":1}}`), &m); err != nil {
		t.Fatal(err)
	}
	if got, want := encoded(t, &m), `{"home":{"zip":null,"more":1},"codes":[null,1]}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	m.Codes[1] = 2
	m.Home.City = "Oslo"
	m.Label = Some("x")
	if got, want := encoded(t, &m), `{"home":{"city":"Oslo","zip":null,"more":1},"codes":[0,2],"label":"x"}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestOnlyTheInnermostObjectRemembers(t *testing.T) {
	const doc = `{"homes":[null,{"city":"a"},{"zip":"1"}],"label":"x"}`
	var m sampleModel
	if err := json.Unmarshal([]byte(doc), &m); err != nil {
		t.Fatal(err)
	}
	homes, _ := m.Homes.Get()
	if homes[1].p != nil || len(homes[2].p.remembered) != 1 || len(m.p.remembered) != codecOf(reflect.TypeFor[sampleModel]()).model.required+1 {
		t.Errorf("the null beside is remembered by %+v, the absent city by %+v", homes[1].p, homes[2].p)
	}
	if got := encoded(t, &m); plainJSON(t, []byte(got)) != plainJSON(t, []byte(doc)) {
		t.Errorf("came back as %s", got)
	}
}

func TestAbsentNullAndValueOfARequiredMember(t *testing.T) {
	for _, doc := range []string{`{}`, `{"city":null}`, `{"city":""}`} {
		m := decodeAddress(t, doc)
		if got := encoded(t, &m); got != doc {
			t.Errorf("%s came back as %s", doc, got)
		}
		m.City = "Rome"
		if got := encoded(t, &m); got != `{"city":"Rome"}` {
			t.Errorf("%s changed to %s", doc, got)
		}
	}
}

func TestNewModelWritesRequiredMembers(t *testing.T) {
	m := sampleModel{Pet: samplePetFromAddress(sampleAddress{City: "Bonn"}), Parent: Some[*sampleModel](nil), Work: Null[sampleAddress]()}
	want := `{"id":0,"name":"","created_at":"0001-01-01T00:00:00Z","active":false,"count":0,"home":{"city":""},` +
		`"codes":[],"scores":{},"free":{},"blob":"","anything":null,"pet":{"city":"Bonn"},"parent":null,"work":null}`
	if got := encoded(t, &m); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestRepeatedMemberLastWins(t *testing.T) {
	for doc, want := range map[string]string{
		`{"city":"a","city":"b"}`:                               `{"city":"b"}`,
		`{"city":null,"city":"b"}`:                              `{"city":"b"}`,
		`{"city":"a","city":null}`:                              `{"city":null}`,
		`{"city":"a","zip":"1","zip":null,"x":1,"y":2,"x":[3]}`: `{"city":"a","zip":null,"y":2,"x":[3]}`,
	} {
		m := decodeAddress(t, doc)
		if got := encoded(t, &m); got != want {
			t.Errorf("%s came back as %s, want %s", doc, got, want)
		}
	}
	var m sampleModel
	if err := json.Unmarshal([]byte(`{"home":{"city":"a","zip":"1","x":1},"home":{"city":"b"}}`), &m); err != nil {
		t.Fatal(err)
	}
	if got, want := encoded(t, &m), `{"home":{"city":"b"}}`; got != want {
		t.Errorf("a repeated struct is merged: %s, want %s", got, want)
	}
}

func TestManyUnknownMembers(t *testing.T) {
	var doc strings.Builder
	doc.WriteString(`{"city":"a"`)
	for i := range 30000 {
		fmt.Fprintf(&doc, `,"m%d":%d`, i%20000, i)
	}
	doc.WriteString("}")
	m := decodeAddress(t, doc.String())
	if got := m.Extra(); len(got) != 20000 || string(got["m5"]) != "20005" || string(got["m15000"]) != "15000" {
		t.Errorf("%d members, m5 is %s, m15000 is %s", len(got), got["m5"], got["m15000"])
	}
	if got, want := plainJSON(t, []byte(encoded(t, &m))), plainJSON(t, []byte(doc.String())); got != want {
		t.Error("changed by a round trip")
	}
}

func TestExtras(t *testing.T) {
	m := decodeAddress(t, `{"city":"a","x":{"y" : 1},"z":2}`)
	shared := m
	if got := m.Extra(); len(got) != 2 || string(got["x"]) != `{"y" : 1}` {
		t.Errorf("Extra() = %s", got)
	}
	if err := m.SetExtra("x", "<new>"); err != nil {
		t.Fatal(err)
	}
	if err := m.SetExtra("w", map[string]any{"b": 1, "a": nil}); err != nil {
		t.Fatal(err)
	}
	if err := m.SetExtra("city", "hidden"); err != nil {
		t.Fatal(err)
	}
	if err := m.SetExtra("zip", 5); err != nil {
		t.Fatal(err)
	}
	if err := m.SetExtra("bad", func() {}); err == nil {
		t.Error("SetExtra takes a function")
	}
	m.DeleteExtra("z")
	m.DeleteExtra("not there")
	if got, want := encoded(t, &m), `{"city":"a","x":"<new>","w":{"a":null,"b":1},"zip":5}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := encoded(t, &shared), `{"city":"a","x":{"y" : 1},"z":2}`; got != want {
		t.Errorf("the copy changed, too: %s", got)
	}
	var none sampleAddress
	if none.Extra() != nil {
		t.Error("Extra() of a new model is not nil")
	}
	none.DeleteExtra("x")
	if err := none.SetExtra("x", 1); err != nil {
		t.Fatal(err)
	}
	none.DeleteExtra("x")
	if none.p != nil {
		t.Error("something is left after the last extra member was deleted")
	}
}

func TestAdditionalPropertiesDoNotRepeatFields(t *testing.T) {
	m := sampleOpen{Size: 1, AdditionalProperties: map[string]float64{"size": 2, "note": 3, "a": 4}}
	if got, want := encoded(t, &m), `{"size":1,"a":4,"note":3}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestUnmarshalReplacesOrLeaves(t *testing.T) {
	m := decodeAddress(t, `{"city":"a","zip":"1","x":1}`)
	for _, doc := range []string{"null", " null ", `{"city":"b","zip":7}`, `{"city":"b"`, `nul`} {
		err := m.UnmarshalJSON([]byte(doc))
		if (err == nil) != (strings.TrimSpace(doc) == "null") {
			t.Errorf("%s: %v", doc, err)
		}
		if got, want := encoded(t, &m), `{"city":"a","zip":"1","x":1}`; got != want {
			t.Errorf("%s makes it %s", doc, got)
		}
	}
	if err := json.Unmarshal([]byte(`{"city":"b"}`), &m); err != nil {
		t.Fatal(err)
	}
	if got, want := encoded(t, &m), `{"city":"b"}`; got != want {
		t.Errorf("merged instead of replaced: %s", got)
	}
}

func TestHundredsOfRequiredMembers(t *testing.T) {
	var m manyRequired
	if err := unmarshalModel([]byte(`{"a0":{"m0":"a"},"m0":"a","m299":"c","m65":"b","m65":"d","x":1}`), &m); err != nil {
		t.Fatal(err)
	}
	if got, want := encoded(t, &m), `{"m0":"a","m65":"d","m299":"c","a0":{"m0":"a"},"x":1}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

type manyRequired struct {
	M0   string `json:"m0"`
	M1   string `json:"m1"`
	M2   string `json:"m2"`
	M3   string `json:"m3"`
	M4   string `json:"m4"`
	M5   string `json:"m5"`
	M6   string `json:"m6"`
	M7   string `json:"m7"`
	M8   string `json:"m8"`
	M9   string `json:"m9"`
	M10  string `json:"m10"`
	M11  string `json:"m11"`
	M12  string `json:"m12"`
	M13  string `json:"m13"`
	M14  string `json:"m14"`
	M15  string `json:"m15"`
	M16  string `json:"m16"`
	M17  string `json:"m17"`
	M18  string `json:"m18"`
	M19  string `json:"m19"`
	M20  string `json:"m20"`
	M21  string `json:"m21"`
	M22  string `json:"m22"`
	M23  string `json:"m23"`
	M24  string `json:"m24"`
	M25  string `json:"m25"`
	M26  string `json:"m26"`
	M27  string `json:"m27"`
	M28  string `json:"m28"`
	M29  string `json:"m29"`
	M30  string `json:"m30"`
	M31  string `json:"m31"`
	M32  string `json:"m32"`
	M33  string `json:"m33"`
	M34  string `json:"m34"`
	M35  string `json:"m35"`
	M36  string `json:"m36"`
	M37  string `json:"m37"`
	M38  string `json:"m38"`
	M39  string `json:"m39"`
	M40  string `json:"m40"`
	M41  string `json:"m41"`
	M42  string `json:"m42"`
	M43  string `json:"m43"`
	M44  string `json:"m44"`
	M45  string `json:"m45"`
	M46  string `json:"m46"`
	M47  string `json:"m47"`
	M48  string `json:"m48"`
	M49  string `json:"m49"`
	M50  string `json:"m50"`
	M51  string `json:"m51"`
	M52  string `json:"m52"`
	M53  string `json:"m53"`
	M54  string `json:"m54"`
	M55  string `json:"m55"`
	M56  string `json:"m56"`
	M57  string `json:"m57"`
	M58  string `json:"m58"`
	M59  string `json:"m59"`
	M60  string `json:"m60"`
	M61  string `json:"m61"`
	M62  string `json:"m62"`
	M63  string `json:"m63"`
	M64  string `json:"m64"`
	M65  string `json:"m65"`
	M66  string `json:"m66"`
	M67  string `json:"m67"`
	M68  string `json:"m68"`
	M69  string `json:"m69"`
	M70  string `json:"m70"`
	M71  string `json:"m71"`
	M72  string `json:"m72"`
	M73  string `json:"m73"`
	M74  string `json:"m74"`
	M75  string `json:"m75"`
	M76  string `json:"m76"`
	M77  string `json:"m77"`
	M78  string `json:"m78"`
	M79  string `json:"m79"`
	M80  string `json:"m80"`
	M81  string `json:"m81"`
	M82  string `json:"m82"`
	M83  string `json:"m83"`
	M84  string `json:"m84"`
	M85  string `json:"m85"`
	M86  string `json:"m86"`
	M87  string `json:"m87"`
	M88  string `json:"m88"`
	M89  string `json:"m89"`
	M90  string `json:"m90"`
	M91  string `json:"m91"`
	M92  string `json:"m92"`
	M93  string `json:"m93"`
	M94  string `json:"m94"`
	M95  string `json:"m95"`
	M96  string `json:"m96"`
	M97  string `json:"m97"`
	M98  string `json:"m98"`
	M99  string `json:"m99"`
	M100 string `json:"m100"`
	M101 string `json:"m101"`
	M102 string `json:"m102"`
	M103 string `json:"m103"`
	M104 string `json:"m104"`
	M105 string `json:"m105"`
	M106 string `json:"m106"`
	M107 string `json:"m107"`
	M108 string `json:"m108"`
	M109 string `json:"m109"`
	M110 string `json:"m110"`
	M111 string `json:"m111"`
	M112 string `json:"m112"`
	M113 string `json:"m113"`
	M114 string `json:"m114"`
	M115 string `json:"m115"`
	M116 string `json:"m116"`
	M117 string `json:"m117"`
	M118 string `json:"m118"`
	M119 string `json:"m119"`
	M120 string `json:"m120"`
	M121 string `json:"m121"`
	M122 string `json:"m122"`
	M123 string `json:"m123"`
	M124 string `json:"m124"`
	M125 string `json:"m125"`
	M126 string `json:"m126"`
	M127 string `json:"m127"`
	M128 string `json:"m128"`
	M129 string `json:"m129"`
	M130 string `json:"m130"`
	M131 string `json:"m131"`
	M132 string `json:"m132"`
	M133 string `json:"m133"`
	M134 string `json:"m134"`
	M135 string `json:"m135"`
	M136 string `json:"m136"`
	M137 string `json:"m137"`
	M138 string `json:"m138"`
	M139 string `json:"m139"`
	M140 string `json:"m140"`
	M141 string `json:"m141"`
	M142 string `json:"m142"`
	M143 string `json:"m143"`
	M144 string `json:"m144"`
	M145 string `json:"m145"`
	M146 string `json:"m146"`
	M147 string `json:"m147"`
	M148 string `json:"m148"`
	M149 string `json:"m149"`
	M150 string `json:"m150"`
	M151 string `json:"m151"`
	M152 string `json:"m152"`
	M153 string `json:"m153"`
	M154 string `json:"m154"`
	M155 string `json:"m155"`
	M156 string `json:"m156"`
	M157 string `json:"m157"`
	M158 string `json:"m158"`
	M159 string `json:"m159"`
	M160 string `json:"m160"`
	M161 string `json:"m161"`
	M162 string `json:"m162"`
	M163 string `json:"m163"`
	M164 string `json:"m164"`
	M165 string `json:"m165"`
	M166 string `json:"m166"`
	M167 string `json:"m167"`
	M168 string `json:"m168"`
	M169 string `json:"m169"`
	M170 string `json:"m170"`
	M171 string `json:"m171"`
	M172 string `json:"m172"`
	M173 string `json:"m173"`
	M174 string `json:"m174"`
	M175 string `json:"m175"`
	M176 string `json:"m176"`
	M177 string `json:"m177"`
	M178 string `json:"m178"`
	M179 string `json:"m179"`
	M180 string `json:"m180"`
	M181 string `json:"m181"`
	M182 string `json:"m182"`
	M183 string `json:"m183"`
	M184 string `json:"m184"`
	M185 string `json:"m185"`
	M186 string `json:"m186"`
	M187 string `json:"m187"`
	M188 string `json:"m188"`
	M189 string `json:"m189"`
	M190 string `json:"m190"`
	M191 string `json:"m191"`
	M192 string `json:"m192"`
	M193 string `json:"m193"`
	M194 string `json:"m194"`
	M195 string `json:"m195"`
	M196 string `json:"m196"`
	M197 string `json:"m197"`
	M198 string `json:"m198"`
	M199 string `json:"m199"`
	M200 string `json:"m200"`
	M201 string `json:"m201"`
	M202 string `json:"m202"`
	M203 string `json:"m203"`
	M204 string `json:"m204"`
	M205 string `json:"m205"`
	M206 string `json:"m206"`
	M207 string `json:"m207"`
	M208 string `json:"m208"`
	M209 string `json:"m209"`
	M210 string `json:"m210"`
	M211 string `json:"m211"`
	M212 string `json:"m212"`
	M213 string `json:"m213"`
	M214 string `json:"m214"`
	M215 string `json:"m215"`
	M216 string `json:"m216"`
	M217 string `json:"m217"`
	M218 string `json:"m218"`
	M219 string `json:"m219"`
	M220 string `json:"m220"`
	M221 string `json:"m221"`
	M222 string `json:"m222"`
	M223 string `json:"m223"`
	M224 string `json:"m224"`
	M225 string `json:"m225"`
	M226 string `json:"m226"`
	M227 string `json:"m227"`
	M228 string `json:"m228"`
	M229 string `json:"m229"`
	M230 string `json:"m230"`
	M231 string `json:"m231"`
	M232 string `json:"m232"`
	M233 string `json:"m233"`
	M234 string `json:"m234"`
	M235 string `json:"m235"`
	M236 string `json:"m236"`
	M237 string `json:"m237"`
	M238 string `json:"m238"`
	M239 string `json:"m239"`
	M240 string `json:"m240"`
	M241 string `json:"m241"`
	M242 string `json:"m242"`
	M243 string `json:"m243"`
	M244 string `json:"m244"`
	M245 string `json:"m245"`
	M246 string `json:"m246"`
	M247 string `json:"m247"`
	M248 string `json:"m248"`
	M249 string `json:"m249"`
	M250 string `json:"m250"`
	M251 string `json:"m251"`
	M252 string `json:"m252"`
	M253 string `json:"m253"`
	M254 string `json:"m254"`
	M255 string `json:"m255"`
	M256 string `json:"m256"`
	M257 string `json:"m257"`
	M258 string `json:"m258"`
	M259 string `json:"m259"`
	M260 string `json:"m260"`
	M261 string `json:"m261"`
	M262 string `json:"m262"`
	M263 string `json:"m263"`
	M264 string `json:"m264"`
	M265 string `json:"m265"`
	M266 string `json:"m266"`
	M267 string `json:"m267"`
	M268 string `json:"m268"`
	M269 string `json:"m269"`
	M270 string `json:"m270"`
	M271 string `json:"m271"`
	M272 string `json:"m272"`
	M273 string `json:"m273"`
	M274 string `json:"m274"`
	M275 string `json:"m275"`
	M276 string `json:"m276"`
	M277 string `json:"m277"`
	M278 string `json:"m278"`
	M279 string `json:"m279"`
	M280 string `json:"m280"`
	M281 string `json:"m281"`
	M282 string `json:"m282"`
	M283 string `json:"m283"`
	M284 string `json:"m284"`
	M285 string `json:"m285"`
	M286 string `json:"m286"`
	M287 string `json:"m287"`
	M288 string `json:"m288"`
	M289 string `json:"m289"`
	M290 string `json:"m290"`
	M291 string `json:"m291"`
	M292 string `json:"m292"`
	M293 string `json:"m293"`
	M294 string `json:"m294"`
	M295 string `json:"m295"`
	M296 string `json:"m296"`
	M297 string `json:"m297"`
	M298 string `json:"m298"`
	M299 string `json:"m299"`
	Extras
}
