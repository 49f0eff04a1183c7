package stackone

import (
	"context"
	"testing"
)

func TestCredentials(t *testing.T) {
	key := WithAPIKey("k")
	basic := WithBasicAuth("u", "p")
	for _, test := range []struct {
		name   string
		option ClientOption
		call   func(*CallsService, context.Context) error
		header string
		query  string
		cookie string
		apiKey string
	}{
		{"default", key, func(s *CallsService, ctx context.Context) error { return s.Default(ctx, CallsDefaultRequest{}) }, "Basic azo=", "", "", ""},
		{"default, user", basic, func(s *CallsService, ctx context.Context) error { return s.Default(ctx, CallsDefaultRequest{}) }, "Basic dTpw", "", "", ""},
		{"none", key, func(s *CallsService, ctx context.Context) error { return s.None(ctx, CallsNoneRequest{}) }, "", "", "", ""},
		{"optional", key, func(s *CallsService, ctx context.Context) error { return s.Optional(ctx, CallsOptionalRequest{}) }, "Bearer k", "", "", ""},
		{"optional, user", basic, func(s *CallsService, ctx context.Context) error { return s.Optional(ctx, CallsOptionalRequest{}) }, "", "", "", ""},
		{"several", key, func(s *CallsService, ctx context.Context) error { return s.Several(ctx, CallsSeveralRequest{}) }, "Bearer k", "", "", ""},
		{"several, user", basic, func(s *CallsService, ctx context.Context) error { return s.Several(ctx, CallsSeveralRequest{}) }, "Basic dTpw", "", "", ""},
		{"together", key, func(s *CallsService, ctx context.Context) error { return s.Together(ctx, CallsTogetherRequest{}) }, "", "key=k", "", "k"},
		{"cookie", key, func(s *CallsService, ctx context.Context) error { return s.Cookie(ctx, CallsCookieRequest{}) }, "", "", "session=k", ""},
		{"conflict", key, func(s *CallsService, ctx context.Context) error { return s.Conflict(ctx, CallsConflictRequest{}) }, "", "", "", "k"},
		{"undefined", key, func(s *CallsService, ctx context.Context) error { return s.Undefined(ctx, CallsUndefinedRequest{}) }, "Basic azo=", "", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			client, x := serve(t, test.option)
			x.status = 204
			if err := test.call(client.Calls, context.Background()); err != nil {
				t.Fatal(err)
			}
			want(t, "Authorization", x.header.Get("Authorization"), test.header)
			want(t, "query", x.query, test.query)
			want(t, "Cookie", x.header.Get("Cookie"), test.cookie)
			want(t, "X-Key", x.header.Get("X-Key"), test.apiKey)
		})
	}
}

func TestMissing(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	if err := client.Calls.Default(context.Background(), CallsDefaultRequest{}); err == nil {
		t.Error("a call without its credentials was sent")
	}
	want(t, "sent", x.method, "")
	if err := client.Calls.None(context.Background(), CallsNoneRequest{}); err != nil {
		t.Error(err)
	}
	if err := client.Calls.Optional(context.Background(), CallsOptionalRequest{}); err != nil {
		t.Error(err)
	}
}
