package source

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// A server that is busy is asked a few times, with pauses that a nightly run can afford.
const (
	maxAttempts  = 3
	firstPause   = time.Second
	longestPause = 10 * time.Second
)

// busy is an answer that may be another one in a while.
type busy struct {
	*fault
	after time.Duration // that the server asks for; zero if it does not say
}

func (b *busy) Unwrap() error { return b.fault }

// isBusy reports whether a status says that the server cannot answer now.
func isBusy(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
}

// retryAfter reads the pause that a server asks for, in seconds. A date would need a clock
// that agrees with the server's, so it counts as no pause.
func retryAfter(header string) time.Duration {
	seconds, err := strconv.Atoi(strings.TrimSpace(header))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(min(seconds, int(longestPause/time.Second)+1)) * time.Second
}

// fetch follows redirects. It tries again once if a connection breaks, and a few times if
// the server is busy, unless it asks for more patience than a run has.
func (r *reader) fetch(ctx context.Context, u *url.URL, kept *copied) (*response, error) {
	broken := false
	pause := firstPause
	for attempt := 1; ; attempt++ {
		a, err := r.follow(ctx, u, kept)
		later, isLater := errors.AsType[*busy](err)
		switch {
		case isLater && attempt < maxAttempts && later.after <= longestPause &&
			r.opts.pause(ctx, max(pause, later.after)) == nil:
			pause *= 2
		case isLater:
			later.Hint = fmt.Sprintf("it was asked %s; try again later", times(attempt))
			return nil, later.fault
		case isConnection(err) && ctx.Err() == nil && !broken:
			broken = true
		default:
			return a, err
		}
	}
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return strconv.Itoa(n) + " times"
}

// wait pauses until the time is over or the context ends.
func wait(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func statusFault(status int) *fault {
	f := &fault{Code: "http-status", Reason: strings.TrimSpace(fmt.Sprintf("the server responds with %d %s", status, http.StatusText(status)))}
	switch {
	case status == http.StatusUnauthorized:
		f.Hint = "give the user and password in the URL (https://USER:PASSWORD@HOST/…), or its token as a part of the query, which neither messages nor the lock show; " +
			"or download the file and use the local copy"
	case status == http.StatusForbidden:
		f.Hint = "use credentials that may read it, or download the file and use the local copy"
	case status == http.StatusNotFound, status == http.StatusGone:
		f.Hint = "check the URL"
	case status >= 500:
		f.Hint = "try again later"
	}
	return f
}
