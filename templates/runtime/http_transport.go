package runtime

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// bodyUse says what becomes of the body of a successful response.
type bodyUse int

const (
	readWhole bodyUse = iota
	readLittle
	readStream
	readJSON // whole if it is JSON, else as a stream
)

// reply is a response whose body has been read, or is a stream.
type reply struct {
	statusCode int
	status     string
	header     http.Header
	body       []byte
	truncated  bool
	bodyErr    error
	stream     *Stream
	attempt    int  // which attempt it is the response to
	accepted   bool // whether the operation has a result of the status
}

func (r *reply) isSuccess() bool { return r.accepted }

// streams reports whether the body is left to the caller to read.
func (r *reply) streams(use bodyUse) bool {
	return r.isSuccess() && (use == readStream || use == readJSON && !isJSON(r.header))
}

// outcome is what an attempt ended with: a reply or an error.
type outcome struct {
	reply     *reply
	err       error
	retryable bool   // whether the error may go away by itself
	sent      bool   // whether the request was handed to the transport
	broken    *reply // a response that began to arrive, if there is an error
}

// send performs the call: attempts until one succeeds, may not be repeated, or the
// policy's limits are reached. The reply is a success if there is no error.
func (req *request) send(ctx context.Context, use bodyUse) (success *reply, err error) {
	if ctx == nil {
		req.settings.reject("the context is nil")
	}
	u, err := req.prepare()
	if err != nil {
		return nil, &callError{operation: req.op.name, err: err}
	}
	defer func() {
		if success == nil || success.stream == nil { // whose server may still read while it responds
			req.body.release()
		}
	}()
	policy, start, sent := req.retryPolicy(), time.Now(), 0
	for attempt := 1; ; attempt++ {
		begin := time.Now()
		out := req.attempt(ctx, u, attempt, use)
		out.err = req.describe(ctx, out.err)
		if out.sent {
			sent++
		}
		req.fill(u, out, sent)
		req.logAttempt(ctx, out, attempt, begin)
		if req.renews(ctx, out) {
			attempt--
			continue
		}
		if out.reply != nil && out.reply.isSuccess() {
			out.reply.attempt = attempt
			return out.reply, nil
		}
		failure := out.err
		if out.reply != nil {
			failure = newAPIError(req.op, out.reply, sent, &exchanged{ctx, req, attempt})
		}
		wait, again := req.nextWait(ctx, policy, out, attempt, start)
		if !again {
			return nil, failure
		}
		req.logRetry(ctx, out, attempt, wait)
		if err := sleep(ctx, wait); err != nil {
			return nil, req.describe(ctx, fmt.Errorf("%w while waiting to retry after: %w", err, failure))
		}
	}
}

// describe names the call that an error belongs to. An error after the end of the
// context is made known as such, with the cause: net/http gives one of the two.
func (req *request) describe(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	for _, ended := range []error{context.Cause(ctx), ctx.Err()} {
		if ended != nil && !errors.Is(err, ended) {
			err = fmt.Errorf("%w: %w", ended, err)
		}
	}
	return &callError{operation: req.op.name, err: err}
}

// nextWait decides whether there is another attempt, and when.
func (req *request) nextWait(ctx context.Context, policy RetryPolicy, out outcome, attempt int, start time.Time) (time.Duration, bool) {
	switch {
	case attempt == policy.MaxAttempts, ctx.Err() != nil, !req.body.replayable():
		return 0, false
	case out.reply == nil && (!out.retryable || req.settings.retry == nil && req.op.retry != nil && req.op.retry.statusOnly):
		return 0, false
	case out.reply != nil && !req.repeats(policy, out.reply):
		return 0, false
	}
	now := time.Now()
	wait := policy.backoff(attempt)
	if out.reply != nil {
		if asked, ok := retryAfter(out.reply.header, now); ok {
			wait = asked
		}
	}
	if wait > policy.MaxInterval || wait > policy.MaxElapsed-now.Sub(start) {
		return 0, false
	}
	if deadline, ok := ctx.Deadline(); ok && wait >= deadline.Sub(now) {
		return 0, false
	}
	return wait, true
}

// sleep waits, or returns the context's error.
func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// attempt sends the request once and reads the response.
func (req *request) attempt(ctx context.Context, u *url.URL, number int, use bodyUse) outcome {
	if ctx.Err() != nil {
		return outcome{err: context.Cause(ctx)}
	}
	a := newAttempt(ctx, req, number)
	hr, err := req.newHTTPRequest(a, u)
	if err != nil {
		a.end()
		var failed *tokenError
		return outcome{err: err, retryable: errors.As(err, &failed) && failed.temporary}
	}
	out := outcome{sent: true}
	resp, err := req.doer.Do(hr.WithContext(a.traced()))
	switch {
	case err != nil:
		closeBody(resp)
		out.err = err
	case resp == nil:
		out.err = errors.New("a middleware returned neither a response nor an error")
	default:
		a.watch(resp)
		out.reply, out.err = readReply(resp, use, req.op)
		if out.err == nil && ctx.Err() != nil && out.reply.isSuccess() {
			out.err = context.Cause(ctx) // whatever came, the call did not end by itself
		}
	}
	stopped := a.stopTimer()
	if out.reply != nil && out.err == nil && out.reply.streams(use) {
		if stopped {
			out.reply.stream = newStream(resp, func() { a.end(); req.body.release() })
			return out
		}
		a.cancel(newAttemptTimeout(a.limit)) // the timer has fired, but need not have come so far
		out.err = context.Cause(a)
	}
	if out.err != nil {
		if out.reply != nil && out.reply.streams(use) {
			closeBody(resp)
		}
		out.reply, out.broken = nil, out.reply
		out.err = timedOut(a, out.err)
		out.retryable = isConnectionError(out.err) && (req.isIdempotent() || a.nothingSent(out.err))
	}
	a.end()
	return out
}

// timedOut puts the timeout of an attempt in the place of an error that came of it.
func timedOut(ctx context.Context, err error) error {
	var late *attemptTimeoutError
	if errors.As(context.Cause(ctx), &late) && !errors.As(err, &late) {
		return late
	}
	return err
}

// readReply reads the body as far as it is wanted and closes it, except that of a
// stream. If it breaks off, there is a reply beside the error.
func readReply(resp *http.Response, use bodyUse, op *operation) (*reply, error) {
	if resp.Body == nil {
		resp.Body = http.NoBody
	}
	if resp.Header == nil {
		resp.Header = http.Header{}
	}
	r := &reply{statusCode: resp.StatusCode, status: resp.Status, header: resp.Header, accepted: op.isSuccess(resp.StatusCode)}
	if r.streams(use) {
		return r, nil
	}
	defer resp.Body.Close()
	if r.statusCode == http.StatusSwitchingProtocols {
		return r, nil // the body is the bare connection, which no timeout and no context ends
	}
	if !r.isSuccess() {
		r.body, r.truncated, r.bodyErr = readCapped(resp.Body, maxErrorBody, resp.ContentLength)
		return r, nil
	}
	var err error
	if use == readLittle && isEventStream(r.header) {
		return r, nil // which need not end
	}
	if use == readLittle {
		r.body, r.truncated, err = readCapped(resp.Body, maxErrorBody, resp.ContentLength)
	} else {
		r.body, r.truncated, err = readCapped(resp.Body, maxBody, resp.ContentLength)
	}
	if err == nil && r.truncated && use != readLittle {
		err = fmt.Errorf("the body is longer than %d bytes", maxBody)
	}
	if err != nil {
		err = fmt.Errorf("read the response %s: %w", cleanText(r.status, 100), err)
	}
	return r, err
}

func closeBody(resp *http.Response) {
	if resp != nil && resp.Body != nil {
		resp.Body.Close()
	}
}

// isConnectionError tells errors of the network, which pass, from others such as a
// bad certificate or a middleware's refusal, which do not.
func isConnectionError(err error) bool {
	var (
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
		redirect    *redirectError
		name        *net.DNSError
		op          *net.OpError
		wrapped     *url.Error
		network     net.Error
		reset       streamError
	)
	if errors.As(err, &wrapped) {
		err = wrapped.Err // it calls itself a net.Error, whatever it wraps
	}
	switch {
	case errors.As(err, &certificate), errors.As(err, &record), errors.As(err, &redirect):
		return false
	case errors.As(err, &name) && name.IsNotFound:
		return false
	case errors.As(err, &op) && op.Op == "remote error": // a refusal by an alert of TLS
		return false
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return true
	}
	for _, ended := range []string{"server closed idle connection", "server sent GOAWAY", "client connection lost"} {
		if strings.Contains(err.Error(), ended) { // net/http has no types for these
			return true
		}
	}
	return errors.As(err, &network) || errors.As(err, &reset)
}

// streamError is a connection of HTTP/2 that fails for one request. The type of
// net/http has no name outside, and lets itself be read as one of the same fields.
type streamError struct {
	StreamID uint32
	Code     uint32
	Cause    error
}

func (streamError) Error() string { return "stream error" }

// fill reports the exchange to the caller's Response.
func (req *request) fill(u *url.URL, out outcome, sent int) {
	if req.settings.response == nil {
		return
	}
	response := Response{Method: req.op.method, URL: withoutQuery(u.String()), Attempts: sent}
	r := out.reply
	if r == nil {
		r = out.broken
	}
	if r != nil {
		response.StatusCode, response.Status = r.statusCode, r.status
		response.Header, response.Body = r.header, r.body
	}
	*req.settings.response = response
}
