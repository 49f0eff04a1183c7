package runtime

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	at := func(text string) time.Time {
		v, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for text, want := range map[string]string{
		"2024-02-29T12:34:56Z":                  "2024-02-29T12:34:56Z",
		"2024-02-29T12:34:56.000Z":              "2024-02-29T12:34:56Z",
		"2024-02-29T12:34:56.120+05:30":         "2024-02-29T12:34:56.12+05:30",
		"2024-02-29T12:34:56.123456789-03:00":   "2024-02-29T12:34:56.123456789-03:00",
		"2024-02-29T12:34:56.12345678901+00:00": "2024-02-29T12:34:56.123456789Z",
		"2024-02-29 12:34:56":                   "2024-02-29T12:34:56Z",
		"2024-02-29t12:34:56z":                  "2024-02-29T12:34:56Z",
		"2024-02-29T12:34:56,5-00:00":           "2024-02-29T12:34:56.5Z",
		"2024-02-29T12:34+0100":                 "2024-02-29T12:34:00+01:00",
		"2024-02-29T12:34:56-08":                "2024-02-29T12:34:56-08:00",
		"2024-02-29 9:34:56":                    "2024-02-29T09:34:56Z",
		"2024-02-29":                            "2024-02-29T00:00:00Z",
		"0000-01-01":                            "0000-01-01T00:00:00Z",
		"9999-12-31T23:59:59.999999999-23:59":   "9999-12-31T23:59:59.999999999-23:59",
		"2016-12-31T23:59:60Z":                  "2017-01-01T00:00:00Z",
	} {
		v, err := ParseTime(text)
		if err != nil || !v.Equal(at(want)) || v.Text() != text {
			t.Errorf("%s is %v, written as %s: %v", text, v.Time, v.Text(), err)
		}
	}
	for _, text := range []string{
		"", "soon", "2024", "2024-2-9", "2024-13-01", "2024-00-01", "2024-01-00", "2023-02-29", "2024-04-31", "2024-01-01T", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z",
		"2024-01-01T00:00:61Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00+05:", "2024-01-01T00:00:00+05:3", "2024-01-01T00:00:00Zx", "2024-01-01_00:00:00", "+024-01-01", "2024-01-01T00", "\xff",
	} {
		v, err := ParseTime(text)
		if err == nil || !strings.Contains(err.Error(), "as a date or time") || !v.IsZero() {
			t.Errorf("%q is %v, written as %q: %v", text, v.Time, v.Text(), err)
		}
		kept := DateOf(2024, 1, 1)
		if err := kept.UnmarshalText([]byte(text)); err == nil || kept.Text() != "2024-01-01" {
			t.Errorf("%q is read as %v: %v", text, kept, err)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("MustParseTime takes what is no time")
		}
	}()
	MustParseTime("soon")
}

// TestDatesThatDoNotExist checks that none becomes another day, or reaches the API.
func TestDatesThatDoNotExist(t *testing.T) {
	for _, date := range []struct {
		year  int
		month time.Month
		day   int
		text  string
	}{
		{2024, 2, 31, "2024-02-31"}, {2023, 2, 29, "2023-02-29"}, {2024, 13, 1, "2024-13-01"}, {2024, 0, 1, "2024-00-01"}, {2024, 1, 0, "2024-01-00"},
	} {
		d := DateOf(date.year, date.month, date.day)
		if !d.IsZero() || d.String() != date.text {
			t.Errorf("%s is %s", date.text, d)
		}
		want := "there is no date " + date.text
		if _, err := d.MarshalJSON(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: MarshalJSON: error %v", date.text, err)
		}
		if _, err := d.MarshalText(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: MarshalText: error %v", date.text, err)
		}
		if _, err := marshalModel(&sampleModel{Born: Some(d)}); err == nil || err.Error() != "stackone: encode born: "+want {
			t.Errorf("%s in a model: error %v", date.text, err)
		}
		if d.Time = time.Unix(0, 0).UTC(); d.Text() != "1970-01-01T00:00:00Z" {
			t.Errorf("%s is %s after it was set", date.text, d)
		}
	}
	if d := DateOf(2024, 2, 29); d.Time != time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC) || d.Text() != "2024-02-29" {
		t.Errorf("2024-02-29 is %s", d)
	}
}

func TestTimeForms(t *testing.T) {
	berlin := time.FixedZone("CET", 3600)
	noon := time.Date(2024, 2, 29, 12, 0, 0, 120_000_000, berlin)
	for _, c := range []struct {
		v                    Time
		instant, date, local string
	}{
		{NewTime(noon), "2024-02-29T12:00:00.12+01:00", "2024-02-29", "2024-02-29T12:00:00.12"},
		{NewTime(noon.UTC()), "2024-02-29T11:00:00.12Z", "2024-02-29", "2024-02-29T11:00:00.12"},
		{DateOf(2024, 2, 29), "2024-02-29", "2024-02-29", "2024-02-29"},
		{Time{}, "0001-01-01T00:00:00Z", "0001-01-01", "0001-01-01T00:00:00"},
		{NewTime(time.Date(1890, 1, 1, 0, 0, 0, 0, time.FixedZone("LMT", 53*60+28))), "1889-12-31T23:06:32Z", "1889-12-31", "1889-12-31T23:06:32"},
	} {
		for _, f := range []struct {
			form timeForm
			want string
		}{{formNone, c.instant}, {formDate, c.date}, {formLocal, c.local}} {
			if out, err := codecOf(reflect.TypeFor[Time]()).marshalAs(placeOf(reflect.ValueOf(&c.v)), f.form); err != nil || string(out) != `"`+f.want+`"` {
				t.Errorf("%v: %s, want %s, %v", c.v.Time, out, f.want, err)
			}
		}
	}
}

func TestChangedTimeKeepsStyleButLosesNothing(t *testing.T) {
	day := time.Date(2025, 5, 6, 0, 0, 0, 0, time.UTC)
	second := day.Add(time.Second)
	precise := second.Add(1234 * time.Microsecond)
	abroad := second.In(time.FixedZone("", -7200))
	for _, c := range []struct {
		text string
		t    time.Time
		want string
	}{
		{"2024-01-01T00:00:00.000Z", second, "2025-05-06T00:00:01.000Z"},
		{"2024-01-01T00:00:00.000Z", precise, "2025-05-06T00:00:01.001234Z"},
		{"2024-01-01T00:00:00.000Z", abroad, "2025-05-05T22:00:01.000-02:00"},
		{"2024-01-01 00:00:00+00:00", second, "2025-05-06 00:00:01+00:00"},
		{"2024-01-01T00:00:00", second, "2025-05-06T00:00:01"},
		{"2024-01-01T00:00:00", abroad, "2025-05-05T22:00:01-02:00"},
		{"2024-01-01", day, "2025-05-06"},
		{"2024-01-01", second, "2025-05-06T00:00:01Z"},
		{"2024-01-01", abroad, "2025-05-05T22:00:01-02:00"},
		{"2024-01-01", day.Add(1), "2025-05-06T00:00:00.000000001Z"},
		{"2024-01-01", time.Date(2025, 5, 6, 0, 0, 0, 0, abroad.Location()), "2025-05-06T00:00:00-02:00"},
		{"2025-05-06T00:00:01,00Z", abroad, "2025-05-05T22:00:01.00-02:00"},
		{"2024-01-01T00:00:00.1234567890123Z", second, "2025-05-06T00:00:01.000000000Z"},
	} {
		v := MustParseTime(c.text)
		v.Time = c.t
		if got := v.Text(); got != c.want {
			t.Errorf("%s changed to %v: %s, want %s", c.text, c.t, got, c.want)
		}
	}
}

func TestTimeInAnAppsOwnStruct(t *testing.T) {
	type own struct {
		A Time         `json:"a,omitzero"`
		B map[Time]int `json:"b,omitempty"`
		C *Time        `json:"c,omitempty"`
	}
	const doc = `{"a":"2024-01-01T00:00:00.000Z","b":{"2024-01-01":1},"c":"2024-01-01T00:00:00,5Z"}`
	var v own
	if err := json.Unmarshal([]byte(doc), &v); err != nil {
		t.Fatal(err)
	}
	if out, err := json.Marshal(v); err != nil || string(out) != doc {
		t.Errorf("%s, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"a":null}`), &v); err != nil || v.A.Text() != "2024-01-01T00:00:00.000Z" {
		t.Errorf("null makes it %v, %v", v.A, err)
	}
	for _, other := range []string{`{"a":5}`, `{"a":"soon"}`, `{"b":{"soon":1}}`, `{"c":"soon"}`} {
		if err := json.Unmarshal([]byte(other), new(own)); err == nil {
			t.Errorf("%s has a time", other)
		}
	}
	if out, err := json.Marshal(own{}); err != nil || string(out) != "{}" {
		t.Errorf("%s, %v", out, err)
	}
	if _, err := NewTime(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)).MarshalText(); err == nil {
		t.Error("the year 10000 is written")
	}
}

func FuzzTime(f *testing.F) {
	for _, seed := range []string{
		"2024-02-29T12:34:56Z", "2024-02-29T12:34:56.000Z", "2024-02-29 12:34:56", "2024-02-29", "soon", "2016-12-31T23:59:60Z", "2024-01-01T00:00:00.1234567891Z",
		"2024-01-01T00:00:00-00:00", "2024-01-01T00:00:00+0530", "2024-01-01T00:00:00+05:", "0000-01-01T00:00:00+23:59", "9999-12-31T23:59:60Z", "2024-01-01T10:00", "2024-01-01t10:00:00,5z", "2004-01-01T0:00:00-00:02",
	} {
		f.Add(seed)
	}
	strict := regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)
	f.Fuzz(func(t *testing.T, text string) {
		v, failed := ParseTime(text)
		// Package time also takes some texts that are not of this shape.
		std, err := time.Parse(time.RFC3339Nano, text)
		if err == nil && strict.MatchString(text) && failed != nil || err == nil && failed == nil && !v.Equal(std) {
			t.Fatalf("%q is %v (%v), want %v", text, v, failed, std)
		}
		if failed != nil {
			return
		}
		if got := v.Text(); got != text {
			t.Fatalf("%q is written as %q", text, got)
		}
		out, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var again Time
		if err := json.Unmarshal(out, &again); err != nil || again.Text() != text || !again.Equal(v.Time) {
			t.Fatalf("%q came back as %q, %v", text, again.Text(), err)
		}
		if plain, _ := ParseTime(NewTime(v.Time).Text()); v.Year() <= 9999 && !plain.Equal(v.Time) {
			t.Fatalf("%v is written as %s", v.Time, plain)
		}
	})
}
