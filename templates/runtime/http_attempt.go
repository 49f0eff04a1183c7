package runtime

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync"
	"sync/atomic"
	"time"
)

// attempt is one sending of a call. It is the context of the request, which ends with
// the attempt and says which operation it belongs to.
type attempt struct {
	context.Context
	req    *request
	number int
	cancel context.CancelCauseFunc

	limit   time.Duration // 0 for none
	sliding bool          // whether the limit counts from the last byte that moved
	mu      sync.Mutex    // of what follows
	timer   *time.Timer
	stopped bool

	// Of this request only, and not of those that get the credentials. Transports that
	// do not report are taken to have sent it.
	asked atomic.Bool
	wrote atomic.Bool
}

// newAttempt begins an attempt. Without a limit of the caller's, a body that is read as
// it is sent may take long, as long as something moves.
func newAttempt(ctx context.Context, req *request, number int) *attempt {
	a := &attempt{req: req, number: number, limit: defaultTimeout}
	a.Context, a.cancel = context.WithCancelCause(ctx)
	if req.op.timeout > 0 {
		a.limit = req.op.timeout
	}
	if limit := req.settings.timeout; limit != nil {
		a.limit = *limit
	} else if req.body != nil && req.body.source != nil {
		a.sliding = true
		req.body.moved.Store(a)
	}
	if a.limit > 0 {
		a.timer = time.AfterFunc(a.limit, a.expire)
	}
	return a
}

// attemptKey leads middleware of the SDK's own to the attempt.
type attemptKey struct{}

// Value makes the operation known to middleware, see [OperationFromContext].
func (a *attempt) Value(key any) any {
	switch key.(type) {
	case operationKey:
		op := a.req.op
		return Operation{Name: op.name, ID: op.id, Method: op.method, Path: op.path, Attempt: a.number}
	case attemptKey:
		return a
	}
	return a.Context.Value(key)
}

// traced is the context with a watch over what is sent.
func (a *attempt) traced() context.Context {
	return httptrace.WithClientTrace(a, &httptrace.ClientTrace{
		GetConn:      func(string) { a.asked.Store(true) },
		WroteHeaders: func() { a.wrote.Store(true) },
	})
}

// nothingSent reports whether none of the request went out before an error.
func (a *attempt) nothingSent(err error) bool {
	if a.wrote.Load() {
		return false
	}
	var op *net.OpError
	return a.asked.Load() || errors.As(err, &op) && op.Op == "dial"
}

func (a *attempt) expire() { a.cancel(newAttemptTimeout(a.limit)) }

// end gives the resources of the attempt free.
func (a *attempt) end() {
	a.stopTimer()
	a.cancel(context.Canceled)
}

// stopTimer lifts the limit, or says that it was exceeded.
func (a *attempt) stopTimer() bool {
	if a.timer == nil {
		return true
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.stopped {
		a.stopped = a.timer.Stop()
	}
	return a.stopped
}

// progress says that a byte moved, either way.
func (a *attempt) progress() {
	if a == nil || !a.sliding || a.timer == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.stopped && a.timer.Stop() {
		a.timer.Reset(a.limit)
	}
}

// watch has the bytes of a response count as progress.
func (a *attempt) watch(resp *http.Response) {
	if a.sliding && resp.Body != nil {
		a.progress()
		resp.Body = &movingBody{resp.Body, a}
	}
}

// movingBody tells an attempt of what is read.
type movingBody struct {
	io.ReadCloser
	attempt *attempt
}

func (b *movingBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.attempt.progress()
	}
	return n, err
}
