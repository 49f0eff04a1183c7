package stackone

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestTypes(t *testing.T) {
	client, x := serve(t)
	call := func(operation string) error {
		switch operation {
		case "first":
			_, err := client.Calls.First(context.Background(), CallsFirstRequest{})
			return err
		case "second":
			return client.Calls.Second(context.Background(), CallsSecondRequest{})
		default:
			return client.Calls.Third(context.Background(), CallsThirdRequest{})
		}
	}
	is := func(target any) func(error) bool { return func(err error) bool { return errors.As(err, target) } }
	for _, test := range []struct {
		operation string
		status    int
		is        func(error) bool
	}{
		{"first", 400, is(new(*BadRequestError))},
		{"first", 401, is(new(*UnauthorizedError))},
		{"first", 404, is(new(*NotFoundError))},
		{"first", 409, is(new(*CallsFirstConflictError))},
		{"first", 429, is(new(*TooManyError))},
		{"first", 418, is(new(*ClientProblemError))},
		{"first", 503, func(err error) bool { _, plain := err.(*APIError); return plain }},
		{"first", 302, is(new(*ErrorError))},
		{"second", 400, is(new(*BadRequestError))},
		{"second", 401, is(new(*UnauthorizedError))},
		{"second", 403, is(new(*ForbiddenError))},
		{"second", 422, is(new(*CallsSecondUnprocessableEntityError))},
		{"second", 499, is(new(*Status499Error))},
		{"second", 500, is(new(*ServerProblemError))},
		{"second", 503, is(new(*ServerProblemError))},
		{"third", 409, is(new(*CallsThirdConflictError))},
	} {
		x.status, x.reply = test.status, `{"message": "why"}`
		if test.status == 422 {
			x.reply = `["why"]`
		}
		err := call(test.operation)
		if !test.is(err) {
			t.Errorf("%s %d: got %T", test.operation, test.status, err)
		}
		var base *APIError
		if !errors.As(err, &base) {
			t.Fatalf("%s %d: no APIError in %v", test.operation, test.status, err)
		}
		want(t, "status", base.StatusCode, test.status)
		want(t, "raw body", string(base.RawBody), x.reply)
		want(t, "operation", base.Operation, "Calls."+test.operation)
		if base.DecodeErr != nil {
			t.Errorf("%s %d: %v", test.operation, test.status, base.DecodeErr)
		}
	}
}

func TestUndocumented(t *testing.T) {
	client, x := serve(t)
	x.status, x.reply = 502, `{"error": {"message": "bad gateway"}}`
	err := client.Calls.Second(context.Background(), CallsSecondRequest{})
	base, ok := err.(*APIError)
	if !ok {
		t.Fatalf("got %T", err)
	}
	want(t, "message", base.Message, "bad gateway")
	want(t, "text", err.Error(), "stackone: Calls.second: 502 Bad Gateway: bad gateway")
}

func TestBodies(t *testing.T) {
	client, x := serve(t)
	x.status, x.reply = 400, `{"statusCode": 400, "message": "m", "later": 1}`
	var badRequest *BadRequestError
	errors.As(client.Calls.Second(context.Background(), CallsSecondRequest{}), &badRequest)
	want(t, "StatusCode", badRequest.Body.StatusCode, 400)
	wantJSON(t, badRequest.Body, x.reply)

	x.status, x.reply = 422, `["a", "b"]`
	var list *CallsSecondUnprocessableEntityError
	errors.As(client.Calls.Second(context.Background(), CallsSecondRequest{}), &list)
	want(t, "items", len(list.Body), 2)

	x.status, x.reply = 503, `{"trace": "t"}`
	x.contentType = "application/problem+json"
	var problem *ServerProblemError
	errors.As(client.Calls.Second(context.Background(), CallsSecondRequest{}), &problem)
	want(t, "trace", problem.Body.Trace.Or(""), "t")
}

// The type follows the status even when the body is something else.
func TestUnreadableBody(t *testing.T) {
	client, x := serve(t)
	x.status = 400
	for _, reply := range []string{"<html>", `{"statusCode": `, "", `[`} {
		x.reply = reply
		var badRequest *BadRequestError
		if !errors.As(client.Calls.Second(context.Background(), CallsSecondRequest{}), &badRequest) {
			t.Fatalf("%q: no BadRequestError", reply)
		}
		if badRequest.DecodeErr == nil {
			t.Errorf("%q: no DecodeErr", reply)
		}
		want(t, "raw body", string(badRequest.RawBody), reply)
	}
}

func TestNoSecretsInText(t *testing.T) {
	client, x := serve(t, WithAPIKey("s3cret"), WithHeader("X-Token", "t0ken"))
	x.status, x.reply = 401, `{"message": "who?"}`
	err := client.Calls.Second(context.Background(), CallsSecondRequest{}, WithQuery("key", "qu3ry"))
	for _, secret := range []string{"s3cret", "t0ken", "qu3ry"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("%q is in %q", secret, err)
		}
	}
}

// A schema and a shared response of one name are two types.
func TestNamesakes(t *testing.T) {
	client, x := serve(t)
	x.status, x.reply = 429, `{"retry_in": 1, "limit": 2}`
	_, err := client.Calls.First(context.Background(), CallsFirstRequest{})
	var response *TooManyError
	errors.As(err, &response)
	want(t, "retry_in", response.Body.RetryIn.Or(0), 1)
	for _, err := range []error{client.Calls.Fourth(context.Background(), CallsFourthRequest{}), client.Calls.Fifth(context.Background(), CallsFifthRequest{})} {
		var schema *TooManyErrorError
		errors.As(err, &schema)
		want(t, "limit", schema.Body.Limit.Or(0), 2)
	}
	x.status, x.reply = 410, `["a"]`
	for _, err := range []error{client.Calls.Fourth(context.Background(), CallsFourthRequest{}), client.Calls.Fifth(context.Background(), CallsFifthRequest{})} {
		var lists *ListsError
		errors.As(err, &lists)
		want(t, "items", len(lists.Body), 1)
	}
}
