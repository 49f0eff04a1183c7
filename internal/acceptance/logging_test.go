package acceptance_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// TestLogTellsNoSecrets scans everything that is logged, at all levels, for each
// way a call can end.
func TestLogTellsNoSecrets(t *testing.T) {
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A careless server that repeats what it was sent.
		body := fmt.Sprintf(`{"message": %q}`, r.Header.Get("Authorization")+r.URL.RawQuery)
		answer{status: 400, body: body, header: http.Header{"X-Echo": {"secret-header"}}}.ServeHTTP(w, r)
	})
	tests := []struct {
		name    string
		handler http.Handler
	}{
		{"success", created()},
		{"retried", inTurn(limited(""), created())},
		{"an error that repeats secrets", echo},
		{"a redirect to nowhere", redirect(http.StatusSeeOther, "http://127.0.0.1:1/?next=secret-query")},
		{"a redirect that is none", redirect(http.StatusSeeOther, "http://%zz?next=secret-query")},
		{"a broken connection", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })},
		{"undecodable", answer{body: `{"token": {"hub-token-Kw83": 1}}`}},
	}
	secrets := []string{
		apiKey, strings.TrimPrefix(basicAuth, "Basic "), base64.RawStdEncoding.EncodeToString([]byte(apiKey)),
		sessionToken, "hub-token-Kw83", "secret-header", "secret-query", "customer-42", "Acme",
	}
	for _, test := range tests {
		for _, op := range operations() {
			t.Run(test.name+"/"+op.name, func(t *testing.T) {
				api := serve(t, test.handler)
				var log bytes.Buffer
				logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.Level(-100), AddSource: true}))
				client := api.client(t, stackone.WithLogger(logger), stackone.WithRetry(atOnce()),
					stackone.WithQuery("debug", "secret-query"), stackone.WithHeader("X-Internal", "secret-header"))
				_ = op.call(t.Context(), client.ConnectSessions)
				if log.Len() == 0 {
					t.Error("nothing was logged")
				}
				for _, secret := range secrets {
					if strings.Contains(log.String(), secret) {
						t.Errorf("the log tells %q:\n%s", secret, log.String())
					}
				}
			})
		}
	}
}

// TestLog wants one record per attempt and one per retry, with what it takes to
// find the call.
func TestLog(t *testing.T) {
	for _, op := range operations() {
		t.Run(op.name, func(t *testing.T) {
			var log bytes.Buffer
			logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			api := serve(t, inTurn(limited(""), answer{body: op.success}))
			client := api.client(t, stackone.WithLogger(logger), stackone.WithRetry(atOnce()))
			if err := op.call(t.Context(), client.ConnectSessions); err != nil {
				t.Fatal(err)
			}
			var got []string
			for line := range strings.Lines(log.String()) {
				var record struct {
					Level, Msg, Operation, Method, Path string
					Attempt, Status                     int
				}
				if err := json.Unmarshal([]byte(line), &record); err != nil {
					t.Fatal(err)
				}
				equal(t, "operation", record.Operation, op.name)
				equal(t, "method", record.Method, op.method)
				equal(t, "path", record.Path, op.path)
				got = append(got, fmt.Sprintln(record.Level, record.Msg, record.Attempt, record.Status))
			}
			equal(t, "records", strings.Join(got, ""),
				"DEBUG stackone: request 1 429\nWARN stackone: retry 1 429\nDEBUG stackone: request 2 201\n")
		})
	}
}

// A call can have a logger of its own, or none.
func TestLogOfOneCall(t *testing.T) {
	var usual, own bytes.Buffer
	logger := func(w io.Writer) *slog.Logger {
		return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	api := serve(t, created())
	client := api.client(t, stackone.WithLogger(logger(&usual)))
	for _, opts := range [][]stackone.CallOption{
		{stackone.WithLogger(logger(&own))},
		{stackone.WithLogger(slog.New(slog.DiscardHandler))},
	} {
		if _, err := create(t.Context(), client, opts...); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "log of the client", usual.String(), "")
	equal(t, "records of the call", strings.Count(own.String(), "\n"), 1)
}
