package runtime

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
)

// requestBody is a body that can be sent again, unless its source allows to be
// read only once.
type requestBody struct {
	contentType string
	length      int64 // -1 if unknown
	open        func() (io.ReadCloser, error)
	source      bodySource              // nil for bodies in memory
	moved       atomic.Pointer[attempt] // is told of what is read from the source, if not nil
}

// bodySource is what a body is read from as it is sent, by one attempt at a time.
type bodySource interface {
	open() (io.ReadCloser, error) // what was opened before gives nothing more
	release()                     // what was opened gives nothing more

	// replayable reports whether it can be opened, once more if it has been: not if the
	// source itself failed, so that a retry would not help.
	replayable() bool
}

// setBody sends what v points to as JSON. An absent Opt sends no body, and one that
// is null is a null.
func (req *request) setBody(v any) { req.setBodyAs(v, "") }

// setBodyAs is setBody for a value with times that are written in a format.
func (req *request) setBodyAs(v any, format string) {
	c, place := codecFor(v)
	if c.stateOf(place) == optAbsent {
		return
	}
	data, err := c.marshalAs(place, formOf(format))
	if err != nil {
		req.settings.reject("request body: %w", err)
		return
	}
	contentType := req.op.contentType
	if contentType == "" {
		contentType = jsonType
	}
	req.body = bodyInMemory(contentType, data)
}

// setForm sends the members of the object that v points to as
// application/x-www-form-urlencoded. A member that is null or an empty list is an empty
// value: it is what is meant to be so, where one that is absent is left as it is. An absent
// Opt is no body, and so is one that is null.
func (req *request) setForm(v any) {
	c, place := codecFor(v)
	if c.stateOf(place) != optValue {
		return
	}
	data, err := c.marshal(place)
	if err != nil {
		req.settings.reject("request body: %w", err)
		return
	}
	value, err := parseFormValue(data)
	if err == nil && value.kind != valueObject {
		err = errors.New("a form needs an object")
	}
	if err != nil {
		req.settings.reject("request body: %w", err)
		return
	}
	var pairs []string
	for i, item := range value.items {
		pairs = query("").orNull().deepPairs(pairs, value.names[i], item)
	}
	req.body = bodyInMemory("application/x-www-form-urlencoded", []byte(strings.Join(pairs, "&")))
}

// setStream sends what a reader gives. It is sent again after a failure if it can
// be read again: if it is an [io.Seeker] or a buffer. It is never closed.
func (req *request) setStream(contentType string, r io.Reader) {
	if hasControl(contentType) || contentType == "" {
		req.settings.reject("request body: %q is not a content type", contentType)
		return
	}
	switch r := r.(type) {
	case nil:
		req.settings.reject("request body: the reader is nil")
	case *bytes.Buffer:
		req.body = bodyFromStream(contentType, bytes.NewReader(r.Bytes()))
	default:
		req.body = bodyFromStream(contentType, r)
	}
}

func bodyInMemory(contentType string, data []byte) *requestBody {
	return &requestBody{
		contentType: contentType,
		length:      int64(len(data)),
		open: func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(data)), nil
		},
	}
}

func bodyFromStream(contentType string, r io.Reader) *requestBody {
	source := &streamSource{reader: r}
	length := source.measure()
	body := &requestBody{contentType: contentType, length: length, open: source.open, source: source}
	source.moved = &body.moved
	return body
}

func (b *requestBody) attach(hr *http.Request) error {
	if b.length == 0 {
		hr.Body = http.NoBody
		hr.GetBody = func() (io.ReadCloser, error) { return http.NoBody, nil }
		return nil
	}
	body, err := b.open()
	if err != nil {
		return err
	}
	hr.Body, hr.ContentLength = body, b.length
	if b.replayable() {
		hr.GetBody = b.open
	}
	return nil
}

func (b *requestBody) replayable() bool {
	return b == nil || b.source == nil || b.source.replayable()
}

// release stops the transport from reading the source any more: it may go on
// after the call has returned, when a response came early. A Read that has begun is
// waited for, except that of a source like a pipe, which may never come back.
func (b *requestBody) release() {
	if b != nil && b.source != nil {
		b.source.release()
	}
}

// streamSource lets one attempt at a time read the caller's reader.
type streamSource struct {
	mu         sync.Mutex // held while reading and seeking
	reader     io.Reader
	seeker     io.Seeker // nil if the reader cannot be read again
	start      int64
	generation atomic.Int64
	opened     atomic.Bool
	broken     atomic.Bool
	moved      *atomic.Pointer[attempt] // that of the body; nil for a part of one
}

// measure finds out whether the source can be read again, and how long it is. A
// pipe is an *os.File too, so only trying tells.
func (s *streamSource) measure() int64 {
	seeker, ok := s.reader.(io.Seeker)
	if !ok {
		return -1
	}
	if file, ok := s.reader.(*os.File); ok {
		if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
			return -1 // devices seek, and say nothing true
		}
	}
	start, err := seeker.Seek(0, io.SeekCurrent)
	if err != nil {
		return -1
	}
	end, err := seeker.Seek(0, io.SeekEnd)
	if err != nil {
		return -1
	}
	// If this fails, open does too: what is left is not the whole body.
	_, _ = seeker.Seek(start, io.SeekStart)
	s.seeker, s.start = seeker, start
	return max(end-start, 0)
}

func (s *streamSource) open() (io.ReadCloser, error) {
	generation := s.generation.Add(1)
	if s.seeker != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if _, err := s.seeker.Seek(s.start, io.SeekStart); err != nil {
			s.broken.Store(true)
			return nil, err
		}
	} else if s.opened.Load() {
		return nil, errors.New("the request body cannot be read again")
	}
	s.opened.Store(true)
	return &streamReader{source: s, generation: generation}, nil
}

func (s *streamSource) replayable() bool {
	return !s.broken.Load() && (s.seeker != nil || !s.opened.Load())
}

func (s *streamSource) release() {
	s.generation.Add(1)
	if s.seeker != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
}

type streamReader struct {
	source     *streamSource
	generation int64
}

func (r *streamReader) Read(p []byte) (int, error) {
	s := r.source
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.generation.Load() != r.generation {
		return 0, errors.New("the request body is being sent again")
	}
	n, err := s.reader.Read(p)
	if s.moved != nil && n > 0 {
		s.moved.Load().progress()
	}
	if err != nil && err != io.EOF {
		s.broken.Store(true)
	}
	return n, err
}

// Close leaves the reader open, because it is the caller's.
func (r *streamReader) Close() error { return nil }
