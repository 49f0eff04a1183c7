package acceptance_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// documented is a status with an error type of its own.
type documented struct {
	status int
	find   func(error) (apiErr *stackone.APIError, body any, ok bool)
}

func documentedErrors() []documented {
	return []documented{
		{400, find(func(e *stackone.BadRequestError) (*stackone.APIError, any) { return e.APIError, e.Body })},
		{401, find(func(e *stackone.UnauthorizedError) (*stackone.APIError, any) { return e.APIError, e.Body })},
		{403, find(func(e *stackone.ForbiddenError) (*stackone.APIError, any) { return e.APIError, e.Body })},
		{404, find(func(e *stackone.NotFoundError) (*stackone.APIError, any) { return e.APIError, e.Body })},
		{408, find(func(e *stackone.RequestTimedOutError) (*stackone.APIError, any) { return e.APIError, e.Body })},
		{409, find(func(e *stackone.ConflictError) (*stackone.APIError, any) { return e.APIError, e.Body })},
		{422, find(func(e *stackone.UnprocessableEntityError) (*stackone.APIError, any) { return e.APIError, e.Body })},
		{429, find(func(e *stackone.TooManyRequestsError) (*stackone.APIError, any) { return e.APIError, e.Body })},
		{500, find(func(e *stackone.InternalServerError) (*stackone.APIError, any) { return e.APIError, e.Body })},
		{501, find(func(e *stackone.NotImplementedError) (*stackone.APIError, any) { return e.APIError, e.Body })},
		{502, find(func(e *stackone.BadGatewayError) (*stackone.APIError, any) { return e.APIError, e.Body })},
	}
}

func find[E error](split func(E) (*stackone.APIError, any)) func(error) (*stackone.APIError, any, bool) {
	return func(err error) (*stackone.APIError, any, bool) {
		var target E
		if !errors.As(err, &target) {
			return nil, nil, false
		}
		apiErr, body := split(target)
		return apiErr, body, true
	}
}

// failWith makes a call that the server answers with an error.
func failWith(t *testing.T, op operation, failure http.Handler) error {
	t.Helper()
	client := serve(t, failure).client(t, stackone.WithQuery("debug", "secret-query"), stackone.WithHeader("X-Internal", "secret-header"))
	err := op.call(t.Context(), client.ConnectSessions, stackone.WithRetry(stackone.NoRetry()))
	if err == nil {
		t.Fatal("no error")
	}
	return err
}

func TestDocumentedErrors(t *testing.T) {
	for _, op := range operations() {
		for _, want := range documentedErrors() {
			t.Run(fmt.Sprintf("%s/%d", op.name, want.status), func(t *testing.T) {
				body := fmt.Sprintf(`{"statusCode": %d, "message": "it went wrong", "timestamp": "2025-11-03T09:26:53.000Z", "new_member": [1]}`, want.status)
				err := failWith(t, op, answer{status: want.status, body: body, header: http.Header{"X-Request-Id": {"r-1"}}})

				for _, other := range documentedErrors() {
					if _, _, ok := other.find(err); ok != (other.status == want.status) {
						t.Errorf("as the type of %d: %v", other.status, ok)
					}
				}
				apiErr, got, ok := want.find(err)
				if !ok {
					t.Fatalf("error is a %T", err)
				}
				sameJSON(t, "Body", encode(t, got), body)

				var unwrapped *stackone.APIError
				if !errors.As(err, &unwrapped) || unwrapped != apiErr {
					t.Error("the error does not unwrap to its *APIError")
				}
				equal(t, "Operation", apiErr.Operation, op.name)
				equal(t, "Method", apiErr.Method, op.method)
				equal(t, "Path", apiErr.Path, op.path)
				equal(t, "StatusCode", apiErr.StatusCode, want.status)
				equal(t, "Status", apiErr.Status, fmt.Sprintf("%d %s", want.status, http.StatusText(want.status)))
				equal(t, "Header", apiErr.Header.Get("X-Request-Id"), "r-1")
				equal(t, "RawBody", string(apiErr.RawBody), body)
				equal(t, "Truncated", apiErr.Truncated, false)
				equal(t, "Message", apiErr.Message, "it went wrong")
				equal(t, "Attempts", apiErr.Attempts, 1)
				equal(t, "DecodeErr", apiErr.DecodeErr, nil)
				wantErrorText(t, err, op, want.status, "it went wrong")
			})
		}
	}
}

func TestUndocumentedErrors(t *testing.T) {
	for _, op := range operations() {
		for _, status := range []int{304, 405, 418, 503, 599} {
			t.Run(fmt.Sprintf("%s/%d", op.name, status), func(t *testing.T) {
				err := failWith(t, op, answer{status: status, body: `{"message": "it went wrong"}`})
				for _, other := range documentedErrors() {
					if _, _, ok := other.find(err); ok {
						t.Errorf("is an error of %d", other.status)
					}
				}
				var apiErr *stackone.APIError
				if !errors.As(err, &apiErr) {
					t.Fatalf("error is a %T, want an *APIError", err)
				}
				equal(t, "StatusCode", apiErr.StatusCode, status)
				message := "it went wrong"
				if status == 304 {
					message = "" // a response without a body by definition
				}
				equal(t, "Message", apiErr.Message, message)
				wantErrorText(t, err, op, status, message)
			})
		}
	}
}

// wantErrorText wants all that helps and nothing that harms.
func wantErrorText(t *testing.T, err error, op operation, status int, message string) {
	t.Helper()
	text := err.Error()
	for _, part := range []string{op.name, fmt.Sprint(status), http.StatusText(status), message} {
		if !strings.Contains(text, part) {
			t.Errorf("error %q does not say %q", text, part)
		}
	}
	for _, secret := range []string{apiKey, basicAuth, sessionToken, "secret-header", "secret-query", "customer-42", "\n"} {
		if strings.Contains(text, secret) {
			t.Errorf("error %q tells %q", text, secret)
		}
	}
}

// TestUnreadableErrors wants the type to follow the status, whatever came with it.
func TestUnreadableErrors(t *testing.T) {
	const rawBodyCap = 1 << 20
	html := http.Header{"Content-Type": {"text/html"}}
	tests := []struct {
		name    string
		failure answer
		message string
	}{
		{"HTML", answer{body: "<html><body>Bad Gateway</body></html>", header: html}, ""},
		{"HTML that claims to be JSON", answer{body: "<html><body>Bad Gateway</body></html>"}, ""},
		{"JSON that ends early", answer{body: `{"statusCode": 400, "message": "it we`}, ""},
		{"an empty body", answer{}, ""},
		{"a list", answer{body: `["it went wrong"]`}, ""},
		{"2 MB", answer{body: `{"statusCode": 400, "message": "` + strings.Repeat("x", 2<<20) + `"}`}, ""},
	}
	for _, test := range tests {
		for _, op := range operations() {
			for _, want := range documentedErrors() {
				t.Run(fmt.Sprintf("%s/%s/%d", test.name, op.name, want.status), func(t *testing.T) {
					failure := test.failure
					failure.status = want.status
					err := failWith(t, op, failure)
					apiErr, _, ok := want.find(err)
					if !ok {
						t.Fatalf("error is a %T", err)
					}
					if apiErr.DecodeErr == nil {
						t.Error("DecodeErr is nil")
					}
					equal(t, "RawBody", string(apiErr.RawBody), failure.body[:min(len(failure.body), rawBodyCap)])
					equal(t, "Truncated", apiErr.Truncated, len(failure.body) > rawBodyCap)
					equal(t, "Message", apiErr.Message, test.message)
					wantErrorText(t, err, op, want.status, test.message)
				})
			}
		}
	}
}

// TestCutErrorBody loses the connection in the middle of an error's body.
func TestCutErrorBody(t *testing.T) {
	for _, op := range operations() {
		t.Run(op.name, func(t *testing.T) {
			err := failWith(t, op, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				answer{status: 500, body: `{"statusCode": 500, "mess`, header: http.Header{"Content-Length": {"500"}}}.ServeHTTP(w, r)
			}))
			var failed *stackone.InternalServerError
			if !errors.As(err, &failed) {
				t.Fatalf("error is %T %v", err, err)
			}
			equal(t, "RawBody", string(failed.RawBody), `{"statusCode": 500, "mess`)
			if failed.DecodeErr == nil {
				t.Error("DecodeErr is nil")
			}
		})
	}
}

// TestProviderErrors keeps what a provider said, whatever it looks like.
func TestProviderErrors(t *testing.T) {
	const raw = `{"fault": {"code": 12345678901234567890, "details": [null, "x", {"deep": 1.10}]}}`
	const headers = `{"retry-after": "30", "set-cookie": ["a=1", "b=2"], "x-limit": 100}`
	const body = `{
		"statusCode": 400, "message": "the provider refused", "timestamp": "2025-11-03T09:26:53.000Z",
		"data": {"statusCode": 400, "message": "bad field", "headers": ` + headers + `},
		"provider_errors": [
			{"status": 422, "url": "https://provider.example/v1", "raw": ` + raw + `, "headers": ` + headers + `},
			{"status": null, "raw": {}, "trace": "t-1"},
			{}
		]
	}`
	for _, op := range operations() {
		t.Run(op.name, func(t *testing.T) {
			err := failWith(t, op, answer{status: 400, body: body})
			var refused *stackone.BadRequestError
			if !errors.As(err, &refused) || refused.DecodeErr != nil {
				t.Fatalf("error is %T %v", err, err)
			}
			causes, _ := refused.Body.ProviderErrors.Get()
			if len(causes) != 3 {
				t.Fatalf("%d provider errors, want 3", len(causes))
			}
			holds(t, "Status", causes[0].Status, 422)
			holds(t, "URL", causes[0].URL, "https://provider.example/v1")
			sameJSON(t, "Raw", encode(t, causes[0].Raw), raw)
			sameJSON(t, "Headers", encode(t, causes[0].Headers), headers)
			detail, _ := causes[0].Raw.Or(nil)["fault"].(map[string]any)
			equal(t, "code", detail["code"], any(json.Number("12345678901234567890")))
			data, _ := refused.Body.Data.Get()
			sameJSON(t, "data's headers", encode(t, data.Headers), headers)
			sameJSON(t, "encoded again", encode(t, refused.Body), body)
		})
	}
}

// TestErrorText keeps a server from writing lines of its own into an app's log.
func TestErrorText(t *testing.T) {
	op := operations()[0]
	message, err := json.Marshal("first\r\nsecond\u2028third\x1b[31m " + strings.Repeat("long ", 1000))
	if err != nil {
		t.Fatal(err)
	}
	text := failWith(t, op, answer{status: 404, body: `{"message": ` + string(message) + `}`}).Error()
	if strings.ContainsAny(text, "\r\n\u2028\x1b") {
		t.Errorf("error %.100q has control characters", text)
	}
	if len(text) > 1000 {
		t.Errorf("error is %d bytes long", len(text))
	}
}
