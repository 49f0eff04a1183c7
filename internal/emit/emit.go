// Package emit holds what the emitters have in common: the files they make, and
// the rule for text of any origin.
package emit

// File is a file of the output, not yet on disk.
type File struct {
	// Path is where the file belongs, slash-separated and relative to the
	// folder of the output.
	Path string
	Data []byte
	// Keep says that people may write into the marked regions of the file.
	Keep bool
}
