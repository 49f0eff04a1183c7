package stackone

import (
	"context"
	"strings"
	"testing"
	"time"
)

func TestQuery(t *testing.T) {
	since := Some(NewTime(time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)))
	filter := Filter{Since: since, IDs: Some([]string{"a", "b&c"}), State: Some(FilterStateOpen)}
	for _, test := range []struct {
		name    string
		request QueryStylesRequest
		query   string
	}{
		{"nothing set", QueryStylesRequest{}, "flag=false"},
		{"form", QueryStylesRequest{Form: Some([]string{"a b", "c,d", ""})}, "form=a%20b&form=c%2Cd&form=&flag=false"},
		{"empty list", QueryStylesRequest{Form: Some([]string{})}, "flag=false"},
		{"joined", QueryStylesRequest{FormJoined: Some([]string{"a", "c,d"})}, "form_joined=a,c%2Cd&flag=false"},
		{"spaces", QueryStylesRequest{Spaces: Some([]string{"a", "b"})}, "spaces=a%20b&flag=false"},
		{"pipes", QueryStylesRequest{Pipes: Some([]int64{1, 2})}, "pipes=1%7C2&flag=false"},
		{"object", QueryStylesRequest{Object: Filter{State: Some(FilterStateOpen)}}, "state=open&flag=false"},
		{"object joined", QueryStylesRequest{ObjectJoined: Filter{State: Some(FilterStateOpen)}}, "object_joined=state,open&flag=false"},
		{"deep", QueryStylesRequest{Deep: filter}, "deep%5Bsince%5D=2024-01-02T03%3A04%3A05Z&deep%5Bids%5D=a&deep%5Bids%5D=b%26c&deep%5Bstate%5D=open&flag=false"},
		{"deep free", QueryStylesRequest{DeepFree: Some(map[string]any{"b": 1, "a": map[string]any{"c": true}})}, "deep_free%5Ba%5D%5Bc%5D=true&deep_free%5Bb%5D=1&flag=false"},
		{"deep with a null", QueryStylesRequest{DeepNull: QueryStylesDeepNull{Since: Null[Time]()}}, "flag=false"},
		{"reserved", QueryStylesRequest{Reserved: Some("a/b?c=d&e#f+g h")}, "reserved=a/b?c=d%26e%23f%2Bg%20h&flag=false"},
		{"content", QueryStylesRequest{Content: Some(&Filter{IDs: Some([]string{"x"})})}, "content=%7B%22ids%22%3A%5B%22x%22%5D%7D&flag=false"},
		{"no style of the place", QueryStylesRequest{Wrong: Some("w")}, "wrong=w&flag=false"},
		{"odd name", QueryStylesRequest{OddName: Some("x")}, "odd%20name%5B%5D=x&flag=false"},
		{"null", QueryStylesRequest{Nullable: Null[string]()}, "flag=false"},
		{"untyped", QueryStylesRequest{Flag: true, Untyped: Some("1")}, "flag=true&untyped=1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			client, x := serve(t)
			x.status = 204
			if err := client.Query.Styles(context.Background(), test.request); err != nil {
				t.Fatal(err)
			}
			want(t, "method", x.method, "GET")
			want(t, "query", x.query, test.query)
		})
	}
}

func TestPath(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	err := client.Path.Paths(context.Background(), PathPathsRequest{
		Plain: "a/b c", Label: "..", Matrix: []string{"x;y", "z"}, List: []int64{1, 2},
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "path", x.path, "/labels/a%2Fb%20c/.../;matrix=x%3By;matrix=z/1,2")
	err = client.Path.Paths(context.Background(), PathPathsRequest{Label: "l", Matrix: []string{"m"}, List: []int64{1}})
	if err == nil || !strings.Contains(err.Error(), "plain") {
		t.Errorf("an empty path parameter: %v", err)
	}
}

func TestPlaces(t *testing.T) {
	client, x := serve(t, WithAccountID("of the client"))
	x.status = 204
	err := client.Places.Same(context.Background(), PlacesSameRequest{
		ID: "p", IDQuery: Some("q"), IDHeader: Some("h"), IDCookie: Some("c"), Limit: Some("ten"), XTrace: Some("t"),
	}, WithHeader("X-Extra", "1"), WithQuery("more", "a b"))
	if err != nil {
		t.Fatal(err)
	}
	want(t, "path", x.path, "/same/p")
	want(t, "query", x.query, "id=q&limit=ten&more=a%20b")
	want(t, "ID", x.header.Get("ID"), "h")
	want(t, "Cookie", x.header.Get("Cookie"), "id=c")
	want(t, "X-Trace", x.header.Get("X-Trace"), "t")
	want(t, "X-Extra", x.header.Get("X-Extra"), "1")
	want(t, "x-account-id", x.header.Get("x-account-id"), "of the client")

	for given, options := range map[string][]CallOption{
		"of the call": {WithAccountID("of the call")}, "of a header": {WithHeader("x-account-id", "of a header")},
	} {
		if err := client.Places.Same(context.Background(), PlacesSameRequest{ID: "p"}, options...); err != nil {
			t.Fatal(err)
		}
		want(t, "x-account-id", x.header.Get("x-account-id"), given)
	}
}

// An account id that may be null is that of the client all the same, and one that is
// required has to be set somewhere.
func TestNullableAccount(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	call := func(client *Client, options ...CallOption) (optional, needed error) {
		return client.Places.NullableAccount(context.Background(), PlacesNullableAccountRequest{}, options...), client.Places.NeededAccount(context.Background(), PlacesNeededAccountRequest{}, options...)
	}
	if optional, needed := call(client); optional != nil || needed == nil || !strings.Contains(needed.Error(), "use WithAccountID") {
		t.Errorf("without an account: %v, %v", optional, needed)
	}
	account := client.ForAccount("of the client")
	if optional, needed := call(account); optional != nil || needed != nil {
		t.Fatal(optional, needed)
	}
	want(t, "x-account-id", x.header.Get("x-account-id"), "of the client")
	if optional, needed := call(account, WithoutAccountID()); optional != nil || needed == nil {
		t.Errorf("with the account unset: %v, %v", optional, needed)
	}
}

// A twin elsewhere is a parameter like all others.
func TestTwinOfTheAccount(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	client = client.ForAccount("header").ForTimeout("5")
	request := PlacesTwinsRequest{XAccountID: Some("query")}
	if err := client.Places.Twins(context.Background(), request); err == nil || !strings.Contains(err.Error(), "use WithRegion") {
		t.Errorf("without a region: %v", err)
	}
	if err := client.ForRegion("eu").Places.Twins(context.Background(), request); err != nil {
		t.Fatal(err)
	}
	want(t, "x-account-id", x.header.Get("x-account-id"), "header")
	want(t, "X-Timeout", x.header.Get("X-Timeout"), "5")
	want(t, "query", x.query, "region=eu&x-account-id=query")

	if err := client.Places.Empty(context.Background(), PlacesEmptyRequest{}, WithRegion("eu"), WithTimeoutHeader("6")); err != nil {
		t.Fatal(err)
	}
	want(t, "X-Timeout", x.header.Get("X-Timeout"), "6")
	want(t, "query", x.query, "")
}

func TestHeaders(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	err := client.Places.Headers(context.Background(), PlacesHeadersRequest{
		XList:   Some([]string{"a", "b"}),
		XObject: Filter{State: Some(FilterStateShut)},
		XSince:  Some(DateOf(2024, 5, 6)),
		Session: Some("s; t"),
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "X-List", x.header.Get("X-List"), "a,b")
	want(t, "X-Object", x.header.Get("X-Object"), "state=shut")
	want(t, "X-Since", x.header.Get("X-Since"), "2024-05-06")
	want(t, "Cookie", x.header.Get("Cookie"), "session=s%3B%20t")
	_, sent := x.header["X-Account-Id"]
	want(t, "account sent", sent, false)
}

func TestHeaderInjection(t *testing.T) {
	client, _ := serve(t)
	err := client.Places.Headers(context.Background(), PlacesHeadersRequest{XList: Some([]string{"a\r\nX-Evil: 1"})})
	if err == nil {
		t.Error("a header with a line break was sent")
	}
}
