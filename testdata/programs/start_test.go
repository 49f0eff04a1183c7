// Package stackone_test has programs as an app has them: what they need of the SDK is
// imported, and each runs against the SDK's own test server.
package stackone_test

import (
	"encoding/json"
	"testing"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// start returns a client of a test server, with what every program has set.
func start(t *testing.T, opts ...stackone.ClientOption) (*stackone.Client, *stackonetest.Server) {
	t.Helper()
	server := stackonetest.NewServer(t)
	client, err := stackone.New(append([]stackone.ClientOption{
		stackone.WithServerURL(server.URL),
		stackone.WithAPIKey("test"),
		stackone.WithAccountID("acme"),
	}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return client, server
}

// value is a response with a value as its JSON.
func value(t *testing.T, v any) stackonetest.Answer {
	t.Helper()
	body, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return stackonetest.JSON(200, string(body))
}
