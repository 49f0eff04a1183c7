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

// readRemote returns what a URL has, from the cache if the server says that the
// copy there is still good, or if the input is frozen to that very copy.
func (r *reader) readRemote(ctx context.Context, o origin, ds *diag.List) ([]byte, error) {
	kept := r.cache.load(o.url)
	want, frozen := r.frozen(o)
	if frozen && kept != nil && strings.EqualFold(hash(kept.body), want) {
		return kept.body, nil
	}
	if !isSafe(o.url) {
		ds.Warnf("insecure-url", o.pos(), "%s is read without encryption, so that anybody on the way can change it", o.subject(r.opts.Kind)).
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
	// A frozen run must not lose the copy that the lock file is about.
	if a.store && (r.opts.Frozen == nil || strings.EqualFold(hash(a.body), want)) {
		r.keep(o, a, ds)
	}
	return a.body, nil
}

func keptHint(kept *copied) string {
	if kept == nil {
		return ""
	}
	return "; there is a copy of an earlier run, which --frozen uses if it is the one of the lock file"
}

// keep puts an answer into the cache. That this fails matters to later runs
// only.
func (r *reader) keep(o origin, a *answer, ds *diag.List) {
	err := r.cache.store(o.url, a.copied)
	if err == nil {
		return
	}
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		err = fmt.Errorf("%s: %w", r.cache.dir, pathErr.Err) // temporary names would differ from run to run
	}
	ds.Warnf("no-cache", o.pos(), "no copy of %s is kept: %v", o.subject(r.opts.Kind), err).
		Hint = "make the folder of your caches writable"
}

// answer is what a server sent at last.
type answer struct {
	copied
	unchanged bool // the copy in the cache is still good
	store     bool // it may be kept
}

// fetch follows a URL to its end, and tries a second time if a connection broke.
func (r *reader) fetch(ctx context.Context, u *url.URL, kept *copied) (*answer, error) {
	a, err := r.follow(ctx, u, kept)
	if isConnection(err) && ctx.Err() == nil {
		a, err = r.follow(ctx, u, kept)
	}
	return a, err
}

// get makes one request.
func (r *reader) get(ctx context.Context, u *url.URL, kept *copied) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, bareError(err)
	}
	req.Header.Set("User-Agent", r.opts.UserAgent)
	req.Header.Set("Accept", "application/yaml, application/json, */*;q=0.8")
	// Said here, it is the same with every client, and undone in receive.
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

// bareError returns an error without the URL that net/http puts into it, user
// and query included.
func bareError(err error) error {
	if urlErr, ok := errors.AsType[*url.Error](err); ok {
		err = urlErr.Err
	}
	return &connectionError{err}
}

// connectionError is what goes wrong on the way rather than at an end of it.
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
		return fmt.Sprintf("there is no host %q", dns.Name)
	}
	return err.Error()
}

// receive reads the last response.
func (r *reader) receive(resp *http.Response, kept *copied) (*answer, error) {
	if resp.StatusCode == http.StatusNotModified && kept != nil {
		return &answer{unchanged: true}, nil
	}
	if resp.StatusCode != http.StatusOK {
		return nil, statusFault(resp.StatusCode)
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
			Hint: "give the URL of the file itself; if it needs a login, download the file and name that",
		}
	}
	return &answer{
		copied: copied{ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified"), body: body},
		store:  !strings.Contains(strings.ToLower(resp.Header.Get("Cache-Control")), "no-store"),
	}, nil
}

func statusFault(status int) *fault {
	f := &fault{Code: "http-status", Reason: strings.TrimSpace(fmt.Sprintf("the server answers %d %s", status, http.StatusText(status)))}
	switch {
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		f.Hint = "give a URL that needs no login, or download the file and name that"
	case status == http.StatusNotFound, status == http.StatusGone:
		f.Hint = "check the URL"
	case status == http.StatusTooManyRequests, status >= 500:
		f.Hint = "try again later"
	}
	return f
}

// readBody reads at most limit bytes, counted after decompression: a few bytes
// of gzip can stand for any number.
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
			Code: "bad-encoding", Reason: fmt.Sprintf("the server sends it in the encoding %q, which was not asked for", encoding),
			Hint: "download the file and name that",
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
		return &fault{Code: "bad-encoding", Reason: "what the server sends as gzip is none", Hint: "download the file and name that"}
	}
	return &connectionError{err}
}

// isWebPage reports whether a body is HTML, as a login page or the view of a
// file is. The type alone says little: some servers call every file HTML.
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
