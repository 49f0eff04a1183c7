package stackone_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// What the unified models lack is one call away: the provider's own API through the proxy, an
// action by its name, and with Do an operation that the description does not have yet.

func rooms(ctx context.Context, client *stackone.Client) (int, error) {
	response, err := client.Proxy.Send(ctx, stackone.ProxyRequest{
		Path:   "/v2/rooms",
		Method: stackone.Some(stackone.ProxyRequestMethodGet),
	})
	if err != nil {
		return 0, err
	}
	var data struct{ Rooms []struct{ Name string } }
	if err := response.Data.Or(stackone.JSONValue{}).Decode(&data); err != nil {
		return 0, err
	}
	return len(data.Rooms), nil
}

func invite(ctx context.Context, client *stackone.Client, email string) error {
	_, err := client.Actions.Call(ctx, stackone.ActionCall{
		Action: "provider_invite",
		Body:   stackone.Some(map[string]any{"email": email}),
	})
	return err
}

type team struct {
	Name  string               `json:"name"`
	Leads stackone.Opt[string] `json:"leads"`
}

func teamOf(ctx context.Context, client *stackone.Client, id string) (*team, error) {
	var found team
	err := client.Do(ctx, "GET", "/hris/teams/"+id, nil, &found, stackone.WithQuery("expand", "leads"))
	return &found, err
}

func TestProxyAndActions(t *testing.T) {
	client, server := start(t)
	server.Answer(stackonetest.ProxySend, stackonetest.JSON(200, `{"status": 200, "data": {"rooms": [{"name": "Attic"}, {"name": "Cellar"}]}}`))
	if n, err := rooms(t.Context(), client); err != nil || n != 2 {
		t.Errorf("%d rooms, error %v", n, err)
	}
	if err := invite(t.Context(), client.ForAccount("globex"), "ada@example.com"); err != nil {
		t.Fatal(err)
	}
	call := server.CallsOf(stackonetest.ActionsCall)[0]
	if want := `{"action":"provider_invite","body":{"email":"ada@example.com"}}`; string(call.Body) != want {
		t.Errorf("sent %s, want %s", call.Body, want)
	}
	// The action belongs to an account, although the description does not say so.
	if account := call.Header.Get("x-account-id"); account != "globex" {
		t.Errorf("the action is of account %q", account)
	}
}

// The test server knows the description alone, so that a call that is not in it has a
// server of its own.
func TestUndescribedCall(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, _, ok := r.BasicAuth(); !ok || r.URL.RequestURI() != "/hris/teams/t-1?expand=leads" || r.Header.Get("x-account-id") != "acme" {
			t.Errorf("%s %s", r.Method, r.URL)
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"name": "Engines", "leads": null}`)
	}))
	defer server.Close()
	client, err := stackone.New(stackone.WithServerURL(server.URL), stackone.WithAPIKey("test"), stackone.WithAccountID("acme"))
	if err != nil {
		t.Fatal(err)
	}
	found, err := teamOf(t.Context(), client, "t-1")
	if err != nil || found.Name != "Engines" || !found.Leads.IsNull() {
		t.Errorf("%+v, error %v", found, err)
	}
}
