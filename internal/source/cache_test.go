package source

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"
)

// versioned serves a text with validators, and 304 if it is unchanged.
func versioned(t *testing.T, text *string) (srv *httptest.Server, sent, unchanged *atomic.Int64) {
	t.Helper()
	sent, unchanged = new(atomic.Int64), new(atomic.Int64)
	srv, _ = serve(t, func(w http.ResponseWriter, r *http.Request) {
		tag := `"` + hash([]byte(*text)) + `"`
		w.Header().Set("ETag", tag)
		w.Header().Set("Last-Modified", "Thu, 02 Jan 2025 03:04:05 GMT")
		if r.Header.Get("If-None-Match") == tag {
			if r.Header.Get("If-Modified-Since") != "Thu, 02 Jan 2025 03:04:05 GMT" {
				t.Errorf("If-Modified-Since is %q", r.Header.Get("If-Modified-Since"))
			}
			unchanged.Add(1)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		sent.Add(1)
		_, _ = w.Write([]byte(*text))
	})
	return srv, sent, unchanged
}

func TestUnchangedIsNotSentAgain(t *testing.T) {
	text := "one"
	srv, sent, unchanged := versioned(t, &text)
	opts := Options{CacheDir: filepath.Join(t.TempDir(), "new", "folder")}
	step := func(what, want string, wantSent, wantUnchanged int64) {
		t.Helper()
		inputs, faults := read(t, srv, opts, "/x")
		check(t, what, inputs, []string{"SERVER/x: " + want})
		check(t, what, faults, nil)
		if sent.Load() != wantSent || unchanged.Load() != wantUnchanged {
			t.Errorf("%s: sent %d times, unchanged %d times; want %d and %d", what, sent.Load(), unchanged.Load(), wantSent, wantUnchanged)
		}
	}
	step("the first time", "one", 1, 0)
	step("the second time", "one", 1, 1)
	text = "two"
	step("after a change", "two", 2, 1)
	step("after that", "two", 2, 2)

	entry := onlyFile(t, opts.CacheDir)
	data, err := os.ReadFile(entry)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(entry, data[:len(data)-1], 0o600); err != nil {
		t.Fatal(err)
	}
	step("with a torn copy", "two", 3, 2)
	step("which was replaced", "two", 3, 3)
	opts.MaxSize = 3
	step("at the limit", "two", 3, 4)
	opts.MaxSize = 2
	if inputs, faults := read(t, srv, opts, "/x"); inputs != nil || len(faults) != 1 || !strings.Contains(faults[0], "[too-large]") {
		t.Errorf("beyond the limit: %v, %v", inputs, faults)
	}
	// On Windows, the cache folder itself is private.
	if info, err := os.Stat(entry); err != nil || runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the copy: %v, %v", info.Mode(), err)
	}
}

// onlyFile returns the only file of a folder.
func onlyFile(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%v, %v", entries, err)
	}
	return filepath.Join(dir, entries[0].Name())
}

func TestNoStore(t *testing.T) {
	srv, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "private, No-Store")
	})
	dir := t.TempDir()
	read(t, srv, Options{CacheDir: dir}, "/x")
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("%v, %v", entries, err)
	}
}

func TestFrozenRemote(t *testing.T) {
	text := "one"
	srv, sent, unchanged := versioned(t, &text)
	dir, name := t.TempDir(), srv.URL+"/x"
	frozen := Options{CacheDir: dir, Frozen: frozenTo(map[string]string{name: hash([]byte("one"))})}

	inputs, faults := read(t, srv, frozen, "/x")
	check(t, "without a copy", append(inputs, faults...), []string{"SERVER/x: one"})
	text = "two"
	inputs, faults = read(t, srv, frozen, "/x")
	check(t, "with the copy", append(inputs, faults...), []string{"SERVER/x: one"})
	if sent.Load() != 1 || unchanged.Load() != 0 {
		t.Errorf("the network was asked: %d, %d", sent.Load(), unchanged.Load())
	}

	elsewhere := frozen
	elsewhere.CacheDir = t.TempDir()
	const changed = `gen.yaml:2:5: error: "SERVER/x" has changed: its SHA-256 is 3fc4ccfe7458…, but the lock file has 7692c3ad3540… [frozen-input] (run without --frozen to accept the new one)`
	inputs, faults = read(t, srv, elsewhere, "/x")
	check(t, "changed, without a copy", append(inputs, faults...), []string{changed})
	if entries, err := os.ReadDir(elsewhere.CacheDir); err != nil || len(entries) != 0 {
		t.Errorf("a text that was refused is kept: %v, %v", entries, err)
	}

	srv.Close()
	inputs, faults = read(t, srv, frozen, "/x")
	check(t, "offline", append(inputs, faults...), []string{"SERVER/x: one"})
	const offline = `gen.yaml:2:5: error: cannot read "SERVER/x": dial tcp HOST: connect: connection refused [unreachable] (check the URL and the network`
	const copyHint = "; --frozen uses the copy of an earlier run if it matches the lock file)"
	inputs, faults = read(t, srv, Options{CacheDir: dir}, "/x")
	check(t, "offline, not frozen", append(inputs, faults...), []string{offline + copyHint})
	other := Options{CacheDir: dir, Frozen: frozenTo(map[string]string{name: hash([]byte("two"))})}
	inputs, faults = read(t, srv, other, "/x")
	check(t, "offline, frozen to another", append(inputs, faults...), []string{offline + copyHint})
	inputs, faults = read(t, srv, elsewhere, "/x")
	check(t, "offline, without a copy", append(inputs, faults...), []string{offline + ")"})
}

// A copy that is newer than the lock file must not be used.
func TestFrozenToOlderThanTheCopy(t *testing.T) {
	text := "two"
	srv, _, unchanged := versioned(t, &text)
	opts := Options{CacheDir: t.TempDir()}
	read(t, srv, opts, "/x")
	opts.Frozen = frozenTo(map[string]string{srv.URL + "/x": hash([]byte("one"))})
	inputs, faults := read(t, srv, opts, "/x")
	if inputs != nil || len(faults) != 1 || !strings.Contains(faults[0], "[frozen-input]") || unchanged.Load() != 1 {
		t.Errorf("%v, %v, %d", inputs, faults, unchanged.Load())
	}
}

func TestNoCache(t *testing.T) {
	srv, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("x")) })
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	inputs, faults := read(t, srv, Options{CacheDir: file}, "/x")
	check(t, "inputs", inputs, []string{"SERVER/x: x"})
	check(t, "a file in the way", faults, []string{
		`gen.yaml:2:5: warning: cannot cache "SERVER/x": ` + file + ": not a directory [no-cache] (make the cache folder writable)",
	})
}

func TestCacheOfTheUser(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(name, home)
	}
	base, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	if c := newCache("", 1); c.dir != filepath.Join(base, "stackone-gen") || c.err != nil {
		t.Errorf("got %+v", c)
	}
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(name, "")
	}
	c := newCache("", 1)
	u := &url.URL{Host: "x"}
	if c.err == nil || c.load(u) != nil || c.store(u, copied{}) == nil {
		t.Errorf("there is a cache without a home: %+v", c)
	}
}

// A stored copy is loaded unless it is damaged.
func TestDamagedCopies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kept := copied{
			ETag: rapid.String().Draw(t, "tag"), LastModified: rapid.String().Draw(t, "modified"),
			body: rapid.SliceOf(rapid.Byte()).Draw(t, "body"),
		}
		data, err := kept.encode()
		if err != nil {
			t.Fatal(err)
		}
		got := decode(data)
		if got == nil || got.ETag != kept.ETag || got.LastModified != kept.LastModified || !bytes.Equal(got.body, kept.body) {
			t.Fatalf("%+v became %+v", kept, got)
		}
		i := rapid.IntRange(0, len(data)-1).Draw(t, "index")
		if decode(data[:i]) != nil {
			t.Fatal("a torn copy is used")
		}
		data[i] ^= rapid.ByteRange(1, 255).Draw(t, "change")
		if decode(data) != nil {
			t.Fatal("a changed copy is used")
		}
	})
}

func FuzzDecode(f *testing.F) {
	good, err := copied{ETag: "a", body: []byte("b")}.encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(hash(nil) + "\n"))
	f.Add([]byte(hash([]byte("[]\nx")) + "\n[]\nx"))
	f.Add([]byte("\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if kept := decode(data); kept != nil && !bytes.HasSuffix(data, kept.body) {
			t.Errorf("%q has the body %q", data, kept.body)
		}
	})
}
