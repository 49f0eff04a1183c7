package words_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/words"
)

func TestSplit(t *testing.T) {
	for name, want := range map[string]string{
		"userIDs": "user IDs", "XMLHttpRequest": "XML Http Request", "snake_case": "snake case", "x-account-id": "x account id",
		"first name (legal)": "first name legal", "ISO3166": "ISO3166", "*bmp": "*Star bmp", "c++": "c *Plus *Plus", "-1": "*Minus 1",
		"2024-01": "2024 01", "a-1": "a 1", "": "*Empty", "-": "*Minus", "...": "*Dot *Dot *Dot", "\U0001F600": "*U1F600",
	} {
		var got []string
		for _, word := range words.Split(name) {
			if word.Symbol {
				word.Text = "*" + word.Text
			}
			got = append(got, word.Text)
		}
		if text := strings.Join(got, " "); text != want {
			t.Errorf("%q splits into %q, want %q", name, text, want)
		}
	}
}

func TestLower(t *testing.T) {
	if got := words.Lower("WorkEmail_IDs"); !slices.Equal(got, []string{"work", "email", "ids"}) {
		t.Errorf("words %q", got)
	}
	if got := words.Lower(""); len(got) != 0 {
		t.Errorf("an empty name has the words %q", got)
	}
}

func TestShouted(t *testing.T) {
	for name, want := range map[string]bool{"FULL_TIME": true, "USD": false, "af_ZA": false, "A-B-C-D": true, "": false, "1234": false} {
		if got := words.Shouted(name); got != want {
			t.Errorf("%q is shouted: %v, want %v", name, got, want)
		}
	}
}

func TestJoin(t *testing.T) {
	for want, parts := range map[string][]string{"": nil, "UserID": {"User", "ID"}, "V1_10": {"V1", "10"}, "V1a2": {"V1", "a2"}} {
		if got := words.Join(parts...); got != want {
			t.Errorf("%q joined are %q, want %q", parts, got, want)
		}
	}
}

func TestAlternatives(t *testing.T) {
	for want, names := range map[string][][]string{
		"Cat":                      {{"Cat"}},
		"Cat Or Dog":               {{"Cat"}, {"Dog"}},
		"Cat Or Dog Response":      {{"Cat", "Response"}, {"Dog", "Response"}},
		"Response Or Dog Response": {{"Response"}, {"Dog", "Response"}},
		"Big Or Small Pet Model":   {{"Big", "Pet", "Model"}, {"Small", "Pet", "Model"}},
	} {
		if got := strings.Join(words.Alternatives(names), " "); got != want {
			t.Errorf("%q are %q, want %q", names, got, want)
		}
	}
}

func TestSingular(t *testing.T) {
	for plural, want := range map[string]string{
		"tags": "tag", "categories": "category", "address": "address", "ids": "ids", "item": "item", "ies": "ies",
	} {
		if got := words.Singular(plural); got != want {
			t.Errorf("one of %q is %q, want %q", plural, got, want)
		}
	}
}

// Splitting keeps all letters and digits.
func TestSplitKeepsLetters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-zA-Z0-9_./ ]*[a-zA-Z0-9][a-zA-Z0-9_./ ]*`).Draw(t, "name")
		var got strings.Builder
		for _, word := range words.Split(name) {
			got.WriteString(word.Text)
		}
		want := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, name)
		if got.String() != want {
			t.Fatalf("%q splits into %v", name, words.Split(name))
		}
	})
}

// Splitting a joined name and joining it again returns the name.
func TestSpelled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.StringMatching(`[A-Z][a-z0-9]{0,5}|[0-9]{1,3}`), 1, 5).Draw(t, "words")
		name := words.Join(parts...)
		if again := words.Join(words.Spelled(name)...); again != name {
			t.Fatalf("%q splits into %q, which join to %q", name, words.Spelled(name), again)
		}
	})
}

func TestWithoutLeading(t *testing.T) {
	for _, test := range []struct {
		name    string
		leading []string
		want    string
	}{
		{"activity/list-stars", []string{"activity"}, "list-stars"},
		{"ActivityListStars", []string{"activity"}, "ListStars"},
		{"code-scanning/get_alert", []string{"code", "scanning"}, "get_alert"},
		{"CodeScanning.get", []string{"code", "scanning"}, "get"},
		{"HRISEmployees", []string{"hris"}, "Employees"},
		{"petsList", []string{"pet"}, ""},
		{"list_pets", []string{"pets"}, ""},
		{"pets", []string{"pets"}, ""},
		{"pets_", []string{"pets"}, ""},
		{"pets2", []string{"pets"}, ""},
		{"v1_2fa", []string{"v1"}, ""},
		{"", []string{"a"}, ""},
		{"a", nil, ""},
	} {
		if got := words.WithoutLeading(test.name, test.leading); got != test.want {
			t.Errorf("%q without %v: %q, not %q", test.name, test.leading, got, test.want)
		}
	}
}
