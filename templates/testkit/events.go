package testkit

import "strings"

// Event is an event of a response of type text/event-stream.
type Event struct {
	ID   string // left out if it is empty
	Name string // left out if it is empty
	Data string // of one line or several
}

// Events answers with events, and ends the response behind them. With
// [Answer.Cut] it breaks off.
func Events(events ...Event) Answer {
	var b strings.Builder
	for _, e := range events {
		for _, field := range []struct{ name, value string }{{"id", e.ID}, {"event", e.Name}} {
			if field.value != "" {
				b.WriteString(field.name + ": " + strings.NewReplacer("\r", " ", "\n", " ").Replace(field.value) + "\n")
			}
		}
		for line := range strings.SplitSeq(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(e.Data), "\n") {
			b.WriteString("data: " + line + "\n")
		}
		b.WriteString("\n")
	}
	return Body(200, "text/event-stream", []byte(b.String()))
}
