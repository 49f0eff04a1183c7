// Package source turns the names of inputs (files, globs, URLs, standard input)
// into bytes. It knows nothing of what they mean: everything after it works on
// bytes with a name, wherever they came from.
package source

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// Stdin is the name of the input that comes from standard input.
const Stdin = "<stdin>"

const (
	defaultTimeout = 30 * time.Second
	// defaultMaxSize is far above the largest known description, which has two
	// million bytes.
	defaultMaxSize = 50_000_000
	// maxFetches is how many remote inputs are on their way at the same time.
	maxFetches = 4
)

// Input is one input of a run.
type Input struct {
	// Name is how diagnostics and the manifest call it: the path as it was
	// given, or the URL without what could be a secret.
	Name    string
	Pattern diag.Text // that named it
	Data    []byte
	SHA256  string // of Data, in hex
	Remote  bool
}

// Options are the choices of Read. The zero value reads files and URLs.
type Options struct {
	// Stdin is read for the pattern "-".
	Stdin io.Reader
	// Client fetches remote inputs. Its CheckRedirect is never called. If it is
	// nil, Read makes one that obeys the proxy variables of the environment.
	Client *http.Client
	// Timeout limits each remote input, retry included; 0 is 30 seconds. Files
	// and standard input have none: what feeds a pipe may take its time.
	Timeout time.Duration
	// MaxSize limits each input in bytes, whatever its kind; 0 is 50 MB.
	MaxSize int64
	// CacheDir is where copies of remote inputs are kept. If it is empty, that
	// is the folder stackone-gen of the user's caches.
	CacheDir string
	// Frozen returns the SHA-256 in hex that the remote input of a name must have,
	// false if none is allowed. If Frozen is nil, any is. To hold a file to what it
	// must be is left to the caller, because what a lock file calls it may depend
	// on the others: see CheckLocked.
	Frozen func(name string) (sha256 string, known bool)
	// UserAgent is sent with each request; empty is "stackone-gen".
	UserAgent string
	// Folder is where the patterns count from that have a place: they stand in a
	// configuration. If it is empty, they count from the working folder, as others do.
	Folder string
	// Literal takes every pattern for the path of a file, whatever is in it.
	Literal bool
	// Kind is what messages call an input: "overlay", say. Empty is
	// "description".
	Kind string
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
	return o
}

// Read reads all inputs that the patterns name, in the order of the patterns,
// and the files of a glob in the order of their names. A pattern is "-" for
// standard input, an http or https URL, a path, or a glob with *, ?, [...],
// {a,b} and **. What two patterns name is read once.
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
		return nil, err // what was found broken may only have been interrupted
	}
	ds.Append(&faults)
	return inputs, nil
}

// reader reads the inputs of one run.
type reader struct {
	opts   Options
	client *http.Client
	// own is the transport of a client that nobody else uses, else nil.
	own   *http.Transport
	cache cache
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

// readAll reads remote inputs side by side and the others one by one.
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

// CheckLocked reports an input that a lock file does not have, or has with
// another hash than that of its data. Kind is what the message calls it.
func (in Input) CheckLocked(sha256 string, known bool, kind string, ds *diag.List) bool {
	o := origin{pattern: pattern{Text: in.Pattern}, name: in.Name}
	switch {
	case !known:
		ds.Errorf("frozen-input", o.pos(), "%s is not in the lock file", o.subject(kind)).
			Hint = "run without --frozen to accept it"
	case !strings.EqualFold(in.SHA256, sha256):
		ds.Errorf("frozen-input", o.pos(), "%s has changed: its SHA-256 is %s, and the lock file says %s",
			o.subject(kind), short(in.SHA256), short(sha256)).Hint = "run without --frozen to accept the new one"
	default:
		return true
	}
	return false
}

// read reads one input, and holds one that is remote to the hash that it must
// have.
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

// short is as much of a hash as people compare.
func short(hash string) string {
	const length = 12
	if len(hash) <= length {
		return hash
	}
	return strings.ToLower(hash[:length]) + "…"
}
