package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// serve starts a server for the test and counts its requests.
func serve(t *testing.T, handler http.HandlerFunc) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	count := new(atomic.Int64)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		count.Add(1)
		handler(w, r)
	}))
	t.Cleanup(srv.Close)
	return srv, count
}

// read reads URLs of a configuration; in its results, the address of the server is SERVER.
func read(t *testing.T, srv *httptest.Server, opts Options, paths ...string) (inputs, faults []string) {
	t.Helper()
	if opts.CacheDir == "" {
		opts.CacheDir = t.TempDir()
	}
	for i, p := range paths {
		paths[i] = srv.URL + p
	}
	if opts.pause == nil {
		opts.pause = func(context.Context, time.Duration) error { return nil }
	}
	var ds diag.List
	got, err := Read(t.Context(), located(paths...), opts, &ds)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	replacer := strings.NewReplacer(srv.URL, "SERVER", u.Host, "HOST")
	for _, line := range show(got) {
		inputs = append(inputs, replacer.Replace(line))
	}
	for _, line := range summary(&ds) {
		faults = append(faults, replacer.Replace(line))
	}
	return inputs, faults
}

func zipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRemote(t *testing.T) {
	const page = "(use the URL of the file itself; if it needs a login, download the file and use the local copy)"
	const login = "(give the user and password in the URL (https://USER:PASSWORD@HOST/…), or its token as a part of the query, which neither messages nor the lock show; or download the file and use the local copy)"
	const noLogin = "(use credentials that may read it, or download the file and use the local copy)"
	const ends = "(open the URL in a browser, and use the final URL)"
	large := "[too-large] (set remote.max-size in the configuration to allow more)"
	at := func(text string) string { return `gen.yaml:2:5: error: cannot read "SERVER/x": ` + text }
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(code)
			_, _ = w.Write([]byte("<html>secret detail</html>"))
		}
	}
	send := func(body string, header ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = nil
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			_, _ = w.Write([]byte(body))
		}
	}
	tests := []struct {
		name    string
		handler http.HandlerFunc
		want    string
		fault   string
	}{
		{name: "200", handler: send("openapi: 3.1.0"), want: "openapi: 3.1.0"},
		{name: "empty", handler: send(""), want: ""},
		{name: "at the limit", handler: send(strings.Repeat("x", 100)), want: strings.Repeat("x", 100)},
		{name: "204", handler: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }, fault: at("the server responds with 204 No Content [http-status]")},
		{name: "304 unasked", handler: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(304) }, fault: at("the server responds with 304 Not Modified [http-status]")},
		{name: "401", handler: status(401), fault: at("the server responds with 401 Unauthorized [http-status] " + login)},
		{name: "403", handler: status(403), fault: at("the server responds with 403 Forbidden [http-status] " + noLogin)},
		{name: "404", handler: status(404), fault: at("the server responds with 404 Not Found [http-status] (check the URL)")},
		{name: "429", handler: status(429), fault: at("the server responds with 429 Too Many Requests [http-status] (it was asked 3 times; try again later)")},
		{name: "500", handler: status(500), fault: at("the server responds with 500 Internal Server Error [http-status] (try again later)")},
		{name: "599", handler: status(599), fault: at("the server responds with 599 [http-status] (try again later)")},

		{name: "gzip", handler: send(string(zipped(t, "zipped")), "Content-Encoding", "gzip"), want: "zipped"},
		{name: "GZIP", handler: send(string(zipped(t, "zipped")), "Content-Encoding", "X-GZIP"), want: "zipped"},
		{name: "identity", handler: send("plain", "Content-Encoding", "identity"), want: "plain"},
		{name: "no gzip", handler: send("plain text", "Content-Encoding", "gzip"), fault: at("the server sends invalid gzip [bad-encoding] (download the file and use the local copy)")},
		{name: "damaged gzip", handler: send(string(zipped(t, ""))[:10]+"\xff\xff\xff\xff\xff", "Content-Encoding", "gzip"), fault: at("the server sends invalid gzip [bad-encoding] (download the file and use the local copy)")},
		{name: "gzip with another sum", handler: send(string(zipped(t, "zipped")[:23])+"\xff\xff\xff\xff\x06\x00\x00\x00", "Content-Encoding", "gzip"), fault: at("the server sends invalid gzip [bad-encoding] (download the file and use the local copy)")},
		{name: "brotli", handler: send("x", "Content-Encoding", "br"), fault: at(`the server sends the encoding "br", which was not requested [bad-encoding] (download the file and use the local copy)`)},

		{name: "too large", handler: send(strings.Repeat("x", 101)), fault: at("it is larger than 100 bytes " + large)},
		{name: "too large, length unknown", handler: func(w http.ResponseWriter, _ *http.Request) {
			for range 101 {
				_, _ = w.Write([]byte("x"))
				w.(http.Flusher).Flush()
			}
		}, fault: at("it is larger than 100 bytes " + large)},
		{name: "too large when unzipped", handler: send(string(zipped(t, strings.Repeat("x", 10_000))), "Content-Encoding", "gzip"), fault: at("it is larger than 100 bytes " + large)},

		{name: "HTML", handler: send("\ufeff\n <!-- x --> <!-- y --><!DOCTYPE HTML><title>Log in", "Content-Type", "text/plain"), fault: at("the server sends a web page [web-page] " + page)},
		{name: "HTML without a doctype", handler: send("<HTML lang=en>"), fault: at("the server sends a web page [web-page] " + page)},
		{name: "HTML by its type", handler: send("<div>", "Content-Type", "text/html; charset=utf-8"), fault: at("the server sends a web page [web-page] " + page)},
		{name: "YAML that is called HTML", handler: send("openapi: 3.1.0", "Content-Type", "text/html"), want: "openapi: 3.1.0"},
		{name: "YAML that starts with a merge", handler: send("<<: *a", "Content-Type", "text/yaml"), want: "<<: *a"},

		{name: "relative redirect", handler: func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/x" {
				http.Redirect(w, r, "sub/y?token=t#part", http.StatusFound)
				return
			}
			_, _ = fmt.Fprintf(w, "%s%q", r.URL, r.Header["Referer"])
		}, want: "/sub/y?token=t[]"},
		{name: "redirect to a login page", handler: func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/x" {
				http.Redirect(w, r, "/login?token=t", http.StatusSeeOther)
				return
			}
			_, _ = w.Write([]byte("<html>"))
		}, fault: at("the server sends a web page (after a redirect to SERVER/login?token=***) [web-page] " + page)},
		{name: "redirect to nowhere", handler: func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/x" {
				http.Redirect(w, r, "/y", http.StatusMovedPermanently)
				return
			}
			w.WriteHeader(404)
		}, fault: at("the server responds with 404 Not Found (after a redirect to SERVER/y) [http-status] (check the URL)")},
		{name: "redirect in a circle", handler: func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/x", http.StatusTemporaryRedirect) },
			fault: at("the server redirects more than 10 times [bad-redirect] " + ends)},
		{name: "redirect without a location", handler: status(302), fault: at("the server responds with 302 Found [http-status]")},
		{name: "redirect to a file", handler: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(302)
		}, fault: at("the server redirects to something that is not an http or https URL [bad-redirect] " + ends)},
		{name: "redirect to nonsense", handler: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "https://a:token@%zz/")
			w.WriteHeader(308)
		}, fault: at("the server redirects to something that is not an http or https URL [bad-redirect] " + ends)},
		{name: "redirect to plain http", handler: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "http://a:pw@api.test/x?token=t")
			w.WriteHeader(302)
		}, fault: at("the server redirects to http://api.test/x?token=***, which is not encrypted [bad-redirect] (if you trust it, use that URL)")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			srv, _ := serve(t, tt.handler)
			inputs, faults := read(t, srv, Options{MaxSize: 100}, "/x")
			if tt.fault != "" {
				check(t, "inputs", inputs, nil)
				check(t, "diagnostics", faults, []string{tt.fault})
				return
			}
			check(t, "inputs", inputs, []string{"SERVER/x: " + tt.want})
			check(t, "diagnostics", faults, nil)
		})
	}
}

// Ten redirects are allowed, eleven are not.
func TestRedirectLimitIsExact(t *testing.T) {
	srv, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if rest, ok := strings.CutSuffix(r.URL.Path, "x"); ok {
			http.Redirect(w, r, rest, http.StatusFound)
		}
	})
	for n, want := range map[int]int{10: 1, 11: 0} {
		if inputs, faults := read(t, srv, Options{}, "/"+strings.Repeat("x", n)); len(inputs) != want {
			t.Errorf("%d redirects: %v, %v", n, inputs, faults)
		}
	}
}

func TestNeverFromEncryptedToPlain(t *testing.T) {
	plain, reached := serve(t, func(http.ResponseWriter, *http.Request) {})
	srv := httptest.NewTLSServer(http.RedirectHandler(plain.URL+"/x", http.StatusFound))
	t.Cleanup(srv.Close)
	_, faults := read(t, srv, Options{Client: srv.Client()}, "/x")
	check(t, "diagnostics", faults, []string{
		`gen.yaml:2:5: error: cannot read "SERVER/x": the server redirects to ` + plain.URL + "/x, which is not encrypted [bad-redirect] (if you trust it, use that URL)",
	})
	if reached.Load() != 0 {
		t.Error("it followed the redirect")
	}
}

func TestWhereRedirectsMayLead(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"https://api.test/a/b?x#y", "c?z#top", "https://api.test/a/c?z"},
		{"https://api.test/a", "https://other.test/b", "https://other.test/b"},
		{"http://api.test/a", "https://api.test/a", "https://api.test/a"},
		{"http://api.test/a", "http://other.test/a", "http://other.test/a"},
		{"http://localhost/a", "http://127.0.0.1/a", "http://127.0.0.1/a"},
		{"http://localhost/a", "http://api.test/a", ""},
		{"https://api.test/a", "http://api.test/a", ""},
		{"https://api.test/a", "http://localhost/a", ""},
		{"https://api.test/a", "ftp://api.test/a", ""},
		{"https://api.test/a", "https:///a", ""},
		{"https://api.test/a", "https://:443/a", ""},
	} {
		from, err := url.Parse(c.from)
		if err != nil {
			t.Fatal(err)
		}
		var got string
		if to, err := redirect(from, &http.Response{Header: http.Header{movedTo: {c.to}}}); err == nil {
			got = to.String()
		}
		if got != c.want {
			t.Errorf("from %s to %s: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestUnknownCertificate(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	t.Cleanup(srv.Close)
	_, faults := read(t, srv, Options{}, "/x")
	if len(faults) != 1 || !strings.Contains(faults[0], `cannot read "SERVER/x": tls: failed to verify certificate`) {
		t.Errorf("got %v", faults)
	}
}

func TestRequest(t *testing.T) {
	srv, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		_, _ = fmt.Fprintf(w, "%s %s %s %s:%s", r.Method, r.URL, r.UserAgent(), user, password)
	})
	inputs, faults := read(t, srv, Options{UserAgent: "stackone-gen/test"}, "/a?token=secret&part=hris#x")
	check(t, "diagnostics", faults, nil)
	check(t, "inputs", inputs, []string{"SERVER/a?token=***&part=hris: GET /a?token=secret&part=hris stackone-gen/test :"})

	var ds diag.List
	address := strings.Replace(srv.URL, "://", "://ann:pa55@", 1)
	got, err := Read(t.Context(), flags(address, srv.URL+"/404"), Options{CacheDir: t.TempDir()}, &ds)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "with a password", show(got), []string{srv.URL + ": GET / stackone-gen ann:pa55", srv.URL + "/404: GET /404 stackone-gen :"})
	if !got[0].Remote || got[0].SHA256 != hash(got[0].Data) {
		t.Errorf("got %+v", got[0])
	}
}

// The password of one host is not sent to another.
func TestRedirectKeepsPasswordFromOthers(t *testing.T) {
	other, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(w, "%q %q", r.Header["Authorization"], r.Header["Referer"])
	})
	srv, _ := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL, http.StatusFound) })
	var ds diag.List
	got, err := Read(t.Context(), flags(strings.Replace(srv.URL, "://", "://ann:pa55@", 1)+"/?token=t"), Options{CacheDir: t.TempDir()}, &ds)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "headers", show(got), []string{srv.URL + "/?token=***: [] []"})
}

// A plain URL of another machine is read with a warning.
func TestInsecure(t *testing.T) {
	srv, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("x")) })
	transport := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, srv.Listener.Addr().String())
	}}
	defer transport.CloseIdleConnections()
	var ds diag.List
	got, err := Read(t.Context(), append(located("http://api.test/a?token=t"), flags("http://api.test/b")...), Options{
		CacheDir: t.TempDir(), Client: &http.Client{Transport: transport},
	}, &ds)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "inputs", show(got), []string{"http://api.test/a?token=***: x", "http://api.test/b: x"})
	check(t, "diagnostics", summary(&ds), []string{
		`gen.yaml:2:5: warning: "http://api.test/a?token=***" is read without encryption, so anybody on the way can change it [insecure-url] (use https)`,
		"http://api.test/b: warning: the description is read without encryption, so anybody on the way can change it [insecure-url] (use https)",
	})
}

// hangUp ends a connection without an answer.
func hangUp(t *testing.T, w http.ResponseWriter) {
	t.Helper()
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	conn.Close()
}

func TestRetry(t *testing.T) {
	var attempts atomic.Int64
	half := func(w http.ResponseWriter) {
		w.Header().Set("Content-Length", "10")
		_, _ = w.Write([]byte("half"))
	}
	tests := []struct {
		name  string
		fail  func(w http.ResponseWriter)
		times int64
		want  []string
		fault []string
	}{
		{"no answer once", func(w http.ResponseWriter) { hangUp(t, w) }, 1, []string{"SERVER/x: whole"}, nil},
		{"half an answer once", half, 1, []string{"SERVER/x: whole"}, nil},
		{"no answer twice", func(w http.ResponseWriter) { hangUp(t, w) }, 2, nil, []string{
			`gen.yaml:2:5: error: cannot read "SERVER/x": the connection ended early [unreachable] (check the URL and the network)`,
		}},
		{"half an answer twice", half, 2, nil, []string{
			`gen.yaml:2:5: error: cannot read "SERVER/x": the connection ended early [unreachable] (check the URL and the network)`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			attempts.Store(0)
			srv, count := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				if attempts.Add(1) <= tt.times {
					tt.fail(w)
					return
				}
				_, _ = w.Write([]byte("whole"))
			})
			inputs, faults := read(t, srv, Options{}, "/x")
			check(t, "inputs", inputs, tt.want)
			check(t, "diagnostics", faults, tt.fault)
			if count.Load() != 2 {
				t.Errorf("%d attempts", count.Load())
			}
		})
	}
}

// A server that is busy is asked again, with longer and longer pauses, but not for ever.
func TestBusy(t *testing.T) {
	tests := []struct {
		name   string
		status int
		after  string
		times  int64
		asked  int64
		pauses []time.Duration
		fault  string
	}{
		{"503 once", 503, "", 1, 2, []time.Duration{time.Second}, ""},
		{"429 twice, with a wish", 429, "5", 2, 3, []time.Duration{5 * time.Second, 5 * time.Second}, ""},
		{"503 always", 503, "", 9, 3, []time.Duration{time.Second, 2 * time.Second}, "503 Service Unavailable [http-status] (it was asked 3 times; try again later)"},
		{"an hour", 503, "3600", 9, 1, nil, "503 Service Unavailable [http-status] (it was asked once; try again later)"},
		{"a date", 429, "Fri, 31 Dec 1999 23:59:59 GMT", 1, 2, []time.Duration{time.Second}, ""},
		{"500", 500, "", 1, 1, nil, "500 Internal Server Error [http-status] (try again later)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var attempts atomic.Int64
			srv, count := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				if attempts.Add(1) > tt.times {
					_, _ = w.Write([]byte("whole"))
					return
				}
				if tt.after != "" {
					w.Header().Set("Retry-After", tt.after)
				}
				w.WriteHeader(tt.status)
			})
			var pauses []time.Duration
			pause := func(_ context.Context, d time.Duration) error { pauses = append(pauses, d); return nil }
			_, faults := read(t, srv, Options{pause: pause}, "/x")
			var want []string
			if tt.fault != "" {
				want = []string{`gen.yaml:2:5: error: cannot read "SERVER/x": the server responds with ` + tt.fault}
			}
			check(t, "diagnostics", faults, want)
			if count.Load() != tt.asked || !slices.Equal(pauses, tt.pauses) {
				t.Errorf("asked %d times, with pauses %v", count.Load(), pauses)
			}
		})
	}
}

func TestUnreachable(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	srv.Close()
	_, faults := read(t, srv, Options{}, "/x")
	check(t, "diagnostics", faults, []string{
		`gen.yaml:2:5: error: cannot read "SERVER/x": dial tcp HOST: connect: connection refused [unreachable] (check the URL and the network)`,
	})
	dns := &connectionError{&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "api.test", IsNotFound: true}}}
	if got := connectionReason(dns); got != `unknown host "api.test"` {
		t.Errorf("got %s", got)
	}
}

func TestTimeout(t *testing.T) {
	srv, count := serve(t, func(http.ResponseWriter, *http.Request) {})
	_, faults := read(t, srv, Options{Timeout: time.Nanosecond}, "/x")
	check(t, "diagnostics", faults, []string{
		`gen.yaml:2:5: error: cannot read "SERVER/x": the server took longer than 1ns [unreachable] (set remote.timeout in the configuration to allow more)`,
	})
	if count.Load() != 0 {
		t.Errorf("%d attempts", count.Load())
	}
}

// An interrupt ends a run that waits for a server, before or within its answer.
func TestInterruptedFetch(t *testing.T) {
	for _, answer := range []string{"", "half"} {
		ctx, cancel := context.WithCancel(t.Context())
		srv, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if answer != "" {
				_, _ = w.Write([]byte(answer))
				w.(http.Flusher).Flush()
			}
			cancel()
			<-r.Context().Done()
		})
		var ds diag.List
		got, err := Read(ctx, flags(srv.URL, "absent"), Options{CacheDir: t.TempDir()}, &ds)
		if !errors.Is(err, context.Canceled) || got != nil || len(ds.All()) != 0 {
			t.Errorf("%v, %v, %v", got, err, summary(&ds))
		}
	}
}

// Four requests are on their way at once, never five, and the inputs keep their
// order.
func TestSideBySide(t *testing.T) {
	var mu sync.Mutex
	running, most, started := 0, 0, 0
	four := make(chan struct{})
	srv, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		running++
		most = max(most, running)
		if started++; started == maxFetches {
			close(four)
		}
		mu.Unlock()
		<-four
		time.Sleep(2 * time.Millisecond) // leaves a fifth the time to be seen
		mu.Lock()
		running--
		mu.Unlock()
		_, _ = w.Write([]byte(r.URL.Path))
	})
	var paths, want []string
	for i := range 20 {
		paths = append(paths, fmt.Sprintf("/%d", i))
		want = append(want, fmt.Sprintf("SERVER/%d: /%d", i, i))
	}
	inputs, faults := read(t, srv, Options{}, append(paths, "/3", "/3#part")...)
	check(t, "inputs", inputs, want)
	check(t, "diagnostics", faults, nil)
	if most > maxFetches {
		t.Errorf("%d requests at once", most)
	}
}

// A run closes its connections, also while the servers stay.
func TestNothingStaysOpen(t *testing.T) {
	srv, _ := serve(t, func(http.ResponseWriter, *http.Request) {})
	before := goleak.IgnoreCurrent()
	read(t, srv, Options{}, "/a", "/b")
	goleak.VerifyNone(t, before)
}

func TestMixed(t *testing.T) {
	srv, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/404" {
			w.WriteHeader(404)
		}
		_, _ = w.Write([]byte("remote"))
	})
	folder(t, map[string]string{"a.yaml": "a", "b.yaml": "b"})
	var ds diag.List
	got, err := Read(t.Context(), located("a.yaml", srv.URL+"/404", srv.URL+"/x", "-", "*.yaml", "absent"), Options{
		CacheDir: t.TempDir(), Stdin: strings.NewReader("in"),
	}, &ds)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "inputs", show(got), []string{"a.yaml: a", srv.URL + "/x: remote", "<stdin>: in", "b.yaml: b"})
	check(t, "diagnostics", summary(&ds), []string{
		`gen.yaml:3:5: error: cannot read "` + srv.URL + `/404": the server responds with 404 Not Found [http-status] (check the URL)`,
		`gen.yaml:7:5: error: cannot read "absent": no such file or directory [unreadable-file] (check the path; it is relative to the working folder)`,
	})
}
