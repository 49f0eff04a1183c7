package stackone

import (
	"context"
	"errors"
	"testing"
)

func TestSeveral(t *testing.T) {
	client, x := serve(t)
	for status, job := range map[int]bool{200: true, 201: true, 202: false} {
		x.status, x.reply = status, `{"id": "1", "number": 2}`
		result, err := client.Jobs.Start(context.Background(), JobsStartRequest{})
		if err != nil {
			t.Fatal(err)
		}
		want(t, "status", result.StatusCode, status)
		want(t, "is a job", result.Job != nil, job)
		want(t, "is a ticket", result.Ticket != nil, !job)
	}
}

func TestNoContent(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	result, err := client.Jobs.Poll(context.Background(), JobsPollRequest{})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "status", result.StatusCode, 204)
	want(t, "is a job", result.Job != nil, false)
	if err := client.Jobs.Remove(context.Background(), JobsRemoveRequest{}); err != nil {
		t.Error(err)
	}
	x.status = 200
	if err := client.Jobs.Look(context.Background(), JobsLookRequest{}); err != nil {
		t.Error(err)
	}
	want(t, "method", x.method, "HEAD")
}

func TestRanges(t *testing.T) {
	client, x := serve(t)
	x.reply = `{"id": "1"}`
	for _, status := range []int{200, 206, 299} {
		x.status = status
		for name, call := range map[string]func(context.Context) (*Job, error){
			"default": func(ctx context.Context) (*Job, error) { return client.Jobs.Replace(ctx, JobsReplaceRequest{}) },
			"range":   func(ctx context.Context) (*Job, error) { return client.Jobs.Change(ctx, JobsChangeRequest{}) },
		} {
			job, err := call(context.Background())
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			want(t, name, job.ID, "1")
		}
	}
	x.status, x.reply = 418, `{"message": "no"}`
	_, err := client.Jobs.Change(context.Background(), JobsChangeRequest{})
	var problem *ProblemError
	if !errors.As(err, &problem) {
		t.Fatalf("got %v", err)
	}
	want(t, "message", problem.Body.Message.Or(""), "no")
	_, err = client.Jobs.Replace(context.Background(), JobsReplaceRequest{})
	var apiErr *APIError
	if !errors.As(err, &apiErr) {
		t.Errorf("got %v", err)
	}
}

func TestValues(t *testing.T) {
	client, x := serve(t)
	for status, reply := range map[int]string{200: `["a"]`, 203: `1.5`, 299: `"text"`} {
		x.status, x.reply = status, reply
		result, err := client.Jobs.Values(context.Background(), JobsValuesRequest{})
		if err != nil {
			t.Fatal(err)
		}
		want(t, "list", result.Value != nil, status == 200)
		want(t, "number", result.Value2 != nil, status == 203)
		want(t, "text", result.Value3 != nil, status == 299)
	}
	x.status, x.reply = 200, `"Ann"`
	name, err := client.Jobs.Name(context.Background(), JobsNameRequest{})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "name", name, "Ann")
}

func TestNullableResult(t *testing.T) {
	client, x := serve(t)
	for reply, found := range map[string]bool{`{"id": "1"}`: true, " null\n": false} {
		x.reply = reply
		job, err := client.Jobs.Maybe(context.Background(), JobsMaybeRequest{})
		if err != nil {
			t.Fatal(err)
		}
		want(t, reply, job != nil, found)
	}
	x.reply = "null"
	if _, err := client.Jobs.Name(context.Background(), JobsNameRequest{}); err != nil {
		t.Error("null for a name is lenient, as it is inside an object:", err)
	}
}

// A HEAD request is answered without content, whatever GET would say.
func TestHead(t *testing.T) {
	client, x := serve(t)
	if err := client.Jobs.CheckName(context.Background(), JobsCheckNameRequest{}); err != nil {
		t.Error(err)
	}
	want(t, "method", x.method, "HEAD")
	x.status = 404
	var missing *NotFoundError
	if err := client.Jobs.CheckName(context.Background(), JobsCheckNameRequest{}); !errors.As(err, &missing) || missing.DecodeErr != nil {
		t.Errorf("got %v", err)
	}
}
