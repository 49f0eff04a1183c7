package source

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// maxRedirects limits the redirects of a request.
const maxRedirects = 10

// follow follows redirects. http.Client would send each server the query of the
// previous URL as a Referer, and show Location headers in its errors.
func (r *reader) follow(ctx context.Context, start *url.URL, kept *copied) (*response, error) {
	u := start
	for range maxRedirects + 1 {
		resp, err := r.get(ctx, u, kept)
		if err != nil {
			return nil, err
		}
		if !isRedirect(resp) {
			defer resp.Body.Close()
			a, err := r.receive(resp, kept)
			if f, ok := errors.AsType[*fault](err); ok && u != start {
				f.Reason += " (after a redirect to " + nameOf(u) + ")"
			}
			return a, err
		}
		resp.Body.Close()
		if u, err = redirect(u, resp); err != nil {
			return nil, err
		}
		if r.within != nil && !below(r.within, u) {
			return nil, &fault{
				Code: "bad-redirect", Reason: "the server redirects to " + nameOf(u) + ", which is not below the URL of the description",
				Hint: "download the description and its files, and use the local copy",
			}
		}
	}
	return nil, &fault{
		Code: "bad-redirect", Reason: fmt.Sprintf("the server redirects more than %d times", maxRedirects),
		Hint: "open the URL in a browser, and use the final URL",
	}
}

func isRedirect(resp *http.Response) bool {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return resp.Header.Get(movedTo) != ""
	}
	return false
}

// redirect returns the target of a redirect. User and password are not sent to
// other hosts: only a relative Location keeps them.
func redirect(from *url.URL, resp *http.Response) (*url.URL, error) {
	to, err := from.Parse(resp.Header.Get(movedTo))
	if err != nil || (to.Scheme != "http" && to.Scheme != "https") || to.Hostname() == "" {
		return nil, &fault{
			Code: "bad-redirect", Reason: "the server redirects to something that is not an http or https URL",
			Hint: "open the URL in a browser, and use the final URL",
		}
	}
	if to.Scheme == "http" && (from.Scheme == "https" || isSafe(from) && !isSafe(to)) {
		return nil, &fault{
			Code: "bad-redirect", Reason: "the server redirects to " + nameOf(to) + ", which is not encrypted",
			Hint: "if you trust it, use that URL",
		}
	}
	to.Fragment, to.RawFragment = "", ""
	return to, nil
}

// unfollowed hides redirects from http.Client, which would read the body before
// asking whether to follow.
type unfollowed struct{ next http.RoundTripper }

// movedTo is the header that replaces Location.
const movedTo = "Stackone-Gen-Location"

func (u unfollowed) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := u.next.RoundTrip(req)
	if err == nil {
		resp.Header[movedTo] = resp.Header["Location"]
		resp.Header.Del("Location")
	}
	return resp, err
}
