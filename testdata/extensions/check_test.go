package stackone

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"
)

// Which statuses are errors is what the description says.
func TestErrors(t *testing.T) {
	client, x := serve(t)
	ctx := context.Background()
	for _, test := range []struct {
		status int
		reply  string
		failed bool
	}{{200, `{"a":"x"}`, false}, {404, `{"b":"y"}`, false}, {418, `{}`, true}, {500, `{}`, true}, {503, `{}`, true}} {
		x.status, x.reply = test.status, test.reply
		result, err := client.Default.Own(ctx, DefaultOwnRequest{})
		var failed *APIError
		if errors.As(err, &failed) != test.failed || (err != nil) != test.failed {
			t.Errorf("%d: %v", test.status, err)
			continue
		}
		if !test.failed && result.StatusCode != test.status {
			t.Errorf("%d, not %d", result.StatusCode, test.status)
		}
	}
	x.status, x.reply = 409, ""
	if result, err := client.Default.All(ctx, DefaultAllRequest{}); err != nil || result.StatusCode != 409 {
		t.Error(err)
	}
	x.status = 404
	if _, err := client.Default.Usual(ctx, DefaultUsualRequest{}); err == nil {
		t.Error("404 is an error as usual")
	}
}

// The time of an attempt is that of the description, unless the caller says another.
func TestTimeout(t *testing.T) {
	var left time.Duration
	client, _ := serve(t, WithMiddleware(func(next Doer) Doer {
		return DoerFunc(func(r *http.Request) (*http.Response, error) {
			left = r.Context().Value(attemptKey{}).(*attempt).limit
			return next.Do(r)
		})
	}))
	ctx := context.Background()
	for _, test := range []struct {
		opts []CallOption
		call func(...CallOption) error
		want time.Duration
	}{
		{nil, func(opts ...CallOption) error {
			_, err := client.Default.Own(ctx, DefaultOwnRequest{}, opts...)
			return err
		}, 1500 * time.Millisecond},
		{[]CallOption{WithTimeout(time.Hour)}, func(opts ...CallOption) error {
			_, err := client.Default.Own(ctx, DefaultOwnRequest{}, opts...)
			return err
		}, time.Hour},
		{nil, func(opts ...CallOption) error { return client.Default.Bad(ctx, DefaultBadRequest{}, opts...) }, 30 * time.Second},
	} {
		if err := test.call(test.opts...); err != nil || left != test.want {
			t.Errorf("%v, not %v: %v", left, test.want, err)
		}
	}
}
