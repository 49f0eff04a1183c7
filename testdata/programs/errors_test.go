package stackone_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// Every error that a call can have, and what an app says of it.

func explain(err error) string {
	var (
		unauthorized *stackone.UnauthorizedError
		forbidden    *stackone.ForbiddenError
		missing      *stackone.NotFoundError
		refused      *stackone.RefusalError
		limited      *stackone.TooManyRequestsError
		apiErr       *stackone.APIError
		unreadable   *stackone.DecodeError
	)
	switch {
	case err == nil:
		return "saved"
	case errors.As(err, &unauthorized), errors.As(err, &forbidden):
		return "connect the account again"
	case errors.As(err, &missing):
		return "no such employee"
	case errors.As(err, &refused):
		return "not accepted: " + strings.Join(refused.Body.Fields.Or(nil), ", ")
	case errors.As(err, &limited):
		wait, _ := limited.RetryAfter()
		return fmt.Sprint("try again in ", wait)
	case errors.As(err, &apiErr): // any other status
		return fmt.Sprintf("status %d, request %s", apiErr.StatusCode, apiErr.RequestID)
	case errors.As(err, &unreadable): // a success that is not what the API promises
		return "saved, but the response is unreadable"
	case errors.Is(err, context.DeadlineExceeded):
		return "it took too long"
	case errors.Is(err, context.Canceled):
		return "given up"
	default: // there was no response
		return "the API cannot be reached"
	}
}

func TestEveryError(t *testing.T) {
	client, server := start(t, stackone.WithRetry(stackone.NoRetry()))
	for _, test := range []struct {
		answer stackonetest.Answer
		want   string
	}{
		{stackonetest.Default(), "saved"},
		{stackonetest.Error(401), "connect the account again"},
		{stackonetest.Error(403), "connect the account again"},
		{stackonetest.Error(404), "no such employee"},
		{stackonetest.JSON(422, `{"message": "Not accepted.", "fields": ["work_email", "pay"]}`), "not accepted: work_email, pay"},
		{stackonetest.Error(429).RetryAfter(3 * time.Second), "try again in 3s"},
		{stackonetest.Error(500).Header("X-Request-ID", "r-1"), "status 500, request r-1"},
		{stackonetest.Error(418), "status 418, request "},
		{stackonetest.Body(502, "text/html", []byte("<h1>Bad Gateway</h1>")), "status 502, request "},
		{stackonetest.Default().Malformed(), "saved, but the response is unreadable"},
		{stackonetest.Default().Reset(), "the API cannot be reached"},
	} {
		server.Answer(stackonetest.HRISEmployeesUpdate, test.answer)
		if got := explain(rename(t.Context(), client, "e-7", "King")); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got := explain(rename(ctx, client, "e-7", "King")); got != "given up" {
		t.Error(got)
	}
	ctx, cancel = context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	if got := explain(rename(ctx, client, "e-7", "King")); got != "it took too long" {
		t.Error(got)
	}
}
