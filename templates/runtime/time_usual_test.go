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
		text, err := Time{Time: at, form: f.form}.appendForm(nil, formInstant)
		if year := at.Year(); (err != nil) != (year < 0 || year > 9999) || err == nil && string(text) != at.Format(f.layout) {
			t.Fatalf("%v in form %x is written as %s, %v", at, f.form, text, err)
		}
		day = day.AddDate(0, 0, 1)
	}
}
