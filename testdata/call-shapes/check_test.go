package stackone

import (
	"context"
	"strings"
	"testing"
)

func TestOptionalParametersBesideABody(t *testing.T) {
	client, x := serve(t, WithAccountID("account"))
	x.status = 204
	ctx, thing := context.Background(), Thing{Name: Some("a")}
	if err := client.Calls.BodyAndOptions(ctx, thing); err != nil {
		t.Fatal(err)
	}
	want(t, "query", x.query, "")
	params := CallsBodyAndOptionsParams{DryRun: Some(true), XReason: Some("why"), BodyField: Some("b"), Filter: Thing{Name: Some("f")}}
	for _, option := range []CallOption{params, &params} {
		if err := client.Calls.BodyAndOptions(ctx, thing, option, WithQuery("more", "1")); err != nil {
			t.Fatal(err)
		}
		want(t, "query", x.query, "dry_run=true&body=b&filter%5Bname%5D=f&more=1")
		want(t, "X-Reason", x.header.Get("X-Reason"), "why")
		want(t, "x-account-id", x.header.Get("x-account-id"), "account")
		want(t, "body", string(x.body), `{"name":"a"}`)
	}
}

// Parameters of another operation, or given twice, are mistakes and are not left out.
func TestMisplacedParameters(t *testing.T) {
	client, x := serve(t, WithAccountID("account"))
	ctx := context.Background()
	for want, err := range map[string]error{
		"an option has the parameters of Calls.search, which Calls.onlyBody does not take":    client.Calls.OnlyBody(ctx, Thing{}, CallsSearchParams{}),
		"an option has the parameters of Calls.search, which Calls.bodyAndPath does not take": client.Calls.BodyAndPath(ctx, CallsBodyAndPathRequest{ID: "1"}, CallsSearchParams{}),
		"the option with the parameters of Calls.bodyAndOptions is given twice":               client.Calls.BodyAndOptions(ctx, Thing{}, CallsBodyAndOptionsParams{}, CallsBodyAndOptionsParams{}),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	for want, options := range map[string][]CallOption{
		"twice": {CallsSearchParams{}, CallsSearchParams{}}, "option 1 is nil": {(*CallsSearchParams)(nil)},
	} {
		count := 0
		for _, err := range client.Calls.SearchAll(ctx, Thing{}, options...) {
			if count++; err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("the error of the pages is %v, want %s", err, want)
			}
		}
		if count != 1 {
			t.Errorf("%d items and errors, want %s", count, want)
		}
	}
	want(t, "method of a request", x.method, "")
}

func TestEmptyRequest(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	if err := client.Calls.Nothing(context.Background(), CallsNothingRequest{}); err != nil {
		t.Fatal(err)
	}
	if err := client.Calls.OptionalBody(context.Background(), CallsOptionalBodyRequest{}); err != nil {
		t.Fatal(err)
	}
	want(t, "body", string(x.body), "")
}

// The pages of a call with a body are selected by its optional parameters.
func TestPagesByParams(t *testing.T) {
	for name, params := range map[string][]CallOption{
		"limit=2{": {CallsSearchParams{Limit: Some(int64(2))}}, "cursor=c&limit=2{": {&CallsSearchParams{Cursor: Some("c"), Limit: Some(int64(2))}}, "": nil,
	} {
		client, asked := pageServer(t, func(line string) string {
			if strings.Contains(line, "cursor=b") {
				return `{"data": [{"name": "y"}]}`
			}
			return `{"data": [{"name": "x"}], "next": "b"}`
		})
		count := 0
		for _, err := range client.Calls.SearchAll(context.Background(), Thing{Name: Some("q")}, params...) {
			if err != nil {
				t.Fatal(err, *asked)
			}
			count++
		}
		want(t, "items with "+name, count, 2)
		if len(*asked) != 2 || !strings.Contains((*asked)[0], name) || !strings.Contains((*asked)[1], "cursor=b") ||
			strings.Contains(name, "limit") != strings.Contains((*asked)[1], "limit=2") {
			t.Errorf("%s: asked for %q", name, *asked)
		}
	}
}
