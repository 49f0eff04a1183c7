package stackone_test

import (
	"bytes"
	"encoding/base64"
	"log/slog"
	"strings"
	"testing"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// The log tells of each attempt and each retry, and holds neither secrets nor what people
// store. A dump of whole requests is for a developer's own machine.

func logged(logger *slog.Logger) stackone.ClientOption {
	return stackone.WithLogger(logger.With("component", "people"))
}

func TestLogging(t *testing.T) {
	const key = "sk-9f3c-secret"
	var lines, dump bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&lines, &slog.HandlerOptions{Level: slog.LevelDebug}))
	client, server := start(t, stackone.WithAPIKey(key), logged(logger), stackone.WithDump(&dump))
	server.Answer(stackonetest.HRISEmployeesGet, stackonetest.Error(429).RetryAfter(0), stackonetest.Default())
	if _, err := client.HRIS.Employees.Get(t.Context(), stackone.HRISEmployeesGetRequest{ID: "e-7"}); err != nil {
		t.Fatal(err)
	}

	text := lines.String()
	for _, want := range []string{`"component":"people"`, "hris.employees.get", "429", "200"} {
		if !strings.Contains(text, want) {
			t.Errorf("the log does not say %s:\n%s", want, text)
		}
	}
	encoded := base64.StdEncoding.EncodeToString([]byte(key + ":"))
	for _, secret := range []string{key, encoded, "ada@example.com"} {
		if strings.Contains(text, secret) {
			t.Errorf("the log has %s:\n%s", secret, text)
		}
	}
	for _, secret := range []string{key, encoded} {
		if strings.Contains(dump.String(), secret) {
			t.Errorf("the dump has %s:\n%s", secret, dump.String())
		}
	}
	if !strings.Contains(dump.String(), "ada@example.com") {
		t.Errorf("the dump has no body:\n%s", dump.String())
	}
}
