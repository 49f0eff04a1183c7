package runtime

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestDaysAreRead reads each day of the years from 0 to 9999 in a usual form, and
// compares that with what time.Time counts.
func TestDaysAreRead(t *testing.T) {
	layouts := []string{time.DateOnly, "2006-01-02T15:04:05Z", "2006-01-02T15:04:05.000Z"}
	day := time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := 0; day.Year() < 10000; i++ {
		layout, want := layouts[i%len(layouts)], day
		switch len(layout) {
		case len(usualMillis):
			want = want.Add(time.Duration(i*104729%1000) * time.Millisecond)
			fallthrough
		case len(usualSeconds):
			want = want.Add(time.Duration(i*7919%86400) * time.Second)
		}
		var got Time
		if text := want.Format(layout); !got.readUsual(placeOfText(text), len(text)) || !reflect.DeepEqual(got.Time, want) || got.Text() != text {
			t.Fatalf("%s is read as %v and written as %s", text, got.Time, got)
		}
		day = day.AddDate(0, 0, 1)
	}
}

// TestDatesThatAreNone reads each month and day of two digits in years that are leap years
// by each rule, and compares that with what time.Parse takes.
func TestDatesThatAreNone(t *testing.T) {
	for _, year := range []int{0, 1, 4, 100, 1900, 2000, 2023, 2024, 2100, 9996, 9999} {
		for n := range 10000 {
			text := fmt.Sprintf("%04d-%02d-%02d", year, n/100, n%100)
			want, err := time.Parse(time.DateOnly, text)
			var v Time
			if got := v.readUsual(placeOfText(text), len(text)); got != (err == nil) || got && !v.Equal(want) {
				t.Fatalf("%s: %v, %v", text, v.Time, err)
			}
			if _, failed := ParseTime(text); (failed == nil) != (err == nil) {
				t.Fatalf("%s: %v", text, failed)
			}
			text += "T00:00:00+00:00" // not usual
			if _, failed := ParseTime(text); (failed == nil) != (err == nil) {
				t.Fatalf("%s: %v", text, failed)
			}
		}
	}
}

// TestUsualTimesSpoiled puts each byte in each place of usual times.
func TestUsualTimesSpoiled(t *testing.T) {
	for _, s := range []string{
		"2024-02-29", "2000-12-31", "1999-09-09T19:59:59Z", "2024-02-29T23:59:59Z", "0000-01-01T00:00:00Z", "1999-10-19T09:09:09.999Z", "2100-02-28T23:59:59.120Z", "9999-12-31T00:00:00.000Z",
	} {
		for at := range s {
			for c := range 256 {
				text := []byte(s)
				text[at] = byte(c)
				compareUsual(t, string(text))
			}
		}
	}
}

// compareUsual compares the short way to read a time with the long one.
func compareUsual(t interface{ Fatalf(string, ...any) }, s string) {
	var got Time
	usual := got.readUsual(placeOfText(s), len(s))
	p := timeParser{rest: s}
	want, form, ok := p.parse()
	digits := form & formDigits
	standard := ok && !p.odd && (form == formDate || form&(formZone|formSpace) == formZulu && (digits == 0 || digits == 3))
	if usual != standard {
		t.Fatalf("%q is usual: %v, want %v", s, usual, standard)
	}
	if usual && (!reflect.DeepEqual(got.Time, want) || got.form != form) {
		t.Fatalf("%q: %v in form %x, want %v in form %x", s, got.Time, got.form, want, form)
	}
}

// TestUsualTimesAsOthers compares texts of the usual forms, in and out of all ranges.
func TestUsualTimesAsOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := func(name string, limit int) int { return rapid.IntRange(0, limit).Draw(t, name) }
		s := fmt.Sprintf("%04d-%02d-%02d", number("year", 9999), number("month", 13), number("day", 32))
		if form := number("form", 2); form > 0 {
			s += fmt.Sprintf("T%02d:%02d:%02d", number("hour", 25), number("minute", 61), number("second", 61))
			if form > 1 {
				s += fmt.Sprintf(".%03d", number("millisecond", 999))
			}
			s += "Z"
		}
		if text := []byte(s); rapid.Bool().Draw(t, "spoil") {
			text[number("at", len(text)-1)] = rapid.Byte().Draw(t, "byte")
			s = string(text)
		}
		compareUsual(t, s)
	})
}

func TestUsualTimes(t *testing.T) {
	for s, want := range map[string]bool{
		"2024-02-29": true, "2024-02-29T23:59:59Z": true, "2024-02-29T23:59:59.999Z": true, "0000-01-01": true,
		"2023-02-29": false, "2024-02-29T23:59:60Z": false, "2024-02-29T24:00:00Z": false, "2024-02-29 23:59:59Z": false, "2024-02-2:": false, "": false, "2024-02-29T12:30Z": false,
	} {
		if got := new(Time).readUsual(placeOfText(s), len(s)); got != want {
			t.Errorf("%q is usual: %v, want %v", s, got, want)
		}
	}
}

// TestDaysAreWritten writes each day of the years that can be written, and of some that
// cannot, with a clock, in several forms and zones, and compares that with what
// time.Time makes of it.
func TestDaysAreWritten(t *testing.T) {
	forms := []struct {
		form   timeForm
		layout string
	}{
		{formDate, "2006-01-02"},
		{formSet | formZulu, "2006-01-02T15:04:05Z07:00"},
		{formSet | formZulu | 3, "2006-01-02T15:04:05.000Z07:00"},
		{formSet | formOffset | 9, "2006-01-02T15:04:05.000000000-07:00"},
		{formSet | formZulu | formSpace | 9, "2006-01-02 15:04:05.000000000Z07:00"},
	}
	zones := []*time.Location{time.UTC, time.FixedZone("", 3600), time.FixedZone("", -9000)}
	day := time.Date(-1, 12, 30, 0, 0, 0, 0, time.UTC)
	for i := 0; day.Year() < 10001; i++ {
		f, at := forms[i%len(forms)], day
		switch f.form & formDigits {
		case formDateOnly:
		case 9:
			at = day.Add(time.Duration(i*104729%86400)*time.Second + time.Duration(i%1e9)).In(zones[i%7%len(zones)])
		default:
			at = day.Add(time.Duration(i*7919%86400) * time.Second).In(zones[i%7%len(zones)])
		}
		text, err := (&Time{Time: at, form: f.form}).appendForm(nil, formInstant)
		if year := at.Year(); (err != nil) != (year < 0 || year > 9999) || err == nil && string(text) != at.Format(f.layout) {
			t.Fatalf("%v in form %x is written as %s, %v", at, f.form, text, err)
		}
		day = day.AddDate(0, 0, 1)
	}
}

// TestTimesAreWritten writes times in each form and compares them with what time.Time
// makes of a layout that says the same.
func TestTimesAreWritten(t *testing.T) {
	zones := map[timeForm]string{0: "", formZulu: "Z07:00", formOffset: "-07:00"}
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(
			rapid.Int64Range(-62167132800, 253402207200).Draw(t, "second"), // a day less than the years 0 to 9999
			rapid.SampledFrom([]int64{0, 1, 999, 1e3, 999e3, 1e6, 23e6, 120e6, 999e6, 999999999}).Draw(t, "nanosecond"),
		).In(rapid.SampledFrom([]*time.Location{time.UTC, time.FixedZone("", 0), time.FixedZone("", 20700), time.FixedZone("", -39600)}).Draw(t, "zone"))
		form := rapid.SampledFrom([]timeForm{0, formZulu, formOffset}).Draw(t, "form")
		digits := rapid.IntRange(0, 9).Draw(t, "digits")
		layout := "2006-01-02T15:04:05"
		v := Time{Time: at, form: formSet | form | timeForm(digits)}
		if rapid.Bool().Draw(t, "space") {
			v.form |= formSpace
			layout = "2006-01-02 15:04:05"
		}
		for n := at.Nanosecond(); n%int(math.Pow10(9-digits)) != 0; {
			digits++
		}
		if digits > 0 {
			layout += "." + strings.Repeat("0", digits)
		}
		zone := zones[form]
		if _, offset := at.Zone(); zone == "" && offset != 0 {
			zone = zones[formOffset]
		}
		const before, behind = "before", "behind, which is longer than the text of any time"
		memory := []byte(before + behind)
		want := before + at.Format(layout+zone)
		if got, err := v.appendForm(memory[:len(before):len(before)+rapid.IntRange(0, 40).Draw(t, "room")], formInstant); err != nil || string(got) != want {
			t.Fatalf("%v in form %x is written as %s, %v, want %s", at, v.form, got, err, want)
		}
	})
}

// TestAppendTextWritesNotBeyond has something behind what a text is appended to.
func TestAppendTextWritesNotBeyond(t *testing.T) {
	memory := []byte("on 0000-00-00, soon or later")
	if got, err := DateOf(2024, 2, 29).AppendText(memory[:3]); err != nil || string(got) != "on 2024-02-29" || string(memory) != "on 2024-02-29, soon or later" {
		t.Errorf("%s in %s, %v", got, memory, err)
	}
	countsAllocations(t)
	if n := testing.AllocsPerRun(10, func() { DateOf(2024, 2, 29).AppendText(memory[:3]) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
