package api

// LeftOut is an operation of the description that the SDK has no method for, because
// something about it cannot be generated. It never costs the other operations.
type LeftOut struct {
	// ID is the operationId; empty if there is none.
	ID     string
	Method string // upper case; empty for a path whose operations are not known
	Path   string // template, as in the document
	// Keys lead to the operation, or to its path, in the document.
	Keys []string
	Pos  Position
	// Reasons are what stands in the way, each where it can be fixed.
	Reasons []Reason
}

// Pointer returns the JSON pointer of the operation in the document.
func (l *LeftOut) Pointer() string { return pointerOf(l.Keys) }

// Reason is a finding because of which something is left out.
type Reason struct {
	// Code is that of the finding's rule.
	Code    string
	Message string
	Pos     Position
}
