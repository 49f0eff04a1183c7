package runtime

import (
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strconv"
)

// followCursor yields one page after another: the first for the cursor start,
// which may be empty, then each for the cursor that next finds in the page before.
// It ends where there is none, or one that was there before: a server that repeats
// a cursor would never come to an end. A short or an empty page ends nothing.
func followCursor[P any](start string, fetch func(cursor string) (*P, error), next func(*P) string) iter.Seq2[*P, error] {
	return func(yield func(*P, error) bool) {
		cursor, seen := start, map[string]bool{start: true}
		for {
			page, err := fetch(cursor)
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(page, nil) {
				return
			}
			cursor = next(page)
			if cursor == "" || seen[cursor] {
				return
			}
			seen[cursor] = true
		}
	}
}

// followOffset yields one page after another, each beginning behind the items of
// those before. It ends at a page without items, which has nothing more to count.
func followOffset[P any](start int64, fetch func(offset int64) (*P, error), count func(*P) int) iter.Seq2[*P, error] {
	return func(yield func(*P, error) bool) {
		for offset := start; ; {
			page, err := fetch(offset)
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(page, nil) {
				return
			}
			items := count(page)
			if items == 0 {
				return
			}
			offset += int64(items)
		}
	}
}

// followNumber yields the pages from number start on. It ends after the last one,
// if a page says how many there are, and else at a page without items.
func followNumber[P any](start int64, fetch func(number int64) (*P, error), more func(page *P, number int64) bool) iter.Seq2[*P, error] {
	return func(yield func(*P, error) bool) {
		for number := start; ; number++ {
			page, err := fetch(number)
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(page, nil) || !more(page, number) {
				return
			}
		}
	}
}

// pageItems yields the items of all pages, and the error of the page that failed.
func pageItems[P, T any](pages iter.Seq2[*P, error], items func(*P) []T) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for page, err := range pages {
			if err != nil {
				yield(nil, err)
				return
			}
			list := items(page)
			for i := range list {
				if !yield(&list[i], nil) {
					return
				}
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
	if err == nil && (next.Scheme != own.Scheme || next.Host != own.Host || next.User != nil) {
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
