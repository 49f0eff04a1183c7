package main

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
	"github.com/StackOneHQ/stackone-gen/generated/stackonetest"
)

// start returns a test server for StackOne and the backend that calls it.
func start(t *testing.T) (*stackonetest.Server, *httptest.Server) {
	api := stackonetest.NewServer(t)
	client, err := stackone.New(stackone.WithServerURL(api.URL), stackone.WithAPIKey("test"))
	if err != nil {
		t.Fatal(err)
	}
	backend := httptest.NewServer(newBackend(client, 0))
	t.Cleanup(backend.Close)
	// Do not follow the redirect to StackOne's page.
	backend.Client().CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	log.SetOutput(io.Discard)
	return api, backend
}

// ask sends a request of a customer to the backend.
func ask(t *testing.T, backend *httptest.Server, method, path, customer, form string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, backend.URL+path, strings.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Customer", customer)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := backend.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

// session returns a response with a session whose latest attempt has a status; an
// empty status means no attempt.
func session(status stackone.ConnectionAttemptStatus) stackonetest.Answer {
	found := stackone.ConnectSession{ID: 1042, OrganizationID: "acme-17", OriginOwnerID: "customer-42", OriginOwnerName: "Acme"}
	if status != "" {
		attempt := stackone.ConnectionAttempt{ID: "attempt-1", Status: stackone.Some(status)}
		switch status {
		case stackone.ConnectionAttemptStatusAuthenticated:
			attempt.AccountSecureID = stackone.Some("account-7")
		case stackone.ConnectionAttemptStatusError:
			attempt.OAuthErrorDescription = stackone.Some("access denied")
		}
		found.LatestConnectionAttempt = stackone.Some(&attempt)
	}
	return stackonetest.Value(http.StatusOK, found)
}

// A customer is sent to the link and connects the account, and the backend gets its id.
func TestConnect(t *testing.T) {
	api, backend := start(t)
	response, _ := ask(t, backend, "POST", "/connect", "customer-42", "name=Acme")
	if response.StatusCode != http.StatusSeeOther || !strings.HasPrefix(response.Header.Get("Location"), "https://app.stackone.com/embedded/") {
		t.Fatalf("%s to %q", response.Status, response.Header.Get("Location"))
	}
	created := api.CallsOf(stackonetest.ConnectSessionsCreateConnectSession)
	if len(created) != 1 || string(created[0].Body) != `{"categories":["hris"],"origin_owner_id":"customer-42","origin_owner_name":"Acme"}` {
		t.Errorf("sessions created: %+v", created)
	}

	api.Answer(stackonetest.ConnectSessionsGetConnectSession,
		session(""), // the customer has not opened the link yet
		session(stackone.ConnectionAttemptStatusPending),
		stackonetest.Error(http.StatusTooManyRequests).RetryAfter(0),
		session("of_a_later_day"),
		session(stackone.ConnectionAttemptStatusAuthenticated),
	)
	response, body := ask(t, backend, "GET", "/connect/"+response.Header.Get("X-Connect-Session"), "customer-42", "")
	if response.StatusCode != http.StatusOK || strings.TrimSpace(body) != `{"account":"account-7"}` {
		t.Errorf("%s: %s", response.Status, body)
	}
	asked := api.CallsOf(stackonetest.ConnectSessionsGetConnectSession)
	if len(asked) != 5 || asked[0].PathValues["id"] != "1042" {
		t.Errorf("questions about the session: %+v", asked)
	}
}

// A session that ends without an account has a reason.
func TestNotConnected(t *testing.T) {
	for name, test := range map[string]struct {
		path, customer string
		answer         stackonetest.Answer
		status         int
		says           string
	}{
		"cancelled":            {"/connect/1042", "customer-42", session(stackone.ConnectionAttemptStatusCancelled), 409, "the customer cancelled"},
		"refused":              {"/connect/1042", "customer-42", session(stackone.ConnectionAttemptStatusError), 409, "the provider refused: access denied"},
		"expired or unknown":   {"/connect/1", "customer-42", stackonetest.Error(http.StatusNotFound), 404, "it has expired"},
		"another customer's":   {"/connect/1042", "customer-43", session(stackone.ConnectionAttemptStatusAuthenticated), 404, "there is no such session"},
		"not a number":         {"/connect/x", "customer-42", stackonetest.Default(), 400, "not a number"},
		"the key is not valid": {"/connect/1042", "customer-42", stackonetest.Error(http.StatusUnauthorized), 502, "try again later"},
	} {
		t.Run(name, func(t *testing.T) {
			api, backend := start(t)
			api.Answer(stackonetest.ConnectSessionsGetConnectSession, test.answer)
			response, body := ask(t, backend, "GET", test.path, test.customer, "")
			if response.StatusCode != test.status || !strings.Contains(body, test.says) {
				t.Errorf("%s: %s", response.Status, body)
			}
		})
	}
}

// If a session cannot be created, there is no redirect.
func TestNotStarted(t *testing.T) {
	api, backend := start(t)
	api.Answer(stackonetest.ConnectSessionsCreateConnectSession, stackonetest.Error(http.StatusUnprocessableEntity))
	response, body := ask(t, backend, "POST", "/connect", "customer-42", "name=Acme")
	if response.StatusCode != http.StatusBadGateway || response.Header.Get("Location") != "" {
		t.Errorf("%s: %s", response.Status, body)
	}
}
