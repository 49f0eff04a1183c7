package acceptance_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// servedSessions are sessions as StackOne has served them, by the month in which they began
// to look so.
func servedSessions() []struct{ month, members, problems string } {
	const common = `"id": 1042, "project_id": "acme-68574", "categories": ["hris"], "provider": null,
		"origin_owner_id": "customer-42", "origin_owner_name": "Acme", "origin_username": null, "account_id": null,
		"label": null, "created_at": "2025-11-03T09:26:53.000Z", "metadata": {"plan": "pro"}, "external_trigger_token": null,
		"type": "production", "integration_id": null`
	return []struct{ month, members, problems string }{
		{"2025-12", common + `, "organization_id": 17`, "[organization_id: expected a string, found a number]"},
		{"2026-02", common + `, "organization_id": "17"`, "[]"},
		{"2026-06", common + `, "organization_id": "17", "connector_profile_id": null, "latest_connection_attempt": {
			"id": "a-1", "created_at": "2026-06-01T08:15:00.000Z", "updated_at": "2026-06-01T08:16:30.500Z", "status": "authenticated",
			"account_secure_id": "45355976281015164504", "oauth_error_code": null, "oauth_error_description": null}`, "[]"},
	}
}

// TestServed calls all operations of a server as it was, and asks for nothing to be lost.
func TestServed(t *testing.T) {
	for _, served := range servedSessions() {
		document := `{` + served.members + `, "token": "hub-token", "auth_link_url": "https://app.example/connect/6f9c1d2e"}`
		client := serve(t, answer{body: document}).client(t)
		for _, op := range operations() {
			t.Run(served.month+"/"+op.name, func(t *testing.T) {
				var meta stackone.Response
				if err := op.call(t.Context(), client.ConnectSessions, stackone.WithResponse(&meta)); err != nil {
					t.Fatal(err)
				}
				equal(t, "Problems", fmt.Sprint(meta.Problems), served.problems)
			})
		}
		got, err := client.ConnectSessions.GetConnectSession(t.Context(), stackone.ConnectSessionsGetConnectSessionRequest{ID: 1042})
		if err != nil {
			t.Fatal(err)
		}
		sameJSON(t, "encoded again in "+served.month, encode(t, got), document)
		organization, _ := got.Extras.Get("organization_id")
		if want := strings.Contains(served.problems, "organization_id"); want != (string(organization) == "17") || want == (got.OrganizationID == "17") {
			t.Errorf("%s: the organization is %q, and %s", served.month, got.OrganizationID, organization)
		}
	}
}

// TestSessionsOfBothYearsDecode reads what the SDK refused before, without a call.
func TestSessionsOfBothYearsDecode(t *testing.T) {
	for _, served := range servedSessions() {
		var session stackone.ConnectSession
		if err := json.Unmarshal([]byte(`{`+served.members+`}`), &session); err != nil {
			t.Errorf("%s: %v", served.month, err)
		}
		sameJSON(t, "encoded again", encode(t, session), `{`+served.members+`}`)
	}
}
