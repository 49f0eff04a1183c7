package diag

import (
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
