package acceptance_test

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// An error that no repetition mends is not repeated, also where net/http wraps it
// in an error that calls itself one of the network.
func TestHopelessErrorIsNotRetried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := serveInBubble(t, redirect(http.StatusTemporaryRedirect, "http://[::1"))
		begin := time.Now()
		if _, err := create(t.Context(), api.client(t), stackone.WithHeader("Idempotency-Key", "k")); err == nil {
			t.Error("no error")
		}
		equal(t, "elapsed", time.Since(begin), 0)
		equal(t, "requests", len(api.received()), 1)
	})
}

// refusing is a transport of an app that has reasons of its own.
type refusing struct{ err error }

func (r refusing) RoundTrip(*http.Request) (*http.Response, error) { return nil, r.err }

func TestRefusalOfTheTransportIsNotRetried(t *testing.T) {
	refused := errors.New("not on Sundays")
	synctest.Test(t, func(t *testing.T) {
		client, err := stackone.New(stackone.WithAPIKey(apiKey), stackone.WithHTTPClient(&http.Client{Transport: refusing{refused}}))
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		if _, err := create(t.Context(), client, stackone.WithHeader("Idempotency-Key", "k")); !errors.Is(err, refused) {
			t.Error(err)
		}
		equal(t, "elapsed", time.Since(begin), 0)
	})
}

// Who gets a success that breaks off can tell that it was one.
func TestCutResponseStatus(t *testing.T) {
	api := serve(t, answer{body: createdSession, header: http.Header{"Content-Length": {"5000"}, "X-Request-Id": {"r-1"}}})
	var meta stackone.Response
	if _, err := create(t.Context(), api.client(t), stackone.WithResponse(&meta)); err == nil {
		t.Error("no error")
	} else if !strings.Contains(err.Error(), "201 Created") {
		t.Errorf("%v does not tell the status", err)
	}
	equal(t, "StatusCode", meta.StatusCode, 201)
	equal(t, "X-Request-Id", meta.Header.Get("X-Request-Id"), "r-1")
}

func TestNullResult(t *testing.T) {
	got, err := create(t.Context(), serve(t, answer{body: `null`}).client(t))
	var failed *stackone.DecodeError
	if !errors.As(err, &failed) {
		t.Errorf("result %+v, error %v; want a *DecodeError", got, err)
	}
	err = failWith(t, operations()[0], answer{status: 404, body: `null`})
	var missing *stackone.NotFoundError
	if !errors.As(err, &missing) || missing.DecodeErr == nil {
		t.Error("DecodeErr is nil")
	}
}

func TestBodyIsEmptyIfUnreadable(t *testing.T) {
	err := failWith(t, operations()[0], answer{status: 404, body: `{"statusCode": 404, "message": "half", "timest`})
	var missing *stackone.NotFoundError
	if !errors.As(err, &missing) || missing.DecodeErr == nil {
		t.Fatal(err)
	}
	equal(t, "Body.StatusCode", missing.Body.StatusCode, 0)
	equal(t, "Body.Message", missing.Body.Message, "")
}

func TestAttemptsOfNothingSent(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var meta stackone.Response
	_, _ = create(ctx, serve(t, created()).client(t), stackone.WithResponse(&meta))
	equal(t, "Attempts after the context's end", meta.Attempts, 0)
	nothing := func(context.Context) (stackone.Credentials, error) { return stackone.Credentials{}, nil }
	_, _ = create(t.Context(), serve(t, created()).client(t, stackone.WithCredentials(nothing)), stackone.WithResponse(&meta))
	equal(t, "Attempts without credentials", meta.Attempts, 0)
}

// Apps compare models in their tests.
func TestModelsCompare(t *testing.T) {
	inside := cmp.Exporter(func(reflect.Type) bool { return true })
	request := minimal()
	request.Label = stackone.Some("main")
	same := minimal()
	same.Label = stackone.Some("main")
	if d := cmp.Diff(request, same, inside); d != "" {
		t.Error(d)
	}
	same.Label = stackone.Null[string]()
	if cmp.Equal(request, same, inside) {
		t.Error("null equals a value")
	}
	same.Label = stackone.Some("main")
	if !reflect.DeepEqual(request, same) {
		t.Error("equal models are not deeply equal")
	}
}
