package runtime

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
)

// sampleUpload is a body as generated code has it.
type sampleUpload struct {
	File   File              `json:"file"`
	Title  string            `json:"title"`
	More   Opt[[]File]       `json:"more"`
	Meta   Opt[*sampleThing] `json:"meta"`
	Tags   Opt[[]string]     `json:"tags"`
	Count  Opt[int64]        `json:"count"`
	Day    Opt[Time]         `json:"day" format:"date"`
	Filter Opt[*sampleThing] `json:"filter"`

	Extras Extras
}

type sampleThing struct {
	Name string `json:"name"`

	Extras Extras
}

var sampleUploadOperation = operation{name: "things.upload", id: "upload", method: "PUT", path: "/things", accept: "application/json"}

func upload(ctx context.Context, core *Core, body sampleUpload, opts ...CallOption) error {
	req := core.newRequest(&sampleUploadOperation, opts)
	req.setMultipart(&body, "multipart/form-data", partRule{name: "filter", styled: true, layout: styleDeepObject, explode: true})
	return receiveNone(ctx, req)
}

// gotPart is a part as a server reads it.
type gotPart struct{ name, filename, contentType, text string }

func readParts(t *testing.T, contentType string, body io.Reader) []gotPart {
	t.Helper()
	mediaType, params, err := mime.ParseMediaType(contentType)
	if err != nil || mediaType != "multipart/form-data" {
		t.Errorf("content type %q: %v", contentType, err)
	}
	var parts []gotPart
	for reader := multipart.NewReader(body, params["boundary"]); ; {
		part, err := reader.NextPart()
		if err == io.EOF {
			return parts
		}
		if err != nil {
			t.Error(err)
			return parts
		}
		data, err := io.ReadAll(part)
		if err != nil {
			t.Error(err)
		}
		parts = append(parts, gotPart{part.FormName(), part.FileName(), part.Header.Get("Content-Type"), string(data)})
	}
}

func TestMultipart(t *testing.T) {
	var parts []gotPart
	var length int64
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		length = r.ContentLength
		parts = readParts(t, r.Header.Get("Content-Type"), r.Body)
	})
	body := sampleUpload{
		File: FileFromBytes("a.pdf", []byte("content")), Title: "A title",
		More:   Some([]File{FileFromReader("b.txt", strings.NewReader("b")), {Name: "c", ContentType: "image/png", Reader: strings.NewReader("")}}),
		Meta:   Some(&sampleThing{Name: "x"}),
		Tags:   Some([]string{"one", "two"}),
		Count:  Some[int64](3),
		Day:    Some(MustParseTime("2024-05-01")),
		Filter: Some(&sampleThing{Name: "a&b"}),
	}
	if err := body.Extras.Set("later", map[string]int{"n": 1}); err != nil {
		t.Fatal(err)
	}
	if err := upload(t.Context(), core, body); err != nil {
		t.Fatal(err)
	}
	want := []gotPart{
		{"file", "a.pdf", "application/pdf", "content"},
		{"title", "", "", "A title"},
		{"more", "b.txt", "text/plain; charset=utf-8", "b"},
		{"more", "c", "image/png", ""},
		{"meta", "", "application/json", `{"name":"x"}`},
		{"tags", "", "", "one"},
		{"tags", "", "", "two"},
		{"count", "", "", "3"},
		{"day", "", "", "2024-05-01"},
		{"filter[name]", "", "", "a&b"},
		{"later", "", "application/json", `{"n":1}`},
	}
	if !slices.Equal(parts, want) {
		t.Errorf("got  %+v\nwant %+v", parts, want)
	}
	if length <= 0 {
		t.Errorf("Content-Length %d, want that of the body", length)
	}
}

// Each kind of source that can be read again is sent whole by every attempt.
func TestMultipartRetries(t *testing.T) {
	path := filepath.Join(t.TempDir(), "d.txt")
	if err := os.WriteFile(path, []byte("skipped content"), 0o600); err != nil {
		t.Fatal(err)
	}
	opened, closed := 0, 0
	onDisk, err := FileFromPath(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	sources := map[string]struct {
		file   File
		want   string
		length bool
	}{
		"bytes":     {FileFromBytes("a", []byte("content")), "content", true},
		"empty":     {FileFromBytes("a", nil), "", true},
		"reader at": {FileFromReaderAt("a", strings.NewReader("content and more"), 7), "content", true},
		"path":      {onDisk, "skipped content", true},
		"file":      {FileFromReader("", from(t, file, 8)), "content", true},
		"strings":   {FileFromReader("a", from(t, strings.NewReader("skipped content"), 8)), "content", true},
		"seeker":    {FileFromReader("a", onlySeeker{from(t, strings.NewReader("skipped content"), 8)}), "content", true},
		"buffer":    {FileFromReader("a", bytes.NewBufferString("content")), "content", true},
		"function": {FileFromFunc("a", func() (io.ReadCloser, error) {
			opened++
			return closer{strings.NewReader("content"), func() { closed++ }}, nil
		}), "content", false},
		"function with size": {File{Size: 7, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("content")), nil }}, "content", true},
	}
	for name, source := range sources {
		t.Run(name, func(t *testing.T) {
			attempts := 0
			core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
				if (r.ContentLength > 0) != source.length {
					t.Errorf("Content-Length %d", r.ContentLength)
				}
				parts := readParts(t, r.Header.Get("Content-Type"), r.Body)
				if len(parts) != 2 || parts[0].text != source.want {
					t.Errorf("attempt %d: %+v", attempts, parts)
				}
				if attempts++; attempts < 3 {
					w.Header().Set("Retry-After", "0")
					w.WriteHeader(503)
				}
			})
			if err := upload(t.Context(), core, sampleUpload{File: source.file}, WithRetry(RetryPolicy{InitialInterval: 1, StatusCodes: []string{"503"}})); err != nil || attempts != 3 {
				t.Errorf("%d attempts: %v", attempts, err)
			}
		})
	}
	if opened != 3 || closed != opened {
		t.Errorf("opened %d times and closed %d times", opened, closed)
	}
}

func from[R io.ReadSeeker](t *testing.T, r R, offset int64) R {
	if _, err := r.Seek(offset, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	return r
}

// onlySeeker hides that a reader can be read anywhere.
type onlySeeker struct{ io.ReadSeeker }

type closer struct {
	io.Reader
	close func()
}

func (c closer) Close() error { c.close(); return nil }

// What can be read once is sent once, unless nothing of it was read.
func TestMultipartOnce(t *testing.T) {
	attempts := 0
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		attempts++
		if parts := readParts(t, r.Header.Get("Content-Type"), r.Body); len(parts) != 2 || parts[0].text != "content" || r.ContentLength != -1 {
			t.Errorf("length %d: %+v", r.ContentLength, parts)
		}
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(503)
	})
	err := upload(t.Context(), core, sampleUpload{File: FileFromReader("a", iotest.OneByteReader(strings.NewReader("content")))})
	var failed *APIError
	if !errors.As(err, &failed) || failed.StatusCode != 503 || attempts != 1 {
		t.Errorf("%d attempts: %v", attempts, err)
	}
}

// What is wrong with files is said before anything is sent.
func TestMultipartRefused(t *testing.T) {
	core := newSampleCore(t, func(*http.Request) (*http.Response, error) {
		t.Error("the call was sent")
		return nil, errors.New("sent")
	})
	shared := strings.NewReader("x")
	good := FileFromBytes("a", nil)
	for want, body := range map[string]sampleUpload{
		"part file: the file has no content":                         {},
		"part more[1]: its reader is also that of part more[0]":      {File: good, More: Some([]File{FileFromReader("a", shared), FileFromReader("b", shared)})},
		"the file has both Reader and Open":                          {File: File{Reader: shared, Open: good.Open}},
		"the file has 1 bytes, and not 2":                            {File: File{Reader: shared, Size: 2}},
		"the size -1 is negative":                                    {File: File{Reader: shared, Size: -1}},
		`"a\r\nb" is not a content type`:                             {File: File{Reader: shared, ContentType: "a\r\nb"}},
		`part file: the header "X-A" cannot be sent`:                 {File: File{Reader: shared, Header: http.Header{"X-A": {"a\r\nb"}}}},
		`part more[1]: the file has no content: set Reader or Open`:  {File: good, More: Some([]File{good, {}})},
		`part file: the header "Content-Disposition" cannot be sent`: {File: File{Reader: shared, Header: http.Header{"Content-Disposition": {"x"}}}},
	} {
		if err := upload(t.Context(), core, body); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	twice := sampleUpload{File: good, Title: "a"}
	if err := twice.Extras.Set("title", "b"); err != nil {
		t.Fatal(err)
	}
	if err := upload(t.Context(), core, twice); err == nil || !strings.Contains(err.Error(), "title is set both as a field and in Extras") {
		t.Errorf("error %v", err)
	}
}

// A file that fails, or is not as long as it was said to be, ends the call for good.
func TestMultipartBroken(t *testing.T) {
	for want, file := range map[string]File{
		"part file: out of order":                      FileFromReader("a", iotest.ErrReader(errors.New("out of order"))),
		"part file: cannot open":                       FileFromFunc("a", func() (io.ReadCloser, error) { return nil, errors.New("cannot open") }),
		"part file: Open returned neither":             FileFromFunc("a", func() (io.ReadCloser, error) { return nil, nil }),
		"part file: the file ended after 7 of 9 bytes": {Size: 9, Reader: iotest.DataErrReader(iotest.HalfReader(strings.NewReader("content")))},
		"part file: the file is longer than 3 bytes":   {Size: 3, Reader: iotest.HalfReader(strings.NewReader("content"))},
	} {
		var attempts atomic.Int64
		core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
			attempts.Add(1)
			io.Copy(io.Discard, r.Body)
		})
		err := upload(t.Context(), core, sampleUpload{File: file}, WithRetry(RetryPolicy{InitialInterval: 1}))
		if err == nil || !strings.Contains(err.Error(), want) || attempts.Load() > 1 {
			t.Errorf("%d attempts, error %v, want %q", attempts.Load(), err, want)
		}
	}
}

// Names cannot end the header that they are in.
func TestMultipartNames(t *testing.T) {
	for name, want := range map[string]string{
		"a\"; x=\"y\r\nX-Evil: 1\r\n\r\nz": "a%22; x=%22y%0D%0AX-Evil: 1%0D%0A%0D%0Az",
		"日本語.txt":                          "日本語.txt",
		"\xff":                             "\ufffd",
	} {
		w := partWriter{boundary: "b"}
		f := FileFromBytes(name, nil)
		if err := w.file(name, name, &f); err != nil {
			t.Fatal(err)
		}
		header := "--b\r\nContent-Disposition: form-data; name=\"" + want + "\"; filename=\"" + want + "\"\r\nContent-Type: "
		if got := w.pieces[0].text; !strings.HasPrefix(got, header) || strings.Count(got, "\r\n") != 4 {
			t.Errorf("header %q, want %q", got, header)
		}
	}
}

// Memory does not grow with the size of what is sent.
func TestMultipartMemory(t *testing.T) {
	const size = 64 << 20
	var read int64
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) { read, _ = io.Copy(io.Discard, r.Body) })
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	file := File{Name: "zeros", Size: size, Reader: io.LimitReader(endless{}, size)}
	if err := upload(t.Context(), core, sampleUpload{File: file}); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 4<<20 || read < size {
		t.Errorf("%d bytes were allocated to send %d", allocated, read)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// A call that is given up in the middle of a file ends, and closes what it opened.
func TestMultipartCanceled(t *testing.T) {
	for _, proto := range []string{"HTTP/1.1", "HTTP/2.0"} {
		started := make(chan struct{})
		newCore := map[string]func(*testing.T, http.HandlerFunc) *Core{"HTTP/1.1": newHTTP1Core, "HTTP/2.0": newHTTP2Core}[proto]
		core := newCore(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Proto != proto {
				t.Errorf("protocol %s, want %s", r.Proto, proto)
			}
			io.ReadFull(r.Body, make([]byte, 1000))
			close(started)
			io.Copy(io.Discard, r.Body) // until the call is given up
		})
		ctx, cancel := context.WithCancel(t.Context())
		var closed atomic.Int64
		open := func() (io.ReadCloser, error) { return closer{endless{}, func() { closed.Add(1) }}, nil }
		done := make(chan error)
		go func() { done <- upload(ctx, core, sampleUpload{File: FileFromFunc("a", open)}) }()
		<-started
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v", proto, err)
		}
		for closed.Load() == 0 { // by the connection, as soon as it does not read any more
			runtime.Gosched()
		}
	}
}

func newHTTP1Core(t *testing.T, handler http.HandlerFunc) *Core { return newServerCore(t, handler) }
