package testkit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Answer is what the server says to a call. The zero value is that of
// [Default]. The methods return a changed copy.
type Answer struct {
	source      source
	status      int
	contentType string
	body        []byte
	pages       [][]byte // JSON

	header    http.Header
	delay     time.Duration
	cut       bool
	cutAfter  int
	malformed bool
	reset     bool
}

// source is where the status and the body of an answer come from.
type source int

const (
	fromDescription source = iota // both
	fromStatus                    // the body is the one documented for the status
	fromError                     // the same, with a body in any case
	fromCaller                    // both are given
	fromPages                     // the status is; the body is the page that is asked for
)

// Default answers with the first documented success and its example.
func Default() Answer { return Answer{} }

// Status answers with a status and the example body that is documented for it.
// A status that the description does not know has no body.
func Status(code int) Answer { return Answer{source: fromStatus, status: finalStatus(code)} }

// Error is [Status] for errors. One without documented body has a JSON object
// with the members statusCode and message.
func Error(code int) Answer { return Answer{source: fromError, status: finalStatus(code)} }

// JSON answers with a status and a body of type application/json, which is sent
// as it is.
func JSON(code int, body string) Answer { return Body(code, "application/json", []byte(body)) }

// Body answers with a status and a body of any type, which is sent as it is.
func Body(code int, contentType string, body []byte) Answer {
	if bodyless(code) && len(body) > 0 {
		panic(fmt.Sprintf("a response with status %d has no body", code)) // as finalStatus does
	}
	return Answer{source: fromCaller, status: finalStatus(code), contentType: contentType, body: slices.Clone(body)}
}

// finalStatus refuses what no response can begin with: the mistake is in the
// test, and here it shows where.
func finalStatus(code int) int {
	if code < 200 || code > 999 {
		panic(fmt.Sprintf("%d is not the status of a response", code))
	}
	return code
}

// Header sets a header of the response.
func (a Answer) Header(name, value string) Answer {
	a.header = a.header.Clone()
	if a.header == nil {
		a.header = http.Header{}
	}
	a.header.Set(name, value)
	return a
}

// RetryAfter tells the client how long to wait before it tries again. The
// header knows whole seconds only, so that the time is rounded up.
func (a Answer) RetryAfter(d time.Duration) Answer {
	seconds := math.Ceil(max(d, 0).Seconds())
	return a.Header("Retry-After", strconv.FormatFloat(seconds, 'f', 0, 64))
}

// Slow lets time pass before the answer begins.
func (a Answer) Slow(d time.Duration) Answer {
	a.delay = d
	return a
}

// Cut drops the connection after the first n bytes of the body. Where a response
// has none, as with status 204 and for HEAD, nobody would notice: the test fails,
// and the answer has status 500.
func (a Answer) Cut(n int) Answer {
	a.cut, a.cutAfter = true, max(n, 0)
	return a
}

// Malformed replaces the body by one that breaks off inside a JSON object. Where a
// response has none, it does as [Answer.Cut] does.
func (a Answer) Malformed() Answer {
	a.malformed = true
	return a
}

// Reset resets the connection instead of answering.
func (a Answer) Reset() Answer {
	a.reset = true
	return a
}

// content returns the status, the content type and the body of the answer to a
// call of o, and what is wrong with it.
func (a Answer) content(o *operation, call Call) (status int, contentType string, body []byte, problem string) {
	switch a.source {
	case fromCaller:
		status, contentType, body = a.status, a.contentType, a.body
	case fromPages:
		status, contentType = o.success.code(), o.success.contentType
		body, problem = a.pageOf(o, call)
	case fromDescription:
		status, contentType, body = o.success.code(), o.success.contentType, []byte(o.success.example)
		if p := o.paging; p.isOver(call.Query) {
			body = []byte(p.end)
		}
	default:
		documented := o.response(a.status)
		status, contentType, body = a.status, documented.contentType, documented.bodyOf(a.status)
		if a.source == fromError && len(body) == 0 {
			contentType, body = "application/json", errorBody(status, http.StatusText(status), nil)
		}
	}
	if a.malformed {
		contentType, body = "application/json", []byte(`{"malformed":`)
	}
	if problem == "" {
		problem = a.misfit(call.Method, status)
	}
	return status, contentType, body, problem
}

// misfit says why the answer's faults cannot show in a response; empty if they can.
func (a Answer) misfit(method string, status int) string {
	fault := ""
	switch {
	case a.cut:
		fault = "Cut"
	case a.malformed:
		fault = "Malformed"
	default:
		return ""
	}
	if method == http.MethodHead {
		return fault + " needs a body, and the response to a HEAD has none: use Reset."
	}
	if bodyless(status) {
		return fmt.Sprintf("%s needs a body, and a response with status %d has none: use Reset, or another status.", fault, status)
	}
	return ""
}

// isOver says that a request asks for what lies behind the first page.
func (p *paging) isOver(query map[string][]string) bool {
	if p == nil || p.end == "" || len(query[p.query]) == 0 {
		return false
	}
	n, err := strconv.ParseInt(query[p.query][0], 10, 64)
	return err == nil && n > p.first
}

// code returns the status of a success, also where a range of them is documented.
func (r response) code() int {
	switch {
	case r.status == 0:
		return http.StatusOK
	case r.status < 10:
		return r.status * 100
	}
	return r.status
}

// bodyOf returns the example with the status in it.
func (r response) bodyOf(status int) []byte {
	body := []byte(r.example)
	if r.statusMember == "" {
		return body
	}
	start, end := findMember(body, r.statusMember)
	if end == 0 {
		return body
	}
	return slices.Concat(body[:start], strconv.AppendInt(nil, int64(status), 10), body[end:])
}

// findMember returns where the value of a member of an object begins and ends;
// zeros if there is none.
func findMember(object []byte, name string) (start, end int) {
	decoder := json.NewDecoder(bytes.NewReader(object))
	if _, err := decoder.Token(); err != nil {
		return 0, 0
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return 0, 0
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return 0, 0
		}
		if key == name {
			end = int(decoder.InputOffset())
			return end - len(value), end
		}
	}
	return 0, 0
}

// errorBody is the body of an error that the description says nothing of.
func errorBody(status int, message string, problems []string) []byte {
	body, err := json.Marshal(struct {
		StatusCode int      `json:"statusCode"`
		Message    string   `json:"message"`
		Problems   []string `json:"problems,omitempty"`
	}{status, message, problems})
	if err != nil {
		panic(err) // there is nothing in it that could fail
	}
	return body
}
