package runtime

import (
	"context"
	"sync"
	"time"
)

// tokenKey tells tokens apart.
type tokenKey struct{ address, client, scope string }

// tokenCache keeps tokens, and gets each once for all that need it at the same time.
type tokenCache struct {
	mu      sync.Mutex
	entries map[tokenKey]*tokenEntry
}

type tokenEntry struct {
	token   string
	renew   time.Time // when to get another; zero for never
	expires time.Time
	call    *tokenCall // that gets another
}

// tokenCall is a request of a token. It ends when nobody waits for it any more, and not
// because one of those who wait gives up.
type tokenCall struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiting int
	token   string
	err     error
}

// get returns a token that holds for a while yet.
func (c *tokenCache) get(ctx context.Context, key tokenKey, fetch func(context.Context) (issuedToken, error)) (string, error) {
	c.mu.Lock()
	e := c.entries[key]
	if e == nil {
		e = &tokenEntry{}
		c.entries[key] = e
	}
	if e.token != "" && (e.renew.IsZero() || time.Now().Before(e.renew)) {
		defer c.mu.Unlock()
		return e.token, nil
	}
	call := e.call
	if call == nil {
		call = &tokenCall{done: make(chan struct{})}
		var detached context.Context
		detached, call.cancel = context.WithCancel(context.WithoutCancel(ctx))
		e.call = call
		go c.run(detached, e, call, fetch)
	}
	call.waiting++
	c.mu.Unlock()
	select {
	case <-call.done:
		return call.token, call.err
	case <-ctx.Done():
		c.leave(e, call)
		return "", context.Cause(ctx)
	}
}

// run gets a token and keeps it.
func (c *tokenCache) run(ctx context.Context, e *tokenEntry, call *tokenCall, fetch func(context.Context) (issuedToken, error)) {
	defer call.cancel()
	token, err := fetch(ctx)
	now := time.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if e.call == call {
		e.call = nil
	}
	switch {
	case err == nil:
		e.keep(token, now)
		call.token = token.text
	case e.token != "" && now.Before(e.expires): // the old one will do
		call.token = e.token
	default:
		call.err = err
	}
	close(call.done)
}

// keep stores a token. It is renewed when a tenth of its lifetime is left, but not more
// than a minute before it expires.
func (e *tokenEntry) keep(token issuedToken, now time.Time) {
	e.token, e.renew, e.expires = token.text, time.Time{}, time.Time{}
	if token.lifetime > 0 {
		e.expires = now.Add(token.lifetime)
		e.renew = e.expires.Add(-min(token.lifetime/10, time.Minute))
	}
}

// leave ends a call that nobody waits for.
func (c *tokenCache) leave(e *tokenEntry, call *tokenCall) {
	c.mu.Lock()
	defer c.mu.Unlock()
	call.waiting--
	if call.waiting == 0 {
		call.cancel()
		if e.call == call {
			e.call = nil
		}
	}
}

// forget drops a token, so that the next request gets another.
func (c *tokenCache) forget(token string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range c.entries {
		if e.token == token {
			e.token = ""
		}
	}
}
