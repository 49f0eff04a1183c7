// Package source reads inputs (files, globs, URLs, standard input) into bytes. It
// does not interpret them; later stages work on bytes with a name, whatever their
// origin.
package source

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// Stdin is the name of the input that comes from standard input.
const Stdin = "<stdin>"

const (
	defaultTimeout = 30 * time.Second
	// defaultMaxSize is far above the largest known description, of two million bytes.
	defaultMaxSize = 50_000_000
	// maxFetches limits concurrent requests.
	maxFetches = 4
)

// Input is one input of a run.
type Input struct {
	// Name identifies the input in diagnostics and the manifest: the path as given,
	// or the URL without possible secrets.
	Name    string
	Pattern diag.Text // that matched it
	Data    []byte
	SHA256  string // of Data, in hex
	Remote  bool
}

// Options are the choices of Read. The zero value reads files and URLs.
type Options struct {
	// Stdin is read for the pattern "-".
	Stdin io.Reader
	// Client fetches remote inputs. Its CheckRedirect is never called. If nil, Read
	// uses one that obeys the proxy environment variables.
	Client *http.Client
	// Timeout limits each remote input, including the retry; 0 means 30 seconds.
	// Files and standard input have no timeout: whatever feeds a pipe may take its
	// time.
	Timeout time.Duration
	// MaxSize limits each input in bytes, of any kind; 0 means 50 MB.
	MaxSize int64
	// CacheDir is where copies of remote inputs are kept, by default the folder
	// stackone-gen in the user's cache folder.
	CacheDir string
	// Frozen returns the SHA-256 in hex that the remote input with a name must
	// have, or false if the input is not allowed. If Frozen is nil, any input is.
	// The caller must check files with CheckLocked, because their names in a lock
	// file may depend on the other inputs.
	Frozen func(name string) (sha256 string, known bool)
	// UserAgent is sent with each request; the default is "stackone-gen".
	UserAgent string
	// Folder is the base of patterns with a position, which are from a
	// configuration. Others are relative to the working folder, as are all if it is
	// empty.
	Folder string
	// Literal treats every pattern as the path of a file.
	Literal bool
	// Kind is the word for an input in messages, such as "overlay"; the default is
	// "description".
	Kind string
	// pause replaces waiting in tests.
	pause func(context.Context, time.Duration) error
}

func (o Options) withDefaults() Options {
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.MaxSize <= 0 {
		o.MaxSize = defaultMaxSize
	}
	if o.UserAgent == "" {
		o.UserAgent = "stackone-gen"
	}
	if o.Kind == "" {
		o.Kind = "description"
	}
	if o.pause == nil {
		o.pause = wait
	}
	return o
}

// Read reads all inputs that the patterns name, in the order of the patterns, with
// the files of a glob sorted by name. A pattern is "-" for standard input, an http
// or https URL, a path, or a glob with *, ?, [...], {a,b} and **. An input that
// several patterns name is read once.
//
// Faults are diagnostics at the pattern, or at the input where the pattern has
// no place; the inputs without one are returned. The error is only that of the
// context.
func Read(ctx context.Context, patterns []diag.Text, opts Options, ds *diag.List) ([]Input, error) {
	opts = opts.withDefaults()
	var faults diag.List
	origins := find(ctx, patterns, opts, &faults)
	r := newReader(opts)
	defer r.close()
	inputs := r.readAll(ctx, origins, &faults)
	if err := ctx.Err(); err != nil {
		return nil, err // errors may be due to the interrupt
	}
	ds.Append(&faults)
	return inputs, nil
}

// reader reads the inputs of one run.
type reader struct {
	opts   Options
	client *http.Client
	// own is the transport of Read's own client, else nil.
	own   *http.Transport
	cache cache
	// within, if set, is the URL whose folder redirects must not leave.
	within *url.URL
}

func newReader(opts Options) *reader {
	r := &reader{opts: opts, cache: newCache(opts.CacheDir, opts.MaxSize)}
	var client http.Client
	if opts.Client != nil {
		client = *opts.Client
	} else {
		r.own = &http.Transport{Proxy: http.ProxyFromEnvironment}
		client.Transport = r.own
	}
	if client.Transport == nil {
		client.Transport = http.DefaultTransport
	}
	client.Transport = unfollowed{client.Transport}
	r.client = &client
	return r
}

func (r *reader) close() {
	if r.own != nil {
		r.own.CloseIdleConnections()
	}
}

// readAll reads remote inputs concurrently and the others one by one.
func (r *reader) readAll(ctx context.Context, origins []origin, ds *diag.List) []Input {
	type result struct {
		input  Input
		ok     bool
		faults diag.List
	}
	results := make([]result, len(origins))
	read := func(i int) {
		res := &results[i]
		res.input, res.ok = r.read(ctx, origins[i], &res.faults)
	}
	var remote sync.WaitGroup
	slots := make(chan struct{}, maxFetches)
	for i, o := range origins {
		if o.url == nil {
			continue
		}
		remote.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			read(i)
		})
	}
	for i, o := range origins {
		if o.url == nil {
			read(i)
		}
	}
	remote.Wait()

	var inputs []Input
	for i := range results {
		ds.Append(&results[i].faults)
		if results[i].ok {
			inputs = append(inputs, results[i].input)
		}
	}
	return inputs
}

// frozen returns the hash that a remote input must have, if there is one.
func (r *reader) frozen(o origin) (want string, known bool) {
	if r.opts.Frozen == nil {
		return "", false
	}
	return r.opts.Frozen(o.name)
}

// CheckLocked reports an input that is not in a lock file or has another hash
// there. Kind is the word for it in messages.
func (in Input) CheckLocked(sha256 string, known bool, kind string, ds *diag.List) bool {
	o := origin{pattern: pattern{Text: in.Pattern}, name: in.Name}
	switch {
	case !known:
		ds.Errorf("frozen-input", o.pos(), "%s is not in the lock file", o.subject(kind)).
			Hint = "run without --frozen to accept it"
	case !strings.EqualFold(in.SHA256, sha256):
		ds.Errorf("frozen-input", o.pos(), "%s has changed: its SHA-256 is %s, but the lock file has %s",
			o.subject(kind), short(in.SHA256), short(sha256)).Hint = "run without --frozen to accept the new one"
	default:
		return true
	}
	return false
}

// read reads one input, and checks the hash of a frozen remote input.
func (r *reader) read(ctx context.Context, o origin, ds *diag.List) (Input, bool) {
	in := Input{Name: o.name, Pattern: o.pattern.Text, Remote: o.url != nil}
	held := in.Remote && r.opts.Frozen != nil
	want, known := r.frozen(o)
	if held && !known {
		return in, in.CheckLocked(want, known, r.opts.Kind, ds) // without asking the server
	}
	var data []byte
	var err error
	switch {
	case o.url != nil:
		data, err = r.readRemote(ctx, o, ds)
	case o.path != "":
		data, err = readFile(ctx, o.path, r.opts.MaxSize)
	default:
		data, err = readStdin(ctx, r.opts.Stdin, r.opts.MaxSize)
	}
	if err != nil {
		f := faultOf(err, o)
		ds.Add(diag.Diagnostic{
			Code: f.Code, Severity: diag.Error, Pos: o.pos(), Hint: f.Hint,
			Message: "cannot read " + o.subject(r.opts.Kind) + ": " + f.Reason,
		})
		return in, false
	}
	in.Data, in.SHA256 = data, hash(data)
	return in, !held || in.CheckLocked(want, known, r.opts.Kind, ds)
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// short returns the prefix of a hash that people compare.
func short(hash string) string {
	const length = 12
	if len(hash) <= length {
		return hash
	}
	return strings.ToLower(hash[:length]) + "…"
}
