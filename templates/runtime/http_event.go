package runtime

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"strconv"
	"strings"
	"time"
)

// Event is an event of a stream of type text/event-stream.
type Event[T any] struct {
	ID    string        // ID is that of the event, or of the last one that had any; see [WithLastEventID].
	Name  string        // Name is the type of the event, "message" if the server gives none.
	Retry time.Duration // Retry is how long the server last asked to wait before connecting again, or zero.
	Text  string        // Text is the data as it came.
	Data  T             // Data is the value of the data. It is zero for an event without any.
}

// maxEvent is how long an event or a line can be. The limit is only there to stop a
// server that never ends one.
const maxEvent = 64 << 20

// sequenceFormat says how a response is a sequence of values.
type sequenceFormat struct {
	sentinel string // the data behind which nothing comes, if there is one
	text     bool   // whether data is a text and no JSON
	whole    bool   // whether a value is the event as an object, with its data as a member
	records  bool   // whether JSON texts stand between separators, as RFC 7464 has them
}

// sequenceRequest is a request by a name that no parameter of a method has.
type sequenceRequest = *request

// WithLastEventID continues a stream of events behind one that an earlier call has seen.
// Nothing connects again on its own.
func WithLastEventID(id string) CallOption {
	return callOption(func(s *settings) {
		if hasControl(id) || hasMark(id) {
			s.reject("WithLastEventID: %q is not the ID of an event", id)
			return
		}
		WithHeader("Last-Event-ID", id).applyToCall(s)
	})
}

// receiveEvents returns an iterator over the events of a response. The request is sent
// when ranging begins, and again when it begins anew. An event that cannot be read is
// there beside the error, and more can come behind it; any other error is the last.
func receiveEvents[T any](ctx context.Context, newRequest func() sequenceRequest, format sequenceFormat) iter.Seq2[*Event[T], error] {
	return func(yield func(*Event[T], error) bool) {
		s, err := openSequence(ctx, newRequest(), format, isEventType)
		if err != nil {
			yield(nil, err)
			return
		}
		defer s.close()
		for events := newEventReader(s.stream, maxEvent); ; {
			found, err := events.next()
			if ended, err := s.ended(found.data, err); ended {
				if err != nil {
					yield(nil, err)
				}
				return
			}
			event := &Event[T]{ID: found.id, Name: cmp.Or(found.name, "message"), Retry: found.retry, Text: found.data}
			if err == nil {
				err = s.readEvent(found, &event.Data)
			}
			if !yield(event, s.describe(err, event.Text)) {
				return
			}
		}
	}
}

// receiveLines is receiveEvents for JSON texts that follow one another. What stands
// beside the error of a text that cannot be read is zero.
func receiveLines[T any](ctx context.Context, newRequest func() sequenceRequest, format sequenceFormat) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		s, err := openSequence(ctx, newRequest(), format, isLinesType)
		if err != nil {
			yield(none, err)
			return
		}
		defer s.close()
		for lines := newTextReader(s.stream, maxEvent, format.records); ; {
			text, err := lines.next()
			if ended, err := s.ended(text, err); ended {
				if err != nil {
					yield(none, err)
				}
				return
			}
			var value T
			if err == nil {
				err = s.read(text, &value)
			}
			if !yield(value, s.describe(err, text)) {
				return
			}
		}
	}
}

// sequence is a response that is read value by value.
type sequence struct {
	exchanged
	stream *Stream
	status int
	format sequenceFormat
}

// openSequence sends a request, whose response has to be of one of the media types.
func openSequence(ctx context.Context, req *request, format sequenceFormat, fits func(mediaType string) bool) (*sequence, error) {
	reply, err := req.send(ctx, readStream)
	if err != nil {
		return nil, err
	}
	s := &sequence{exchanged{ctx, req, reply.attempt}, reply.stream, reply.statusCode, format}
	mediaType, _, _ := mime.ParseMediaType(reply.stream.ContentType)
	if mediaType == "" || fits(mediaType) {
		return s, nil
	}
	defer s.close()
	body, _, _ := readCapped(s.stream, maxErrorBody, s.stream.Length)
	err = fmt.Errorf("unexpected content type %q", cleanText(reply.stream.ContentType, 100))
	return nil, describeDecodeError(err, req.op, reply.statusCode, body)
}

func isEventType(mediaType string) bool { return mediaType == "text/event-stream" }

// isLinesType is about all that servers call lines of JSON.
func isLinesType(mediaType string) bool {
	return strings.Contains(mediaType, "json") || mediaType == "text/plain" || mediaType == "application/octet-stream"
}

func (s *sequence) close() { s.stream.Close() }

// errTooLong is the error of a value that is longer than the limit. The rest of it was
// skipped, so that more can come.
var errTooLong = errors.New("it is too long")

// ended reports whether nothing more comes, and why if that is an error: the connection
// failed, or the server ended without the value that says so.
func (s *sequence) ended(text string, err error) (bool, error) {
	switch {
	case err == io.EOF && s.format.sentinel != "" && text != s.format.sentinel:
		err = fmt.Errorf("the stream ended without %q: %w", s.format.sentinel, io.ErrUnexpectedEOF)
		return true, s.req.describe(s.ctx, err)
	case err == io.EOF:
		return true, nil
	case err != nil && !errors.Is(err, errTooLong):
		return true, s.req.describe(s.ctx, fmt.Errorf("read the stream: %w", err))
	}
	return err == nil && s.format.sentinel != "" && text == s.format.sentinel, nil
}

// describe says where the error about a value comes from, and shows its text.
func (s *sequence) describe(err error, text string) error {
	if err == nil {
		return nil
	}
	return describeDecodeError(err, s.req.op, s.status, []byte(text))
}

// readEvent reads the data of an event. One without data has no value.
func (s *sequence) readEvent(e foundEvent, value any) error {
	if text, ok := value.(*string); ok && s.format.text {
		*text = e.data
		return nil
	}
	if s.format.whole {
		return s.read(e.object(), value)
	}
	if s.format.text {
		return s.read(string(appendJSONString(nil, e.data)), value)
	}
	if e.data == "" {
		return nil
	}
	return s.read(e.data, value)
}

// read reads a JSON text.
func (s *sequence) read(text string, value any) error {
	data := []byte(text)
	found, err := readResult(data, value, s.req.settings.reading())
	if err == nil {
		s.req.tell(s.ctx, found, data, s.status, s.attempt)
	}
	return err
}

// object is the event as JSON. Its data is JSON if it can be, and else a string.
func (e foundEvent) object() string {
	data := e.data
	if !isJSONText(data) {
		data = string(appendJSONString(nil, data))
	}
	object := `{"data":` + data
	if e.name != "" {
		object += `,"event":` + string(appendJSONString(nil, e.name))
	}
	if e.id != "" {
		object += `,"id":` + string(appendJSONString(nil, e.id))
	}
	if e.retry != 0 {
		object += `,"retry":` + strconv.FormatInt(e.retry.Milliseconds(), 10)
	}
	return object + "}"
}

// isJSONText reports whether a text is a JSON value.
func isJSONText(text string) bool {
	r := jsonReader{text: text}
	r.skip()
	return r.finish() == nil
}
