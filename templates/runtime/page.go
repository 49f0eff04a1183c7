package runtime

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
)

// followCursor calls turn for one page after another: the first for the cursor
// start, which may be empty, then each for the cursor that the turn before found.
// It ends where there is none, or one that was there before: a server that repeats
// a cursor would never come to an end. A short or an empty page ends nothing.
func followCursor(start string, turn func(cursor string) (next string, more bool)) {
	cursor, seen := start, map[string]bool{start: true}
	for {
		next, more := turn(cursor)
		if !more || next == "" || seen[next] {
			return
		}
		seen[next] = true
		cursor = next
	}
}

// followOffset calls turn for one page after another, each beginning behind the
// items of those before. It ends at a page without items, which has nothing more
// to count.
func followOffset(start int64, turn func(offset int64) (items int, more bool)) {
	for offset := start; ; {
		items, more := turn(offset)
		if !more || items == 0 {
			return
		}
		offset += int64(items)
	}
}

// followNumber calls turn for the pages from number start on, until there is none
// after it: a page may say how many there are, and else one without items is the
// last.
func followNumber(start int64, turn func(number int64) (more bool)) {
	for number := start; turn(number); number++ {
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
