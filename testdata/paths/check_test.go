package stackone

import (
	"context"
	"strings"
	"testing"
)

func TestPaths(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	ctx := context.Background()
	s := client.Default
	for _, test := range []struct {
		call func() error
		want string
	}{
		{func() error { return s.Token(ctx, DefaultTokenRequest{}) }, "POST /token"},
		{func() error { return s.Refresh(ctx, DefaultRefreshRequest{}) }, "POST /token"},
		{func() error { return s.PostTokenRevokeAll(ctx, DefaultPostTokenRevokeAllRequest{}) }, "POST /token"},
		{func() error { return s.BetaItems(ctx, DefaultBetaItemsRequest{Page: Some[int64](2)}) }, "GET /items?beta=true&page=2"},
		{func() error { return s.ItemsOfKind(ctx, DefaultItemsOfKindRequest{Kind: DefaultItemsOfKindKindNew}) }, "GET /items?a+b=c%26d&flag=&kind=new"},
		{func() error { return s.DropItems(ctx, DefaultDropItemsRequest{Owner: "me"}) }, "DELETE /items?owner=me"},
		{func() error { return s.File(ctx, DefaultFileRequest{Proxy: "a b/c?/d%2F.txt"}) }, "GET /files/a%20b/c%3F/d%252F.txt"},
		{func() error { return s.Undo(ctx, DefaultUndoRequest{Name: "folders/1/notes/2"}) }, "POST /folders/1/notes/2:undo"},
		{func() error { return s.Drop(ctx, DefaultDropRequest{Name: "a/b/c"}) }, "DELETE /a/b/c"},
		{func() error { return s.One(ctx, DefaultOneRequest{Name: "a/b"}) }, "GET /one/a%2Fb"},
		{func() error { return s.Two(ctx, DefaultTwoRequest{ID: "a/b"}) }, "GET /two/a%2Fb"},
		{func() error { return s.Three(ctx, DefaultThreeRequest{}) }, "GET /three"},
	} {
		if err := test.call(); err != nil {
			t.Error(err)
		}
		got := x.method + " " + x.path
		if x.query != "" {
			got += "?" + x.query
		}
		if got != test.want {
			t.Errorf("%s, not %s", got, test.want)
		}
	}
}

// A value with slashes stays below its path, and a fixed parameter is not set twice.
func TestPathsRefused(t *testing.T) {
	client, x := serve(t)
	ctx := context.Background()
	for _, name := range []string{"a/../b", "..", "a/.", "a\nb", ""} {
		if err := client.Default.File(ctx, DefaultFileRequest{Proxy: name}); err == nil {
			t.Errorf("%q was sent as %s", name, x.path)
		}
	}
	err := client.Default.BetaItems(ctx, DefaultBetaItemsRequest{}, WithQuery("beta", "false"))
	if err == nil || !strings.Contains(err.Error(), "beta") {
		t.Error(err)
	}
}
