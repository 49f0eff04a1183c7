package stackone

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// countdown is a server that fails the given number of times before it answers.
func countdown(t *testing.T, failures int32, status int) (*Client, *atomic.Int32) {
	var calls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) <= failures {
			w.WriteHeader(status)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(`{"data": [{"id": "1"}], "next": null}`))
	}))
	t.Cleanup(server.Close)
	client, err := New(WithServerURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	return client, &calls
}

func TestDeclaredRetries(t *testing.T) {
	for _, status := range []int{429, 408, 500, 599} {
		client, calls := countdown(t, 2, status)
		if _, err := client.Pages.ByCursor(context.Background(), PagesByCursorRequest{}); err != nil {
			t.Fatal(err)
		}
		want(t, "calls", calls.Load(), 3)
	}
	client, calls := countdown(t, 2, 400)
	if _, err := client.Pages.ByCursor(context.Background(), PagesByCursorRequest{}); err == nil {
		t.Error("400 is no error")
	}
	want(t, "calls after 400", calls.Load(), 1)
}

func TestNoRetries(t *testing.T) {
	client, calls := countdown(t, 1, 503)
	if _, err := client.Pages.ByOffset(context.Background(), PagesByOffsetRequest{}); err == nil {
		t.Error("503 is no error")
	}
	want(t, "calls", calls.Load(), 1)
}

func TestCursorPages(t *testing.T) {
	pages := map[string]string{
		"/cursor?page_size=2":            `{"data": [{"id": "1"}, {"id": "2"}], "next": "b c"}`,
		"/cursor?next=b%20c&page_size=2": `{"data": [], "next": "d"}`,
		"/cursor?next=d&page_size=2":     `{"data": [{"id": "3"}], "next": "b c"}`,
	}
	client, asked := pageServer(t, func(line string) string { return pages[line] })
	request := PagesByCursorRequest{PageSize: Some("2")}
	var ids []string
	for item, err := range client.Pages.ByCursorAll(context.Background(), request) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, item.ID.Or(""))
	}
	want(t, "items", strings.Join(ids, " "), "1 2 3")
	want(t, "requests", len(*asked), 3)
	want(t, "the caller's request", request.Next.IsZero(), true)

	*asked = nil
	for range client.Pages.ByCursorAll(context.Background(), request) {
		break
	}
	want(t, "requests until the break", len(*asked), 1)
}

func TestPageThatFails(t *testing.T) {
	client, _ := pageServer(t, func(line string) string {
		if line == "/cursor" {
			return `{"data": [{"id": "1"}], "next": "gone"}`
		}
		return ""
	})
	var items, errs int
	for item, err := range client.Pages.ByCursorAll(context.Background(), PagesByCursorRequest{}) {
		var failed *APIError
		switch {
		case err == nil:
			items++
		case !errors.As(err, &failed) || failed.StatusCode != http.StatusTeapot || item != nil:
			t.Error(item, err)
		default:
			errs++
		}
	}
	want(t, "items", items, 1)
	want(t, "errors", errs, 1)
}

// What decides whether a listing goes on is read strictly, so that none ends early in
// silence. All else of a page may be of another kind.
func TestPagesOfAnotherKind(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{`{"data": [{"id": "1"}], "next": {"cursor": "b"}}`, "next at offset 32: expected a string, found an object"},
		{`{"data": {}, "next": null}`, "data at offset 9: expected a list, found an object"},
		{`{"data": [{"id": 7}, 8], "next": null}`, ""},
	} {
		client, _ := pageServer(t, func(string) string { return c.page })
		n, last := 0, error(nil)
		for _, err := range client.Pages.ByCursorAll(context.Background(), PagesByCursorRequest{}) {
			n, last = n+1, err
		}
		if c.want == "" {
			want(t, "items", n, 2)
			want(t, "error", last, nil)
			continue
		}
		var failed *DecodeError
		if !errors.As(last, &failed) || !strings.Contains(last.Error(), c.want) {
			t.Errorf("%s: %v", c.page, last)
		}
		if _, err := client.Pages.ByCursor(context.Background(), PagesByCursorRequest{}); err != nil {
			t.Errorf("a single page: %v", err)
		}
	}
	for page, path := range map[string]string{
		`{"data": ["a", 1], "meta": {"pages": 3}}`:    "data[1]",
		`{"data": ["a"], "meta": {"pages": "three"}}`: "meta.pages",
		`{"data": ["a"], "meta": 3}`:                  "meta",
	} {
		client, _ := pageServer(t, func(string) string { return page })
		var last error
		for _, err := range client.Pages.ByNumberAll(context.Background(), PagesByNumberBody{}) {
			last = err
		}
		var failed *DecodeError
		if !errors.As(last, &failed) || failed.Path != path {
			t.Errorf("%s: %v", page, last)
		}
	}
}

func TestOffsetPages(t *testing.T) {
	client, asked := pageServer(t, func(line string) string {
		switch line {
		case "/offset?offset=5&limit=2":
			return `{"data": [{"id": "6"}, {"id": "7"}]}`
		case "/offset?offset=7&limit=2":
			return `{"data": [{"id": "8"}]}`
		case "/offset?offset=8&limit=2":
			return `{"data": []}`
		}
		return ""
	})
	count := 0
	for _, err := range client.Pages.ByOffsetAll(context.Background(), PagesByOffsetRequest{Offset: Some(int64(5)), Limit: Some(int64(2))}) {
		if err != nil {
			t.Fatal(err, *asked)
		}
		count++
	}
	want(t, "items", count, 3)
}

func TestNumberedPages(t *testing.T) {
	client, asked := pageServer(t, func(line string) string {
		return `{"data": ["x"], "meta": {"pages": 2}}`
	})
	count := 0
	for _, err := range client.Pages.ByNumberPages(context.Background(), PagesByNumberBody{Query: Some("q")}) {
		if err != nil {
			t.Fatal(err)
		}
		count++
	}
	want(t, "pages", count, 2)
	want(t, "requests", strings.Join(*asked, " "), `/numbered{"page":"1","query":"q"} /numbered{"page":"2","query":"q"}`)
}

// A page that does not say how many there are is followed by others until one has
// no items.
func TestNumberedPagesWithoutNumber(t *testing.T) {
	client, asked := pageServer(t, func(line string) string {
		if strings.Contains(line, `"page":"3"`) {
			return `{"data": []}`
		}
		return `{"data": ["x"]}`
	})
	count := 0
	for _, err := range client.Pages.ByNumberAll(context.Background(), PagesByNumberBody{}) {
		if err != nil {
			t.Fatal(err)
		}
		count++
	}
	want(t, "items", count, 2)
	want(t, "requests", len(*asked), 3)
}

// The first page is the one that the request asks for, or else the default.
func TestPagesFromZero(t *testing.T) {
	client, asked := pageServer(t, func(line string) string {
		if strings.HasSuffix(line, "page=2") {
			return `{"data": [], "meta": {"pages": 2}}`
		}
		return `{"data": ["x"], "meta": {"pages": 2}}`
	})
	ctx := context.Background()
	for range client.Pages.FromZeroPages(ctx, PagesFromZeroRequest{}) {
	}
	want(t, "from the default", strings.Join(*asked, " "), "/from-zero?page=0 /from-zero?page=1")
	*asked = nil
	for range client.Pages.CountedPages(ctx, PagesCountedRequest{Page: Some[int64](0)}) {
	}
	want(t, "from what is asked for", strings.Join(*asked, " "), "/counted?page=0 /counted?page=1 /counted?page=2")
	*asked = nil
	for range client.Pages.CountedPages(ctx, PagesCountedRequest{}) {
	}
	want(t, "from one", strings.Join(*asked, " "), "/counted?page=1 /counted?page=2")
}

// A request that leaves the position open begins where the server would.
func TestPagesFromDefault(t *testing.T) {
	client, asked := pageServer(t, func(line string) string {
		if strings.Contains(line, "=12") || strings.Contains(line, `"4"`) {
			return `{"data": []}`
		}
		return `{"data": ["x", "y"]}`
	})
	ctx := context.Background()
	for range client.Pages.FromTenPages(ctx, PagesFromTenRequest{}) {
	}
	want(t, "from the default", strings.Join(*asked, " "), "/from-ten?offset=10 /from-ten?offset=12")
	*asked = nil
	for range client.Pages.FromTenPages(ctx, PagesFromTenRequest{Offset: Some[int32](8)}) {
	}
	want(t, "from what is asked for", strings.Join(*asked, " "), "/from-ten?offset=8 /from-ten?offset=10 /from-ten?offset=12")
	*asked = nil
	for range client.Pages.FromThreePages(ctx, PagesFromThreeBody{}) {
	}
	want(t, "from the default of a text", strings.Join(*asked, " "), `/from-three{"page":"3"} /from-three{"page":"4"}`)
	*asked = nil
	for range client.Pages.NoStartPages(ctx, PagesNoStartRequest{}) {
		if len(*asked) == 2 {
			break
		}
	}
	want(t, "in spite of a default that is none", strings.Join(*asked, " "), "/no-start?offset=0 /no-start?offset=2")
}

func TestURLPages(t *testing.T) {
	client, asked := pageServer(t, func(line string) string {
		if line == "/url" {
			return `{"data": [{"id": "1"}], "next": "/url?token=2"}`
		}
		return `{"data": [{"id": "2"}], "next": "https://example.invalid/url?token=3"}`
	})
	items, failures := 0, 0
	for _, err := range client.Pages.ByURLAll(context.Background(), PagesByURLRequest{}) {
		if err != nil {
			failures++
			continue
		}
		items++
	}
	want(t, "items", items, 2)
	want(t, "errors, for the address of another server", failures, 1)
	want(t, "requests", strings.Join(*asked, " "), "/url /url?token=2")
}

// A null in the place of a page has no items, and none behind it.
func TestNullPage(t *testing.T) {
	client, asked := pageServer(t, func(line string) string {
		if line == "/nullable" {
			return `{"data": [{"id": "1"}], "next": "/nullable?page=2"}`
		}
		return "null"
	})
	var items int
	for _, err := range client.Pages.NullableAll(context.Background(), PagesNullableRequest{}) {
		if err != nil {
			t.Fatal(err)
		}
		items++
	}
	want(t, "items", items, 1)
	want(t, "requests", len(*asked), 2)
}
