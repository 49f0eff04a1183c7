package testkit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Diff compares two values by their JSON, and tells where they differ, a line for each
// path; it returns an empty string if they are equal. It is for models, whose fields
// hold what == and other packages take for a difference: how a value was written where
// it was read from. To Diff a model that was read and one that was made are equal if
// they say the same: times are equal if they are the same moment, numbers if they
// have the same value, and the order of members does not count. A member that is absent
// is neither null nor empty.
func Diff(want, got any) string {
	var d differ
	w, err := treeOf(want)
	if err != nil {
		return "the wanted value has no JSON: " + err.Error()
	}
	g, err := treeOf(got)
	if err != nil {
		return "the value that was got has no JSON: " + err.Error()
	}
	d.compare("", w, g)
	if d.more > 0 {
		d.lines = append(d.lines, fmt.Sprintf("and %d more differences", d.more))
	}
	return strings.Join(d.lines, "\n")
}

// treeOf returns the JSON of a value as encoding/json reads it, with the text of numbers.
func treeOf(v any) (tree any, err error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(&text)
	decoder.UseNumber()
	err = decoder.Decode(&tree)
	return tree, err
}

// differ collects differences.
type differ struct {
	lines []string
	more  int // those beyond mostDifferences
}

const mostDifferences = 50

// absent stands for a member or item that is not there.
type absent struct{}

func (d *differ) compare(path string, want, got any) {
	switch w := want.(type) {
	case map[string]any:
		if g, ok := got.(map[string]any); ok {
			d.compareObjects(path, w, g)
			return
		}
	case []any:
		if g, ok := got.([]any); ok {
			d.compareLists(path, w, g)
			return
		}
	case json.Number:
		if g, ok := got.(json.Number); ok && sameNumber(string(w), string(g)) {
			return
		}
	case string:
		if g, ok := got.(string); ok && (w == g || sameTime(w, g)) {
			return
		}
	default:
		switch got.(type) {
		case map[string]any, []any: // cannot be compared by ==
		default:
			if want == got {
				return
			}
		}
	}
	d.differ(path, want, got)
}

func (d *differ) compareObjects(path string, want, got map[string]any) {
	names := maps.Clone(want)
	maps.Copy(names, got)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		d.compare(memberPath(path, name), valueOr(want, name), valueOr(got, name))
	}
}

func valueOr(object map[string]any, name string) any {
	if value, ok := object[name]; ok {
		return value
	}
	return absent{}
}

func (d *differ) compareLists(path string, want, got []any) {
	for i := range max(len(want), len(got)) {
		w, g := any(absent{}), any(absent{})
		if i < len(want) {
			w = want[i]
		}
		if i < len(got) {
			g = got[i]
		}
		d.compare(path+"["+strconv.Itoa(i)+"]", w, g)
	}
}

func (d *differ) differ(path string, want, got any) {
	if len(d.lines) == mostDifferences {
		d.more++
		return
	}
	if path == "" {
		path = "the value"
	}
	d.lines = append(d.lines, path+": want "+describe(want)+", got "+describe(got))
}

// describe is the JSON of a value, not too long.
func describe(value any) string {
	if value == (any)(absent{}) {
		return "nothing"
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err.Error()
	}
	const most = 200
	s := []rune(strings.TrimSpace(text.String()))
	if len(s) > most {
		return string(s[:most]) + "…"
	}
	return string(s)
}

// memberPath is the path of a member of an object.
func memberPath(path, name string) string {
	if name == "" || strings.ContainsAny(name, ".[]\"\\ \t\r\n") {
		return path + "[" + strconv.Quote(name) + "]"
	}
	if path == "" {
		return name
	}
	return path + "." + name
}

// sameTime reports whether two texts are the same moment. One without a zone is in UTC,
// and one without a clock is midnight, as the SDK reads them.
func sameTime(a, b string) bool {
	x, xOK := parseTime(a)
	y, yOK := parseTime(b)
	return xOK && yOK && x.Equal(y)
}

func parseTime(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// sameNumber reports whether two JSON numbers have the same value.
func sameNumber(a, b string) bool { return plainNumber(a) == plainNumber(b) }

// plainNumber writes a number in one way for each value: digits without zeros around
// them, and an exponent.
func plainNumber(text string) string {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	power := int64(0)
	if exponent != "" {
		var err error
		if power, err = strconv.ParseInt(exponent, 10, 32); err != nil {
			return text
		}
	}
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	power -= int64(len(fraction))
	short := strings.TrimRight(digits, "0")
	power += int64(len(digits) - len(short))
	switch {
	case short == "":
		return "0"
	case negative:
		short = "-" + short
	}
	return short + "e" + strconv.FormatInt(power, 10)
}
