package runtime

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
)

// Response tells about the HTTP exchange behind the result of a call. It is filled
// by [WithResponse].
type Response struct {
	Method     string      // Method is the HTTP method of the request.
	URL        string      // URL is the address of the request without its query.
	StatusCode int         // StatusCode is the status, or zero if no response arrived.
	Status     string      // Status is the status with the server's text, as in "200 OK".
	Header     http.Header // Header is the header of the response.
	Body       []byte      // Body is the body as received. It is empty for streams, and cut after 1 MiB for errors and operations without a result.
	Attempts   int         // Attempts is how many times the request was sent.

	// Problems are the values of the body that are of another kind than the API's
	// description promises: the first 100, in the order of the document.
	Problems     []Problem
	ProblemCount int // ProblemCount is how many there are in all.
}

// Bodies are read up to these sizes. The limit of successful ones is only there to
// stop a server that never ends.
const (
	maxBody      = 512 << 20
	maxErrorBody = 1 << 20
)

// successResponse is a 2xx response. It has a stream if its content is not JSON and
// the operation can have other content in a response.
type successResponse struct {
	StatusCode int
	Header     http.Header
	body       []byte
	stream     *Stream
	exchanged
}

// exchanged is the attempt of a call that a response belongs to.
type exchanged struct {
	ctx     context.Context
	req     *request
	attempt int
}

// receive sends the request and decodes the JSON of any successful response into
// what result points to, or, if that is a pointer itself, into a new value for it.
func receive(ctx context.Context, req *request, result any) error {
	return receiveCases(ctx, req, func(resp *successResponse) error { return decodeBody(resp, result) })
}

// receiveOrNull is receive for a result that may be null, which leaves a pointer
// nil.
func receiveOrNull(ctx context.Context, req *request, result any) error {
	return receiveCases(ctx, req, func(resp *successResponse) error { return decodeBodyOrNull(resp, result) })
}

// receiveCases sends the request and leaves a successful response to a function.
func receiveCases(ctx context.Context, req *request, decode func(*successResponse) error) error {
	return receiveCasesAs(ctx, req, readWhole, decode)
}

// receiveMixed is receiveCases for an operation with other content than JSON, which
// the function hands out as a stream or closes.
func receiveMixed(ctx context.Context, req *request, decode func(*successResponse) error) error {
	return receiveCasesAs(ctx, req, readJSON, decode)
}

func receiveCasesAs(ctx context.Context, req *request, use bodyUse, decode func(*successResponse) error) error {
	reply, err := req.send(ctx, use)
	if err != nil {
		return err
	}
	return decode(&successResponse{
		StatusCode: reply.statusCode,
		Header:     reply.header,
		body:       reply.body,
		stream:     reply.stream,
		exchanged:  exchanged{ctx, req, reply.attempt},
	})
}

// receiveNone sends the request of an operation without a result.
func receiveNone(ctx context.Context, req *request) error {
	_, err := req.send(ctx, readLittle)
	return err
}

// receiveStream sends the request and hands a successful response's body out.
func receiveStream(ctx context.Context, req *request) (*Stream, error) {
	reply, err := req.send(ctx, readStream)
	if err != nil {
		return nil, err
	}
	return reply.stream, nil
}

// decodeBody decodes the JSON of a response into what result points to, or, if
// that is a pointer itself, into a new value for it.
func decodeBody(resp *successResponse, result any) error {
	if resp.stream != nil { // the error is about its type, and shows how it begins
		resp.body, _, _ = readCapped(resp.stream, maxErrorBody, resp.stream.Length)
		resp.stream.Close()
	}
	return resp.decode(resp.Header, resp.body, resp.StatusCode, result)
}

// isJSON reports whether the content is JSON, by its type.
func (resp *successResponse) isJSON() bool { return isJSON(resp.Header) }

// decodeBodyOrNull is decodeBody for a value that may be null.
func decodeBodyOrNull(resp *successResponse, result any) error {
	if isJSON(resp.Header) && string(bytes.TrimSpace(bytes.TrimPrefix(resp.body, []byte(byteOrderMark)))) == "null" {
		return nil
	}
	return decodeBody(resp, result)
}

// handOut gives the caller the body, also where JSON came in place of a file.
func (resp *successResponse) handOut() *Stream {
	if resp.stream != nil {
		return resp.stream
	}
	return &Stream{
		ReadCloser:  io.NopCloser(bytes.NewReader(resp.body)),
		ContentType: resp.Header.Get("Content-Type"),
		Filename:    suggestedName(resp.Header.Get("Content-Disposition")),
		Length:      int64(len(resp.body)),
	}
}

// discard is for responses that have no result.
func (resp *successResponse) discard() error {
	if resp.stream != nil {
		return resp.stream.Close()
	}
	return nil
}

// decode decodes the body of the response and tells of its problems.
func (e *exchanged) decode(header http.Header, body []byte, status int, result any) error {
	found, err := decodeResponse(header, body, result, e.req.settings.reading())
	if err == nil {
		e.req.tell(e.ctx, found, body, status, e.attempt)
		err = e.req.settings.steering.check(body, result)
	}
	if err != nil {
		return describeDecodeError(err, e.req.op, status, body)
	}
	return nil
}

// decodeResponse reads JSON after looking whether it can be any.
func decodeResponse(header http.Header, body []byte, result any, how reading) (*problems, error) {
	if !isJSON(header) {
		return nil, fmt.Errorf("unexpected content type %q", cleanText(header.Get("Content-Type"), 100))
	}
	if isBlank(body) {
		return nil, fmt.Errorf("the body is empty: %w", io.ErrUnexpectedEOF)
	}
	return readResult(body, result, how)
}

func isBlank(body []byte) bool {
	for _, c := range body {
		if c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}

// isJSON takes a missing content type for JSON, because there is nothing better.
func isJSON(header http.Header) bool {
	text := header.Get("Content-Type")
	if text == "" {
		return true
	}
	mediaType, _, _ := mime.ParseMediaType(text) // of odd parameters it makes nothing, and of the rest none
	return mediaType == jsonType || mediaType == "text/json" || strings.HasSuffix(mediaType, "+json")
}

// isEventStream reports whether the content is a stream of events, by its type.
func isEventStream(header http.Header) bool {
	mediaType, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	return mediaType == "text/event-stream"
}

// describeDecodeError says in a decode error where it comes from.
func describeDecodeError(err error, op *operation, status int, body []byte) error {
	var failed *DecodeError
	if !errors.As(err, &failed) {
		failed = &DecodeError{Err: err}
	}
	failed.Operation = op.name
	failed.StatusCode = status
	failed.Body = body[:min(len(body), maxErrorBody)]
	return failed
}
