package stackone_test

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// Tracing is a middleware: a span for each attempt, named by the operation, with the template
// of the path, which holds no id. With OpenTelemetry, tracer.Start and span.End are theirs.

type span struct {
	name, route string
	attempt     int
	status      string
}

type tracer struct {
	mu    sync.Mutex
	spans []span
}

func (t *tracer) middleware(next stackone.Doer) stackone.Doer {
	return stackone.DoerFunc(func(r *http.Request) (*http.Response, error) {
		operation, _ := stackone.OperationFromContext(r.Context())
		s := span{name: operation.Name, route: operation.Method + " " + operation.Path, attempt: operation.Attempt}
		r.Header.Set("Traceparent", fmt.Sprintf("00-4bf92f3577b34da6a3ce929d0e0e4736-%016x-01", operation.Attempt))
		response, err := next.Do(r)
		if err != nil {
			s.status = "no response"
		} else {
			s.status = response.Status
		}
		t.mu.Lock()
		t.spans = append(t.spans, s)
		t.mu.Unlock()
		return response, err
	})
}

func TestTracing(t *testing.T) {
	var traced tracer
	client, server := start(t, stackone.WithMiddleware(traced.middleware))
	server.Answer(stackonetest.HRISEmployeesGet, stackonetest.Error(503).RetryAfter(0), stackonetest.Default())
	if _, err := client.HRIS.Employees.Get(t.Context(), stackone.HRISEmployeesGetRequest{ID: "e-7"}); err != nil {
		t.Fatal(err)
	}
	want := []span{
		{"hris.employees.get", "GET /hris/employees/{id}", 1, "503 Service Unavailable"},
		{"hris.employees.get", "GET /hris/employees/{id}", 2, "200 OK"},
	}
	if !slices.Equal(traced.spans, want) {
		t.Errorf("%v, want %v", traced.spans, want)
	}
	for _, call := range server.Calls() {
		if call.Header.Get("Traceparent") == "" {
			t.Error("an attempt has no Traceparent header")
		}
	}
}
