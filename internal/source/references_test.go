package source

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// readReference follows a reference of a description, and returns the text of the file
// or the finding.
func readReference(t *testing.T, r *References, holder, reference string) string {
	t.Helper()
	name, d := r.Name(holder, reference)
	if d == nil {
		var in Input
		if in, d = r.Read(t.Context(), name); d == nil {
			if in.SHA256 != hash(in.Data) || in.Name != name {
				t.Errorf("%q: the input is %+v", reference, in)
			}
			return string(in.Data)
		}
	}
	return d.Code + ": " + d.Message + " (" + d.Hint + ")"
}

func TestReferencesOfFiles(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	for _, name := range []string{"api/a.yaml", "api/schemas/pet.yaml", "api/my pet.yaml", "common/c.yaml"} {
		path := filepath.Join(top, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{
		"api/inside.yaml": "schemas/pet.yaml", "api/out.yaml": "../common/c.yaml", "api/hosts.yaml": "/etc/hosts",
		"api/outside": "../common", "api/dangling.yaml": "absent.yaml", "api/null.yaml": "/dev/null",
	} {
		if err := os.Symlink(to, filepath.Join(top, link)); err != nil {
			t.Skip(err)
		}
	}
	holder := filepath.Join(top, "api", "a.yaml")
	in := Input{Name: holder}
	own := NewReferences(in, "", Options{})
	defer own.Close()
	wide := NewReferences(in, top, Options{})
	defer wide.Close()
	other := NewReferences(in, filepath.Join(top, "common"), Options{})
	defer other.Close()

	const beyond = "a symbolic link leads out of the folder of the description (replace the link with a copy, or set references.root in the configuration to a folder with both)"
	tests := []struct{ reference, own, wide string }{
		{"schemas/pet.yaml", "api/schemas/pet.yaml", ""},
		{"./schemas/../schemas/pet.yaml", "api/schemas/pet.yaml", ""},
		{"my%20pet.yaml", "api/my pet.yaml", ""},
		{"my pet.yaml", "api/my pet.yaml", ""},
		{"inside.yaml", "api/schemas/pet.yaml", ""},
		{"../api/schemas/pet.yaml", "api/schemas/pet.yaml", ""},
		{"../common/c.yaml", `external-ref: cannot read "TOP/common/c.yaml": it is outside the folder of the description (if the description is trusted, set references.root in the configuration to a folder with all of its files)`, "common/c.yaml"},
		{"..%2Fcommon/c.yaml", `external-ref: cannot read "TOP/common/c.yaml": it is outside the folder of the description (if the description is trusted, set references.root in the configuration to a folder with all of its files)`, "common/c.yaml"},
		{"out.yaml", `external-ref: cannot read "TOP/api/out.yaml": ` + beyond, "common/c.yaml"},
		{"outside/c.yaml", `external-ref: cannot read "TOP/api/outside/c.yaml": ` + beyond, "common/c.yaml"},
		{"hosts.yaml", `external-ref: cannot read "TOP/api/hosts.yaml": ` + beyond, ""},
		{"null.yaml", `external-ref: cannot read "TOP/api/null.yaml": ` + beyond, ""},
		{"dangling.yaml", `unreadable-file: cannot read "TOP/api/dangling.yaml": no such file or directory (check the path; it is relative to the file with the reference)`, ""},
		{"schema/pet.yaml", `unreadable-file: cannot read "TOP/api/schema/pet.yaml": no such file or directory (check the path; did you mean "TOP/api/schemas/pet.yaml"?)`, ""},
		{"schemas", `unreadable-file: cannot read "TOP/api/schemas": it is a folder (refer to a file in it)`, ""},
		{"a%00b", `unreadable-file: cannot read "TOP/api/a\x00b": invalid argument ()`, ""},
		{"/etc/hosts", `external-ref: "/etc/hosts" is an absolute path (write the path relative to this file)`, ""},
		{"file:///etc/hosts", `external-ref: "file:///etc/hosts" is a URL, but a description on disk refers to files only (write the path relative to this file)`, ""},
		{"//example.test/a", `external-ref: "//example.test/a" is a URL, but a description on disk refers to files only (download it to the folder of the description, and refer to the copy)`, ""},
		{"https://example.test/a", `external-ref: "https://example.test/a" is a URL, but a description on disk refers to files only (download it to the folder of the description, and refer to the copy)`, ""},
	}
	for _, test := range tests {
		for r, want := range map[*References]string{own: test.own, other: test.own, wide: test.wide} {
			got := strings.ReplaceAll(readReference(t, r, holder, test.reference), top, "TOP")
			if got != want && want != "" {
				t.Errorf("%q\n got %s\nwant %s", test.reference, got, want)
			}
		}
	}
	stdin := NewReferences(Input{Name: Stdin}, top, Options{})
	defer stdin.Close()
	if got := readReference(t, stdin, Stdin, "a.yaml"); got != `external-ref: "a.yaml" names a file, but the description has no folder (read the description from a file instead of standard input)` {
		t.Error(got)
	}
}

func TestReferenceLimits(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	if err := os.WriteFile(filepath.Join(top, "a"), []byte("123456"), 0o644); err != nil {
		t.Fatal(err)
	}
	holder := filepath.Join(top, "main.yaml")
	small := NewReferences(Input{Name: holder}, "", Options{MaxSize: 10})
	defer small.Close()
	if got := readReference(t, small, holder, "a"); got != "123456" {
		t.Error(got)
	}
	if got := readReference(t, small, holder, "a"); !strings.HasPrefix(got, "too-large: ") {
		t.Error(got)
	}
	many := NewReferences(Input{Name: holder}, "", Options{})
	defer many.Close()
	many.count = maxReferences - 1
	if got := readReference(t, many, holder, "a"); got != "123456" {
		t.Error(got)
	}
	if got := readReference(t, many, holder, "a"); !strings.HasPrefix(got, "too-many-files: the description consists of more than 10000 files") {
		t.Error(got)
	}
}

func TestReferencesOfURLs(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.NotFoundHandler())
	defer elsewhere.Close()
	srv, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		switch r.URL.Path {
		case "/v1/api/pet.yaml":
			w.Write([]byte(user + password))
		case "/v1/api/moved.yaml":
			http.Redirect(w, r, "/v1/api/pet.yaml", http.StatusFound)
		case "/v1/api/out.yaml":
			http.Redirect(w, r, "/secret", http.StatusFound)
		case "/v1/api/away.yaml":
			http.Redirect(w, r, elsewhere.URL, http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	})
	pattern := strings.Replace(srv.URL, "http://", "http://me:secret@", 1) + "/v1/api/openapi.yaml?token=abc"
	name, _ := parseURL(pattern)
	in := Input{Name: name, Pattern: diag.Text{Value: pattern}, Remote: true}
	r := NewReferences(in, "", Options{CacheDir: t.TempDir()})
	defer r.Close()
	const below = " (download the description and its files, and use the local copy)"
	for reference, want := range map[string]string{
		"pet.yaml": "mesecret", "./x/../pet.yaml": "mesecret", "moved.yaml": "mesecret",
		"../pet.yaml":            `external-ref: cannot read "URL/v1/pet.yaml": it is not below the URL of the description` + below,
		"gone.yaml":              `http-status: cannot read "URL/v1/api/gone.yaml": the server responds with 404 Not Found (check the URL)`,
		"%2e%2e/pet.yaml":        `external-ref: cannot read "URL/v1/api/%2e%2e/pet.yaml": it is not below the URL of the description` + below,
		"//example.test/a":       `external-ref: cannot read "http://example.test/a": it is not below the URL of the description` + below,
		"https://example.test/a": `external-ref: cannot read "https://example.test/a": it is not below the URL of the description` + below,
		"file:///etc/hosts":      `external-ref: cannot read "file:///etc/hosts": it is not below the URL of the description` + below,
		"out.yaml":               `bad-redirect: cannot read "URL/v1/api/out.yaml": the server redirects to URL/secret, which is not below the URL of the description` + below,
		"away.yaml":              `bad-redirect: cannot read "URL/v1/api/away.yaml": the server redirects to ELSEWHERE, which is not below the URL of the description` + below,
		":":                      `external-ref: ":" is not a valid URL (correct it)`,
	} {
		got := strings.NewReplacer(srv.URL, "URL", elsewhere.URL, "ELSEWHERE").Replace(readReference(t, r, name, reference))
		if got != want {
			t.Errorf("%q\n got %s\nwant %s", reference, got, want)
		}
	}
	frozen := NewReferences(in, "", Options{CacheDir: t.TempDir(), Frozen: func(name string) (string, bool) { return "", false }})
	defer frozen.Close()
	if got := readReference(t, frozen, name, "pet.yaml"); !strings.HasPrefix(got, "frozen-input: ") {
		t.Error(got)
	}
}
