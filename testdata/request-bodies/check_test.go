package stackone

import (
	"context"
	"strings"
	"testing"
)

func TestBodies(t *testing.T) {
	note := Note{Text: "<b>", Color: Null[string]()}
	login := Login{User: "ann & bob", Scopes: Some([]string{"a", "b"}), Remember: Some(true)}
	for _, test := range []struct {
		name        string
		call        func(context.Context, *BodiesService) error
		method      string
		contentType string
		body        string
	}{
		{"json", func(ctx context.Context, s *BodiesService) error { return s.SendJSON(ctx, note) },
			"POST", "application/json", `{"text":"<b>","color":null}`},
		{"optional, absent", func(ctx context.Context, s *BodiesService) error {
			return s.SendOptional(ctx, BodiesSendOptionalRequest{})
		}, "PUT", "", ""},
		{"optional, present", func(ctx context.Context, s *BodiesService) error {
			return s.SendOptional(ctx, BodiesSendOptionalRequest{Body: Some(&Note{Text: "x"})})
		}, "PUT", "application/json", `{"text":"x"}`},
		{"beside a parameter", func(ctx context.Context, s *BodiesService) error {
			return s.SendBoth(ctx, Note{Text: "x"}, BodiesSendBothParams{Mode: Some("m")})
		}, "PATCH", "application/merge-patch+json", `{"text":"x"}`},
		{"null", func(ctx context.Context, s *BodiesService) error { return s.SendNullable(ctx, Null[*Note]()) },
			"DELETE", "application/json", `null`},
		{"form", func(ctx context.Context, s *BodiesService) error { return s.SendForm(ctx, login) },
			"POST", "application/x-www-form-urlencoded", "user=ann%20%26%20bob&scopes=a&scopes=b&remember=true"},
		{"form, absent", func(ctx context.Context, s *BodiesService) error {
			return s.SendOptionalForm(ctx, BodiesSendOptionalFormRequest{})
		}, "PUT", "", ""},
		{"form of unknown members", func(ctx context.Context, s *BodiesService) error {
			return s.SendAnyForm(ctx, map[string]any{"a": "b c"})
		}, "PATCH", "application/x-www-form-urlencoded", "a=b%20c"},
		{"form that could be a text", func(ctx context.Context, s *BodiesService) error {
			return s.SendFormOrText(ctx, StringOrLoginFromLogin(Login{User: "ann"}))
		}, "DELETE", "application/x-www-form-urlencoded", "user=ann"},
		{"stream", func(ctx context.Context, s *BodiesService) error {
			return s.SendStream(ctx, strings.NewReader("\x89PNG"))
		}, "PUT", "image/png", "\x89PNG"},
		{"stream, absent", func(ctx context.Context, s *BodiesService) error {
			return s.SendOptionalStream(ctx, BodiesSendOptionalStreamRequest{})
		}, "POST", "", ""},
		{"stream of any type", func(ctx context.Context, s *BodiesService) error {
			return s.SendOptionalStream(ctx, BodiesSendOptionalStreamRequest{Body: strings.NewReader("x")})
		}, "POST", "application/octet-stream", "x"},
		{"list", func(ctx context.Context, s *BodiesService) error {
			return s.SendList(ctx, []Note{{Text: "a"}, {Text: "b"}})
		}, "POST", "application/json", `[{"text":"a"},{"text":"b"}]`},
		{"empty list", func(ctx context.Context, s *BodiesService) error { return s.SendList(ctx, nil) },
			"POST", "application/json", `[]`},
		{"inline", func(ctx context.Context, s *BodiesService) error {
			return s.SendInline(ctx, BodiesSendInlineBody{Rows: Some[int64](1)})
		}, "PUT", "application/json; charset=utf-8", `{"rows":1}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			client, x := serve(t)
			x.status = 204
			if err := test.call(context.Background(), client.Bodies); err != nil {
				t.Fatal(err)
			}
			want(t, "method", x.method, test.method)
			want(t, "content type", x.header.Get("Content-Type"), test.contentType)
			want(t, "body", x.body, test.body)
		})
	}
}
