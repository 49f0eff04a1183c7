package diag

import (
	"fmt"
	"strings"
	"testing"
)

func TestNearestWord(t *testing.T) {
	names := []string{"generate", "list", "version", "out", "help"}
	for word, want := range map[string]string{
		"genrate": "generate", "generat": "generate", "lst": "list", "lits": "list", "verison": "version",
		"ot": "out", "o": "", "x": "", "": "", "everything": "", "hlep": "help",
	} {
		if got := Nearest(word, names); got != want {
			t.Errorf("%q gives %q, want %q", word, got, want)
		}
	}
}

func TestNearestName(t *testing.T) {
	names := []string{"Employee", "EmployeeResult", "Account", "id", "Größe"}
	tests := []struct{ wrong, want string }{
		{"employee", "Employee"}, {"Employees", "Employee"}, {"EmploeeResult", "EmployeeResult"}, {"Acount", "Account"},
		{"Id", "id"}, {"ix", "id"}, {"xy", ""}, {"Groesse", ""}, {"Grösse", "Größe"}, {"Job", ""}, {"", ""},
		{strings.Repeat("x", 1000), ""},
	}
	for _, tt := range tests {
		if got := Nearest(tt.wrong, names); got != tt.want {
			t.Errorf("Nearest(%q) = %q, want %q", tt.wrong, got, tt.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b  string
		limit int
		want  int
	}{
		{"", "", 9, 0}, {"abc", "", 9, 3}, {"", "abc", 9, 3}, {"abc", "abc", 9, 0},
		{"xabc", "abc", 9, 1}, {"abc", "xabc", 9, 1}, {"abc", "abcx", 9, 1}, {"abc", "axc", 9, 1},
		{"ab", "ba", 9, 1}, {"xaby", "xbay", 9, 1}, {"aab", "abb", 9, 1}, {"abc", "cab", 9, 2}, {"ca", "abc", 9, 3},
		{"kitten", "sitting", 9, 3}, {"größe", "grosse", 9, 3}, {"bcdefg", "abcdef", 9, 2},
		{"abc", "xyz", 3, 3}, {"abc", "xyz", 2, 2}, {"abcdef", "", 3, 3}, {"", "abcdef", 3, 3},
	} {
		if got := distance([]rune(tt.a), []rune(tt.b), tt.limit); got != tt.want {
			t.Errorf("from %q to %q: %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestGuess(t *testing.T) {
	var many []string
	for i := range 12 {
		many = append(many, fmt.Sprintf("n%02d", 11-i))
	}
	const firstTen = `there are "n00", "n01", "n02", "n03", "n04", "n05", "n06", "n07", "n08", "n09"`
	for _, tt := range []struct {
		wrong string
		names []string
		want  string
	}{
		{"Pest", []string{"Pets", "Toys"}, `did you mean "Pets"?`},
		{"zebra", []string{"Toys", "Pets", "Toys"}, `there are "Pets" and "Toys"`},
		{"zebra", []string{"Toys", "", "Toys"}, `there are "" and "Toys"`},
		{"zebra", []string{"Pets", "Pets"}, `there is only "Pets"`},
		{"zebra", many[2:], firstTen[:len(firstTen)-len(`, "n09"`)] + ` and "n09"`},
		{"zebra", many[1:], firstTen + " and 1 more"},
		{"zebra", append(many, many...), firstTen + " and 2 more"},
		{"zebra", []string{strings.Repeat("é", 1000), "b", "a"}, `there are "a", "b" and "` + strings.Repeat("é", 200) + `…"`},
		{"zebra", nil, "there are none"},
	} {
		if got := Guess(tt.wrong, tt.names, Known(tt.names)); got != tt.want {
			t.Errorf("%q of %q gives\n%s, want\n%s", tt.wrong, tt.names, got, tt.want)
		}
	}
}
