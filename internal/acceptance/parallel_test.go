package acceptance_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"testing"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// TestOneClientForAll has callers with options of their own share a client. Each
// must see its own request answered, and its own attempts counted.
func TestOneClientForAll(t *testing.T) {
	const callers, calls = 64, 8
	var mu sync.Mutex
	limitedOnce := map[string]bool{}
	api := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		caller := r.Header.Get("X-Caller")
		mu.Lock()
		first := !limitedOnce[caller]
		limitedOnce[caller] = true
		mu.Unlock()
		if first {
			limited("").ServeHTTP(w, r)
			return
		}
		members, _ := json.Marshal(map[string]any{
			"header": caller, "query": r.URL.RawQuery, "user": r.Header.Get("Authorization"), "all": r.Header.Get("X-All"),
		})
		answer{body: withMembers(createdSession, `"metadata": `+string(members)), header: http.Header{"X-Caller": {caller}}}.ServeHTTP(w, r)
	}))
	client := api.client(t, stackone.WithHeader("X-All", "yes"), stackone.WithRetry(atOnce()))

	var group sync.WaitGroup
	for i := range callers {
		group.Add(1)
		go func() {
			defer group.Done()
			mine := client
			if i%2 == 1 {
				mine = client.ForAccount(fmt.Sprint("account-", i))
			}
			for call := range calls {
				caller := fmt.Sprintf("caller-%d-%d", i, call)
				body := minimal()
				body.Label = stackone.Some(caller)
				var meta stackone.Response
				got, err := mine.ConnectSessions.CreateConnectSession(t.Context(), body,
					stackone.WithHeader("X-Caller", caller), stackone.WithQuery("caller", caller), stackone.WithResponse(&meta))
				if err != nil {
					t.Errorf("%s: %v", caller, err)
					return
				}
				equal(t, "metadata", got.Metadata.Or(nil), map[string]any{
					"header": caller, "query": "caller=" + caller, "user": basicAuth, "all": "yes",
				})
				equal(t, "X-Caller", meta.Header["X-Caller"], []string{caller})
				equal(t, "Attempts", meta.Attempts, 2)
			}
		}()
	}
	group.Wait()

	for _, request := range api.received() {
		var body struct{ Label string }
		if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
			t.Fatal(err)
		}
		equal(t, "caller", request.Header["X-Caller"], []string{body.Label})
	}
	equal(t, "requests", len(api.received()), 2*callers*calls)
}
