package pipeline

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// titled returns a description with a title, and with an operation for each tag.
func titled(title string, tags ...string) string {
	var b strings.Builder
	b.WriteString("openapi: 3.1.0\ninfo: {title: " + title + ", version: \"1\"}\n")
	b.WriteString("servers: [{url: \"https://api.example.com\"}]\npaths:\n")
	for _, tag := range tags {
		b.WriteString("  /" + tag + ":\n    get: {operationId: list" + tag + ", tags: [" + tag + "], responses: {\"204\": {description: Done.}}}\n")
	}
	return b.String()
}

func TestTitleOfTheWholeAPI(t *testing.T) {
	const overlay = "overlay: 1.0.0\ninfo: {title: Title, version: 1.0.0}\nactions: [{target: $.info, update: {title: Whole}}]\n"
	tests := []struct {
		name    string
		sources []string
		overlay string
		wish    string
		want    string // the title
		warning string // its position and message, or nothing
	}{
		{"one source", []string{titled("Shop", "Orders", "Users")}, "", "", "Shop", ""},
		{"a part of one source", []string{titled("orders", "Orders", "Users")}, "", "", "orders", `0.yaml:2:15: the title "orders" names one part of the API`},
		{"one service", []string{titled("Orders", "Orders")}, "", "", "Orders", ""},
		{"one of several", []string{titled("Orders", "Orders"), titled("Users", "Users")}, "", "", "Orders", `0.yaml:2:15: the title "Orders" comes from one of 2 sources`},
		{"several with one title", []string{titled("Shop", "Orders"), titled("Shop", "Users")}, "", "", "Shop", ""},
		{"an overlay", []string{titled("Orders", "Orders"), titled("Users", "Users")}, overlay, "", "Whole", ""},
		{"the configuration", []string{titled("Orders", "Orders"), titled("Users", "Users")}, "", "Shop", "Shop", ""},
		{"both", []string{titled("Orders", "Orders")}, overlay, "Shop", "Shop", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			opts := optionsOf("", "shop")
			opts.Description.Title.Value = tt.wish
			for i, source := range tt.sources {
				path := filepath.Join(dir, string(rune('0'+i))+".yaml")
				writeFile(t, path, []byte(source))
				opts.Inputs.Sources = append(opts.Inputs.Sources, diag.Text{Value: path})
			}
			if tt.overlay != "" {
				path := filepath.Join(dir, "overlay.yaml")
				writeFile(t, path, []byte(tt.overlay))
				opts.Inputs.Overlays = []diag.Text{{Value: path}}
			}
			var run Run
			a, err := run.API(t.Context(), opts)
			if err != nil {
				t.Fatalf("%v: %v", err, run.Diags.Err())
			}
			if a.Title != tt.want {
				t.Errorf("the title is %q, want %q", a.Title, tt.want)
			}
			var warnings []string
			for _, d := range run.Diags.All() {
				if d.Code == "partial-title" {
					d.Pos.File = filepath.Base(d.Pos.File)
					warnings = append(warnings, d.Pos.String()+": "+d.Message)
				}
			}
			if got := strings.Join(warnings, "\n"); got != tt.warning {
				t.Errorf("got %q, want %q", got, tt.warning)
			}
		})
	}
}
