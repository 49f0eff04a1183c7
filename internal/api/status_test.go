package api_test

import (
	"slices"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

func TestParseStatus(t *testing.T) {
	for text, want := range map[string]api.Status{
		"200": "200", "404": "404", "599": "599", "4xx": "4XX", "5XX": "5XX", "default": api.Default,
		"": "", "99": "", "600": "", "0XX": "", "6XX": "", "4X4": "", "4+1": "", "-40": "", "2000": "", "Default": "", "XXX": "",
	} {
		got, ok := api.ParseStatus(text)
		if got != want || ok != (want != "") {
			t.Errorf("ParseStatus(%q) = %q, %v, want %q", text, got, ok, want)
		}
	}
}

func TestStatus(t *testing.T) {
	for _, test := range []struct {
		status        api.Status
		code, class   int
		exact, ranged bool
		phrase        string
	}{
		{"404", 404, 4, true, false, "Not Found"},
		{"418", 418, 4, true, false, "I'm a teapot"},
		{"299", 299, 2, true, false, "Status 299"},
		{"3XX", 0, 3, false, true, "Redirect"},
		{"4XX", 0, 4, false, true, "Client"},
		{"5XX", 0, 5, false, true, "Server"},
		{"1XX", 0, 1, false, true, "Status 1XX"},
		{api.Default, 0, 0, false, false, "Unexpected"},
	} {
		code, exact := test.status.Code()
		if code != test.code || exact != test.exact {
			t.Errorf("%s: code %d, %v, want %d, %v", test.status, code, exact, test.code, test.exact)
		}
		if got := test.status.Class(); got != test.class {
			t.Errorf("%s: class %d, want %d", test.status, got, test.class)
		}
		if got := test.status.IsRange(); got != test.ranged {
			t.Errorf("%s: range %v, want %v", test.status, got, test.ranged)
		}
		if got := test.status.IsSuccess(); got != (test.class == 2) {
			t.Errorf("%s: success %v", test.status, got)
		}
		if got := test.status.Phrase(); got != test.phrase {
			t.Errorf("%s: phrase %q, want %q", test.status, got, test.phrase)
		}
	}
}

func TestStatusOrder(t *testing.T) {
	statuses := []api.Status{api.Default, "5XX", "500", "4XX", "404", "400"}
	slices.SortFunc(statuses, api.Status.Compare)
	if want := []api.Status{"400", "404", "500", "4XX", "5XX", api.Default}; !slices.Equal(statuses, want) {
		t.Errorf("order %v, want %v", statuses, want)
	}
}

func TestStatusMatches(t *testing.T) {
	for status, matches := range map[api.Status]map[int]bool{
		"404":       {404: true, 400: false, 500: false},
		"4XX":       {400: true, 499: true, 399: false, 500: false},
		api.Default: {200: true, 599: true},
	} {
		for code, want := range matches {
			if got := status.Matches(code); got != want {
				t.Errorf("%s matches %d: %v, want %v", status, code, got, want)
			}
		}
	}
}
