package runtime

import (
	"bufio"
	"crypto/tls"
	"encoding/binary"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// The tests of this file have a server that the transport of net/http cannot talk
// to any more, because what it says then is its own affair and may change.

// countAttempts makes a Core and counts what it sends.
func countAttempts(t *testing.T, address string, client *http.Client) (*Core, *atomic.Int32) {
	t.Helper()
	var attempts atomic.Int32
	core, err := newCore(&sampleSDK, []ClientOption{
		WithAPIKey("secret-key"), WithServerURL(address), WithHTTPClient(client), WithRetry(RetryPolicy{InitialInterval: 1, MaxAttempts: 3}),
		WithMiddleware(func(next Doer) Doer {
			return DoerFunc(func(hr *http.Request) (*http.Response, error) {
				attempts.Add(1)
				return next.Do(hr)
			})
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return core, &attempts
}

// A server that refuses to talk TLS with this client will do so again.
func TestTLSAlertsAreNotRetried(t *testing.T) {
	for name, config := range map[string]*tls.Config{
		"no certificate of the client": {ClientAuth: tls.RequireAnyClientCert},
		"another version":              {MinVersion: tls.VersionTLS13},
	} {
		server := httptest.NewUnstartedServer(nil)
		server.Config.ErrorLog = log.New(io.Discard, "", 0)
		server.TLS = config
		server.StartTLS()
		if config.MinVersion != 0 {
			server.Client().Transport.(*http.Transport).TLSClientConfig.MaxVersion = tls.VersionTLS12
		}
		core, attempts := countAttempts(t, server.URL, server.Client())
		if _, err := getThing(t.Context(), core, "1"); err == nil || attempts.Load() != 1 {
			t.Errorf("%s: %d attempts, error %v", name, attempts.Load(), err)
		}
		server.Close()
	}
}

// TestClosedIdleConnection has a server that closes a connection just when it is
// used again. A PUT is safe to repeat, and net/http does not repeat it.
func TestClosedIdleConnection(t *testing.T) {
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, "{}")
	})
	op := sampleCreate
	op.method = http.MethodPut
	put := func(opts ...CallOption) error {
		req := core.newRequest(&op, append(opts, WithRetry(RetryPolicy{InitialInterval: 1, MaxAttempts: 3})))
		body := "text"
		req.setBody(&body)
		return receiveNone(t.Context(), req)
	}
	// The transport notices the end in its own time. Until it does so before it has a
	// response to read, the test waits longer and longer.
	seen := ""
	for pause := time.Millisecond; !strings.Contains(seen, "idle connection") && pause < 10*time.Second; pause *= 2 {
		if err := put(); err != nil {
			t.Fatal(err)
		}
		attempts := 0
		gone := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
			if attempts == 1 && info.Reused {
				info.Conn.(*net.TCPConn).CloseRead() // the client's end of what a server does by closing
				time.Sleep(pause)
			}
		}}
		err := put(WithMiddleware(func(next Doer) Doer {
			return DoerFunc(func(hr *http.Request) (*http.Response, error) {
				attempts++
				resp, err := next.Do(hr.WithContext(httptrace.WithClientTrace(hr.Context(), gone)))
				if err != nil {
					seen = err.Error()
				}
				return resp, err
			})
		}))
		if err != nil || attempts != 2 {
			t.Fatalf("%d attempts, the first failed as %q; error %v", attempts, seen, err)
		}
	}
	if !strings.Contains(seen, "idle connection") {
		t.Errorf("the first attempt failed as %q", seen)
	}
}

// TestEndedHTTP2Connections has a server that takes a request and says goodbye, or
// falls silent.
func TestEndedHTTP2Connections(t *testing.T) {
	for _, goodbye := range []bool{true, false} {
		before := goleak.IgnoreCurrent()
		certificates := httptest.NewUnstartedServer(nil)
		certificates.EnableHTTP2 = true
		certificates.StartTLS()
		listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: certificates.TLS.Certificates, NextProtos: []string{"h2"}})
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			for {
				conn, err := listener.Accept()
				if err != nil {
					return
				}
				go endHTTP2(conn, goodbye)
			}
		}()
		client := certificates.Client()
		client.Transport.(*http.Transport).HTTP2 = &http.HTTP2Config{SendPingTimeout: 20 * time.Millisecond, PingTimeout: 20 * time.Millisecond}
		core, attempts := countAttempts(t, "https://"+listener.Addr().String(), client)
		if _, err := getThing(t.Context(), core, "1"); err == nil || attempts.Load() != 3 {
			t.Errorf("goodbye %t: %d attempts, error %v", goodbye, attempts.Load(), err)
		}
		if _, err := createThing(t.Context(), core); err == nil || attempts.Load() != 4 {
			t.Errorf("goodbye %t: %d attempts of a POST, error %v", goodbye, attempts.Load()-3, err)
		}
		listener.Close()
		certificates.Close()
		goleak.VerifyNone(t, before)
	}
}

// endHTTP2 talks just enough HTTP/2 to take one request.
func endHTTP2(conn net.Conn, goodbye bool) {
	defer conn.Close()
	const headers, settings, goAway, preface = 1, 4, 7, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
	r := bufio.NewReader(conn)
	if _, err := r.Discard(len(preface)); err != nil {
		return
	}
	conn.Write([]byte{0, 0, 0, settings, 0, 0, 0, 0, 0})
	for taken := false; ; {
		var frame [9]byte
		if _, err := io.ReadFull(r, frame[:]); err != nil {
			return
		}
		if _, err := r.Discard(int(binary.BigEndian.Uint32(frame[:4]) >> 8)); err != nil {
			return
		}
		switch kind, flags := frame[3], frame[4]; {
		case kind == settings && flags == 0:
			conn.Write([]byte{0, 0, 0, settings, 1, 0, 0, 0, 0})
		case kind == headers && goodbye:
			conn.Write([]byte{0, 0, 8, goAway, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0})
			return
		case kind == headers:
			taken = true
		}
		if taken {
			io.Copy(io.Discard, r)
			return
		}
	}
}
