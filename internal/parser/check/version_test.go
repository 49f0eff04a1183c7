package check

import (
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

func TestVersions(t *testing.T) {
	for version, read := range map[string]bool{
		"3.0.0": true, "3.0.4": true, "3.1.1": true, "3.1": true, "3.0": true, "3.2.0": true, "3.2": true,
		"3.10.0": false, "3.3.0": false, "3.20.0": false, "3": false, "30.1": false, "4.0.0": false,
	} {
		var ds diag.List
		Version(document.Parse("a.yaml", []byte("openapi: '"+version+"'\n"), &ds).Root, &ds)
		if ds.HasErrors() == read {
			t.Errorf("%s: %v", version, ds.Err())
		}
	}
}
