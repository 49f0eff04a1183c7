package acceptance_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// fullSession has every member that both results share.
const fullSession = `
	"id": 1042, "organization_id": "acme-17", "project_id": "acme-product-68574",
	"categories": ["hris", "hris-legacy"], "provider": "bamboohr",
	"origin_owner_id": "customer-42", "origin_owner_name": "Acme",
	"origin_username": "jane.doe@acme.example", "account_id": "45355976281015164504",
	"label": "Head office", "created_at": "2025-11-03T09:26:53.120Z",
	"metadata": {"plan": "pro", "limits": {"seats": 12345678901234567890, "ratio": 0.10}, "tags": ["a", null]},
	"external_trigger_token": "trigger-token", "type": "test",
	"integration_id": "0b8f6a52-3d7c-4f0e-9a41-6c2d9e7b1f35",
	"connector_profile_id": "3e9d5f04-71c8-4b6a-a2fd-58c01e96b7d2",
	"latest_connection_attempt": {
		"id": "attempt-1", "created_at": "2026-06-01T08:15:00.000Z", "updated_at": "2026-06-01T08:16:30.500Z",
		"status": "authenticated", "account_secure_id": "45355976281015164504",
		"oauth_error_code": null, "oauth_error_description": null
	}`

func TestCreateConnectSessionResult(t *testing.T) {
	document := `{` + fullSession + `, "token": "hub-token", "auth_link_url": "https://app.example/connect/6f9c1d2e"}`
	got, err := create(t.Context(), serve(t, answer{body: document}).client(t))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "ID", got.ID, 1042)
	equal(t, "OrganizationID", got.OrganizationID, "acme-17")
	equal(t, "ProjectID", got.ProjectID, "acme-product-68574")
	holds(t, "Categories", got.Categories, []stackone.ConnectSessionTokenAuthLinkCategories{
		stackone.ConnectSessionTokenAuthLinkCategoriesHRIS,
		stackone.ConnectSessionTokenAuthLinkCategoriesHRISLegacy,
	})
	holds(t, "Provider", got.Provider, "bamboohr")
	equal(t, "OriginOwnerID", got.OriginOwnerID, "customer-42")
	equal(t, "OriginOwnerName", got.OriginOwnerName, "Acme")
	holds(t, "OriginUsername", got.OriginUsername, "jane.doe@acme.example")
	holds(t, "AccountID", got.AccountID, "45355976281015164504")
	holds(t, "Label", got.Label, "Head office")
	equal(t, "CreatedAt", got.CreatedAt.Time, time.Date(2025, 11, 3, 9, 26, 53, 120e6, time.UTC))
	sameJSON(t, "Metadata", encode(t, got.Metadata),
		`{"plan": "pro", "limits": {"seats": 12345678901234567890, "ratio": 0.10}, "tags": ["a", null]}`)
	holds(t, "ExternalTriggerToken", got.ExternalTriggerToken, "trigger-token")
	holds(t, "Type", got.Type, stackone.ConnectSessionTokenAuthLinkTypeTest)
	holds(t, "IntegrationID", got.IntegrationID, "0b8f6a52-3d7c-4f0e-9a41-6c2d9e7b1f35")
	equal(t, "Token", got.Token, "hub-token")
	equal(t, "AuthLinkURL", got.AuthLinkURL, "https://app.example/connect/6f9c1d2e")
	equal(t, "Extras", len(got.Extras.Map()), 0)
	sameJSON(t, "encoded again", encode(t, got), document)
}

func TestAuthenticateConnectSessionResult(t *testing.T) {
	document := `{` + fullSession + `}`
	client := serve(t, answer{body: document}).client(t)
	got, err := client.ConnectSessions.AuthenticateConnectSession(t.Context(), stackone.ConnectSessionAuthenticate{Token: sessionToken})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "ID", got.ID, 1042)
	equal(t, "OrganizationID", got.OrganizationID, "acme-17")
	equal(t, "ProjectID", got.ProjectID, "acme-product-68574")
	holds(t, "Categories", got.Categories, []stackone.ConnectSessionCategories{
		stackone.ConnectSessionCategoriesHRIS,
		stackone.ConnectSessionCategoriesHRISLegacy,
	})
	holds(t, "Provider", got.Provider, "bamboohr")
	equal(t, "OriginOwnerID", got.OriginOwnerID, "customer-42")
	equal(t, "OriginOwnerName", got.OriginOwnerName, "Acme")
	holds(t, "OriginUsername", got.OriginUsername, "jane.doe@acme.example")
	holds(t, "AccountID", got.AccountID, "45355976281015164504")
	holds(t, "Label", got.Label, "Head office")
	equal(t, "CreatedAt", got.CreatedAt.Time, time.Date(2025, 11, 3, 9, 26, 53, 120e6, time.UTC))
	holds(t, "ExternalTriggerToken", got.ExternalTriggerToken, "trigger-token")
	holds(t, "Type", got.Type, stackone.ConnectSessionTypeTest)
	holds(t, "IntegrationID", got.IntegrationID, "0b8f6a52-3d7c-4f0e-9a41-6c2d9e7b1f35")
	sameJSON(t, "encoded again", encode(t, got), document)
}

func TestGetConnectSessionResult(t *testing.T) {
	document := `{` + fullSession + `}`
	client := serve(t, answer{status: http.StatusOK, body: document}).client(t)
	got, err := client.ConnectSessions.GetConnectSession(t.Context(), stackone.ConnectSessionsGetConnectSessionRequest{ID: 1042})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "OrganizationID", got.OrganizationID, "acme-17")
	holds(t, "ConnectorProfileID", got.ConnectorProfileID, "3e9d5f04-71c8-4b6a-a2fd-58c01e96b7d2")
	attempt, ok := got.LatestConnectionAttempt.Get()
	if !ok {
		t.Fatal("there is no attempt")
	}
	equal(t, "ID", attempt.ID, "attempt-1")
	equal(t, "CreatedAt", attempt.CreatedAt.Time, time.Date(2026, 6, 1, 8, 15, 0, 0, time.UTC))
	equal(t, "UpdatedAt", attempt.UpdatedAt.Time, time.Date(2026, 6, 1, 8, 16, 30, 500e6, time.UTC))
	holds(t, "Status", attempt.Status, stackone.ConnectionAttemptStatusAuthenticated)
	holds(t, "AccountSecureID", attempt.AccountSecureID, "45355976281015164504")
	if !attempt.OAuthErrorCode.IsNull() {
		t.Error("OAuthErrorCode is not null")
	}
	sameJSON(t, "encoded again", encode(t, got), document)
}

// TestNothingIsLost sends back what came, for documents that the description does
// not foresee.
func TestNothingIsLost(t *testing.T) {
	tests := []struct{ name, members string }{
		{"absent members", ``},
		{"null members", `"label": null, "provider": null, "metadata": null, "categories": null, "type": null`},
		{"empty values", `"label": "", "metadata": {}, "categories": []`},
		{"an unknown category", `"categories": ["hris", "payroll"]`},
		{"a null among the categories", `"categories": ["hris", null]`},
		{"an unknown type", `"type": "sandbox"`},
		{"unknown members", `"region": "eu", "flags": {"beta": [1, 2.50, null]}, "": 0`},
		{"numbers beyond a float64", `"metadata": {"big": 123456789012345678901234567890, "tiny": 1e-400, "exact": 1.10}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			document := withMembers(createdSession, test.members)
			got, err := create(t.Context(), serve(t, answer{body: document}).client(t))
			if err != nil {
				t.Fatal(err)
			}
			sameJSON(t, "encoded again", encode(t, got), document)
		})
	}
}

// TestMissingRequiredMember does not cost the app the rest of the response, and is
// not invented on the way back.
func TestMissingRequiredMember(t *testing.T) {
	const document = `{"id": 1042, "token": "hub-token", "project_id": null}`
	got, err := create(t.Context(), serve(t, answer{body: document}).client(t))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "Token", got.Token, "hub-token")
	equal(t, "AuthLinkURL", got.AuthLinkURL, "")
	sameJSON(t, "encoded again", encode(t, got), document)
}

func TestAbsentAndNullDiffer(t *testing.T) {
	document := withMembers(createdSession, `"label": null`)
	got, err := create(t.Context(), serve(t, answer{body: document}).client(t))
	if err != nil {
		t.Fatal(err)
	}
	if !got.Label.IsNull() || got.Label.IsZero() {
		t.Errorf("a null label is %s", got.Label)
	}
	if got.Provider.IsNull() || !got.Provider.IsZero() {
		t.Errorf("an absent provider is %s", got.Provider)
	}
	equal(t, "Or", got.Provider.Or("none"), "none")
	equal(t, "ToPtr", stackone.ToPtr(got.Provider), nil)
}

func TestUnknownValuesAndMembersAreVisible(t *testing.T) {
	document := withMembers(createdSession,
		`"categories": ["hris", "payroll"], "type": "sandbox", "region": {"code": 9007199254740993}`)
	got, err := create(t.Context(), serve(t, answer{body: document}).client(t))
	if err != nil {
		t.Fatal(err)
	}
	categories, _ := got.Categories.Get()
	if len(categories) != 2 || !categories[0].IsKnown() || categories[1].IsKnown() || categories[1] != "payroll" {
		t.Errorf("Categories = %q; want the first known, and payroll not", categories)
	}
	if kind, _ := got.Type.Get(); kind.IsKnown() || kind != "sandbox" {
		t.Errorf("Type = %q, known %v", kind, kind.IsKnown())
	}
	extra := got.Extras.Map()
	if len(extra) != 1 {
		t.Errorf("Extra has %d members, want region alone", len(extra))
	}
	sameJSON(t, "region", string(extra["region"]), `{"code": 9007199254740993}`)

	got.Extras.Delete("region")
	if strings.Contains(encode(t, got), "region") {
		t.Error("region was deleted and is still written")
	}
}

// TestMetadataRoundTrip sends metadata to a server that gives it back.
func TestMetadataRoundTrip(t *testing.T) {
	const metadata = `{"plan":"pro","seats":9007199254740993,"nested":{"list":[1,"two",null,{"three":3.00}]},"empty":{}}`
	api := serve(t, answer{body: withMembers(createdSession, `"metadata": `+metadata)})
	client := api.client(t)
	first, err := create(t.Context(), client)
	if err != nil {
		t.Fatal(err)
	}
	body := minimal()
	body.Metadata = first.Metadata
	if _, err := client.ConnectSessions.CreateConnectSession(t.Context(), body); err != nil {
		t.Fatal(err)
	}
	sameJSON(t, "sent back", api.received()[1].Body,
		`{"origin_owner_id": "customer-42", "origin_owner_name": "Acme", "metadata": `+metadata+`}`)
}

// TestHarmlessResponses are all the same result in other clothes.
func TestHarmlessResponses(t *testing.T) {
	compressed := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			http.Error(w, "gzip is not accepted", http.StatusNotAcceptable)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(http.StatusCreated)
		zip := gzip.NewWriter(w)
		_, _ = io.WriteString(zip, createdSession)
		_ = zip.Close()
	})
	inPieces := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		for _, piece := range strings.SplitAfter(createdSession, ",") {
			_, _ = io.WriteString(w, piece)
			w.(http.Flusher).Flush()
		}
	})
	contentType := func(values ...string) http.Handler {
		return answer{body: createdSession, header: http.Header{"Content-Type": values}}
	}
	tests := []struct {
		name    string
		handler http.Handler
	}{
		{"gzip", compressed},
		{"in pieces", inPieces},
		{"newlines before the JSON", answer{body: "\n\n\r\n" + createdSession}},
		{"newlines after the JSON", answer{body: createdSession + "\n\n"}},
		{"200 instead of 201", answer{status: http.StatusOK, body: createdSession}},
		{"a vendor's content type", contentType("application/vnd.stackone.v2+json")},
		{"no content type", contentType()},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := create(t.Context(), serve(t, test.handler).client(t))
			if err != nil {
				t.Fatal(err)
			}
			sameJSON(t, "result", encode(t, got), createdSession)
		})
	}
}

// TestUndecodableResponses are successes that have no result to offer.
func TestUndecodableResponses(t *testing.T) {
	tests := []struct {
		name    string
		handler answer
		path    string // of the DecodeError
		reason  string
	}{
		{"not JSON", answer{body: `<html>ok</html>`, header: http.Header{"Content-Type": {"text/html"}}}, "", `unexpected content type "text/html"`},
		{"an empty body", answer{body: ""}, "", "the body is empty"},
		{"no content", answer{status: http.StatusNoContent}, "", "the body is empty"},
		{"nothing but newlines", answer{body: "\n\n"}, "", "the body is empty"},
		{"JSON that ends early", answer{body: `{"id": 1042, "project_id": "acme-`}, "project_id", ""},
		{"JSON that goes on", answer{body: createdSession + `{}`}, "", ""},
		{"a list", answer{body: `[]`}, "", ""},
	}
	for _, test := range tests {
		for _, op := range operations() {
			t.Run(test.name+"/"+op.name, func(t *testing.T) {
				var meta stackone.Response
				client := serve(t, test.handler).client(t)
				err := op.call(t.Context(), client.ConnectSessions, stackone.WithResponse(&meta))
				var failed *stackone.DecodeError
				if !errors.As(err, &failed) {
					t.Fatalf("error is %T %v, want a *DecodeError", err, err)
				}
				equal(t, "Operation", failed.Operation, op.name)
				equal(t, "StatusCode", failed.StatusCode, meta.StatusCode)
				equal(t, "Body", string(failed.Body), test.handler.body)
				equal(t, "Response.Body", string(meta.Body), test.handler.body)
				equal(t, "Path", failed.Path, test.path)
				text := err.Error()
				for _, part := range []string{op.name, test.path, test.reason} {
					if !strings.Contains(text, part) {
						t.Errorf("error %q does not say %q", text, part)
					}
				}
				for _, secret := range []string{apiKey, "hub-token-Kw83", "customer-42"} {
					if strings.Contains(text, secret) {
						t.Errorf("error %q tells %q", text, secret)
					}
				}
				var apiErr *stackone.APIError
				if errors.As(err, &apiErr) {
					t.Error("a success with a bad body must not look like an *APIError")
				}
			})
		}
	}
}

// TestCutResponse breaks the connection in the middle of a success. It must not be
// sent again: the session has been created.
func TestCutResponse(t *testing.T) {
	tests := []struct {
		name   string
		header http.Header
	}{
		{"shorter than announced", http.Header{"Content-Length": {"5000"}}},
		{"broken off between chunks", nil},
	}
	for _, test := range tests {
		for _, op := range posts() {
			t.Run(test.name+"/"+op.name, func(t *testing.T) {
				api := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					answer{body: op.success[:60], header: test.header}.ServeHTTP(w, r)
					w.(http.Flusher).Flush()
					panic(http.ErrAbortHandler)
				}))
				err := op.call(t.Context(), api.client(t).ConnectSessions)
				if !errors.Is(err, io.ErrUnexpectedEOF) {
					t.Errorf("error is %v, want one that is io.ErrUnexpectedEOF", err)
				}
				if err == nil || !strings.Contains(err.Error(), op.name) {
					t.Errorf("error %v does not name the operation", err)
				}
				api.only(t)
			})
		}
	}
}

func TestWithResponse(t *testing.T) {
	const failure = `{"statusCode": 409, "message": "exists", "timestamp": "2025-11-03T09:26:53Z"}`
	tests := []struct {
		name     string
		handler  http.Handler
		status   int
		body     string
		attempts int
	}{
		{"success", answer{body: createdSession, header: http.Header{"X-Request-Id": {"r-1"}}}, 201, createdSession, 1},
		{"error", answer{status: 409, body: failure, header: http.Header{"X-Request-Id": {"r-1"}}}, 409, failure, 1},
		{
			"success after an error",
			inTurn(answer{status: 429, body: failure}, answer{body: createdSession, header: http.Header{"X-Request-Id": {"r-1"}}}),
			201, createdSession, 2,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			api := serve(t, test.handler)
			client := api.client(t, stackone.WithQuery("debug", "secret-query"), stackone.WithRetry(atOnce()))
			meta := stackone.Response{StatusCode: 999, Attempts: 7}
			_, err := create(t.Context(), client, stackone.WithResponse(&meta))
			if (err == nil) != (test.status == 201) {
				t.Fatalf("error %v with status %d", err, test.status)
			}
			equal(t, "Method", meta.Method, http.MethodPost)
			equal(t, "URL", meta.URL, api.URL+"/connect_sessions")
			equal(t, "StatusCode", meta.StatusCode, test.status)
			equal(t, "Status", meta.Status, fmt.Sprintf("%d %s", test.status, http.StatusText(test.status)))
			equal(t, "X-Request-Id", meta.Header.Get("X-Request-Id"), "r-1")
			equal(t, "Body", string(meta.Body), test.body)
			equal(t, "Attempts", meta.Attempts, test.attempts)
		})
	}
}

// TestWithResponseWithoutResponse must not leave what an earlier call stored.
func TestWithResponseWithoutResponse(t *testing.T) {
	client := serve(t, created()).client(t)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	tests := []struct {
		name   string
		ctx    context.Context
		option stackone.CallOption
	}{
		{"a context that has ended", ended, stackone.WithHeader("X-Good", "name")},
		{"a mistake in the options", t.Context(), stackone.WithHeader("bad name", "")},
		{"no context", nil, stackone.WithHeader("X-Good", "name")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var meta stackone.Response
			if _, err := create(t.Context(), client, stackone.WithResponse(&meta)); err != nil {
				t.Fatal(err)
			}
			if _, err := create(test.ctx, client, stackone.WithResponse(&meta), test.option); err == nil {
				t.Error("no error")
			}
			equal(t, "StatusCode", meta.StatusCode, 0)
			equal(t, "Header", len(meta.Header), 0)
			equal(t, "Body", len(meta.Body), 0)
		})
	}
}
