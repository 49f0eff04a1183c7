package runtime

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestRedirectsKeepSecretsHome follows redirects between two servers.
func TestRedirectsKeepSecretsHome(t *testing.T) {
	var seen http.Header
	var visited []string
	record := func(w http.ResponseWriter, r *http.Request) {
		seen, visited = r.Header.Clone(), append(visited, r.Method+" "+r.URL.Path)
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, `{}`)
	}
	var home string
	foreign := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/back" {
			http.Redirect(w, r, home+"/end", http.StatusFound)
			return
		}
		record(w, r)
	}))
	defer foreign.Close()
	var target string
	code := http.StatusFound
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/end" {
			record(w, r)
			return
		}
		http.Redirect(w, r, target, code)
	}, WithHeader("X-Secret", "s"), WithHeader("Cookie", "c=1"), WithAccountID("tenant"))
	home = core.settings.serverURL.String()
	call := func() (*map[string]any, error) {
		seen, visited = nil, nil
		req := core.newRequest(&sampleGet, []CallOption{WithQuery("q", "hidden")})
		id := "1"
		req.add(path("id"), &id)
		var result *map[string]any
		err := receive(t.Context(), req, &result)
		return result, err
	}
	secret := []string{"Authorization", "X-Secret", "Cookie", "X-Account-Id", "Referer"}

	for _, code = range []int{301, 302, 303, 307, 308} {
		for _, target = range []string{foreign.URL + "/x", foreign.URL + "/back"} {
			if _, err := call(); err != nil {
				t.Fatal(err)
			}
			for _, name := range secret {
				if value := seen.Get(name); value != "" {
					t.Errorf("%d to %s carries %s: %s", code, target, name, value)
				}
			}
			if seen.Get("Accept") != "application/json" || seen.Get("User-Agent") == "" {
				t.Errorf("%d to %s lost harmless headers: %v", code, target, seen)
			}
		}
		target = "/end"
		if _, err := call(); err != nil || seen.Get("Authorization") == "" || seen.Get("X-Account-Id") != "tenant" {
			t.Errorf("%d on the same host lost the credentials: %v (%v)", code, seen, err)
		}
	}

	for _, c := range []struct {
		code   int
		target string
		want   string
	}{
		{307, "/end", "POST /end"},
		{308, "/end", "POST /end"},
		{303, "/end", "GET /end"},
		{301, "/end", ""},
		{302, "/end", ""},
		{307, foreign.URL + "/x", ""},
		{308, foreign.URL + "/x", ""},
		{303, foreign.URL + "/x", "GET /x"},
	} {
		code, target, visited = c.code, c.target, nil
		_, err := createThing(t.Context(), core)
		if got := strings.Join(visited, ", "); got != c.want {
			t.Errorf("%d of a POST to %s: visited %q, want %q", c.code, c.target, got, c.want)
		}
		var apiErr *APIError
		if c.want == "" && (!errors.As(err, &apiErr) || apiErr.StatusCode != c.code) {
			t.Errorf("%d of a POST to %s: %v", c.code, c.target, err)
		}
	}
}

// An address that cannot be read is told without its query.
func TestRedirectToNoAddress(t *testing.T) {
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/%zz?token=hidden", http.StatusFound)
	})
	if _, err := getThing(t.Context(), core, "1"); err == nil || !strings.Contains(err.Error(), "%zz") || strings.Contains(err.Error(), "hidden") {
		t.Errorf("error %v", err)
	}
}

// A body that was read cannot go along, which net/http decides before any policy.
func TestRedirectOfASpentBody(t *testing.T) {
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		http.Redirect(w, r, "/end", http.StatusTemporaryRedirect)
	})
	req := core.newRequest(&sampleCreate, nil)
	req.setStream("text/csv", io.MultiReader(strings.NewReader("once")))
	if err := receiveNone(t.Context(), req); err == nil || !strings.Contains(err.Error(), "needs a body that cannot be read again") {
		t.Errorf("error %v", err)
	}
}

func TestRedirectPolicyOfTheCaller(t *testing.T) {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/x", 302) })
	transport := core.settings.httpClient.Transport
	client.Transport = transport
	own, err := newCore(&sampleSDK, []ClientOption{WithAPIKey("k"), WithServerURL(core.settings.serverURL.String()), WithHTTPClient(client)})
	if err != nil {
		t.Fatal(err)
	}
	var apiErr *APIError
	if _, err := getThing(t.Context(), own, "1"); !errors.As(err, &apiErr) || apiErr.StatusCode != 302 || apiErr.Header.Get("Location") != "/x" ||
		!strings.Contains(err.Error(), "refused by the HTTP client") {
		t.Errorf("error %v", err)
	}
	if _, err := getThing(t.Context(), core, "1"); err == nil || !strings.Contains(err.Error(), "10 redirects") {
		t.Errorf("error %v", err)
	}
	refusal := errors.New("not that way")
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return refusal }
	own, err = newCore(&sampleSDK, []ClientOption{WithAPIKey("k"), WithServerURL(core.settings.serverURL.String()), WithHTTPClient(client)})
	if err != nil {
		t.Fatal(err)
	}
	var meta Response
	if _, err := getThing(t.Context(), own, "1", WithResponse(&meta)); !errors.Is(err, refusal) || meta.Attempts != 1 {
		t.Errorf("%d attempts: %v", meta.Attempts, err)
	}
	if http.DefaultClient.CheckRedirect != nil {
		t.Error("the default client was changed")
	}
}

// A policy that lets redirects pass does not switch the SDK's own off, and no
// chain of redirects brings the credentials to another host or back from there.
func TestRedirectsBesideThePolicyOfTheCaller(t *testing.T) {
	const home, foreign = "https://api.example.com", "https://other.example.com"
	follow := func(*http.Request, []*http.Request) error { return nil }
	for _, c := range []struct {
		name  string
		chain []string
		want  int // requests with the credentials
	}{
		{"as many as are followed", slices.Repeat([]string{home}, 9), 10},
		{"away", []string{foreign}, 1},
		{"home", []string{home + "/a", home + "/b"}, 3},
		{"home, then away", []string{home + "/a", foreign}, 2},
		{"away and back", []string{foreign, home}, 1},
		{"away, back and on", []string{foreign, home + "/a", home + "/b"}, 1},
		{"away and on there", []string{foreign + "/a", foreign + "/b"}, 1},
	} {
		for _, policy := range []func(*http.Request, []*http.Request) error{nil, follow} {
			requests, carried := 0, 0
			transport := roundTripper(func(r *http.Request) (*http.Response, error) {
				if r.Header.Get("Authorization") != "" {
					carried++
				}
				if requests++; requests <= len(c.chain) {
					return answer(302, "", "Location", c.chain[requests-1]), nil
				}
				return answer(200, `{}`), nil
			})
			core, err := newCore(&sampleSDK, []ClientOption{WithAPIKey("k"), WithHTTPClient(&http.Client{Transport: transport, CheckRedirect: policy})})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := getThing(t.Context(), core, "1"); err != nil || requests != len(c.chain)+1 || carried != c.want {
				t.Errorf("%s: %d of %d requests had credentials, want %d (%v)", c.name, carried, requests, c.want, err)
			}
		}
	}
}

func TestRedirectLimitIsExact(t *testing.T) {
	requests := 0
	core := newTransportCore(t, func(*http.Request) (*http.Response, error) {
		requests++
		return answer(302, "", "Location", "/again"), nil
	})
	if _, err := getThing(t.Context(), core, "1"); err == nil || requests != 10 {
		t.Errorf("%d requests, error %v", requests, err)
	}
}

// An empty body holds nothing that another host must not see.
func TestRedirectOfAnEmptyBody(t *testing.T) {
	var visited []string
	core := newTransportCore(t, func(r *http.Request) (*http.Response, error) {
		visited = append(visited, r.Method+" "+r.URL.Host)
		if len(visited) == 1 {
			return answer(307, "", "Location", "https://other.example.com/x"), nil
		}
		return answer(204, ""), nil
	})
	req := core.newRequest(&sampleCreate, nil)
	req.setStream("text/csv", strings.NewReader(""))
	if err := receiveNone(t.Context(), req); err != nil || strings.Join(visited, ", ") != "POST api.example.com, POST other.example.com" {
		t.Errorf("visited %q: %v", visited, err)
	}
}

func TestKeepsOrigin(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"https://a.com/x", "https://A.com:443/y", true},
		{"http://a.com", "https://a.com", true},
		{"https://a.com", "http://a.com", false},
		{"https://a.com", "http://a.com:443", false},
		{"https://a.com", "https://a.com:8443", false},
		{"https://a.com", "https://evil.a.com", false},
		{"https://a.com", "https://a.com.evil.com", false},
		{"http://a.com:8080", "https://a.com", false},
		{"http://a.com:80", "https://a.com:443", true},
		{"http://a.com", "https://a.com:8443", false},
		{"http://a.com", "ftp://a.com:443", false},
		{"https://a.com:80", "http://a.com:443", false},
		{"https://[::1]", "https://[::1]:443", true},
	} {
		from, err := url.Parse(c.from)
		if err != nil {
			t.Fatal(err)
		}
		to, err := url.Parse(c.to)
		if err != nil {
			t.Fatal(err)
		}
		if got := keepsOrigin(from, to); got != c.want {
			t.Errorf("%s to %s: %v", from, to, got)
		}
	}
}
