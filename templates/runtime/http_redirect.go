package runtime

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// harmlessHeaders are those that may follow a redirect to another host. A list of
// secret ones would miss the headers that a caller adds.
var harmlessHeaders = []string{"Accept", "Accept-Encoding", "Accept-Language", "Range", "User-Agent"}

// redirectError is a redirect that a policy refuses, which no retry changes.
type redirectError struct{ err error }

func (e *redirectError) Error() string { return e.err.Error() }

func (e *redirectError) Unwrap() error { return e.err }

// guardRedirects makes a redirect policy that keeps credentials, account ids and
// bodies at the host that they are meant for. A redirect that would send a body
// elsewhere, or turn a request into a GET that the server did not ask for, is not
// followed: its response is the result. The caller's policy is asked first.
func guardRedirects(policy func(*http.Request, []*http.Request) error) func(*http.Request, []*http.Request) error {
	return func(next *http.Request, via []*http.Request) error {
		if policy != nil {
			if err := policy(next, via); err == http.ErrUseLastResponse {
				return err // net/http compares it as it is
			} else if err != nil {
				return &redirectError{err}
			}
		} else if len(via) >= 10 {
			return &redirectError{errors.New("stopped after 10 redirects")}
		}
		first, last := via[0], via[len(via)-1]
		if next.Method != last.Method && next.Response != nil && next.Response.StatusCode != http.StatusSeeOther {
			return http.ErrUseLastResponse
		}
		staysHome := keepsOrigin(first.URL, next.URL)
		for _, request := range via[1:] {
			staysHome = staysHome && keepsOrigin(first.URL, request.URL)
		}
		if staysHome {
			return nil
		}
		if next.Body != nil && next.Body != http.NoBody {
			return http.ErrUseLastResponse
		}
		for name := range next.Header {
			if !slices.Contains(harmlessHeaders, name) {
				delete(next.Header, name)
			}
		}
		return nil
	}
}

// keepsOrigin reports whether two URLs have the same scheme, host and port. Going
// from http to https on the same host loses nothing.
func keepsOrigin(from, to *url.URL) bool {
	if !strings.EqualFold(from.Hostname(), to.Hostname()) {
		return false
	}
	if from.Scheme == to.Scheme {
		return portOf(from) == portOf(to)
	}
	return from.Scheme == "http" && portOf(from) == "80" && to.Scheme == "https" && portOf(to) == "443"
}

func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	default:
		return "80"
	}
}
