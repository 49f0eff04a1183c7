package stackone

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

// asked is the transport of a client that notes where requests go.
type asked struct{ urls []string }

func (a *asked) RoundTrip(r *http.Request) (*http.Response, error) {
	a.urls = append(a.urls, r.Method+" "+r.URL.String())
	return &http.Response{StatusCode: 204, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

func TestServers(t *testing.T) {
	ctx := context.Background()
	plain := func(c *Client, opts ...CallOption) error { return c.Default.Plain(ctx, DefaultPlainRequest{}, opts...) }
	files := func(c *Client, opts ...CallOption) error { return c.Default.Files(ctx, DefaultFilesRequest{}, opts...) }
	login := func(c *Client, opts ...CallOption) error { return c.Default.Login(ctx, DefaultLoginRequest{}, opts...) }
	same := func(c *Client, opts ...CallOption) error { return c.Default.Same(ctx, DefaultSameRequest{}, opts...) }
	relative := func(c *Client, opts ...CallOption) error {
		return c.Default.Relative(ctx, DefaultRelativeRequest{}, opts...)
	}
	us := map[string]string{"region": "us"}
	for _, test := range []struct {
		name   string
		client []ClientOption
		call   func(*Client, ...CallOption) error
		opts   []CallOption
		want   string
	}{
		{"the first", nil, plain, nil, "GET https://eu.example.com:443/v1/api/plain"},
		{"those of the API again", nil, same, nil, "GET https://eu.example.com:443/v1/api/same"},
		{"of the path", nil, files, nil, "GET https://upload.eu.example.com/files"},
		{"of the operation", nil, login, nil, "POST https://login.example.com/oauth/files"},
		{"relative", nil, relative, nil, "PUT https://eu.example.com:443/v2/files"},
		{"by name", []ClientOption{WithServer("sandbox", nil)}, plain, nil, "GET https://sandbox.example.com/plain"},
		{"by index", []ClientOption{WithServer(1, nil)}, plain, nil, "GET https://sandbox.example.com/plain"},
		{"variables", []ClientOption{WithServer("main", map[string]string{"region": "us", "port": "8443"})}, plain, nil, "GET https://us.example.com:8443/v1/api/plain"},
		{"variables of the client and a server of the path", []ClientOption{WithServer(0, us)}, files, nil, "GET https://upload.us.example.com/files"},
		{"another region", []ClientOption{WithServer(0, map[string]string{"region": "ap-1"})}, plain, nil, "GET https://ap-1.example.com:443/v1/api/plain"},
		{"of a call", nil, plain, []CallOption{WithServer("sandbox", nil)}, "GET https://sandbox.example.com/plain"},
		{"of a call with servers of its own", nil, files, []CallOption{WithServer("backup", nil)}, "GET https://backup.example.com/files"},
		{"a URL for all", []ClientOption{WithServerURL("http://localhost:1/x")}, login, nil, "POST http://localhost:1/x/files"},
		{"a URL, whatever the call says", []ClientOption{WithServer("sandbox", nil), WithServerURL("http://localhost:1/x")}, files, []CallOption{WithServer(1, nil)}, "GET http://localhost:1/x/files"},
		{"a URL of the call", nil, files, []CallOption{WithServerURL("http://localhost:2")}, "GET http://localhost:2/files"},
	} {
		t.Run(test.name, func(t *testing.T) {
			transport := &asked{}
			client, err := New(append(test.client, WithHTTPClient(&http.Client{Transport: transport}))...)
			if err != nil {
				t.Fatal(err)
			}
			if err := test.call(client, test.opts...); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(transport.urls, ", "); got != test.want {
				t.Errorf("%s, not %s", got, test.want)
			}
		})
	}
}

// No variable leads to a host that nobody named.
func TestServersRefused(t *testing.T) {
	for _, value := range []string{"evil.example/", "a?b", "a#b", "a@evil.example", `a\b`, "", "a b", "a\nb", "{port}", "x/../y"} {
		if _, err := New(WithServer(0, map[string]string{"region": value})); err == nil {
			t.Errorf("%q is a region", value)
		}
	}
	for _, option := range []ClientOption{WithServer(2, nil), WithServer(-1, nil), WithServer("nope", nil), WithServer("", nil), WithServer("sandbox", map[string]string{"region": "us"})} {
		if _, err := New(option); err == nil {
			t.Errorf("%v is a server", option)
		}
	}
	client, _ := serve(t)
	if err := client.Default.Files(context.Background(), DefaultFilesRequest{}, WithServer("sandbox", nil)); err != nil {
		t.Error("WithServerURL replaces them all:", err)
	}
	other, err := New()
	if err != nil {
		t.Fatal(err)
	}
	err = other.Default.Files(context.Background(), DefaultFilesRequest{}, WithServer("sandbox", nil))
	if err == nil || !strings.Contains(err.Error(), `"backup"`) {
		t.Error(err)
	}
}
