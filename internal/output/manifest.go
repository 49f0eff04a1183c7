package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// ManifestName is the file in the target folder that lists what the generator
// wrote. Only files that it lists are ever replaced or deleted.
const ManifestName = reserved + "lock"

// manifestFormat grows when an older generator could misread the manifest.
const manifestFormat = 1

// manifest is the content of the manifest. Maps are written in sorted order,
// one line per entry, so that a change of one file changes one line.
type manifest struct {
	Format    int               `json:"format"`
	Generator string            `json:"generator"`
	Inputs    map[string]string `json:"inputs"` // path -> SHA-256
	Files     map[string]string `json:"files"`  // path -> SHA-256
}

func newManifest(files []File, opts Options) ([]byte, error) {
	m := manifest{
		Format:    manifestFormat,
		Generator: opts.Generator,
		Inputs:    make(map[string]string, len(opts.Inputs)),
		Files:     make(map[string]string, len(files)),
	}
	for _, in := range opts.Inputs {
		m.Inputs[in.Path] = in.SHA256
	}
	for _, f := range files {
		m.Files[f.Path] = f.digest(f.Data)
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return nil, fmt.Errorf("encode the manifest: %w", err)
	}
	return text.Bytes(), nil
}

// parseManifest reads a manifest. It may come from a merge with conflicts or
// from anywhere else, so nothing in it is trusted: every path is checked
// before something can be deleted because of it.
func parseManifest(data []byte) (*manifest, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	var m manifest
	if err := dec.Decode(&m); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("text after the end")
	}
	if m.Format != manifestFormat {
		return nil, fmt.Errorf("its format is %d, this version knows only %d", m.Format, manifestFormat)
	}
	for name := range m.Files {
		if err := checkPath(name); err != nil {
			return nil, err
		}
	}
	return &m, nil
}

// Inputs returns what the manifest of a folder says of the inputs that it was
// made from: their hashes by their paths. A folder without a manifest has none.
func Inputs(dir string) (map[string]string, error) {
	data, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, cause(err)
	}
	m, err := parseManifest(data)
	if err != nil {
		return nil, err
	}
	return m.Inputs, nil
}

// manifestPosition finds the place in the text that an error of parseManifest
// is about, as far as the error tells it.
func manifestPosition(file string, data []byte, err error) diag.Position {
	syntax, ok := errors.AsType[*json.SyntaxError](err)
	if !ok {
		return diag.Position{File: file}
	}
	head := string(data[:max(0, min(int(syntax.Offset)-1, len(data)))])
	line := head[strings.LastIndexByte(head, '\n')+1:]
	return diag.Position{File: file, Line: strings.Count(head, "\n") + 1, Column: len([]rune(line)) + 1}
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
