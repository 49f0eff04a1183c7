package runtime

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
)

// The functions below are compiled once for all operations, since the types of
// pages and items are pointers, and not again into each of their callers.

// cursorPages iterates over pages by cursors: the first is that of the request,
// which may be empty, and each page has the next one. It ends where there is none. One
// that was there before is an error: the server would never come to an end, and a listing
// that ended there would look complete. A short or an empty page ends nothing.
//
//go:noinline
func cursorPages[P any](start string, fetch func(cursor string) (P, error), next func(page P) string) iter.Seq2[P, error] {
	return func(yield func(P, error) bool) {
		cursor, seen := start, map[string]bool{start: true}
		for {
			page, err := fetch(cursor)
			if !yield(page, err) || err != nil {
				return
			}
			if cursor = next(page); cursor == "" {
				return
			}
			if seen[cursor] {
				var none P
				yield(none, repeatedCursor(cursor))
				return
			}
			seen[cursor] = true
		}
	}
}

// repeatedCursor is the error about a cursor that leads in a circle. It may be an address,
// whose query may be a secret.
func repeatedCursor(cursor string) error {
	return fmt.Errorf("%sthe server gave the cursor %q a second time: the listing is not complete", errorPrefix, cleanText(withoutQuery(cursor), 100))
}

// offsetPages iterates over pages that each begin after the items of those before.
// It ends at a page without items, which has nothing more to count. A page like the
// one before ends nothing: items need not be told apart by anything, so that nobody
// but the server knows whether it has them again or has ignored the offset. That it
// ignores it for ever is for the caller's context to end.
//
//go:noinline
func offsetPages[P any](start int64, fetch func(offset int64) (P, error), items func(page P) int) iter.Seq2[P, error] {
	return func(yield func(P, error) bool) {
		for offset := start; ; {
			page, err := fetch(offset)
			if !yield(page, err) || err != nil {
				return
			}
			n := items(page)
			if n == 0 {
				return
			}
			offset += int64(n)
		}
	}
}

// numberPages iterates over pages by their numbers, as long as there are more after
// the one at hand. Pages that are alike are no more of an end than they are for
// offsets.
//
//go:noinline
func numberPages[P any](start int64, fetch func(number int64) (P, error), more func(page P, number int64) bool) iter.Seq2[P, error] {
	return func(yield func(P, error) bool) {
		for number := start; ; number++ {
			page, err := fetch(number)
			if !yield(page, err) || err != nil || !more(page, number) {
				return
			}
		}
	}
}

// morePages reports whether there are pages after one. The page may say which is the
// last, and else one without items is.
func morePages(number, last int64, items int) bool {
	if last > 0 {
		return number < last
	}
	return items > 0
}

// pageOrEmpty replaces null by a page without items, which has none after it.
func pageOrEmpty[P any](page *P, err error) (*P, error) {
	if page == nil && err == nil {
		page = new(P)
	}
	return page, err
}

// pageItems iterates over the items of pages, which each hands to its yield. The
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

// withNextPage adds the address of a page, if there is one, to the options of a call,
// and leaves the caller's own as they are.
func withNextPage(opts []CallOption, address string) []CallOption {
	if address == "" {
		return opts
	}
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
