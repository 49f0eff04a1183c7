package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// eachOperation runs a check for every operation.
func (s *SDK) eachOperation(t *testing.T, check func(t *testing.T, o *api.Operation)) {
	operations := s.API.Operations()
	for _, o := range operations {
		t.Run(o.ID, func(t *testing.T) { check(t, o) })
	}
	t.Logf("%d operations", len(operations))
}

// answer is a response of the server.
type answer struct {
	status      int
	contentType string
	body        string
}

func (a answer) to(r *http.Request) (*http.Response, error) {
	return respond(r, a.status, a.contentType, a.body), nil
}

// CheckResults answers every operation with each of its documented successes and
// asks for the documented result.
func (s *SDK) CheckResults(t *testing.T) {
	s.eachOperation(t, func(t *testing.T, o *api.Operation) {
		if len(o.Results) == 0 {
			t.Fatal("the description has no success")
		}
		rapid.Check(t, func(rt *rapid.T) {
			d := drawer{T: rt, Description: s.Description, strict: true}
			for i, result := range o.Results {
				for _, mediaType := range mediaTypes(result) {
					sent := d.answer(o, result, mediaType)
					got, err := s.send(t, d, o, sent)
					if err != nil {
						rt.Fatalf("%v: %v", sent, err)
					}
					if err := s.checkResult(o, i, sent, got); err != nil {
						rt.Fatalf("%v: %v", sent, err)
					}
				}
			}
		})
	})
}

func mediaTypes(r *api.Result) []string {
	if r.Content == api.ContentNone || len(r.MediaTypes) == 0 {
		return []string{""}
	}
	return r.MediaTypes
}

// answer draws a success.
func (d drawer) answer(o *api.Operation, r *api.Result, mediaType string) answer {
	a := answer{status: statusFor(r.Status, documented(o)), contentType: strings.ReplaceAll(mediaType, "*", "x")}
	switch r.Content {
	case api.ContentJSON:
		a.contentType = d.oneOf(a.contentType, a.contentType+"; charset=utf-8")
		a.body = d.oneOf("", "\n") + d.value(r.Use.Type, usualDepth)
	case api.ContentStream:
		a.body = rapid.String().Draw(d.T, "content")
	}
	return a
}

// documented returns the statuses that an operation describes one by one.
func documented(o *api.Operation) []int {
	var codes []int
	for _, r := range o.Results {
		if code, exact := r.Status.Code(); exact {
			codes = append(codes, code)
		}
	}
	for _, e := range o.Errors {
		if code, exact := e.Status.Code(); exact {
			codes = append(codes, code)
		}
	}
	return codes
}

// statusFor returns a code that a status of the description stands for, and that
// is not described for itself.
func statusFor(status api.Status, taken []int) int {
	if code, exact := status.Code(); exact {
		return code
	}
	first := 200
	if status.IsRange() {
		first = status.Class() * 100
	}
	for slices.Contains(taken, first) || first == 204 {
		first++
	}
	return first
}

// send calls an operation with any valid input; the server gives one answer.
func (s *SDK) send(t *testing.T, d drawer, o *api.Operation, a answer) (any, error) {
	c := s.bind(t, o, a.to, Account)
	in, err := d.input(t, c)
	if err != nil {
		d.Fatalf("%v", err)
	}
	return c.do(t, in)
}

func (s *SDK) checkResult(o *api.Operation, i int, sent answer, got any) error {
	switch o.Outcome() {
	case api.OutcomeNone:
		if got != nil {
			return fmt.Errorf("there is a result: %v", got)
		}
		return nil
	case api.OutcomeSeveral:
		return s.checkSeveral(o, i, sent, got)
	default:
		return checkContent(o.Results[i], sent, got)
	}
}

// checkSeveral asks for the fields of the other results to be empty.
func (s *SDK) checkSeveral(o *api.Operation, i int, sent answer, got any) error {
	v := reflect.ValueOf(got).Elem()
	if code := v.FieldByName("StatusCode").Int(); code != int64(sent.status) {
		return fmt.Errorf("StatusCode is %d", code)
	}
	names := s.Names.Operation(o).Results
	for _, name := range names {
		if name == "" || name == names[i] {
			continue
		}
		if !v.FieldByName(name).IsNil() {
			return fmt.Errorf("%s is set, too", name)
		}
	}
	if names[i] == "" {
		return nil
	}
	field := v.FieldByName(names[i])
	if field.IsNil() {
		return fmt.Errorf("%s is not set", names[i])
	}
	return checkContent(o.Results[i], sent, field.Interface())
}

func checkContent(r *api.Result, sent answer, got any) error {
	if r.Content == api.ContentStream {
		return checkStream(sent, got)
	}
	if difference := differenceOf(got, []byte(sent.body)); difference != "" {
		return errors.New(difference)
	}
	return nil
}

func checkStream(sent answer, got any) error {
	stream, ok := got.(io.ReadCloser)
	if !ok {
		return fmt.Errorf("a %T is no stream", got)
	}
	body, err := io.ReadAll(stream)
	if err == nil {
		err = stream.Close()
	}
	if err != nil {
		return err
	}
	contentType := reflect.ValueOf(got).Elem().FieldByName("ContentType").String()
	if string(body) != sent.body || contentType != sent.contentType {
		return fmt.Errorf("the stream gives %q as %q", body, contentType)
	}
	return nil
}

// CheckErrors answers every operation with each of its documented errors, and
// with one that is not, and asks for their types.
func (s *SDK) CheckErrors(t *testing.T) {
	s.eachOperation(t, func(t *testing.T, o *api.Operation) {
		rapid.Check(t, func(rt *rapid.T) {
			d := drawer{T: rt, Description: s.Description}
			for _, e := range o.Errors {
				s.checkError(t, d, o, e)
			}
			s.checkUndocumented(t, d, o)
		})
	})
}

func (s *SDK) checkError(t *testing.T, d drawer, o *api.Operation, e *api.ErrorCase) {
	sent := answer{status: statusFor(e.Status, documented(o)), contentType: "application/json"}
	sent.body = `"a text"`
	if e.Error.Body != nil {
		sent.body = d.value(e.Error.Body, usualDepth)
	}
	strict := d
	strict.strict = true
	_, err := s.send(t, strict, o, sent)
	name := s.Names.Error(e.Error)
	if err == nil || reflect.TypeOf(err).Kind() != reflect.Pointer || reflect.TypeOf(err).Elem().Name() != name {
		d.Fatalf("%v: a %T, not a *%s: %v", sent, err, name, err)
	}
	base := s.checkAPIError(d, o, sent, errors.Unwrap(err))
	if e.Error.Body == nil {
		return
	}
	if why := base.FieldByName("DecodeErr").Interface(); why != nil {
		d.Fatalf("%v: %v", sent, why)
	}
	body := reflect.ValueOf(err).Elem().FieldByName("Body").Addr().Interface()
	if difference := differenceOf(body, []byte(sent.body)); difference != "" {
		d.Fatalf("%v: %s", sent, difference)
	}
}

// checkUndocumented gives a status that the operation does not describe.
func (s *SDK) checkUndocumented(t *testing.T, d drawer, o *api.Operation) {
	for _, e := range o.Errors {
		if e.Status == api.Default {
			return
		}
	}
	var free []int
	for _, code := range []int{402, 410, 418, 451, 499, 505, 520, 599} {
		if !slices.ContainsFunc(o.Errors, func(e *api.ErrorCase) bool { return e.Status.Matches(code) }) {
			free = append(free, code)
		}
	}
	if len(free) == 0 {
		return
	}
	sent := answer{rapid.SampledFrom(free).Draw(d.T, "status"), "application/json", d.any(2)}
	strict := d
	strict.strict = true
	_, err := s.send(t, strict, o, sent)
	s.checkAPIError(d, o, sent, err)
}

// checkAPIError looks at what all errors of responses have, and returns it.
func (s *SDK) checkAPIError(d drawer, o *api.Operation, sent answer, err error) reflect.Value {
	if err == nil || reflect.TypeOf(err).Kind() != reflect.Pointer || reflect.TypeOf(err).Elem().Name() != "APIError" {
		d.Fatalf("%v: a %T, not an *APIError: %v", sent, err, err)
	}
	v := reflect.ValueOf(err).Elem()
	if v.FieldByName("StatusCode").Int() != int64(sent.status) || string(v.FieldByName("RawBody").Bytes()) != sent.body ||
		v.FieldByName("Method").String() != o.Method || v.FieldByName("Path").String() != o.Path {
		d.Fatalf("%v became %#v", sent, err)
	}
	return v
}

// String prints an answer as the text of a failure.
func (a answer) String() string {
	shown, err := json.Marshal(a.body)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("answer %d %s %s", a.status, a.contentType, shown)
}
