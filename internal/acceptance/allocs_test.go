package acceptance_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

const smallSession = `{"id":1042,"organization_id":"acme-17","project_id":"acme-product-68574","origin_owner_id":"customer-42","origin_owner_name":"Acme","created_at":"2025-11-03T09:26:53.000Z","provider":"bamboohr","label":null,"categories":["hris","ats"]}`

// canned answers without a network, so that what is counted is the client's.
type canned struct{}

func (canned) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return nil, err
		}
	}
	return &http.Response{
		StatusCode: 200, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(smallSession)),
	}, nil
}

// sendByHand makes the request that AuthenticateConnectSession makes, and reads its
// response without looking into it.
func sendByHand(ctx context.Context, client *http.Client) error {
	body := strings.NewReader(`{"token":"token"}`)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.example.com/connect_sessions/authenticate", body)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	r.SetBasicAuth(apiKey, "")
	resp, err := client.Do(r)
	if err != nil {
		return err
	}
	if _, err := io.ReadAll(resp.Body); err != nil {
		return err
	}
	return resp.Body.Close()
}

// A call, with its JSON, costs few allocations more than the same request made by hand
// without any. encoding/json has no part in the comparison: what it allocates for the
// same session was halved from Go 1.26 to Go 1.27. What net/http allocates is on both
// sides.
func TestAllocationsOfCall(t *testing.T) {
	httpClient := &http.Client{Transport: canned{}}
	client, err := stackone.New(stackone.WithServerURL("https://api.example.com"), stackone.WithAPIKey(apiKey), stackone.WithHTTPClient(httpClient))
	if err != nil {
		t.Fatal(err)
	}
	ours := testing.AllocsPerRun(200, func() {
		_, err := client.ConnectSessions.AuthenticateConnectSession(t.Context(), stackone.ConnectSessionAuthenticate{Token: "token"})
		if err != nil {
			t.Fatal(err)
		}
	})
	byHand := testing.AllocsPerRun(200, func() {
		if err := sendByHand(t.Context(), httpClient); err != nil {
			t.Fatal(err)
		}
	})
	t.Logf("%v allocations, %v by hand", ours, byHand)
	if ours > byHand+34 {
		t.Errorf("%v allocations, %v by hand", ours, byHand)
	}
}

// A document is read and written with a handful of allocations, however many
// members it has.
func TestAllocationsOfCodec(t *testing.T) {
	data := []byte(smallSession)
	var session stackone.ConnectSession
	if n := testing.AllocsPerRun(200, func() {
		if err := session.UnmarshalJSON(data); err != nil {
			t.Fatal(err)
		}
	}); n > 6 {
		t.Errorf("%v allocations to read", n)
	}
	if n := testing.AllocsPerRun(200, func() {
		if _, err := session.MarshalJSON(); err != nil {
			t.Fatal(err)
		}
	}); n > 3 {
		t.Errorf("%v allocations to write", n)
	}
}
