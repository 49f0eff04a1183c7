package stackone

import (
	"context"
	"net/http"
	"net/http/httptest"
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
