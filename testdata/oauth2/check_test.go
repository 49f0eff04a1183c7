package stackone

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	var asked []string
	issued := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked = append(asked, strings.TrimSpace(r.Method+" "+r.URL.RequestURI()+" "+r.Header.Get("Authorization")+" "+string(body)))
		switch {
		case r.URL.Path == "/oauth/token":
			issued++
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprintf(w, `{"access_token":"t%d","token_type":"Bearer","expires_in":60}`, issued)
		case r.Header.Get("Authorization") == "Bearer t2":
			w.WriteHeader(http.StatusUnauthorized)
		default:
			w.WriteHeader(http.StatusNoContent)
		}
	}))
	defer server.Close()
	ctx := context.Background()
	client, err := New(WithServerURL(server.URL+"/v1"), WithAPIKey("k"), WithRetry(NoRetry()),
		WithClientCredentials(ClientCredentials{ClientID: "id", ClientSecret: "secret"}))
	if err != nil {
		t.Fatal(err)
	}
	for _, call := range []func() error{
		func() error { return client.Default.Read(ctx, DefaultReadRequest{}) },
		func() error { return client.Default.Read(ctx, DefaultReadRequest{}) },
		func() error { return client.Default.Write(ctx, DefaultWriteBody{A: Some("b")}) },
		func() error { return client.Default.Either(ctx, DefaultEitherRequest{}) },
		func() error { return client.Default.Both(ctx, DefaultBothRequest{}) },
		func() error { return client.Default.Certificate(ctx, DefaultCertificateRequest{}) },
		func() error { return client.Default.Certified(ctx, DefaultCertifiedRequest{}) },
	} {
		if err := call(); err != nil {
			t.Error(err)
		}
	}
	const form = "POST /oauth/token Basic aWQ6c2VjcmV0 grant_type=client_credentials"
	want := []string{
		form + "&scope=all+read", "GET /v1/read Bearer t1", "GET /v1/read Bearer t1",
		form + "&scope=write", `POST /v1/write?tenant=k Bearer t2 {"a":"b"}`, form + "&scope=write", `POST /v1/write?tenant=k Bearer t3 {"a":"b"}`,
		form, "GET /v1/either Bearer t4",
		form + "&scope=read", "GET /v1/both Bearer t5",
		"GET /v1/certificate", "GET /v1/certified?tenant=k",
	}
	if got, want := strings.Join(asked, "\n"), strings.Join(want, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
