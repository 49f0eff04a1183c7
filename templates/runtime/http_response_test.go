package runtime

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestSuccessfulBodies(t *testing.T) {
	for _, c := range []struct {
		name, body, contentType string
		status                  int
		fails                   string
	}{
		{name: "plain", body: `{"a":1}`, status: 200},
		{name: "undocumented status", body: `{"a":1}`, status: 299},
		{name: "heartbeats", body: "\n\n \r\n\t{\"a\":1}\n", status: 200},
		{name: "byte order mark", body: "\ufeff {\"a\":1}", status: 200},
		{name: "byte order mark alone", body: "\ufeff", status: 200, fails: "offset 3: unexpected end"},
		{name: "two byte order marks", body: "\ufeff\ufeff{}", status: 200, fails: "offset 3: "},
		{name: "suffix", body: `{}`, contentType: "application/problem+json; charset=utf-8", status: 200},
		{name: "old name", body: `{}`, contentType: "text/json", status: 200},
		{name: "odd parameter", body: `{}`, contentType: "Application/JSON; charset", status: 200},
		{name: "no content type", body: `{}`, contentType: "-", status: 200},
		{name: "empty", status: 200, fails: "empty"},
		{name: "blank", body: "\n \r\n\t", status: 200, fails: "empty"},
		{name: "no content", status: 204, fails: "empty"},
		{name: "page", body: "<html>", contentType: "text/html", status: 200, fails: `unexpected content type "text/html"`},
		{name: "unreadable content type", body: `{}`, contentType: "application/json; a=1; a=2", status: 200, fails: "unexpected content type"},
		{name: "cut", body: `{"a":`, status: 200, fails: "decode"},
		{name: "other kind", body: `[]`, status: 200, fails: "decode"},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := &watchedBody{Reader: strings.NewReader(c.body)}
			core := newSampleCore(t, func(*http.Request) (*http.Response, error) {
				resp := answer(c.status, "")
				resp.Body = body
				if c.contentType == "-" {
					resp.Header = nil
				} else if c.contentType != "" {
					resp.Header.Set("Content-Type", c.contentType)
				}
				return resp, nil
			})
			result, err := getThing(t.Context(), core, "1")
			if !body.closed {
				t.Error("the body was not closed")
			}
			if c.fails == "" {
				if err != nil || result == nil {
					t.Errorf("error %v", err)
				}
				return
			}
			var decodeErr *DecodeError
			if !errors.As(err, &decodeErr) || !strings.Contains(err.Error(), c.fails) || result != nil {
				t.Fatalf("error %v, want %q", err, c.fails)
			}
			if decodeErr.Operation != "things.get" || decodeErr.StatusCode != c.status || string(decodeErr.Body) != c.body {
				t.Errorf("error %+v", decodeErr)
			}
			if c.fails == "empty" && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestCompressedAndCutBodies(t *testing.T) {
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/things/cut" {
			w.Header().Set("Content-Length", "100")
			io.WriteString(w, `{"a":1}`)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		zip := gzip.NewWriter(w)
		io.WriteString(zip, `{"a":"`+strings.Repeat("x", 100_000)+`"}`)
		zip.Close()
	})
	result, err := getThing(t.Context(), core, "1")
	if err != nil || len((*result)["a"].(string)) != 100_000 {
		t.Errorf("error %v", err)
	}
	if _, err := getThing(t.Context(), core, "cut", WithRetry(NoRetry())); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("error %v", err)
	}
}

func TestReceiveCases(t *testing.T) {
	type result struct {
		StatusCode int
		OK         *map[string]any
		Stream     *Stream
	}
	call := func(resp *http.Response) (result, error) {
		core := newSampleCore(t, func(*http.Request) (*http.Response, error) { return resp, nil })
		var got result
		err := receiveMixed(t.Context(), core.newRequest(&sampleCreate, nil), func(resp *successResponse) error {
			got.StatusCode = resp.StatusCode
			switch {
			case resp.StatusCode == 200 && resp.isJSON():
				return decodeBody(resp, &got.OK)
			case resp.StatusCode == 200:
				got.Stream = resp.handOut()
				return nil
			default:
				return resp.discard()
			}
		})
		return got, err
	}
	if got, err := call(answer(200, `{}`)); err != nil || got.OK == nil {
		t.Errorf("%+v %v", got, err)
	}
	file := answer(200, "", "Content-Type", "text/csv", "Content-Disposition", `attachment; filename="a.csv"`)
	body := &watchedBody{Reader: strings.NewReader("a,b")}
	file.Body = body
	got, err := call(file)
	if err != nil || got.Stream == nil || got.Stream.Filename != "a.csv" || got.OK != nil {
		t.Fatalf("%+v %v", got, err)
	}
	if body.closed {
		t.Error("the file is closed before it is read")
	}
	if data, err := io.ReadAll(got.Stream); err != nil || string(data) != "a,b" {
		t.Errorf("%q %v", data, err)
	}
	got.Stream.Close()
	unasked := &watchedBody{Reader: strings.NewReader("a,b")}
	file = answer(202, "", "Content-Type", "text/csv")
	file.Body = unasked
	if got, err := call(file); err != nil || got.Stream != nil || !unasked.closed || !body.closed {
		t.Errorf("%+v %v, closed %v and %v", got, err, unasked.closed, body.closed)
	}
	if got, err := call(answer(202, "")); err != nil || got.StatusCode != 202 || got.OK != nil {
		t.Errorf("%+v %v", got, err)
	}
	if got, err := call(answer(200, "[")); err == nil || got.OK != nil {
		t.Errorf("%+v", got)
	}
}

func TestReceiveOrNull(t *testing.T) {
	for _, c := range []struct {
		name  string
		resp  *http.Response
		want  string
		fails string
	}{
		{"value", answer(200, `{"a":"b"}`), "&map[a:b]", ""},
		{"null", answer(200, " null\n"), "<nil>", ""},
		{"null behind a byte order mark", answer(200, "\ufeffnull"), "<nil>", ""},
		{"null of another type", answer(200, `null`, "Content-Type", "text/plain"), "<nil>", "unexpected content type"},
		{"no JSON", answer(200, `nul`), "<nil>", "decode"},
		{"empty", answer(200, ``), "<nil>", "empty"},
		{"error", answer(404, `null`), "<nil>", "404 Not Found"},
	} {
		core := newSampleCore(t, func(*http.Request) (*http.Response, error) { return c.resp, nil })
		var result *map[string]any
		err := receiveOrNull(t.Context(), core.newRequest(&sampleCreate, nil), &result)
		if got := fmt.Sprint(result); got != c.want || (err == nil) != (c.fails == "") || err != nil && !strings.Contains(err.Error(), c.fails) {
			t.Errorf("%s: %s, error %v", c.name, got, err)
		}
	}
}

// An operation with several contents may get the one that it has no use for.
func TestMixedContents(t *testing.T) {
	call := func(resp *http.Response, decode func(*successResponse) error) error {
		core := newSampleCore(t, func(*http.Request) (*http.Response, error) { return resp, nil })
		return receiveMixed(t.Context(), core.newRequest(&sampleCreate, nil), decode)
	}
	page := answer(200, "", "Content-Type", "text/html")
	body := &watchedBody{Reader: strings.NewReader("<html>")}
	page.Body = body
	var decodeErr *DecodeError
	var result map[string]any
	err := call(page, func(resp *successResponse) error { return decodeBody(resp, &result) })
	if !errors.As(err, &decodeErr) || string(decodeErr.Body) != "<html>" || !body.closed {
		t.Errorf("error %+v, closed %v", err, body.closed)
	}
	long := `{"a":"` + strings.Repeat("x", maxErrorBody) + `"}`
	if err := call(answer(200, long), func(resp *successResponse) error { return decodeBody(resp, &result) }); err != nil || len(result["a"].(string)) != maxErrorBody {
		t.Errorf("error %v", err)
	}
	var stream *Stream
	err = call(answer(200, `{}`), func(resp *successResponse) error {
		stream = resp.handOut()
		return nil
	})
	if err != nil || stream == nil || stream.Length != 2 || stream.ContentType != "application/json" {
		t.Fatalf("%+v, error %v", stream, err)
	}
	if data, err := io.ReadAll(stream); err != nil || string(data) != `{}` {
		t.Errorf("%q, error %v", data, err)
	}
}

func TestReceiveNone(t *testing.T) {
	body := &watchedBody{Reader: strings.NewReader("anything")}
	core := newSampleCore(t, func(*http.Request) (*http.Response, error) {
		resp := answer(200, "", "Content-Type", "text/html")
		resp.Body = body
		return resp, nil
	})
	var meta Response
	if err := receiveNone(t.Context(), core.newRequest(&sampleCreate, []CallOption{WithResponse(&meta)})); err != nil || !body.closed || string(meta.Body) != "anything" {
		t.Errorf("error %v, closed %v, %+v", err, body.closed, meta)
	}
	core = newSampleCore(t, func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 204}, nil
	})
	if err := receiveNone(t.Context(), core.newRequest(&sampleCreate, nil)); err != nil {
		t.Error(err)
	}
	core = newSampleCore(t, func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Body: io.NopCloser(brokenReader{errReset})}, nil
	})
	if err := receiveNone(t.Context(), core.newRequest(&sampleCreate, nil)); !errors.Is(err, errReset) {
		t.Errorf("a body that was cut: %v", err)
	}
}

// A stream of events that nobody described is not read: it need not end.
func TestEventsThatNobodyAskedFor(t *testing.T) {
	body := &watchedBody{Reader: brokenReader{errReset}}
	core := newSampleCore(t, func(*http.Request) (*http.Response, error) {
		resp := answer(200, "", "Content-Type", "text/event-stream; charset=utf-8")
		resp.Body = body
		return resp, nil
	})
	if err := receiveNone(t.Context(), core.newRequest(&sampleCreate, nil)); err != nil || !body.closed {
		t.Errorf("error %v, closed %v", err, body.closed)
	}
}

// The end of a context is never success, whatever came before it.
func TestEndOfContextIsNoSuccess(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(200)
		w.(http.Flusher).Flush()
		cancel()
		<-r.Context().Done()
	})
	if err := receiveNone(ctx, core.newRequest(&sampleCreate, nil)); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled while the body comes: %v", err)
	}
	for name, receive := range map[string]func(context.Context, *request) error{
		"none":   receiveNone,
		"value":  func(ctx context.Context, req *request) error { return receive(ctx, req, new(*map[string]any)) },
		"stream": func(ctx context.Context, req *request) error { _, err := receiveStream(ctx, req); return err },
	} {
		ctx, cancel := context.WithCancel(t.Context())
		body := &watchedBody{Reader: strings.NewReader("{}")}
		core := newSampleCore(t, func(*http.Request) (*http.Response, error) {
			cancel()
			resp := answer(200, "")
			resp.Body = body
			return resp, nil
		})
		if err := receive(ctx, core.newRequest(&sampleCreate, nil)); !errors.Is(err, context.Canceled) || !body.closed {
			t.Errorf("%s: %v, body closed: %v", name, err, body.closed)
		}
	}
}

func TestStream(t *testing.T) {
	content := bytes.Repeat([]byte("0123456789"), 1<<17)
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != "GET" {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(404)
			io.WriteString(w, `{"message":"no such file"}`)
			return
		}
		w.Header().Set("Content-Type", "application/pdf")
		w.Header().Set("Content-Disposition", `attachment; filename="../../etc/report.pdf"`)
		w.Write(content)
	})
	op := operation{name: "files.download", method: "GET", path: "/file", errors: sampleErrors}
	var meta Response
	stream, err := receiveStream(t.Context(), core.newRequest(&op, []CallOption{WithResponse(&meta), WithTimeout(time.Minute)}))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(stream)
	if err != nil || !bytes.Equal(data, content) {
		t.Errorf("%d bytes, error %v", len(data), err)
	}
	if err := stream.Close(); err != nil {
		t.Error(err)
	}
	if stream.ContentType != "application/pdf" || stream.Filename != "report.pdf" || meta.StatusCode != 200 {
		t.Errorf("%+v %+v", stream, meta)
	}

	stream, err = receiveStream(t.Context(), core.newRequest(&op, nil))
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.Close(); err != nil {
		t.Error(err)
	}
	op.method = "POST"
	var missing *sampleNotFoundError
	if _, err := receiveStream(t.Context(), core.newRequest(&op, nil)); !errors.As(err, &missing) || missing.Body["message"] != "no such file" {
		t.Errorf("error %v", err)
	}
}

func TestTimeoutOfAStream(t *testing.T) {
	op := operation{name: "files.download", method: "GET", path: "/file"}
	var body *slowBody
	synctest.Test(t, func(t *testing.T) {
		core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
			time.Sleep(time.Second)
			resp := answer(200, "")
			body = &slowBody{ctx: r.Context(), left: 10}
			resp.Body = body
			return resp, nil
		})
		stream, err := receiveStream(t.Context(), core.newRequest(&op, []CallOption{WithTimeout(2 * time.Second)}))
		if err != nil {
			t.Fatal(err)
		}
		if data, err := io.ReadAll(stream); err != nil || len(data) != 10 {
			t.Errorf("%d bytes, error %v", len(data), err)
		}
		if _, err := receiveStream(t.Context(), core.newRequest(&op, []CallOption{WithTimeout(500 * time.Millisecond)})); !errors.Is(err, context.DeadlineExceeded) || !body.closed {
			t.Errorf("error %v, closed %v", err, body.closed)
		}
		ctx, cancel := context.WithCancel(t.Context())
		stream, err = receiveStream(ctx, core.newRequest(&op, nil))
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		if _, err := io.ReadAll(stream); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		stream.Close()
	})
}

// A response that arrives with the end of the time is either a stream or an error,
// whichever of the two the scheduler lets go first.
func TestTimeoutAtTheStartOfAStream(t *testing.T) {
	op := operation{name: "files.download", method: "GET", path: "/file"}
	for range 100 {
		synctest.Test(t, func(t *testing.T) {
			core := newSampleCore(t, func(*http.Request) (*http.Response, error) {
				time.Sleep(time.Second)
				return answer(200, ""), nil
			}, WithTimeout(time.Second), WithRetry(NoRetry()))
			stream, err := receiveStream(t.Context(), core.newRequest(&op, nil))
			if (stream == nil) == (err == nil) || err != nil && !errors.Is(err, context.DeadlineExceeded) {
				t.Fatalf("stream %v, error %v", stream, err)
			}
			if stream != nil {
				stream.Close()
			}
		})
	}
}

// slowBody gives a byte every ten seconds.
type slowBody struct {
	ctx    context.Context
	left   int
	closed bool
}

func (b *slowBody) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, io.EOF
	}
	select {
	case <-time.After(10 * time.Second):
	case <-b.ctx.Done():
		return 0, b.ctx.Err()
	}
	b.left--
	return copy(p, "x"), nil
}

func (b *slowBody) Close() error {
	b.closed = true
	return nil
}

func TestSuggestedNames(t *testing.T) {
	for disposition, want := range map[string]string{
		"":                                     "",
		"attachment":                           "",
		`attachment; filename="a b.txt"`:       "a b.txt",
		`attachment; filename="/etc/passwd"`:   "passwd",
		`attachment; filename="..\\..\\x.exe"`: "x.exe",
		`attachment; filename=".."`:            "",
		`attachment; filename="a/"`:            "",
		`attachment; filename*=UTF-8''na%C3%AFve%0A.txt`:          "naïve .txt",
		`attachment; filename*=UTF-8''%2e%2e%2f%2e%2e%2fx`:        "x",
		`attachment; filename*=UTF-8''..%E2%80%8B`:                "",
		`attachment; filename="` + strings.Repeat("x", 255) + `"`: strings.Repeat("x", 255),
		`attachment; filename="` + strings.Repeat("ä", 200) + `"`: strings.Repeat("ä", 126) + "…",
		`garbage;;;=`: "",
	} {
		if got := suggestedName(disposition); got != want {
			t.Errorf("%s gives %q, want %q", disposition, got, want)
		}
	}
}

func TestReadCapped(t *testing.T) {
	for _, size := range []int{0, 1, 511, 512, 513, 5000, 10_000, 10_001, 100_000} {
		for _, hint := range []int64{-1, 0, int64(size), 1 << 62} {
			data, truncated, err := readCapped(strings.NewReader(strings.Repeat("x", size)), 10_000, hint)
			if err != nil || len(data) != min(size, 10_000) || truncated != (size > 10_000) {
				t.Errorf("%d bytes, hint %d: %d, %v, %v", size, hint, len(data), truncated, err)
			}
		}
	}
}

// Who reads a stream to its end and forgets to close it leaves nothing behind.
func TestStreamEndsItsCall(t *testing.T) {
	var ctx context.Context
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		ctx = r.Context()
		return answer(200, "content"), nil
	})
	op := operation{name: "files.download", method: "GET", path: "/file"}
	stream, err := receiveStream(t.Context(), core.newRequest(&op, nil))
	if err != nil || ctx.Err() != nil {
		t.Fatal(err, ctx.Err())
	}
	if data, err := io.ReadAll(stream); err != nil || string(data) != "content" || ctx.Err() == nil {
		t.Errorf("%q, error %v, context %v", data, err, ctx.Err())
	}
	stream, err = receiveStream(t.Context(), core.newRequest(&op, nil))
	if err != nil || ctx.Err() != nil {
		t.Fatal(err, ctx.Err())
	}
	if err := stream.Close(); err != nil || ctx.Err() == nil {
		t.Errorf("closed early: error %v, context %v", err, ctx.Err())
	}
}
