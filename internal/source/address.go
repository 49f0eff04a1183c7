package source

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// schemeOf returns the scheme of a URL in lower case. A Windows drive letter is not a scheme.
func schemeOf(pattern string) (string, bool) {
	scheme, _, ok := strings.Cut(pattern, "://")
	if !ok || len(scheme) < 2 {
		return "", false
	}
	for i, c := range []byte(strings.ToLower(scheme)) {
		letter := 'a' <= c && c <= 'z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+-.", rune(c))) {
			return "", false
		}
	}
	return strings.ToLower(scheme), true
}

// parseURL returns the URL and its name. An invalid URL is nil but has a name.
func parseURL(pattern string) (string, *url.URL) {
	u, err := url.Parse(pattern)
	if err != nil || u.Hostname() == "" {
		// The parts of an invalid URL are unknown, so remove everything that could be a secret.
		scheme, rest, _ := strings.Cut(pattern, "://")
		rest, _, _ = strings.Cut(rest, "#")
		rest, _, _ = strings.Cut(rest, "?")
		return scheme + "://" + rest[strings.LastIndexByte(rest, '@')+1:], nil
	}
	u.Fragment, u.RawFragment = "", "" // never sent
	return nameOf(u), u
}

// nameOf returns a URL without secrets, for messages and the manifest: without
// user, password, and query values that could be secrets.
func nameOf(u *url.URL) string {
	named := *u
	named.User, named.Fragment, named.RawFragment = nil, "", ""
	if named.RawQuery != "" {
		members := strings.Split(named.RawQuery, "&")
		for i, m := range members {
			key, value, ok := strings.Cut(m, "=")
			switch {
			case !ok && isPlain(key):
			case !ok:
				members[i] = hidden
			case !isPlain(value) || isSecret(key):
				members[i] = key + "=" + hidden
			}
		}
		named.RawQuery = strings.Join(members, "&")
	}
	return named.String()
}

// hidden replaces a secret.
const hidden = "***"

// isPlain reports whether a value is more likely a word, a version or a date
// than a secret.
func isPlain(value string) bool {
	const longest = 20 // tokens are longer
	return len(value) <= longest && !strings.ContainsFunc(value, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && !strings.ContainsRune("._~/:+-", r)
	})
}

// isSecret reports whether the name of a query value suggests a secret.
func isSecret(key string) bool {
	if plain, err := url.QueryUnescape(key); err == nil {
		key = plain
	}
	key = strings.ToLower(key)
	return slices.ContainsFunc([]string{
		"auth", "cred", "jwt", "key", "pass", "pw", "secret", "session", "sid", "sig", "token",
	}, func(word string) bool { return strings.Contains(key, word) })
}

// isSafe reports whether a URL is encrypted or local, so that nobody on the way can
// change the response.
func isSafe(u *url.URL) bool {
	return u.Scheme == "https" || isLoopback(u.Hostname())
}

func isLoopback(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
