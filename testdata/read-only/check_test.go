package stackone

import (
	"context"
	"testing"
)

// What only responses have is required there, and may be left out of requests.
func TestRequest(t *testing.T) {
	client, x := serve(t)
	x.status, x.reply = 201, `{"id": "1", "owner": "Ada"}`
	got, err := client.Accounts.Create(context.Background(), Account{Owner: "Ada", Password: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	wantJSON(t, plain(t, []byte(x.body)), `{"owner": "Ada", "password": "secret"}`)
	want(t, "ID", got.ID.Or(""), "1")
	wantJSON(t, got, x.reply)
	roundTrip[Account](t, `{"id": "", "owner": "Ada", "password": ""}`)
}

// No response has what only requests have, so its absence tells nothing.
func TestUnion(t *testing.T) {
	client, x := serve(t)
	x.reply = `{"id": "1", "owner": "Ada"}`
	found, err := client.Accounts.Find(context.Background(), AccountsFindRequest{})
	if err != nil {
		t.Fatal(err)
	}
	account, ok := found.AsAccount()
	want(t, "AsAccount", ok, true)
	want(t, "Owner", account.Owner, "Ada")
	x.reply = `{"id": "1", "closed": true}`
	if found, err = client.Accounts.Find(context.Background(), AccountsFindRequest{}); err != nil {
		t.Fatal(err)
	}
	closed, ok := found.AsClosed()
	want(t, "AsClosed", ok, true)
	want(t, "ID", closed.ID, "1")
}
