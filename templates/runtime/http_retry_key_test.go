package runtime

import (
	"net/http"
	"testing"
)

// A key that the operation has a parameter for is as good as one of WithHeader.
func TestIdempotencyKeyOfTheRequest(t *testing.T) {
	for key, want := range map[string]bool{"k": true, "": false} {
		req := newSampleCore(t, nil).newRequest(&sampleCreate, nil)
		req.add(header("idempotency-key"), &Opt[string]{value: key, state: optValue})
		if got := req.isIdempotent(); got != want {
			t.Errorf("with the key %q: %v", key, got)
		}
	}
}

// A call whose operation takes a key has one, the same for all attempts, and the next
// call has another.
func TestIdempotencyKeyIsMade(t *testing.T) {
	keyed := sampleCreate
	keyed.keyed = true
	var keys []string
	call := func(key Opt[string], opts ...CallOption) {
		core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
			keys = append(keys, r.Header.Get("Idempotency-Key"))
			if len(keys)%2 == 1 {
				return nil, errReset // repeated for the key alone
			}
			return answer(201, `{}`), nil
		})
		req := core.newRequest(&keyed, append(opts, WithRetry(RetryPolicy{InitialInterval: 1})))
		if !key.IsZero() { // absent where the parameters are an option that the caller leaves out
			req.add(header("Idempotency-Key"), &key)
		}
		if err := receiveNone(t.Context(), req); err != nil {
			t.Error(err)
		}
	}
	call(Opt[string]{})
	call(Opt[string]{})
	call(Some("own"))
	call(Opt[string]{}, WithHeader("Idempotency-Key", "option"))
	if len(keys) != 8 || len(keys[0]) < 20 || keys[0] != keys[1] || keys[2] == keys[0] || keys[2] != keys[3] || keys[4] != "own" || keys[6] != "option" {
		t.Errorf("the keys were %q", keys)
	}
}
