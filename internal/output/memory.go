package output

import (
	"os"
	"path/filepath"
)

// Memory is what a folder remembers of the run that wrote it.
type Memory struct {
	// Names is the file of names; nil if there is none.
	Names []byte
	// Missing says that the folder was written with a file of names, which is gone.
	Missing bool
	// Older says that the folder is of a generator that kept no names.
	Older bool
}

// Remember reads what the folder remembers. What cannot be read is left to Write to
// report, which looks at the same files.
func Remember(dir, name string) Memory {
	var m Memory
	if data, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
		m.Names = data
		return m
	}
	file := filepath.Join(dir, ManifestName)
	data, err := os.ReadFile(file)
	if err != nil {
		return m
	}
	if was, fault := parseManifest(file, data); fault == nil {
		m.Older = was.Format < manifestFormat
		m.Missing = !m.Older
	}
	return m
}
