package stackone

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"testing"

	"example.com/cases/events/stackonetest"
)

// told is what ranging gave, in short.
func told[V any](values iter.Seq2[V, error], short func(V) string) []string {
	var texts []string
	for value, err := range values {
		if err != nil {
			texts = append(texts, "error")
			continue
		}
		texts = append(texts, short(value))
	}
	return texts
}

func check(t *testing.T, name string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", name, got, want)
	}
}

func TestEvents(t *testing.T) {
	server := stackonetest.NewServer(t)
	client, err := New(WithServerURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	ctx, question := t.Context(), Question{Text: "Hello?"}
	piece := func(e *Event[Piece]) string { return e.Name + " " + e.ID + " " + e.Data.Delta.Or("-") }

	// The description's example has one event and the sentinel.
	check(t, "example", told(client.Chats.CreateStream(ctx, question), piece), "message  example delta")
	server.Answer(stackonetest.ChatsCreateStream, stackonetest.Events(
		stackonetest.Event{ID: "7", Name: "add", Data: `{"delta":"a"}`},
		stackonetest.Event{Data: "no JSON"},
		stackonetest.Event{Data: "{\n}"},
	))
	events := client.Chats.CreateStream(ctx, question)
	for range 2 { // each range is a call
		check(t, "no sentinel", told(events, piece), "add 7 a", "error", "message 7 -", "error")
	}
	for event, err := range client.Chats.CreateStream(ctx, question) {
		var failed *DecodeError
		if err == nil {
			continue
		}
		if event == nil || event.Text != "no JSON" || !errors.As(err, &failed) || string(failed.Body) != "no JSON" {
			t.Errorf("event %+v, error %v", event, err)
		}
		break
	}
	if answer, err := client.Chats.Create(ctx, question); err != nil || answer.Text.Or("") == "" {
		t.Errorf("answer %+v: %v", answer, err)
	}
	voice := ChatsCreateMultipartBody{Voice: FileFromBytes("a.wav", nil)}
	check(t, "upload", told(client.Chats.CreateMultipartStream(ctx, voice), piece), "message  example delta")
	server.Answer(stackonetest.ChatsCreateMultipartStream, stackonetest.Error(400))
	for _, err := range client.Chats.CreateMultipartStream(ctx, voice, WithRetry(NoRetry())) {
		var fault *FaultError
		if !errors.As(err, &fault) {
			t.Errorf("error %v", err)
		}
	}
	operations := map[stackonetest.Operation]int{}
	for _, call := range server.Calls() {
		operations[call.Operation]++
	}
	if want := "map[chats.create:1 chats.createMultipartStream:2 chats.createStream:4]"; fmt.Sprint(operations) != want {
		t.Errorf("calls %v, want %s", operations, want)
	}
}

// The data of events has the types that belong to their names.
func TestEventsByName(t *testing.T) {
	client, x := serve(t)
	x.contentType = "text/event-stream"
	x.reply = "event: joined\ndata: {\"name\":\"A\"}\n\nevent: left\nid: 9\ndata: bye\n\nevent: new\ndata: 1\n\n"
	got := told(client.Chats.WatchStream(t.Context(), ChatsWatchStreamRequest{ID: "1"}, WithLastEventID("8")), func(e *Event[ChatsWatchEvent]) string {
		if joined, ok := e.Data.AsChatsWatchEventJoined(); ok {
			return "joined " + joined.Data.Name.Or("")
		}
		if left, ok := e.Data.AsChatsWatchEventLeft(); ok {
			return "left " + left.Data + " " + left.ID.Or("")
		}
		return "? " + e.Text
	})
	check(t, "union", got, "joined A", "left bye 9", "? 1")
	if x.header.Get("Last-Event-ID") != "8" {
		t.Errorf("header %v", x.header)
	}
	x.reply = "data: {\"delta\":\"a\"}\nid: 1\n\n"
	check(t, "envelope", told(client.Pieces.ReadStream(t.Context(), PiecesReadStreamRequest{}), func(e *Event[Piece]) string { return e.ID + e.Data.Delta.Or("") }), "1a")
	x.reply = "data: [1\ndata\n\n"
	check(t, "text", told(client.Pieces.TailStream(t.Context(), PiecesTailStreamRequest{}), func(e *Event[string]) string { return e.Data }), "[1\n")
	for _, call := range []func() (*Stream, error){
		func() (*Stream, error) { return client.Pieces.Raw(t.Context(), PiecesRawRequest{}) },
		func() (*Stream, error) { return client.Pieces.Read(t.Context(), PiecesReadRequest{}) },
	} {
		stream, err := call()
		if err != nil {
			t.Fatal(err)
		}
		if data, err := io.ReadAll(stream); err != nil || string(data) != x.reply {
			t.Errorf("stream %q: %v", data, err)
		}
		stream.Close()
	}
}

func TestLines(t *testing.T) {
	client, x := serve(t)
	x.contentType = "application/x-ndjson"
	x.reply = "{\"delta\":\"a\"}\r\n\n{\n{\"delta\":\"b\"}"
	check(t, "lines", told(client.Lines.ExportStream(t.Context(), LinesExportStreamRequest{}), func(p *Piece) string { return p.Delta.Or("") }), "a", "error", "b")
	if x.header.Get("Accept") != "application/x-ndjson" {
		t.Errorf("header %v", x.header)
	}
	x.contentType, x.reply = "application/json-seq", "\x1e1\n\x1e2\n\x1e3"
	check(t, "records", told(client.Lines.RecordsStream(t.Context(), LinesRecordsStreamRequest{}), func(n int64) string { return fmt.Sprint(n) }), "1", "2", "error")
}

// A server of tests cannot tell the method that hands out the stream from the one that reads
// its values, so it goes by what the test says of either.
func TestAnswersToStream(t *testing.T) {
	server := stackonetest.NewServer(t)
	client, err := New(WithServerURL(server.URL), WithAPIKey("test"))
	if err != nil {
		t.Fatal(err)
	}
	check(t, "example", told(client.Pieces.ReadStream(t.Context(), PiecesReadStreamRequest{}), func(e *Event[Piece]) string { return e.Data.Delta.Or("") }), "example delta")
	server.Answer(stackonetest.PiecesRead, stackonetest.Error(400))
	if _, err := client.Pieces.Read(t.Context(), PiecesReadRequest{}); err == nil {
		t.Error("the answer of the test was not given")
	}
}
