// Package emit holds what the emitters have in common: the files they make, and
// the rule for text of any origin.
package emit

// File is a file of the output, not yet on disk.
type File struct {
	// Path is where the file belongs, slash-separated and relative to the
	// folder of the output.
	Path string
	Data []byte
	// Keep marks a file with regions for people to write in, between the lines
	// <!-- keep:begin NAME --> and <!-- keep:end -->. They are generated empty;
	// their content on disk is kept, and editing it does not count as editing the
	// file.
	Keep bool
	// Memory marks a file that the generator reads back in its next run. What people or
	// git make of it counts there, so editing it is no conflict.
	Memory bool
	// Yields marks a file that is only there to help: one of somebody else in its place,
	// or an edit by hand, stays and is no conflict.
	Yields bool
}
