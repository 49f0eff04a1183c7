package acceptance_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// oddSession is a session with members of other kinds than described: an optional one, a
// required one, a time and an item of a list.
func oddSession() string {
	odd := strings.NewReplacer(`"label": "Head office"`, `"label": {"en": "Head office"}`, `"id": 1042`, `"id": "1042"`,
		`"2025-11-03T09:26:53.120Z"`, `"yesterday"`, `["hris", "hris-legacy"]`, `["hris", 7]`)
	return odd.Replace(`{` + fullSession + `, "token": "hub-token", "auth_link_url": "https://app.example/connect/6f9c1d2e"}`)
}

const oddProblems = `[id: expected a number, found a string` +
	` categories[1]: expected a string, found a number` +
	` label: expected a string, found an object` +
	` created_at: expected a date or time, found another string]`

func TestMembersOfAnotherKind(t *testing.T) {
	client := serve(t, answer{body: oddSession()}).client(t)
	var meta stackone.Response
	var heard []stackone.Problem
	got, err := create(t.Context(), client, stackone.WithResponse(&meta), stackone.WithProblems(func(ctx context.Context, p stackone.Problem) {
		op, _ := stackone.OperationFromContext(ctx)
		equal(t, "operation", op.Name, "connectSessions.createConnectSession")
		heard = append(heard, p)
	}))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "Problems", fmt.Sprint(meta.Problems), oddProblems)
	equal(t, "ProblemCount", meta.ProblemCount, 4)
	equal(t, "heard", fmt.Sprint(heard), oddProblems)
	equal(t, "Token", got.Token, "hub-token")
	equal(t, "ID", got.ID, 0)
	if !got.Label.IsZero() || !got.Categories.IsZero() || !got.CreatedAt.IsZero() {
		t.Errorf("%v %v %v", got.Label, got.Categories, got.CreatedAt)
	}
	raw, _ := got.Extras.Get("created_at")
	equal(t, "created_at", string(raw), `"yesterday"`)
	sameJSON(t, "encoded again", encode(t, got), oddSession())
	got.Label = stackone.Some("Home")
	sameJSON(t, "with a label", encode(t, got), strings.Replace(oddSession(), `{"en": "Head office"}`, `"Home"`, 1))
}

func TestStrictDecoding(t *testing.T) {
	client := serve(t, answer{body: oddSession()}).client(t, stackone.WithStrictDecoding())
	got, err := create(t.Context(), client)
	var failed *stackone.DecodeError
	if !errors.As(err, &failed) || got != nil {
		t.Fatalf("%v, %v", got, err)
	}
	equal(t, "error", err.Error(), "stackone: connectSessions.createConnectSession: decode id at offset 9: expected a number, found a string")
}

func TestProblemsOfAnErrorBody(t *testing.T) {
	body := `{"statusCode": "404", "message": "no such session", "timestamp": 17}`
	client := serve(t, answer{status: 404, body: body}).client(t)
	var meta stackone.Response
	_, err := create(t.Context(), client, stackone.WithResponse(&meta))
	var missing *stackone.NotFoundError
	if !errors.As(err, &missing) || missing.DecodeErr != nil {
		t.Fatal(err)
	}
	equal(t, "Body.Message", missing.Body.Message, "no such session")
	equal(t, "Problems", fmt.Sprint(meta.Problems), "[statusCode: expected a number, found a string timestamp: expected a date or time, found a number]")
	sameJSON(t, "encoded again", encode(t, missing.Body), body)

	_, err = create(t.Context(), client, stackone.WithStrictDecoding())
	var failed *stackone.DecodeError
	if !errors.As(err, &missing) || !errors.As(missing.DecodeErr, &failed) || failed.Path != "statusCode" {
		t.Errorf("%v: %v", err, missing.DecodeErr)
	}
}

func TestLoggerWarnsOfProblems(t *testing.T) {
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if _, err := create(t.Context(), serve(t, answer{body: oddSession()}).client(t, stackone.WithLogger(logger))); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"level=WARN", "operation=connectSessions.createConnectSession", "status=201", "problems=4", `first="id: expected a number, found a string"`} {
		if !strings.Contains(log.String(), part) {
			t.Errorf("%s lacks %s", log.String(), part)
		}
	}
	equal(t, "records", strings.Count(log.String(), "\n"), 1)
}

func TestWithProblemsOfNothing(t *testing.T) {
	if _, err := stackone.New(stackone.WithAPIKey(apiKey), stackone.WithProblems(nil)); err == nil || !strings.Contains(err.Error(), "WithProblems: the function is nil") {
		t.Errorf("%v", err)
	}
}
