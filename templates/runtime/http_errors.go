package runtime

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// APIError is a response that is not a success. The error types of the documented
// statuses unwrap to it, so that [errors.As] finds it in all of them:
//
//	var apiErr *APIError
//	if errors.As(err, &apiErr) { … }
//
// From Go 1.26 on, errors.AsType[*APIError](err) does the same in one line. A type
// assertion such as err.(*APIError) compiles, and misses every error with a type of its
// own.
type APIError struct {
	Operation  string      // Operation is the service and method, as in "connectSessions.createConnectSession".
	Method     string      // Method is the HTTP method of the request.
	Path       string      // Path is the path template of the operation.
	StatusCode int         // StatusCode is the status of the response.
	Status     string      // Status is the status with the server's text, as in "404 Not Found".
	Header     http.Header // Header is the header of the response.
	RawBody    []byte      // RawBody is the body as received, up to 1 MiB.
	Truncated  bool        // Truncated tells that the body was longer than RawBody.
	Message    string      // Message is what a JSON body says about the error, or empty.
	Attempts   int         // Attempts is how many times the request was sent.
	RequestID  string      // RequestID is what the server calls the request in its own logs, or empty.
	DecodeErr  error       // DecodeErr tells why the body could not be read, or decoded as documented.

	exchange *exchanged // only while the error is made
}

// Error gives the operation, the status and the server's message.
func (e *APIError) Error() string {
	if e == nil { // as in an error type that a test made by hand
		return errorPrefix + "an error without a response"
	}
	text := errorPrefix + joinNonEmpty(e.Operation, ": ", strconv.Itoa(e.StatusCode))
	if status := http.StatusText(e.StatusCode); status != "" {
		text += " " + status
	}
	if message := cleanText(e.Message, 500); message != "" {
		text += ": " + message
	}
	return text
}

// unwrapped returns the error of an error type, or nil if a test made one without it.
func unwrapped(e *APIError) error {
	if e == nil {
		return nil
	}
	return e
}

// RetryAfter returns how long the server asks to wait before another request, by the
// Retry-After header. It is false if there is none, or one in the past.
func (e *APIError) RetryAfter() (time.Duration, bool) {
	if e == nil {
		return 0, false
	}
	return retryAfter(e.Header, time.Now())
}

// requestIDHeaders are the headers by which servers name a request.
var requestIDHeaders = []string{"X-Request-Id", "Request-Id", "X-Correlation-Id", "X-Amzn-Requestid", "Cf-Ray"}

func requestID(header http.Header) string {
	for _, name := range requestIDHeaders {
		if id := header.Get(name); id != "" {
			return id
		}
	}
	return ""
}

// newAPIError turns a reply into the error type that the operation has for it.
func newAPIError(op *operation, r *reply, attempts int, of *exchanged) error {
	e := &APIError{
		Operation:  op.name,
		Method:     op.method,
		Path:       op.path,
		StatusCode: r.statusCode,
		Status:     r.status,
		Header:     r.header,
		RawBody:    r.body,
		Truncated:  r.truncated,
		Message:    errorMessage(r.body),
		Attempts:   attempts,
		RequestID:  requestID(r.header),
		DecodeErr:  r.bodyErr,
		exchange:   of,
	}
	if e.Message == "" && r.statusCode >= 300 && r.statusCode <= 399 && r.header.Get("Location") != "" {
		e.Message = "the redirect is not followed: it leads to another host, would change the request, " +
			"needs a body that cannot be read again, or is refused by the HTTP client"
	}
	if op.errors == nil {
		return e
	}
	err := op.errors(e)
	e.exchange = nil
	return err
}

// decodeErrorBody decodes the body of a documented error. A failure is kept beside
// the error and never replaces it, because the status is what matters; the body is
// empty then.
func decodeErrorBody(e *APIError, body any) {
	if e.DecodeErr != nil {
		return
	}
	if e.Truncated {
		e.DecodeErr = fmt.Errorf("%sthe body of the error is longer than %d bytes", errorPrefix, maxErrorBody)
		return
	}
	e.DecodeErr = e.exchange.decode(e.Header, e.RawBody, e.StatusCode, body)
}

// errorMessage looks for a sentence where APIs put one.
func errorMessage(body []byte) string {
	text := borrowed(body)
	r := jsonReader{text: text, pos: documentStart(text)}
	value := r.anyValue()
	if r.finish() != nil {
		return ""
	}
	members, _ := value.(map[string]any)
	for _, name := range []string{"message", "error", "title", "detail"} {
		if text := messageText(members[name]); text != "" {
			return text
		}
	}
	return ""
}

// messageText accepts a list too, as validators give one sentence per mistake, and
// an object with a message of its own.
func messageText(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case []any:
		texts := make([]string, len(v))
		for i, item := range v {
			text, ok := item.(string)
			if !ok && item != nil {
				return ""
			}
			texts[i] = text
		}
		return strings.Join(texts, "; ")
	case map[string]any:
		for _, name := range []string{"message", "Message"} {
			if text, ok := v[name].(string); ok {
				return text
			}
		}
	}
	return ""
}

// callError is a call that failed without a response to blame: before sending, on
// the way, or by the end of its context.
type callError struct {
	operation string
	err       error
}

func (e *callError) Error() string {
	text := cutQueries(e.err.Error())
	text = strings.ReplaceAll(text, errorPrefix, "")
	text = strings.ReplaceAll(text, "\n", "; ")
	return errorPrefix + e.operation + ": " + cleanText(text, 2000)
}

func (e *callError) Unwrap() error { return e.err }

// cutQueries takes the queries out of the addresses in a text, such as the error of
// a transport. What has a slash may be an address.
func cutQueries(text string) string {
	var b strings.Builder
	for text != "" {
		rest := strings.TrimLeftFunc(text, func(r rune) bool { return r > ' ' && r != '"' && r != '\\' })
		word := text[:len(text)-len(rest)]
		if address := withoutQuery(word); strings.Contains(address, "/") {
			word = address
		}
		b.WriteString(word)
		_, n := utf8.DecodeRuneInString(rest)
		b.WriteString(rest[:n])
		text = rest[n:]
	}
	return b.String()
}

// attemptTimeoutError is an attempt that took longer than WithTimeout allows. It
// is a deadline exceeded like that of a context.
type attemptTimeoutError struct {
	limit string
}

func newAttemptTimeout(limit time.Duration) error { return &attemptTimeoutError{limit.String()} }

func (e *attemptTimeoutError) Error() string { return "no complete response within " + e.limit }

func (e *attemptTimeoutError) Unwrap() error { return context.DeadlineExceeded }

// Timeout makes it a timeout to the net package's interfaces.
func (e *attemptTimeoutError) Timeout() bool { return true }

// Temporary completes net.Error.
func (e *attemptTimeoutError) Temporary() bool { return true }

// readCapped reads a body up to a limit, and tells whether there was more.
func readCapped(body io.Reader, limit, expected int64) (data []byte, truncated bool, err error) {
	// The expected length is a hint from outside: worth one allocation, not a huge one.
	data = make([]byte, 0, min(max(expected, 0), limit, 4<<20)+512)
	for {
		n, err := body.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if int64(len(data)) > limit {
			return data[:limit], true, nil
		}
		switch {
		case err == io.EOF:
			return data, false, nil
		case err != nil:
			return data, false, err
		case len(data) == cap(data):
			data = append(data, 0)[:len(data)]
		}
	}
}
