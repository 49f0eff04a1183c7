package acceptance_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

const smallSession = `{"id":1042,"organization_id":"acme-17","project_id":"acme-product-68574","origin_owner_id":"customer-42","origin_owner_name":"Acme","created_at":"2025-11-03T09:26:53.000Z","provider":"bamboohr","label":null,"categories":["hris","ats"]}`

// plainSession is what one writes by hand for it.
type plainSession struct {
	ID              float64  `json:"id"`
	OrganizationID  string   `json:"organization_id"`
	ProjectID       string   `json:"project_id"`
	OriginOwnerID   string   `json:"origin_owner_id"`
	OriginOwnerName string   `json:"origin_owner_name"`
	CreatedAt       string   `json:"created_at"`
	Provider        *string  `json:"provider"`
	Label           *string  `json:"label"`
	Categories      []string `json:"categories"`
}

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

// A call costs few allocations more than the same request made by hand.
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
		body, err := json.Marshal(map[string]string{"token": "token"})
		if err != nil {
			t.Fatal(err)
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://api.example.com/connect_sessions/authenticate", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/json")
		r.SetBasicAuth(apiKey, "")
		resp, err := httpClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		var session plainSession
		if err := json.Unmarshal(data, &session); err != nil {
			t.Fatal(err)
		}
		if err := resp.Body.Close(); err != nil {
			t.Fatal(err)
		}
	})
	t.Logf("%v allocations, %v by hand", ours, byHand)
	if ours > byHand+12 {
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
