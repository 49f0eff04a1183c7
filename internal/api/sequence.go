package api

// SequenceKind is how the values of a sequence stand in a response.
type SequenceKind int

const (
	// Events are those of text/event-stream.
	Events SequenceKind = iota
	// Lines are JSON texts, one to a line.
	Lines
	// Records are JSON texts behind record separators (RFC 7464).
	Records
)

func (k SequenceKind) String() string { return [...]string{"events", "lines", "records"}[k] }

// Sequence says how a response is a sequence of values.
type Sequence struct {
	Kind SequenceKind
	// Sentinel is the data of the last event, which is no value; empty if there is none.
	Sentinel string
	// Text says that the data of an event is a text, and Whole that a value is the whole
	// event, as an object with the members data, event, id and retry. Else its data is JSON.
	Text, Whole bool
}
