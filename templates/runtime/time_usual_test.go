package runtime

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDaysSince1970(t *testing.T) {
	day := time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)
	for want := -719528; day.Year() < 10000; want++ {
		if got := daysSince1970(day.Year(), int(day.Month()), day.Day()); got != want {
			t.Fatalf("%s: %d, want %d", day.Format(time.DateOnly), got, want)
		}
		day = day.AddDate(0, 0, 1)
	}
}

// TestUsualTimesAsOthers compares the short way to read a time with the long one.
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
		got, usual := parseUsual(s)
		p := timeParser{rest: s}
		want, form, ok := p.parse()
		if usual != (ok && !p.odd) && usual {
			t.Fatalf("%q is usual, but %v, %v", s, ok, p.odd)
		}
		if usual && (!reflect.DeepEqual(got.Time, want) || got.form != form) {
			t.Fatalf("%q: %v in form %x, want %v in form %x", s, got.Time, got.form, want, form)
		}
	})
}

func TestUsualTimes(t *testing.T) {
	for s, want := range map[string]bool{
		"2024-02-29": true, "2024-02-29T23:59:59Z": true, "2024-02-29T23:59:59.999Z": true, "0000-01-01": true,
		"2023-02-29": false, "2024-02-29T23:59:60Z": false, "2024-02-29 23:59:59Z": false, "2024-02-2:": false, "": false, "2024-02-29T12:30Z": false,
	} {
		if _, got := parseUsual(s); got != want {
			t.Errorf("%q is usual: %v, want %v", s, got, want)
		}
	}
}

// TestUsualTimesAreWrittenAsOthers writes times of all forms in both ways, each day of
// the years that can be written and of some that cannot.
func TestUsualTimesAreWrittenAsOthers(t *testing.T) {
	forms := []timeForm{formNone, formDate, formLocal, formInstant, formSet | formZulu, formSet | formZulu | 3, formSet | formZulu | 6, formSet | formOffset, formSet | formZulu | formSpace}
	zones := []*time.Location{time.UTC, time.FixedZone("", 3600), time.FixedZone("", 0)}
	moment := time.Date(-1, 12, 30, 0, 0, 0, 0, time.UTC)
	for i := 0; moment.Year() < 10001; i++ {
		v := Time{Time: moment.In(zones[i%7%len(zones)]), form: forms[i%len(forms)]}
		switch i % 5 {
		case 1:
			v.Time = v.Time.Add(time.Duration(i*7919%86400) * time.Second)
		case 2:
			v.Time = v.Time.Add(time.Duration(i*7919%86400000) * time.Millisecond)
		case 3:
			v.Time = v.Time.Add(time.Duration(i*7919) * time.Nanosecond)
		}
		if text, usual := v.appendUsual([]byte("x")); usual {
			if want, err := v.appendForm([]byte("x"), formInstant); string(text) != string(want) || err != nil {
				t.Fatalf("%v in form %x is written as %s, want %s, %v", v.Time, v.form, text, want, err)
			}
		} else if year := v.Time.Year(); i%5 == 0 && year > 0 && year < 10000 && v.Time.Location() == time.UTC && (v.form == formDate || v.form == formSet|formZulu) {
			t.Fatalf("%v in form %x is not usual", v.Time, v.form)
		}
		moment = moment.AddDate(0, 0, 1)
	}
}
