package runtime

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestSourceIsFreeAfterTheCall has a transport that still reads when the response
// is there.
func TestSourceIsFreeAfterTheCall(t *testing.T) {
	var late io.Reader
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		late = r.Body
		return answer(204, ""), nil
	})
	req := core.newRequest(&sampleCreate, nil)
	req.setStream("text/csv", bytes.NewBufferString("content"))
	if err := receiveNone(t.Context(), req); err != nil {
		t.Fatal(err)
	}
	if n, err := late.Read(make([]byte, 10)); n != 0 || err == nil {
		t.Errorf("read %d bytes of the caller's buffer", n)
	}

	source := &slowSource{Reader: strings.NewReader("content"), begun: make(chan bool, 1)}
	core = newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		go r.Body.Read(make([]byte, 10))
		<-source.begun
		return answer(204, ""), nil
	})
	req = core.newRequest(&sampleCreate, nil)
	req.setStream("text/csv", source)
	if err := receiveNone(t.Context(), req); err != nil {
		t.Fatal(err)
	}
	if !source.done.Load() {
		t.Error("the call returned while its body was read")
	}
}

// slowSource tells when a Read begins and whether one has ended.
type slowSource struct {
	*strings.Reader
	begun chan bool
	done  atomic.Bool
}

func (s *slowSource) Read(p []byte) (int, error) {
	s.begun <- true
	time.Sleep(10 * time.Millisecond) // a call that does not wait returns by then
	defer s.done.Store(true)
	return s.Reader.Read(p)
}

// TestUploadGoesOnBesideAStream has a server that answers while it reads.
func TestUploadGoesOnBesideAStream(t *testing.T) {
	core := newHTTP2Core(t, func(w http.ResponseWriter, r *http.Request) {
		http.NewResponseController(w).Flush()
		io.Copy(w, r.Body)
	})
	source, sink := io.Pipe()
	req := core.newRequest(&sampleCreate, nil)
	req.setStream("text/csv", source)
	stream, err := receiveStream(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		io.WriteString(sink, strings.Repeat("x", 1000))
		sink.Close()
	}()
	if data, err := io.ReadAll(stream); err != nil || len(data) != 1000 {
		t.Errorf("%d bytes came back, error %v", len(data), err)
		source.Close()
	}
	if err := stream.Close(); err != nil {
		t.Error(err)
	}
	if req.body.source.(*streamSource).generation.Load() == 1 {
		t.Error("the source is not left alone after the stream")
	}
}

func TestStreamedBodies(t *testing.T) {
	name := filepath.Join(t.TempDir(), "upload")
	if err := os.WriteFile(name, []byte("skip:content"), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.Seek(5, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	go func() {
		io.WriteString(write, "content")
		write.Close()
	}()
	for _, c := range []struct {
		name   string
		body   io.Reader
		length int64
		want   int // attempts
	}{
		{"file", file, 7, 3},
		{"buffer", bytes.NewBufferString("content"), 7, 3},
		{"bytes", bytes.NewReader([]byte("content")), 7, 3},
		{"text", strings.NewReader("content"), 7, 3},
		{"reader", io.MultiReader(strings.NewReader("content")), -1, 1},
		{"pipe", read, -1, 1},
		{"empty", strings.NewReader(""), 0, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			attempts := 0
			core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
				attempts++
				want := "content"
				if c.length == 0 {
					want = ""
				}
				if sent, err := io.ReadAll(r.Body); string(sent) != want || err != nil || r.ContentLength != c.length || r.Header.Get("Content-Type") != "text/csv" {
					t.Errorf("attempt %d: %q of length %d, type %s (%v)", attempts, sent, r.ContentLength, r.Header.Get("Content-Type"), err)
				}
				w.WriteHeader([]int{429, 429, 204}[attempts-1])
			})
			req := core.newRequest(&sampleCreate, []CallOption{WithRetry(RetryPolicy{InitialInterval: 1})})
			req.setStream("text/csv", c.body)
			err := receiveNone(t.Context(), req)
			if attempts != c.want || (err == nil) != (c.want == 3) {
				t.Errorf("%d attempts, want %d: %v", attempts, c.want, err)
			}
		})
	}
	if _, err := file.Stat(); err != nil {
		t.Errorf("the caller's file was closed: %v", err)
	}
}

func TestBrokenSourceIsNotRetried(t *testing.T) {
	broken := errors.New("disk failure")
	attempts := 0
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		attempts++
		_, err := io.ReadAll(r.Body)
		return nil, &net.OpError{Op: "write", Err: err}
	})
	req := core.newRequest(&sampleCreate, []CallOption{WithRetry(RetryPolicy{InitialInterval: 1}), WithHeader("Idempotency-Key", "1")})
	req.setStream("text/csv", io.NewSectionReader(brokenReaderAt{broken}, 0, 10))
	if err := receiveNone(t.Context(), req); !errors.Is(err, broken) || attempts != 1 {
		t.Errorf("%d attempts: %v", attempts, err)
	}
	for _, c := range []struct {
		contentType string
		body        io.Reader
	}{{"text/csv", nil}, {"a\nb", strings.NewReader("x")}, {"", strings.NewReader("x")}} {
		req := core.newRequest(&sampleCreate, nil)
		req.setStream(c.contentType, c.body)
		if err := receiveNone(t.Context(), req); err == nil || attempts != 1 {
			t.Errorf("%v of type %q was sent", c.body, c.contentType)
		}
	}
}

// stiffSeeker fails at one of its seeks, and at all later ones.
type stiffSeeker struct {
	*strings.Reader
	left int
}

var errStiff = errors.New("cannot seek")

func (s *stiffSeeker) Seek(offset int64, whence int) (int64, error) {
	if s.left--; s.left < 0 {
		return 0, errStiff
	}
	return s.Reader.Seek(offset, whence)
}

// A source that was moved to its end and cannot be moved back is not sent as if
// it were empty.
func TestSourceThatStopsSeeking(t *testing.T) {
	for seeks := range 6 {
		var sent []string
		core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
			data, err := io.ReadAll(r.Body)
			sent = append(sent, string(data))
			return answer(429, `{}`), err
		})
		req := core.newRequest(&sampleCreate, []CallOption{WithRetry(RetryPolicy{InitialInterval: 1, MaxAttempts: 2})})
		req.setStream("text/csv", &stiffSeeker{strings.NewReader("content"), seeks})
		err := receiveNone(t.Context(), req)
		for _, text := range sent {
			if text != "content" {
				t.Errorf("after %d seeks: sent %q", seeks, text)
			}
		}
		if len(sent) == 0 && !errors.Is(err, errStiff) {
			t.Errorf("after %d seeks: %v", seeks, err)
		}
	}
}

type brokenReaderAt struct{ err error }

func (r brokenReaderAt) ReadAt([]byte, int64) (int, error) { return 0, r.err }

// TestSourceIsLeftAloneAfterTheCall reads a body after the call has returned, as
// transports do when the response comes first.
func TestSourceIsLeftAloneAfterTheCall(t *testing.T) {
	var late io.Reader
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		late = r.Body
		return answer(204, ""), nil
	})
	source := io.NewSectionReader(strings.NewReader("content"), 0, 7)
	req := core.newRequest(&sampleCreate, nil)
	req.setStream("text/csv", source)
	if err := receiveNone(t.Context(), req); err != nil {
		t.Fatal(err)
	}
	if n, err := late.Read(make([]byte, 10)); n != 0 || err == nil {
		t.Errorf("read %d bytes of the caller's reader", n)
	}
}

func TestJSONBodies(t *testing.T) {
	var sent, contentType string
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		sent, contentType = "none", r.Header.Get("Content-Type")
		if r.Body != nil {
			data, _ := io.ReadAll(r.Body)
			sent = string(data)
		}
		return answer(204, ""), nil
	})
	optional := func(body Opt[string]) {
		t.Helper()
		req := core.newRequest(&sampleCreate, nil)
		req.setBody(&body)
		if err := receiveNone(t.Context(), req); err != nil {
			t.Fatal(err)
		}
	}
	if optional(Some("a")); sent != `"a"` || contentType != "application/json" {
		t.Errorf("sent %s as %s", sent, contentType)
	}
	if optional(Null[string]()); sent != "null" {
		t.Errorf("sent %s", sent)
	}
	if optional(Opt[string]{}); sent != "none" || contentType != "" {
		t.Errorf("sent %s as %q", sent, contentType)
	}

	patch := sampleCreate
	patch.contentType = "application/merge-patch+json"
	req := core.newRequest(&patch, nil)
	body := map[string]any{"a": nil}
	req.setBody(&body)
	if err := receiveNone(t.Context(), req); err != nil || sent != `{"a":null}` || contentType != patch.contentType {
		t.Errorf("sent %s as %s (%v)", sent, contentType, err)
	}

	req = core.newRequest(&sampleCreate, nil)
	form := map[string]any{"a": "x y&", "b": []any{"1", "2"}, "c": map[string]any{"d": "é", "n": nil}, "e": nil, "f": []any{}, "g": []any{nil, map[string]any{"h": "i"}}}
	req.setForm(&form)
	if err := receiveNone(t.Context(), req); err != nil || sent != "a=x%20y%26&b=1&b=2&c%5Bd%5D=%C3%A9&c%5Bn%5D=&e=&f=&g%5B0%5D=&g%5B1%5D%5Bh%5D=i" || contentType != "application/x-www-form-urlencoded" {
		t.Errorf("sent %s as %s (%v)", sent, contentType, err)
	}

	for want, body := range map[string]Opt[map[string]string]{"a=b": Some(map[string]string{"a": "b"}), "none": {}} {
		req = core.newRequest(&sampleCreate, nil)
		req.setForm(&body)
		if err := receiveNone(t.Context(), req); err != nil || sent != want {
			t.Errorf("sent %s, want %s (%v)", sent, want, err)
		}
	}

	req = core.newRequest(&sampleCreate, nil)
	bad := map[string]any{"a": make(chan int)}
	req.setBody(&bad)
	sent = ""
	if err := receiveNone(t.Context(), req); err == nil || sent != "" || strings.Count(err.Error(), "stackone") != 1 {
		t.Errorf("error %v, sent %q", err, sent)
	}
	req = core.newRequest(&sampleCreate, nil)
	req.setForm(&bad)
	if err := receiveNone(t.Context(), req); err == nil || !strings.Contains(err.Error(), "chan int") {
		t.Errorf("error %v", err)
	}
	req = core.newRequest(&sampleCreate, nil)
	req.add(query("q"), &bad)
	if err := receiveNone(t.Context(), req); err == nil || !strings.Contains(err.Error(), "chan int") {
		t.Errorf("error %v", err)
	}
	req = core.newRequest(&sampleCreate, nil)
	text := "x"
	req.setForm(&text)
	if err := receiveNone(t.Context(), req); err == nil || !strings.Contains(err.Error(), "a form needs an object") {
		t.Errorf("error %v", err)
	}
}

// A device says that it is empty and can be read again. Neither is true.
func TestLengthOfADevice(t *testing.T) {
	device, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	if body := bodyFromStream("text/plain", device); body.length != -1 || body.source.(*streamSource).seeker != nil {
		t.Errorf("length %d, seeker %v", body.length, body.source)
	}
}
