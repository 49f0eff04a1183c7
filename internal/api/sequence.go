package api

import (
	"slices"
	"strings"
)

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

// SequenceResult returns the sequence of values that an operation answers with, also where
// its method hands the content out as a stream, and only another way to call it reads the
// values. It is nil for other operations.
func (o *Operation) SequenceResult() *Result {
	if o.Outcome() == OutcomeSequence {
		return o.Results[0]
	}
	if o.Outcome() != OutcomeStream {
		return nil
	}
	for _, way := range o.Ways() {
		if way.Outcome() == OutcomeSequence && slices.Equal(way.Accept, o.Accept) {
			return way.Results[0]
		}
	}
	return nil
}

// SequenceOf returns how a media type is a sequence of values, if it is.
func SequenceOf(mediaType string) (kind SequenceKind, ok bool) {
	switch Essence(mediaType) {
	case "text/event-stream":
		return Events, true
	case "application/json-seq", "application/geo+json-seq":
		return Records, true
	case "application/jsonl", "application/x-jsonl", "application/jsonlines", "application/x-jsonlines", "application/json-lines", "application/x-json-lines",
		"application/ndjson", "application/x-ndjson", "text/ndjson", "text/jsonl", "application/stream+json", "application/x-json-stream":
		return Lines, true
	}
	return 0, false
}

// Essence returns a media type without its parameters.
func Essence(mediaType string) string {
	bare, _, _ := strings.Cut(mediaType, ";")
	return strings.ToLower(strings.TrimSpace(bare))
}
