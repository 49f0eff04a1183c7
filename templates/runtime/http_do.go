package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"reflect"
	"strings"
)

// do calls an operation that the API's description does not have. The client's Do gives
// the error types of the statuses.
func (c *Core) do(ctx context.Context, errorTypes func(*APIError) error, method, path string, in, out any, opts []CallOption) error {
	op := &operation{name: method + " " + withoutQuery(path), method: method, path: path, accept: jsonType, errors: errorTypes}
	if out == nil {
		op.accept = "*/*"
	}
	stream, streams := out.(**Stream)
	if streams {
		op.accept = "*/*"
	}
	req := c.newRequest(op, opts)
	if err := checkCall(method, path); err != nil {
		req.settings.reject("%w", err)
	}
	req.settings.foreign = decodeForeign
	switch body := in.(type) {
	case nil:
	case io.Reader:
		req.setStream(req.settings.contentType(), body)
	case json.RawMessage:
		req.body = bodyInMemory(jsonType, body)
	default:
		value := reflect.New(reflect.TypeOf(in))
		value.Elem().Set(reflect.ValueOf(in))
		req.setBody(value.Interface())
	}
	switch {
	case out == nil:
		return receiveNone(ctx, req)
	case streams && stream == nil, !streams && (reflect.TypeOf(out).Kind() != reflect.Pointer || reflect.ValueOf(out).IsNil()):
		req.settings.reject("out is a %T, and has to point to what the response is read into", out)
		return receiveNone(ctx, req)
	case streams:
		var err error
		*stream, err = receiveStream(ctx, req)
		return err
	}
	return receive(ctx, req, out)
}

// jsonType is the content type of bodies that are written as JSON.
const jsonType = "application/json"

// contentType returns the Content-Type of the caller's headers for a body of an io.Reader,
// or application/octet-stream.
func (s *settings) contentType() string {
	contentType := "application/octet-stream"
	for _, h := range s.header {
		if h.name == "Content-Type" {
			contentType = h.value
		}
	}
	return contentType
}

// checkCall refuses a method or path that no request can have, or that would send the
// request to another server.
func checkCall(method, path string) error {
	if !isToken(method) {
		return fmt.Errorf("%q is not a method", method)
	}
	u, err := url.Parse(path)
	switch {
	case err != nil:
		return errors.New("the path cannot be parsed")
	case !strings.HasPrefix(path, "/") || u.IsAbs() || u.Host != "" || u.User != nil:
		return errors.New("the path must begin with one slash")
	case strings.ContainsAny(path, "?#"):
		return errors.New("the path must not have a query or a fragment: use WithQuery")
	case strings.ContainsAny(path, "{}"):
		return errors.New("the path must not have braces: write the values of its parameters")
	}
	for segment := range strings.SplitSeq(u.Path, "/") {
		if segment == "." || segment == ".." {
			return fmt.Errorf("the path must not have a segment %q, which names another path", segment)
		}
	}
	return nil
}
