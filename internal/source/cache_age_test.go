package source

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// aged is a cache with a clock that the test sets.
type aged struct {
	cache
	time time.Time
}

func newAged(t *testing.T) *aged {
	a := &aged{cache: newCache(t.TempDir(), 100), time: time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)}
	a.now = func() time.Time { return a.time }
	return a
}

func (a *aged) keep(t *testing.T, host string) {
	t.Helper()
	if err := a.store(&url.URL{Host: host}, copied{body: []byte(host)}); err != nil {
		t.Fatal(err)
	}
}

func (a *aged) has(host string) bool { return a.load(&url.URL{Host: host}) != nil }

// A copy in use stays, however old it is.
func TestOldCopiesAreDropped(t *testing.T) {
	a := newAged(t)
	a.keep(t, "forgotten")
	a.keep(t, "used")
	a.time = a.time.Add(cacheAge - time.Hour)
	if !a.has("used") {
		t.Fatal("a copy was dropped too early")
	}
	a.time = a.time.Add(2 * time.Hour)
	a.keep(t, "new")
	if a.has("forgotten") {
		t.Error("an unused copy was not dropped")
	}
	if !a.has("used") || !a.has("new") {
		t.Error("a used copy was dropped")
	}
	if !a.has("used") {
		t.Error("loading drops a copy")
	}
}

// Sweeping leaves foreign files alone.
func TestOnlyCopiesAreDropped(t *testing.T) {
	a := newAged(t)
	a.keep(t, "first")
	own := []string{"notes.txt", "newer", "0123456789abcdef"}
	for _, name := range append(own, "new-123") {
		if err := os.WriteFile(filepath.Join(a.dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(filepath.Join(a.dir, name), a.time, a.time); err != nil {
			t.Fatal(err)
		}
	}
	folder := filepath.Base(a.file(&url.URL{Host: "folder"}))
	if err := os.MkdirAll(filepath.Join(a.dir, folder, "full"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(filepath.Join(a.dir, folder), a.time, a.time); err != nil {
		t.Fatal(err)
	}
	a.time = a.time.Add(2 * cacheAge)
	a.keep(t, "last")
	entries, err := os.ReadDir(a.dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, entry := range entries {
		got = append(got, entry.Name())
	}
	want := append(own, folder, filepath.Base(a.file(&url.URL{Host: "last"})))
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}
