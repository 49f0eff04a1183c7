package docs

import (
	"strings"
	"testing"
)

// api.md, which is read as a diff, says of everything deprecated what to do instead.
func TestIndexOfDeprecations(t *testing.T) {
	s := load(t, casePath+"deprecated-hints/input.yaml")
	for _, page := range s.pages {
		if page.Path != "api.md" {
			continue
		}
		text := string(page.Data)
		for _, want := range []string{
			"\n// Deprecated: Goes away in May of next year. Use `ThingsService.GetNew` instead.\nfunc (*ThingsService) GetOld(",
			"\n\t// Deprecated: Use `LookID` instead.\n\tStyle ",
			"\n\t// Deprecated: Use **full_name** instead.\n\tName ",
			"\n// Deprecated: Use `NewModel` instead.\ntype Old struct",
			"\n// Deprecated: There is but one level since 2024.\ntype Level ",
			"\n// Deprecated: Use `Extent` instead.\ntype OldSize ",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("api.md does not have %q:\n%s", want, text)
			}
		}
		return
	}
	t.Fatal("there is no api.md")
}
