package runtime

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestCallOverHTTP(t *testing.T) {
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		if user != "secret-key" || password != "" || r.URL.EscapedPath() != "/things/a%2Fb" {
			t.Errorf("user %q, password %q, path %s", user, password, r.URL.EscapedPath())
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		io.WriteString(w, "\n\n")
		w.(http.Flusher).Flush()
		io.WriteString(w, "\n{\"id\":12345678901234567890}\n")
	})
	thing, err := getThing(t.Context(), core, "a/b")
	if err != nil || fmt.Sprint(*thing) != "map[id:12345678901234567890]" {
		t.Errorf("got %v, error %v", thing, err)
	}
}

func TestCallsAtTheSameTime(t *testing.T) {
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"id":%q,"account":%q,"query":%q}`, r.URL.Path, r.Header.Get("X-Own"), r.URL.RawQuery)
	}, WithHeader("X-Client", "1"), WithQuery("a", "b"))
	var group sync.WaitGroup
	for i := range 20 {
		group.Add(1)
		go func() {
			defer group.Done()
			own := fmt.Sprint(i)
			thing, err := getThing(t.Context(), core.withGlobal(&sampleAccount, own), own, WithHeader("X-Own", own), WithQuery("c", own))
			if err != nil || (*thing)["id"] != "/things/"+own || (*thing)["account"] != own || (*thing)["query"] != "a=b&c="+own {
				t.Errorf("call %d: %v, error %v", i, thing, err)
			}
		}()
	}
	group.Wait()
}

func TestTimeoutOfAnAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		attempts := 0
		core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
			if attempts++; attempts == 1 {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			resp := answer(200, "")
			resp.Body = io.NopCloser(&contextReader{r.Context()})
			return resp, nil
		}, WithTimeout(3*time.Second))
		start := time.Now()
		_, err := getThing(t.Context(), core, "1", WithRetry(RetryPolicy{MaxAttempts: 2}))
		var timeout net.Error
		if !errors.Is(err, context.DeadlineExceeded) || !errors.As(err, &timeout) || !timeout.Timeout() {
			t.Errorf("error %v", err)
		}
		if passed := time.Since(start); attempts != 2 || passed < 6*time.Second || passed > 7*time.Second {
			t.Errorf("%d attempts in %v", attempts, passed)
		}
		if err == nil || !strings.Contains(err.Error(), "within 3s") {
			t.Errorf("error %v", err)
		}
		start = time.Now()
		attempts = 0
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := getThing(ctx, core, "1", WithTimeout(0)); !errors.Is(err, context.DeadlineExceeded) || attempts != 1 || time.Since(start) != time.Second {
			t.Errorf("%d attempts in %v: %v", attempts, time.Since(start), err)
		}
	})
}

// contextReader blocks until its context ends, like the body of a stuck server.
type contextReader struct{ ctx context.Context }

func (r *contextReader) Read([]byte) (int, error) {
	<-r.ctx.Done()
	return 0, r.ctx.Err()
}

func TestContextErrorsOverHTTP(t *testing.T) {
	arrived, gone := make(chan struct{}, 1), make(chan struct{})
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		<-gone
	})
	defer close(gone)
	reason := errors.New("shutdown")
	ctx, cancel := context.WithCancelCause(t.Context())
	go func() {
		<-arrived
		cancel(reason)
	}()
	_, err := getThing(ctx, core, "1", WithQuery("q", "hidden"))
	if !errors.Is(err, context.Canceled) || !errors.Is(err, reason) || strings.Contains(err.Error(), "hidden") {
		t.Errorf("error %v", err)
	}
	if !strings.HasPrefix(err.Error(), "stackone: things.get: ") {
		t.Errorf("error %v", err)
	}
	if _, err := getThing(t.Context(), core, "1", WithTimeout(time.Millisecond), WithRetry(NoRetry())); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

// What an error says is its cause once, and nothing of how the SDK found it.
func TestTextsOfErrors(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	reason := errors.New("shutdown")
	stopped, stop := context.WithCancelCause(t.Context())
	stop(reason)
	for _, c := range []struct {
		ctx  context.Context
		want string
	}{
		{t.Context(), `stackone: things.get: Get "https://x/": read tcp: connection reset by peer`},
		{ended, "stackone: things.get: context canceled"},
		{stopped, "stackone: things.get: context canceled: shutdown"},
	} {
		core := newSampleCore(t, func(*http.Request) (*http.Response, error) { return failure(errReset)() })
		if _, err := getThing(c.ctx, core, "1", WithRetry(NoRetry())); err == nil || err.Error() != c.want {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
}

func TestIsConnectionError(t *testing.T) {
	certificate := &tls.CertificateVerificationError{Err: errors.New("expired")}
	for _, c := range []struct {
		err  error
		want bool
	}{
		{errReset, true},
		{io.EOF, true},
		{io.ErrUnexpectedEOF, true},
		{&net.DNSError{IsTemporary: true}, true},
		{&net.DNSError{IsNotFound: true}, false},
		{&net.OpError{Op: "dial", Err: &net.DNSError{IsNotFound: true}}, false},
		{certificate, false},
		{&net.OpError{Op: "dial", Err: certificate}, false},
		{&net.OpError{Op: "read", Err: tls.RecordHeaderError{Msg: "not TLS"}}, false},
		{&redirectError{errReset}, false},
		{errors.New("no"), false},
	} {
		for _, err := range []error{c.err, &url.Error{Op: "Get", URL: "https://x", Err: c.err}} {
			if got := isConnectionError(err); got != c.want {
				t.Errorf("%v: %v", err, got)
			}
		}
	}
}

// A connection that ends before it is ready has carried nothing: repeating is safe.
func TestBrokenHandshakeIsRetried(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			conn.Close()
		}
	}()
	core, err := newCore(&sampleSDK, []ClientOption{WithAPIKey("k"), WithServerURL("https://" + listener.Addr().String()), WithHTTPClient(&http.Client{Transport: &http.Transport{}})})
	if err != nil {
		t.Fatal(err)
	}
	var meta Response
	if _, err := createThing(t.Context(), core, WithResponse(&meta), WithRetry(RetryPolicy{InitialInterval: 1, MaxAttempts: 3})); err == nil || meta.Attempts != 3 {
		t.Errorf("%d attempts: %v", meta.Attempts, err)
	}
}

// Whatever an attempt started ends with it.
func TestContextOfAnAttemptEnds(t *testing.T) {
	var ctx context.Context
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		ctx = r.Context()
		return answer(200, `{}`), nil
	})
	if _, err := getThing(t.Context(), core, "1"); err != nil || ctx.Err() == nil {
		t.Errorf("error %v, context %v", err, ctx.Err())
	}
}

func TestConnectionErrorsOverHTTP(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	listener.Close()
	core, err := newCore(&sampleSDK, []ClientOption{WithAPIKey("secret-key"), WithServerURL(address), WithHTTPClient(&http.Client{Transport: &http.Transport{}})})
	if err != nil {
		t.Fatal(err)
	}
	var meta Response
	_, err = createThing(t.Context(), core, WithQuery("q", "hidden"), WithResponse(&meta), WithRetry(RetryPolicy{InitialInterval: 1, MaxAttempts: 3}))
	var dial *net.OpError
	if !errors.As(err, &dial) || strings.Contains(err.Error(), "hidden") || meta.Attempts != 3 || meta.StatusCode != 0 {
		t.Errorf("%d attempts: %v", meta.Attempts, err)
	}
}

// TestPOSTIsNotRepeatedOnceSent has a server that reads a request and hangs up.
func TestPOSTIsNotRepeatedOnceSent(t *testing.T) {
	requests := make(chan string, 10)
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		requests <- r.Method
		panic(http.ErrAbortHandler)
	})
	again := WithRetry(RetryPolicy{InitialInterval: 1, MaxAttempts: 3})
	if _, err := createThing(t.Context(), core, again); err == nil || len(requests) != 1 {
		t.Errorf("%d requests: %v", len(requests), err)
	}
	if _, err := getThing(t.Context(), core, "1", again); err == nil || len(requests) < 4 {
		t.Errorf("%d requests: %v", len(requests)-1, err)
	}
}

// A server that turns to another protocol leaves a connection that never ends.
func TestSwitchedProtocol(t *testing.T) {
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n")
		conn.SetReadDeadline(time.Now().Add(10 * time.Second))
		if _, err := conn.Read(make([]byte, 1)); err != io.EOF {
			t.Errorf("the connection is still there: %v", err)
		}
	})
	var apiErr *APIError
	if _, err := getThing(t.Context(), core, "1", WithTimeout(time.Second)); !errors.As(err, &apiErr) || apiErr.StatusCode != 101 {
		t.Errorf("error %v", err)
	}
}

// newHTTP2Core is newServerCore with HTTP/2, whose connections fail in other ways.
func newHTTP2Core(t *testing.T, handler http.HandlerFunc) *Core {
	t.Helper()
	before := goleak.IgnoreCurrent()
	server := httptest.NewUnstartedServer(handler)
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(func() {
		server.Close()
		goleak.VerifyNone(t, before)
	})
	core, err := newCore(&sampleSDK, []ClientOption{WithAPIKey("secret-key"), WithServerURL(server.URL), WithHTTPClient(server.Client())})
	if err != nil {
		t.Fatal(err)
	}
	return core
}

func TestResetsOverHTTP2(t *testing.T) {
	var requests atomic.Int32
	core := newHTTP2Core(t, func(w http.ResponseWriter, r *http.Request) {
		if requests.Add(1) == 3 {
			w.Header().Set("Content-Type", "application/json")
			io.WriteString(w, "{}")
			return
		}
		if requests.Load() == 2 {
			io.WriteString(w, "{")
			http.NewResponseController(w).Flush()
		}
		panic(http.ErrAbortHandler)
	})
	again := WithRetry(RetryPolicy{InitialInterval: 1, MaxAttempts: 3})
	if _, err := getThing(t.Context(), core, "1", again); err != nil || requests.Load() != 3 {
		t.Errorf("%d requests: %v", requests.Load(), err)
	}
	if _, err := createThing(t.Context(), core, again); err == nil || requests.Load() != 4 {
		t.Errorf("%d requests: %v", requests.Load(), err)
	}
}

func TestCauseOverHTTP2(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	reason := errors.New("shutdown")
	core := newHTTP2Core(t, func(w http.ResponseWriter, r *http.Request) {
		cancel(reason)
		<-r.Context().Done()
	})
	if _, err := getThing(ctx, core, "1"); !errors.Is(err, context.Canceled) || !errors.Is(err, reason) {
		t.Errorf("error %v", err)
	}
}
