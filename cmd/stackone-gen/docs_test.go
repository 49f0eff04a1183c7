package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/config"
)

// The documentation shows the file that init writes, and the published schema is
// the one that init prints. To renew them, run the command and copy what it gives.
func TestDocumentedConfiguration(t *testing.T) {
	page, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(page, []byte("```yaml\n"+string(config.Template())+"```\n")) {
		t.Error("docs/configuration.md does not show what stackone-gen init writes")
	}
	schema, err := os.ReadFile("../../docs/stackone-gen.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(schema, config.Schema()) {
		t.Error("docs/stackone-gen.schema.json is not what stackone-gen init --schema prints")
	}
}
