package runtime

import (
	"errors"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strconv"
)

// The functions below are compiled once for all operations, since the types of
// pages and items are pointers, and not again into each of their callers.

// cursorPages goes through pages by cursors: the first is that of the request,
// which may be empty, and each page has the next one. It ends where there is none,
// or one that was there before: a server that repeats a cursor would never come to
// an end. A short or an empty page ends nothing.
//
//go:noinline
func cursorPages[P any](start string, fetch func(cursor string) (page P, next string, err error)) iter.Seq2[P, error] {
	return func(yield func(P, error) bool) {
		cursor, seen := start, map[string]bool{start: true}
		for {
			page, next, err := fetch(cursor)
			if !yield(page, err) || err != nil || next == "" || seen[next] {
				return
			}
			seen[next] = true
			cursor = next
		}
	}
}

// offsetPages goes through pages that each begin behind the items of those before.
// It ends at a page without items, which has nothing more to count. A page like the
// one before ends nothing: items need not be told apart by anything, so that nobody
// but the server knows whether it has them again or has ignored the offset. That it
// ignores it for ever is for the caller's context to end.
//
//go:noinline
func offsetPages[P any](start int64, fetch func(offset int64) (page P, items int, err error)) iter.Seq2[P, error] {
	return func(yield func(P, error) bool) {
		for offset := start; ; {
			page, items, err := fetch(offset)
			if !yield(page, err) || err != nil || items == 0 {
				return
			}
			offset += int64(items)
		}
	}
}

// numberPages goes through pages by their numbers, until there is none after one:
// a page may say how many there are, and else one without items is the last. Pages
// that are alike are no more of an end than they are for offsets.
//
//go:noinline
func numberPages[P any](start int64, fetch func(number int64) (page P, more bool, err error)) iter.Seq2[P, error] {
	return func(yield func(P, error) bool) {
		for number := start; ; number++ {
			page, more, err := fetch(number)
			if !yield(page, err) || err != nil || !more {
				return
			}
		}
	}
}

// pageItems goes through the items of pages, which each hands to its yield. The
// error of a page that failed is the last thing it yields.
//
//go:noinline
func pageItems[P, I any](pages iter.Seq2[P, error], each func(page P, yield func(I, error) bool) bool) iter.Seq2[I, error] {
	return func(yield func(I, error) bool) {
		for page, err := range pages {
			if err != nil {
				var none I
				yield(none, err)
				return
			}
			if !each(page, yield) {
				return
			}
		}
	}
}

// nextPage is the option that sends a call to the address of a next page, which
// may be relative to the call's own. It must be on the same server: the
// credentials go along.
type nextPage string

func (address nextPage) applyToCall(s *settings) { s.nextPage = string(address) }

// nextPageURL resolves the address of a next page against the call's own.
func nextPageURL(own *url.URL, address string) (*url.URL, error) {
	next, err := own.Parse(address)
	if failed := (*url.Error)(nil); errors.As(err, &failed) {
		err = failed.Err // without the address, whose query may be a secret
	}
	if err == nil && (!keepsOrigin(own, next) || next.User != nil) {
		err = fmt.Errorf("it is on another server than %s", own.Host)
	}
	if err != nil {
		return nil, fmt.Errorf("the address of the next page: %w", err)
	}
	return next, nil
}

// withNextPage adds the address of a page to the options of a call, and leaves the
// caller's own as they are.
func withNextPage(opts []CallOption, address string) []CallOption {
	return append(slices.Clip(opts), nextPage(address))
}

// pageStart reads the number that a caller's request begins with.
func pageStart(text string, usual int64) int64 {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	return usual
}

// pageText is the reverse of pageStart.
func pageText(n int64) string { return strconv.FormatInt(n, 10) }
