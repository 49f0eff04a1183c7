package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

// cache keeps one copy of each remote input, so that an unchanged input is not sent
// again and a frozen one needs no network. An entry is one file: a line with the
// hash of the rest, a line of metadata, and the body. The hash reveals damaged
// entries, and replacing an entry is one rename.
type cache struct {
	dir     string
	err     error // why the folder is unknown
	maxSize int64 // of a body
	now     func() time.Time
}

// copied is the cached copy of a remote input.
type copied struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"lastModified,omitempty"`
	body         []byte
}

// cacheAge is how long an unused copy is kept. A frozen build may be repeated after months.
const cacheAge = 180 * 24 * time.Hour

// maxMetadata is a generous limit for what precedes the body of an entry.
const maxMetadata = 64 << 10

func newCache(dir string, maxSize int64) cache {
	c := cache{dir: dir, maxSize: maxSize, now: time.Now}
	if dir == "" {
		var base string
		base, c.err = os.UserCacheDir()
		c.dir = filepath.Join(base, "stackone-gen")
	}
	return c
}

// file returns the path of the copy of a URL. The URL may contain secrets, so it is
// not in the cache.
func (c cache) file(u *url.URL) string {
	return filepath.Join(c.dir, hash([]byte(u.String())))
}

// load returns the copy of a URL, or nil if it is missing or damaged.
func (c cache) load(u *url.URL) *copied {
	if c.err != nil {
		return nil
	}
	f, err := os.Open(c.file(u))
	if err != nil {
		return nil
	}
	defer f.Close()
	data, err := readLimited(f, min(c.maxSize, math.MaxInt64-maxMetadata)+maxMetadata)
	if err != nil {
		return nil
	}
	kept := decode(data)
	if kept == nil || int64(len(kept.body)) > c.maxSize {
		return nil
	}
	c.touch(f)
	return kept
}

// touch records the day of the last use of a copy. A failure is harmless: at worst,
// the copy is dropped some day.
func (c cache) touch(f *os.File) {
	info, err := f.Stat()
	if now := c.now(); err == nil && now.Sub(info.ModTime()) > 24*time.Hour {
		_ = os.Chtimes(f.Name(), now, now)
	}
}

// sweep removes copies that have not been used for a long time, and leftovers of killed runs.
func (c cache) sweep() {
	entries, _ := os.ReadDir(c.dir)
	for _, entry := range entries {
		info, err := entry.Info()
		if err == nil && info.Mode().IsRegular() && cacheFile.MatchString(entry.Name()) && c.now().Sub(info.ModTime()) > cacheAge {
			_ = os.Remove(filepath.Join(c.dir, entry.Name()))
		}
	}
}

// cacheFile matches the names of the cache's files.
var cacheFile = regexp.MustCompile(`^([0-9a-f]{64}|new-[0-9]+)$`)

func decode(data []byte) *copied {
	sum, rest, ok := bytes.Cut(data, []byte("\n"))
	if !ok || string(sum) != hash(rest) {
		return nil
	}
	metadata, body, ok := bytes.Cut(rest, []byte("\n"))
	kept := &copied{body: body}
	if !ok || json.Unmarshal(metadata, kept) != nil {
		return nil
	}
	return kept
}

func (c copied) encode() ([]byte, error) {
	metadata, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	rest := bytes.Join([][]byte{metadata, c.body}, []byte("\n"))
	return bytes.Join([][]byte{[]byte(hash(rest)), rest}, []byte("\n")), nil
}

// store atomically replaces the copy of a URL, and sweeps, because only it makes
// the cache grow.
func (c cache) store(u *url.URL, kept copied) error {
	if c.err != nil {
		return c.err
	}
	data, err := kept.encode()
	if err != nil {
		return err
	}
	// The input may be private to the user.
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(c.dir, "new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Close())
	if err == nil {
		now := c.now() // the clock of a file server may differ
		_ = os.Chtimes(f.Name(), now, now)
		err = os.Rename(f.Name(), c.file(u))
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	c.sweep()
	return nil
}
