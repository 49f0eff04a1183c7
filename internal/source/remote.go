package source

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// readRemote returns the content of a URL, from the cache if the server says that
// the copy is unchanged, or if the input is frozen to that copy.
func (r *reader) readRemote(ctx context.Context, o origin, ds *diag.List) ([]byte, error) {
	kept := r.cache.load(o.url)
	want, frozen := r.frozen(o)
	if frozen && kept != nil && strings.EqualFold(hash(kept.body), want) {
		return kept.body, nil
	}
	if !isSafe(o.url) {
		ds.Warnf("insecure-url", o.pos(), "%s is read without encryption, so anybody on the way can change it", o.subject(r.opts.Kind)).
			Hint = "use https"
	}
	ctx, cancel := context.WithTimeout(ctx, r.opts.Timeout)
	defer cancel()
	a, err := r.fetch(ctx, o.url, kept)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return nil, &fault{
			Code: "unreachable", Reason: fmt.Sprintf("the server took longer than %v", r.opts.Timeout),
			Hint: "set remote.timeout in the configuration to allow more" + keptHint(kept),
		}
	case isConnection(err):
		return nil, &fault{Code: "unreachable", Reason: connectionReason(err), Hint: "check the URL and the network" + keptHint(kept)}
	case err != nil:
		return nil, err
	}
	if a.unchanged {
		return kept.body, nil
	}
	// A frozen run must not lose the copy that the lock file requires.
	if a.store && (r.opts.Frozen == nil || strings.EqualFold(hash(a.body), want)) {
		r.keep(o, a, ds)
	}
	return a.body, nil
}

func keptHint(kept *copied) string {
	if kept == nil {
		return ""
	}
	return "; --frozen uses the copy of an earlier run if it matches the lock file"
}

// keep caches a response. A failure only affects later runs.
func (r *reader) keep(o origin, a *response, ds *diag.List) {
	err := r.cache.store(o.url, a.copied)
	if err == nil {
		return
	}
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		err = fmt.Errorf("%s: %w", r.cache.dir, pathErr.Err) // temporary names differ between runs
	}
	ds.Warnf("no-cache", o.pos(), "cannot cache %s: %v", o.subject(r.opts.Kind), err).
		Hint = "make the cache folder writable"
}

// response is the final response of a server.
type response struct {
	copied
	unchanged bool // the cached copy is current
	store     bool // it may be cached
}

// get makes one request.
func (r *reader) get(ctx context.Context, u *url.URL, kept *copied) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, bareError(err)
	}
	req.Header.Set("User-Agent", r.opts.UserAgent)
	req.Header.Set("Accept", "application/yaml, application/json, */*;q=0.8")
	// Set here, it does not depend on the client; receive decompresses.
	req.Header.Set("Accept-Encoding", "gzip")
	if kept != nil && kept.ETag != "" {
		req.Header.Set("If-None-Match", kept.ETag)
	}
	if kept != nil && kept.LastModified != "" {
		req.Header.Set("If-Modified-Since", kept.LastModified)
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return nil, bareError(err)
	}
	return resp, nil
}

// bareError returns an error of net/http without its URL, which includes user and query.
func bareError(err error) error {
	if urlErr, ok := errors.AsType[*url.Error](err); ok {
		err = urlErr.Err
	}
	return &connectionError{err}
}

// connectionError is an error of the connection rather than of either end.
type connectionError struct{ err error }

func (e *connectionError) Error() string { return e.err.Error() }
func (e *connectionError) Unwrap() error { return e.err }

func isConnection(err error) bool {
	_, ok := errors.AsType[*connectionError](err)
	return ok
}

func connectionReason(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "the connection ended early"
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		return fmt.Sprintf("unknown host %q", dns.Name)
	}
	return err.Error()
}

// receive reads the final response.
func (r *reader) receive(resp *http.Response, kept *copied) (*response, error) {
	if resp.StatusCode == http.StatusNotModified && kept != nil {
		return &response{unchanged: true}, nil
	}
	if resp.StatusCode != http.StatusOK {
		f := statusFault(resp.StatusCode)
		if isBusy(resp.StatusCode) {
			return nil, &busy{fault: f, after: retryAfter(resp.Header.Get("Retry-After"))}
		}
		return nil, f
	}
	if resp.ContentLength > r.opts.MaxSize {
		return nil, tooLarge(r.opts.MaxSize)
	}
	body, err := readBody(resp, r.opts.MaxSize)
	if err != nil {
		return nil, err
	}
	if isWebPage(resp.Header.Get("Content-Type"), body) {
		return nil, &fault{
			Code: "web-page", Reason: "the server sends a web page",
			Hint: "use the URL of the file itself; if it needs a login, download the file and use the local copy",
		}
	}
	return &response{
		copied: copied{ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified"), body: body},
		store:  !strings.Contains(strings.ToLower(resp.Header.Get("Cache-Control")), "no-store"),
	}, nil
}

// readBody reads at most limit bytes after decompression: a few bytes of gzip can
// expand to any number.
func readBody(resp *http.Response, limit int64) ([]byte, error) {
	body := io.Reader(resp.Body)
	switch encoding := strings.ToLower(resp.Header.Get("Content-Encoding")); encoding {
	case "", "identity":
	case "gzip", "x-gzip":
		unzipped, err := gzip.NewReader(resp.Body)
		if err != nil {
			return nil, bodyError(err)
		}
		body = unzipped
	default:
		return nil, &fault{
			Code: "bad-encoding", Reason: fmt.Sprintf("the server sends the encoding %q, which was not requested", encoding),
			Hint: "download the file and use the local copy",
		}
	}
	data, err := readLimited(body, limit)
	if err != nil {
		return nil, bodyError(err)
	}
	return data, nil
}

func bodyError(err error) error {
	if _, ok := errors.AsType[*fault](err); ok {
		return err
	}
	_, corrupt := errors.AsType[flate.CorruptInputError](err)
	if corrupt || errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) {
		return &fault{Code: "bad-encoding", Reason: "the server sends invalid gzip", Hint: "download the file and use the local copy"}
	}
	return &connectionError{err}
}

// isWebPage reports whether a body is HTML, such as a login page or the view of a
// file. The content type alone is not enough: some servers call every file HTML.
func isWebPage(contentType string, body []byte) bool {
	body = bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\ufeff")), " \t\r\n")
	for bytes.HasPrefix(body, []byte("<!--")) {
		_, after, _ := bytes.Cut(body, []byte("-->"))
		body = bytes.TrimLeft(after, " \t\r\n")
	}
	start := strings.ToLower(string(body[:min(len(body), len("<!doctype html"))]))
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if strings.HasPrefix(start, tag) {
			return true
		}
	}
	mediaType, _, err := mime.ParseMediaType(contentType)
	return err == nil && (mediaType == "text/html" || mediaType == "application/xhtml+xml") && strings.HasPrefix(start, "<")
}
