package stackone_test

import (
	"context"
	"testing"
	"time"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// Retries are on by default. A client that has time is more patient, and a call that has a
// fallback does not wait at all.

func hire(ctx context.Context, client *stackone.Client, name string) (id string, attempts int, err error) {
	var meta stackone.Response
	employee, err := client.HRIS.Employees.Create(ctx, stackone.EmployeeChange{
		FirstName: stackone.Some(name),
	}, stackone.WithResponse(&meta))
	if err != nil {
		return "", meta.Attempts, err
	}
	return employee.ID, meta.Attempts, nil
}

func patient(opts ...stackone.ClientOption) (*stackone.Client, error) {
	return stackone.New(append(opts, stackone.WithRetry(stackone.RetryPolicy{
		MaxAttempts: 5,
		MaxElapsed:  time.Minute,
		StatusCodes: []string{"429", "5XX"},
	}))...)
}

func TestRetries(t *testing.T) {
	client, server := start(t)
	busy := stackonetest.Error(503).RetryAfter(0)
	server.Answer(stackonetest.HRISEmployeesCreate, busy, busy, stackonetest.Default())
	id, attempts, err := hire(t.Context(), client, "Ada")
	if err != nil || id != "e-1" || attempts != 3 {
		t.Errorf("%q after %d attempts, error %v", id, attempts, err)
	}
	// All attempts have one key, so that the API creates one employee.
	keys := map[string]int{}
	for _, call := range server.Calls() {
		keys[call.Header.Get("Idempotency-Key")]++
	}
	if len(keys) != 1 || keys[""] != 0 {
		t.Errorf("the keys of the attempts: %v", keys)
	}

	server.Answer(stackonetest.HRISEmployeesCreate, busy)
	if _, attempts, err := hire(t.Context(), client, "Ada"); err == nil || attempts != 3 {
		t.Errorf("it gave up after %d attempts, error %v", attempts, err)
	}
	client, err = patient(stackone.WithServerURL(server.URL), stackone.WithAPIKey("test"), stackone.WithAccountID("acme"))
	if err != nil {
		t.Fatal(err)
	}
	failed := stackonetest.Error(500).RetryAfter(0)
	server.Answer(stackonetest.HRISEmployeesCreate, failed, busy, failed, busy, stackonetest.Default())
	if _, attempts, err := hire(t.Context(), client, "Ada"); err != nil || attempts != 5 {
		t.Errorf("%d patient attempts, error %v", attempts, err)
	}

	server.Answer(stackonetest.HRISEmployeesList, busy)
	var meta stackone.Response
	_, err = client.HRIS.Employees.List(t.Context(), stackone.HRISEmployeesListRequest{},
		stackone.WithRetry(stackone.NoRetry()), stackone.WithResponse(&meta))
	if err == nil || meta.Attempts != 1 {
		t.Errorf("%d attempts without retries, error %v", meta.Attempts, err)
	}
}
