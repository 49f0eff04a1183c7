package pipeline

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/output"
)

// The files of a description with a URL are inputs with URLs.
func TestFilesOfAURL(t *testing.T) {
	server := httptest.NewServer(http.StripPrefix("/v1", http.FileServer(http.Dir(filepath.Join(casesFolder, "files")))))
	defer server.Close()
	folder := t.TempDir()
	opts := optionsOf(server.URL+"/v1/description.yaml", "stackone")
	opts.Inputs.CacheDir, opts.Output.Folder = t.TempDir(), folder
	for _, frozen := range []bool{false, true} {
		var run Run
		opts.Inputs.Frozen = frozen
		if _, err := run.Generate(t.Context(), opts); err != nil {
			t.Fatal(err, run.Diags.Err())
		}
	}
	inputs, fault := output.Inputs(folder)
	if fault != nil {
		t.Fatal(fault)
	}
	for _, name := range []string{"description.yaml", "schemas/animals/cat.yaml", "paths/box%20by%20id.yaml", "intro.md"} {
		if inputs[server.URL+"/v1/"+name] == "" {
			t.Errorf("%s is not among %v", name, inputs)
		}
	}
}

// The files of the public descriptions are read without an error about references.
func TestPublicFiles(t *testing.T) {
	const multi = "../../../shared/corpus/multi"
	if _, err := os.Stat(multi); err != nil {
		t.Skip("the public descriptions are absent: ", err)
	}
	for _, input := range []string{
		"digitalocean/DigitalOcean-public.v2.yaml", "recursive-ref/openapi.yml", "recursive-ref/issue615.yml",
		"path-item-refs/foo-service.yaml", "speakeasy-tests/test.yaml",
	} {
		var run Run
		run.Emit(t.Context(), optionsOf(filepath.Join(multi, input), "stackone")) //nolint:errcheck // other errors are not of interest here
		for _, d := range run.Diags.All() {
			if d.Severity == diag.Error && (strings.HasSuffix(d.Code, "-ref") || strings.Contains(d.Code, "file")) {
				t.Errorf("%s: %v", input, d)
			}
		}
	}
}
