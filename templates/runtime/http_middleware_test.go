package runtime

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

// roundTripper answers below the SDK's own Doer.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func newTransportCore(t *testing.T, transport roundTripper, opts ...ClientOption) *Core {
	t.Helper()
	core, err := newCore(&sampleSDK, append(opts, WithAPIKey("secret-key"), WithHTTPClient(&http.Client{Transport: transport})))
	if err != nil {
		t.Fatal(err)
	}
	return core
}

// counting adds a mark to a header, so that its value tells who ran how often.
func counting(mark string) func(Doer) Doer {
	return func(next Doer) Doer {
		return DoerFunc(func(r *http.Request) (*http.Response, error) {
			r.Header.Set("X-Marks", r.Header.Get("X-Marks")+mark)
			return next.Do(r)
		})
	}
}

func TestMiddlewareRunsOnceInItsOrder(t *testing.T) {
	var got string
	core := newTransportCore(t, func(r *http.Request) (*http.Response, error) {
		got = r.Header.Get("X-Marks")
		return answer(200, `{}`), nil
	}, WithMiddleware(counting("a")), WithMiddleware(counting("b")))
	for opt, want := range map[string]string{"": "ab", "c": "cab"} {
		var opts []CallOption
		if opt != "" {
			opts = append(opts, WithMiddleware(counting(opt)))
		}
		if _, err := getThing(t.Context(), core, "1", opts...); err != nil || got != want {
			t.Errorf("ran %q, want %q; error %v", got, want, err)
		}
	}
}

type closeNoticer struct {
	io.Reader
	closed *bool
}

func (c closeNoticer) Close() error {
	*c.closed = true
	return nil
}

// A Doer should not return a response beside an error, but some do.
func TestResponseBesideAnError(t *testing.T) {
	closed, failure := false, errors.New("too late")
	core := newTransportCore(t, func(*http.Request) (*http.Response, error) { return answer(200, `{}`), nil },
		WithMiddleware(func(next Doer) Doer {
			return DoerFunc(func(r *http.Request) (*http.Response, error) {
				resp, err := next.Do(r)
				if err != nil {
					return resp, err
				}
				resp.Body = closeNoticer{resp.Body, &closed}
				return resp, failure
			})
		}))
	if _, err := getThing(t.Context(), core, "1"); !errors.Is(err, failure) || !closed {
		t.Errorf("closed %v, error %v", closed, err)
	}
	core = newSampleCore(t, func(*http.Request) (*http.Response, error) { return &http.Response{}, failure })
	if _, err := getThing(t.Context(), core, "1"); !errors.Is(err, failure) {
		t.Errorf("without a body: error %v", err)
	}
}

// A middleware that logs errors logs no key of a query.
func TestErrorsForMiddlewareHaveNoQuery(t *testing.T) {
	var seen string
	core := newTransportCore(t, func(*http.Request) (*http.Response, error) { return nil, errors.New("no route") },
		WithQuery("key", "hidden"), WithMiddleware(func(next Doer) Doer {
			return DoerFunc(func(r *http.Request) (*http.Response, error) {
				resp, err := next.Do(r)
				seen = err.Error()
				return resp, err
			})
		}))
	if _, err := getThing(t.Context(), core, "1"); err == nil || !strings.Contains(seen, "no route") || strings.Contains(seen, "hidden") {
		t.Errorf("seen %q, error %v", seen, err)
	}
}

// Options of one call never show in another, whatever room slices have left.
func TestOptionsOfCallsStayApart(t *testing.T) {
	var got string
	opts := []ClientOption{}
	for range 3 { // leaves room for a fourth in a slice that grows by doubling
		opts = append(opts, WithHeader("X-Any", "1"), WithQuery("any", "1"))
	}
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		got = r.Header.Get("X-Own") + r.URL.Query().Get("own")
		return answer(200, `{}`), nil
	}, opts...)
	op := operation{name: "things.get", method: "GET", path: "/things"}
	var requests []*request
	for _, own := range []string{"1", "2"} {
		requests = append(requests, core.newRequest(&op, []CallOption{WithHeader("X-Own", own), WithQuery("own", own)}))
	}
	for i, want := range []string{"11", "22"} {
		if err := receiveNone(t.Context(), requests[i]); err != nil || got != want {
			t.Errorf("sent %q, want %q; error %v", got, want, err)
		}
	}
}
