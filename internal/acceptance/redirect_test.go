package acceptance_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// redirect sends requests on to another address.
func redirect(status int, to string) answer {
	return answer{status: status, header: http.Header{"Location": {to}}}
}

// redirected makes a call with everything that must stay at the first host.
func redirected(t *testing.T, from *server) error {
	t.Helper()
	client := from.client(t, stackone.WithHeader("X-Internal", "secret-header"), stackone.WithQuery("debug", "secret-query"))
	_, err := create(t.Context(), client, stackone.WithHeader("X-Api-Key", "secret-header"))
	return err
}

// otherNames gives the other server as another port and as another host name.
func otherNames(t *testing.T, other *server) map[string]string {
	t.Helper()
	u, err := url.Parse(other.URL)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"another port": other.URL, "another name": "http://localhost:" + u.Port()}
}

// TestRedirectWithBodyToAnotherHost is not followed: the body is not for others.
func TestRedirectWithBodyToAnotherHost(t *testing.T) {
	for _, status := range []int{http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		other := serve(t, created())
		for name, address := range otherNames(t, other) {
			t.Run(fmt.Sprintf("%d/%s", status, name), func(t *testing.T) {
				err := redirected(t, serve(t, redirect(status, address+"/elsewhere")))
				var apiErr *stackone.APIError
				if !errors.As(err, &apiErr) {
					t.Fatalf("error is %T %v, want an *APIError", err, err)
				}
				equal(t, "StatusCode", apiErr.StatusCode, status)
				equal(t, "Location", apiErr.Header.Get("Location"), address+"/elsewhere")
				equal(t, "requests to the other host", len(other.received()), 0)
			})
		}
	}
}

// TestRedirectWithoutBodyToAnotherHost arrives there without anything secret.
func TestRedirectWithoutBodyToAnotherHost(t *testing.T) {
	for _, name := range []string{"another port", "another name"} {
		t.Run(name, func(t *testing.T) {
			other := serve(t, created())
			from := serve(t, redirect(http.StatusSeeOther, otherNames(t, other)[name]+"/elsewhere"))
			if err := redirected(t, from); err != nil {
				t.Fatal(err)
			}
			got := other.only(t)
			equal(t, "method", got.Method, http.MethodGet)
			equal(t, "query", got.Query, "")
			equal(t, "body", got.Body, "")
			got.Header.Del("User-Agent")
			equal(t, "header", got.Header, http.Header{"Accept": {"application/json"}, "Accept-Encoding": {"gzip"}})
		})
	}
}

// TestRedirectThereAndBack does not get the secrets back on the way home.
func TestRedirectThereAndBack(t *testing.T) {
	var home *server
	other := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		redirect(http.StatusSeeOther, home.URL+"/back").ServeHTTP(w, r)
	}))
	home = serve(t, inTurn(redirect(http.StatusSeeOther, other.URL), created()))
	if err := redirected(t, home); err != nil {
		t.Fatal(err)
	}
	for name := range home.received()[1].Header {
		if name != "Accept" && name != "Accept-Encoding" && name != "User-Agent" {
			t.Errorf("header %s came back by way of another host", name)
		}
	}
}

func TestRedirectOnTheSameHost(t *testing.T) {
	for _, status := range []int{http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			api := serve(t, inTurn(redirect(status, "/moved"), created()))
			if err := redirected(t, api); err != nil {
				t.Fatal(err)
			}
			first, second := api.received()[0], api.received()[1]
			equal(t, "path", second.Path, "/moved")
			equal(t, "method", second.Method, http.MethodPost)
			equal(t, "body", second.Body, first.Body)
			equal(t, "Authorization", second.Header.Get("Authorization"), basicAuth)
			equal(t, "X-Internal", second.Header.Get("X-Internal"), "secret-header")
		})
	}
}

// TestRedirectToGet is not followed where the server did not ask for a GET: the
// session would silently not be created.
func TestRedirectToGet(t *testing.T) {
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			api := serve(t, inTurn(redirect(status, "/moved"), created()))
			err := redirected(t, api)
			var apiErr *stackone.APIError
			if !errors.As(err, &apiErr) || apiErr.StatusCode != status {
				t.Errorf("error is %v, want an *APIError with status %d", err, status)
			}
			api.only(t)
		})
	}
}

func TestRedirectLoop(t *testing.T) {
	api := serve(t, redirect(http.StatusTemporaryRedirect, "/again"))
	if err := redirected(t, api); err == nil {
		t.Error("no error")
	}
	if n := len(api.received()); n > 10 {
		t.Errorf("%d requests", n)
	}
}

// TestRedirectPolicyOfTheApp is asked first, and its client is left as it was.
func TestRedirectPolicyOfTheApp(t *testing.T) {
	refused := errors.New("the app follows nothing")
	api := serve(t, redirect(http.StatusTemporaryRedirect, "/moved"))
	policy := func(*http.Request, []*http.Request) error { return refused }
	own := &http.Client{Transport: api.Client().Transport, CheckRedirect: policy}
	if _, err := create(t.Context(), api.client(t, stackone.WithHTTPClient(own))); !errors.Is(err, refused) {
		t.Errorf("error is %v, want that of the app's policy", err)
	}
	api.only(t)
	if err := own.CheckRedirect(nil, nil); !errors.Is(err, refused) {
		t.Error("the app's client was changed")
	}
}

// TestRefusedRedirectIsNotRetried even where repeating is safe: the app's policy
// would refuse it again.
func TestRefusedRedirectIsNotRetried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := errors.New("the app follows nothing")
		api := serveInBubble(t, redirect(http.StatusTemporaryRedirect, "/moved"))
		own := &http.Client{
			Transport:     api.Client().Transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return refused },
		}
		begin := time.Now()
		client := api.client(t, stackone.WithHTTPClient(own), stackone.WithHeader("Idempotency-Key", "key-1"))
		if _, err := create(t.Context(), client); !errors.Is(err, refused) {
			t.Errorf("error is %v, want that of the app's policy", err)
		}
		equal(t, "elapsed", time.Since(begin), 0)
		api.only(t)
	})
}
