package testkit

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// A fault of the body that no body can show would let a test pass that tests
// nothing.
func TestFaultsWithoutBody(t *testing.T) {
	for _, test := range []struct {
		method, path string
		operation    Operation
		answer       Answer
		want         string // empty if the fault shows
	}{
		{"DELETE", "/pets/1", petsDelete, Default().Cut(0), "Cut"},
		{"DELETE", "/pets/1", petsDelete, Default().Malformed(), "Malformed"},
		{"DELETE", "/pets/1", petsDelete, Status(304).Malformed().Cut(1), "Cut"},
		{"HEAD", "/pets", petsHead, Default().Cut(3), "Cut"},
		{"HEAD", "/pets", petsHead, Error(429).Malformed(), "Malformed"},
		{"HEAD", "/pets", petsHead, Error(429), ""},
		{"DELETE", "/pets/1", petsDelete, Default().Reset().Cut(0), ""},
		{"DELETE", "/pets/1", petsDelete, Status(202).Cut(0), ""},
		{"PUT", "/pets/1/photo", photosPut, Default().Cut(0), ""},
	} {
		rec := &recorder{TB: t}
		s := NewServer(rec)
		s.Answer(test.operation, test.answer)
		resp, err := http.DefaultClient.Do(newRequest(t, s, test.method, test.path, ""))
		text := ""
		if err == nil {
			var body []byte
			body, err = io.ReadAll(resp.Body)
			resp.Body.Close()
			text = string(body)
		}
		if test.want == "" {
			if len(rec.errors) > 0 || err == nil && test.method != "HEAD" {
				t.Errorf("%s: %q, %v", test.operation, rec.errors, err)
			}
			continue
		}
		if len(rec.errors) != 1 || !strings.Contains(rec.errors[0], string(test.operation)) || !strings.Contains(rec.errors[0], test.want+" ") ||
			!strings.Contains(rec.errors[0], "use Reset") || err != nil || resp.StatusCode != http.StatusInternalServerError {
			t.Errorf("%s with %s: %q, %v", test.operation, test.want, rec.errors, err)
			continue
		}
		if test.method != "HEAD" && !strings.Contains(text, "use Reset") {
			t.Errorf("%s: %s", test.operation, text)
		}
	}
}

// An answer that no response can be is refused where the test makes it.
func TestImpossibleAnswers(t *testing.T) {
	for name, make := range map[string]func() Answer{
		"informational status":     func() Answer { return Status(103) },
		"status of four digits":    func() Answer { return Error(1000) },
		"body without content":     func() Answer { return JSON(204, "{}") },
		"body of what is the same": func() Answer { return Body(304, "text/csv", []byte("a")) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: there is no panic", name)
				}
			}()
			make()
		}()
	}
	if a := JSON(204, ""); a.status != 204 {
		t.Errorf("status %d", a.status)
	}
}
