package runtime

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// slowly gives a byte after each wait.
type slowly struct {
	wait time.Duration
	left int
	ctx  context.Context // ends the waiting
}

func (s *slowly) Read(p []byte) (int, error) {
	if s.left == 0 {
		return 0, io.EOF
	}
	select {
	case <-time.After(s.wait):
	case <-s.ctx.Done():
		return 0, context.Cause(s.ctx)
	}
	s.left--
	p[0] = 'x'
	return 1, nil
}

func (s *slowly) Close() error { return nil }

// An attempt has two minutes, unless the caller says otherwise.
func TestDefaultTimeout(t *testing.T) {
	for _, c := range []struct {
		name  string
		opts  []CallOption
		takes time.Duration
		fails bool
	}{
		{"in time", nil, 119 * time.Second, false},
		{"too late", nil, 121 * time.Second, true},
		{"less", []CallOption{WithTimeout(time.Second)}, 2 * time.Second, true},
		{"more", []CallOption{WithTimeout(time.Hour)}, 50 * time.Minute, false},
		{"none", []CallOption{WithTimeout(0)}, 100 * time.Hour, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				core, start := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
					select {
					case <-time.After(c.takes):
						return answer(204, ""), nil
					case <-r.Context().Done():
						return nil, r.Context().Err()
					}
				}), time.Now()
				err := receiveNone(t.Context(), core.newRequest(&sampleCreate, append(c.opts, WithRetry(NoRetry()))))
				if errors.Is(err, context.DeadlineExceeded) != c.fails || (err != nil) != c.fails || time.Since(start) > c.takes {
					t.Errorf("after %v: %v", time.Since(start), err)
				}
			})
		})
	}
}

// What is sent as it is read may take long, as long as something moves, either way.
func TestTimeoutOfStreamedBodies(t *testing.T) {
	for _, c := range []struct {
		name     string
		opts     []CallOption
		up, down time.Duration // the wait before each of ten bytes
		wait     time.Duration // between both
		use      bodyUse
		fails    bool
	}{
		{name: "slow, but moving", up: time.Minute, down: time.Minute, wait: time.Minute},
		{name: "no byte goes up", up: 121 * time.Second, fails: true},
		{name: "no byte comes down", down: 121 * time.Second, fails: true},
		{name: "no answer", wait: 121 * time.Second, fails: true},
		{name: "the caller's own limit", opts: []CallOption{WithTimeout(5 * time.Minute)}, up: time.Minute, fails: true},
		{name: "a stream comes down", down: time.Hour, use: readStream},
		{name: "a stream, with a limit", opts: []CallOption{WithTimeout(5 * time.Minute)}, down: time.Hour, use: readStream},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
					if _, err := io.Copy(io.Discard, r.Body); err != nil {
						return nil, err
					}
					select {
					case <-time.After(c.wait):
					case <-r.Context().Done():
						return nil, r.Context().Err()
					}
					resp := answer(200, "", "Content-Type", "application/octet-stream")
					resp.Body, resp.ContentLength = &slowly{c.down, 10, r.Context()}, -1
					return resp, nil
				})
				req := core.newRequest(&sampleCreate, append(c.opts, WithRetry(NoRetry()), WithMiddleware(func(next Doer) Doer {
					return DoerFunc(func(r *http.Request) (*http.Response, error) {
						r.Body.(*streamReader).source.reader.(*slowly).ctx = r.Context()
						return next.Do(r)
					})
				})))
				req.setStream("text/plain", &slowly{wait: c.up, left: 10})
				reply, err := req.send(t.Context(), c.use)
				if err == nil && reply.stream != nil {
					_, err = io.Copy(io.Discard, reply.stream)
					if err == nil {
						err = reply.stream.Close()
					}
				}
				if errors.Is(err, context.DeadlineExceeded) != c.fails || (err != nil) != c.fails {
					t.Errorf("error %v", err)
				}
			})
		})
	}
}
