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
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

// ManifestName is the file in the target folder that lists the generated files.
// Only files that it lists are ever replaced or deleted.
const ManifestName = reserved + "lock"

// manifestFormat is incremented when an older generator could misread the manifest.
// The first one had no file of names beside it.
const manifestFormat = 2

// manifest is the content of the manifest. Maps are written in sorted order,
// one line per entry, so that a change of one file changes one line.
type manifest struct {
	Format    int               `json:"format"`
	Generator string            `json:"generator"`
	Inputs    map[string]string `json:"inputs"` // path -> SHA-256
	Files     map[string]string `json:"files"`  // path -> SHA-256
}

func newManifest(files []emit.File, opts Options) ([]byte, error) {
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
		m.Files[f.Path] = fileDigest(f, f.Data)
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

// ManifestFault says why a manifest cannot be read, and what to do.
type ManifestFault struct {
	Pos           diag.Position
	Message, Hint string
}

// newManifestFault returns a fault of a damaged manifest.
func newManifestFault(file, message string) *ManifestFault {
	return &ManifestFault{Pos: diag.Position{File: file}, Message: message, Hint: "restore it from version control"}
}

// parseManifest reads a manifest. It may have merge conflicts or come from
// anywhere, so it is not trusted: every path is checked before anything is deleted
// because of it.
func parseManifest(file string, data []byte) (*manifest, *ManifestFault) {
	fault := func(format string, args ...any) *ManifestFault {
		return newManifestFault(file, fmt.Sprintf(format, args...))
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	var m manifest
	if err := dec.Decode(&m); err != nil {
		e := fault("%v", err)
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			e.Pos = manifestPosition(file, data, syntax.Offset)
		}
		if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			e.Pos = manifestPosition(file, data, kind.Offset)
			e.Message = "unexpected " + kind.Value
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			e.Message = "unexpected end"
		}
		return nil, e
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fault("unexpected text after the end")
	}
	switch {
	case m.Format < 1:
		return nil, fault("missing format")
	case m.Format > manifestFormat:
		e := fault("unsupported format %d; this version reads up to %d", m.Format, manifestFormat)
		e.Hint = "use the version of stackone-gen that wrote it, or a later one"
		return nil, e
	}
	for _, name := range slices.Sorted(maps.Keys(m.Files)) {
		if err := checkPath(name); err != nil {
			return nil, fault("%v", err)
		}
	}
	return &m, nil
}

// Inputs returns the hashes of the inputs by path, from the manifest of a folder. A
// folder without a manifest has none.
func Inputs(dir string) (map[string]string, *ManifestFault) {
	file := filepath.Join(dir, ManifestName)
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, newManifestFault(file, cause(err).Error())
	}
	m, fault := parseManifest(file, data)
	if fault != nil {
		return nil, fault
	}
	return m.Inputs, nil
}

// manifestPosition returns the position of a byte offset.
func manifestPosition(file string, data []byte, offset int64) diag.Position {
	head := string(data[:max(0, min(int(offset)-1, len(data)))])
	line := head[strings.LastIndexByte(head, '\n')+1:]
	return diag.Position{File: file, Line: strings.Count(head, "\n") + 1, Column: len([]rune(line)) + 1}
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
