package runtime

import (
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

type testPage struct {
	items []int
	next  string
	total int64
}

// The calls are those of generated code.

func byCursor(start string, fetch func(string) (*testPage, error)) iter.Seq2[*testPage, error] {
	return cursorPages(start, fetch, func(page *testPage) string { return page.next })
}

func byOffset(start int64, fetch func(int64) (*testPage, error)) iter.Seq2[*testPage, error] {
	return offsetPages(start, fetch, func(page *testPage) int { return len(page.items) })
}

func byNumber(start int64, fetch func(int64) (*testPage, error)) iter.Seq2[*testPage, error] {
	return numberPages(start, fetch, func(page *testPage, number int64) bool { return number < page.total })
}

// itemsOf are the items of all pages.
func itemsOf(pages iter.Seq2[*testPage, error]) iter.Seq2[*int, error] {
	return pageItems(pages, func(page *testPage, yield func(*int, error) bool) bool {
		for i := range page.items {
			if !yield(&page.items[i], nil) {
				return false
			}
		}
		return true
	})
}

// cursorServer answers by cursor and notes what it was asked for.
type cursorServer struct {
	pages map[string]testPage
	asked []string
}

func (s *cursorServer) fetch(cursor string) (*testPage, error) {
	s.asked = append(s.asked, cursor)
	page, ok := s.pages[cursor]
	if !ok {
		return nil, fmt.Errorf("no page %q", cursor)
	}
	return &page, nil
}

func TestFollowCursor(t *testing.T) {
	tests := []struct {
		name  string
		pages map[string]testPage
		want  []int
		asked []string
		fails bool
	}{
		{"one page", map[string]testPage{"": {items: []int{1}}}, []int{1}, []string{""}, false},
		{"empty pages mid-way", map[string]testPage{"": {next: "a"}, "a": {next: "b"}, "b": {items: []int{1}}}, []int{1}, []string{"", "a", "b"}, false},
		{"repeated at once", map[string]testPage{"": {items: []int{1}, next: "a"}, "a": {items: []int{2}, next: "a"}}, []int{1, 2}, []string{"", "a"}, true},
		{"repeated later", map[string]testPage{"": {next: "a"}, "a": {next: "b"}, "b": {items: []int{3}, next: "a"}}, []int{3}, []string{"", "a", "b"}, true},
		{"failing", map[string]testPage{"": {items: []int{1}, next: "gone"}}, []int{1}, []string{"", "gone"}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &cursorServer{pages: test.pages}
			var got []int
			failures := 0
			for item, err := range itemsOf(byCursor("", s.fetch)) {
				if err != nil {
					failures++
					if item != nil {
						t.Error("an item came with the error")
					}
					continue
				}
				got = append(got, *item)
			}
			if !slices.Equal(got, test.want) || !slices.Equal(s.asked, test.asked) {
				t.Errorf("items %v of pages %q, want %v of %q", got, s.asked, test.want, test.asked)
			}
			if want := map[bool]int{true: 1}[test.fails]; failures != want {
				t.Errorf("%d errors, want %d", failures, want)
			}
		})
	}
}

// The first page is not fetched again where a caller began behind it.
func TestFollowCursorFromTheMiddle(t *testing.T) {
	s := &cursorServer{pages: map[string]testPage{"": {next: "a"}, "a": {next: "b"}, "b": {}}}
	for _, err := range byCursor("a", s.fetch) {
		if err != nil {
			t.Error(err)
		}
	}
	if want := []string{"a", "b"}; !slices.Equal(s.asked, want) {
		t.Errorf("asked for %q, want %q", s.asked, want)
	}
}

func TestPageStart(t *testing.T) {
	for text, want := range map[string]int64{"": 1, "0": 0, "20": 20, "-1": -1, "x": 1, "99999999999999999999": 1} {
		if got := pageStart(text, 1); got != want {
			t.Errorf("%q begins at %d, want %d", text, got, want)
		}
	}
}

func TestFollowCursorStopsWithTheCaller(t *testing.T) {
	s := &cursorServer{pages: map[string]testPage{"": {items: []int{1, 2}, next: "a"}, "a": {items: []int{3}}}}
	pages := byCursor("", s.fetch)
	for range itemsOf(pages) {
		break
	}
	if want := []string{""}; !slices.Equal(s.asked, want) {
		t.Errorf("asked for %q, want %q", s.asked, want)
	}
	// The iterator starts anew each time.
	var got []int
	for item := range itemsOf(pages) {
		got = append(got, *item)
	}
	if want := []int{1, 2, 3}; !slices.Equal(got, want) {
		t.Errorf("the second run gave %v, want %v", got, want)
	}
}

func TestFollowCursorFromTheCallersOwn(t *testing.T) {
	s := &cursorServer{pages: map[string]testPage{"b": {items: []int{2}, next: "c"}, "c": {items: []int{3}, next: "b"}}}
	var got []int
	for item, err := range itemsOf(byCursor("b", s.fetch)) {
		if err != nil {
			if want := `stackone: the server gave the cursor "b" a second time: the listing is not complete`; err.Error() != want {
				t.Errorf("error %v", err)
			}
			break
		}
		got = append(got, *item)
	}
	if want := []int{2, 3}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestFollowOffset(t *testing.T) {
	all := []int{1, 2, 3, 4, 5}
	var asked []int64
	fetch := func(offset int64) (*testPage, error) {
		asked = append(asked, offset)
		return &testPage{items: all[offset:min(offset+2, 5)]}, nil
	}
	var got []int
	for item, err := range itemsOf(byOffset(1, fetch)) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, *item)
	}
	if !slices.Equal(got, all[1:]) || !slices.Equal(asked, []int64{1, 3, 5}) {
		t.Errorf("items %v at offsets %v", got, asked)
	}
}

func TestFollowNumber(t *testing.T) {
	fetch := func(number int64) (*testPage, error) {
		if number > 3 {
			return nil, errors.New("beyond the last page")
		}
		return &testPage{items: []int{int(number)}, total: 3}, nil
	}
	var got []int
	for item, err := range itemsOf(byNumber(1, fetch)) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, *item)
	}
	if want := []int{1, 2, 3}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Items that nothing tells apart can fill several pages, none of which may be lost.
func TestFollowPagesThatAreAlike(t *testing.T) {
	fetch := func(position int64) (*testPage, error) {
		if position == 6 {
			return &testPage{total: 6}, nil
		}
		return &testPage{items: []int{7, 7}, total: 6}, nil
	}
	for name, pages := range map[string]iter.Seq2[*testPage, error]{"offset": byOffset(0, fetch), "number": byNumber(4, fetch)} {
		got := 0
		for _, err := range itemsOf(pages) {
			if err != nil {
				t.Fatal(err)
			}
			got++
		}
		if want := map[string]int{"offset": 6, "number": 4}[name]; got != want {
			t.Errorf("by %s: %d items, want %d", name, got, want)
		}
	}
}

func TestFollowStaysOnTheServer(t *testing.T) {
	var asked []string
	doer := DoerFunc(func(hr *http.Request) (*http.Response, error) {
		asked = append(asked, hr.URL.String())
		return &http.Response{StatusCode: http.StatusNoContent, Body: http.NoBody}, nil
	})
	core, err := newCore(&sdkInfo{serverURL: "https://api.example.com/v1"}, []ClientOption{
		WithMiddleware(func(Doer) Doer { return doer }),
	})
	if err != nil {
		t.Fatal(err)
	}
	op := &operation{name: "things.list", method: http.MethodGet, path: "/things", security: []securityRequirement{}}
	const next = "https://api.example.com/v1/things?page=2"
	for address, want := range map[string]string{
		next:                                   next,
		"/v1/things?page=2":                    next,
		"?page=2":                              next,
		"https://API.example.com:443/things":   "https://API.example.com:443/things",
		"https://evil.example.net/v1/things":   "",
		"https://api.example.com:8443/things":  "",
		"http://api.example.com/v1/things":     "",
		"//evil.example.net/things":            "",
		"https://me@api.example.com/v1/things": "",
		"https://api.example.com:bad/":         "",
	} {
		asked = nil
		err := receiveNone(t.Context(), core.newRequest(op, withNextPage(nil, address)))
		if (err == nil) != (want != "") || want != "" && !slices.Equal(asked, []string{want}) || want == "" && asked != nil {
			t.Errorf("%s: sent to %q, error %v", address, asked, err)
		}
	}
}

// The address of a page may hold a token, which is kept out of errors like any query.
func TestNextPageErrorHasNoQuery(t *testing.T) {
	own := &url.URL{Scheme: "https", Host: "api.example.com", Path: "/things"}
	for _, address := range []string{"/things?token=secret\n", "//api.example.com:x/?token=secret", "?token=secret\x7f", "https://api.example.com/%zz?token=secret"} {
		if _, err := nextPageURL(own, address); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestMorePages(t *testing.T) {
	for _, test := range []struct {
		number, last int64
		items        int
		want         bool
	}{
		{1, 2, 0, true}, {2, 2, 9, false}, {3, 2, 9, false}, // the page says which is the last
		{1, 0, 1, true}, {1, 0, 0, false}, {1, -1, 1, true}, // it does not
	} {
		if got := morePages(test.number, test.last, test.items); got != test.want {
			t.Errorf("page %d of %d with %d items: more %v, want %v", test.number, test.last, test.items, got, test.want)
		}
	}
}

func TestPageOrEmpty(t *testing.T) {
	failure, own := errors.New("failed"), &testPage{}
	if page, err := pageOrEmpty[testPage](nil, nil); page == nil || err != nil {
		t.Errorf("null is the page %v with the error %v", page, err)
	}
	if page, err := pageOrEmpty[testPage](nil, failure); page != nil || err != failure {
		t.Errorf("a failure is the page %v with the error %v", page, err)
	}
	if page, err := pageOrEmpty(own, nil); page != own || err != nil {
		t.Errorf("a page is the page %v with the error %v", page, err)
	}
}

// The first page has no address of its own.
func TestWithoutNextPage(t *testing.T) {
	if got := withNextPage(nil, ""); got != nil {
		t.Errorf("%d options for no address", len(got))
	}
}

// What a caller has beside the options of a call is the caller's.
func TestNextPageLeavesTheCallersOptions(t *testing.T) {
	opts := append(make([]CallOption, 0, 2), WithHeader("A", "1"))
	beside := append(opts, WithHeader("B", "2"))
	if got := withNextPage(opts, "/next"); len(got) != 2 {
		t.Fatalf("%d options", len(got))
	}
	if _, overwritten := beside[1].(nextPage); overwritten {
		t.Error("the caller's option is gone")
	}
}

// The address of a next page may hold a secret, and what it leaves out of the caller's own
// parameters is still sent.
func TestNextPageAndOptions(t *testing.T) {
	if err := repeatedCursor("https://x/y?token=hunter2"); strings.Contains(err.Error(), "hunter2") {
		t.Error(err)
	}
	var sent string
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		sent = r.URL.RawQuery
		return answer(204, ""), nil
	})
	opts := withNextPage([]CallOption{WithQuery("a", "1"), WithQuery("size", "2")}, "?page=2&size=3")
	if err := receiveNone(t.Context(), core.newRequest(&sampleCreate, opts)); err != nil || sent != "page=2&size=3&a=1" {
		t.Errorf("sent %s, error %v", sent, err)
	}
}
