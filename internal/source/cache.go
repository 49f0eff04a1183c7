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

// cache keeps one copy of each remote input, so that an unchanged one is not
// sent again and a frozen one needs no network. An entry is one file: a line
// with the hash of all that follows, a line of metadata, and the body. So a torn
// or damaged entry shows, and replacing one is one rename.
type cache struct {
	dir     string
	err     error // why there is no folder
	maxSize int64 // of a body
	now     func() time.Time
}

// copied is a remote input as it was when it was last read.
type copied struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"lastModified,omitempty"`
	body         []byte
}

// cacheAge is how long a copy is kept that no run asks for. A frozen build may be
// made again after months.
const cacheAge = 180 * 24 * time.Hour

// maxMetadata is a generous limit for what stands before the body of an entry.
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

// file returns where the copy of a URL is. The URL itself may hold secrets, so
// it is nowhere in the cache.
func (c cache) file(u *url.URL) string {
	return filepath.Join(c.dir, hash([]byte(u.String())))
}

// load returns the copy of a URL, or nil if there is none that can be trusted.
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

// touch notes that a copy is used, to the day. That this fails may cost the copy
// some day, and the run nothing.
func (c cache) touch(f *os.File) {
	info, err := f.Stat()
	if now := c.now(); err == nil && now.Sub(info.ModTime()) > 24*time.Hour {
		_ = os.Chtimes(f.Name(), now, now)
	}
}

// sweep drops the copies that no run has asked for in a long time, and what runs
// that were killed have left.
func (c cache) sweep() {
	entries, _ := os.ReadDir(c.dir)
	for _, entry := range entries {
		info, err := entry.Info()
		if err == nil && info.Mode().IsRegular() && cacheFile.MatchString(entry.Name()) && c.now().Sub(info.ModTime()) > cacheAge {
			_ = os.Remove(filepath.Join(c.dir, entry.Name()))
		}
	}
}

// cacheFile matches the names of the files that a cache makes.
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

// store replaces the copy of a URL, all or nothing, and makes room: the cache only
// grows here.
func (c cache) store(u *url.URL, kept copied) error {
	if c.err != nil {
		return c.err
	}
	data, err := kept.encode()
	if err != nil {
		return err
	}
	// What one may read for being logged in is for nobody else on the machine.
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
		now := c.now() // which that of a file server may differ from
		_ = os.Chtimes(f.Name(), now, now)
		err = os.Rename(f.Name(), c.file(u))
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	c.sweep()
	return nil
}
