package docs

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

// samples writes an overlay for the description with the example of each
// operation. What comes from the description is quoted in ASCII, which YAML reads
// the same way as Go does; the code has such strings only.
func (w *writer) samples() emit.File {
	var b strings.Builder
	b.WriteString("overlay: 1.0.0\ninfo:\n  title: " + strconv.QuoteToASCII("Go samples of "+titleOf(w.api)) +
		"\n  version: " + strconv.QuoteToASCII(w.opts.Version) + "\nactions:")
	if len(w.api.Operations()) == 0 {
		b.WriteString(" []")
	}
	b.WriteString("\n")
	for _, o := range w.api.Operations() {
		b.WriteString("  - target: " + strconv.QuoteToASCII(jsonPath(o.Keys)) +
			"\n    update:\n      x-codeSamples:\n        - lang: go\n          label: " +
			strconv.QuoteToASCII(w.names.Service(o.Service).Selector+"."+w.names.Operation(o).Method) + "\n          source: |\n")
		for line := range strings.SplitSeq(strings.TrimRight(w.clients[o], "\n"), "\n") {
			if line != "" {
				line = "            " + line
			}
			b.WriteString(line + "\n")
		}
	}
	return emit.File{Path: "codeSamples.yaml", Data: []byte(b.String())}
}

// jsonPath writes the way to a place as a JSONPath (RFC 9535): names in quotes
// unless they are plain words.
func jsonPath(keys []string) string {
	path := "$"
	for _, key := range keys {
		if plainName.MatchString(key) {
			path += "." + key
			continue
		}
		path += "['" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(key) + "']"
	}
	return path
}

var plainName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
