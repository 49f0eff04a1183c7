package source

import (
	"net/url"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

func TestSchemeOf(t *testing.T) {
	for pattern, want := range map[string]string{
		"https://h/x": "https", "HTTP://h": "http", "file:///x": "file", "s3+v2.x-y://b": "s3+v2.x-y",
		`C:\specs\a.yaml`: "", "C://specs": "", "c:/a": "", "a.yaml": "", "-": "", "": "", "://": "", "1a://x": "", "a b://x": "",
		"./https://x": "", "https:/x": "", "http:x": "",
	} {
		got, ok := schemeOf(pattern)
		if got != want || ok != (want != "") {
			t.Errorf("schemeOf(%q) = %q, %v, want %q", pattern, got, ok, want)
		}
	}
}

func TestNameOf(t *testing.T) {
	for in, want := range map[string]string{
		"https://api.test/openapi.yaml":                          "https://api.test/openapi.yaml",
		"HTTPS://user:pw@api.test:8443/a%20b/@x?part=hris#top":   "https://api.test:8443/a%20b/@x?part=hris",
		"https://api.test/x?v=2025-12-03&token=abc&format=yaml":  "https://api.test/x?v=2025-12-03&token=***&format=yaml",
		"https://api.test/x?X-Amz-Signature=abc&api%4Bey=1":      "https://api.test/x?X-Amz-Signature=***&api%4Bey=***",
		"https://api.test/x?q=0123456789012345678901234567":      "https://api.test/x?q=***",
		"https://api.test/x?abcdefghijklmnopqrstuvwxyz&raw&a=b=": "https://api.test/x?***&raw&a=***",
		"https://api.test/x?a=%41&b=x{y&c=x|y&d=x[y&e=ü&f=a+b":   "https://api.test/x?a=***&b=***&c=***&d=***&e=***&f=a+b",
		"https://api.test/x?%zztoken=abc&v=1":                    "https://api.test/x?%zztoken=***&v=1",
		"https://api.test/x?":                                    "https://api.test/x?",
		"http://[::1]:80/":                                       "http://[::1]:80/",
	} {
		name, u := parseURL(in)
		if u == nil || name != want {
			t.Errorf("%s is named %s, want %s", in, name, want)
		}
	}
}

func TestBadURLs(t *testing.T) {
	var ds diag.List
	inputs, err := Read(t.Context(), located(
		"https://user:pa/ss@host/x?y", "https://", "https:///x", "http://host:port/#@", "ftp://user:pw@host/x", "file:///etc/x.yaml", "https://h/%zz?token=x",
		"https://u:1@h.test/x", "https://u:2@h.test/x",
	), Options{CacheDir: t.TempDir(), Frozen: frozenTo(map[string]string{})}, &ds)
	if err != nil || inputs != nil {
		t.Fatal(inputs, err)
	}
	const how = " [bad-url] (write it as https://host/path; in a user name, password or query, other characters than letters and digits are escaped by %)"
	check(t, "diagnostics", summary(&ds), []string{
		`gen.yaml:2:5: error: "https://host/x" is not a valid URL` + how,
		`gen.yaml:3:5: error: "https://" is not a valid URL` + how,
		`gen.yaml:4:5: error: "https:///x" is not a valid URL` + how,
		`gen.yaml:5:5: error: "http://host:port/" is not a valid URL` + how,
		`gen.yaml:6:5: error: "ftp://host/x" is neither a file nor a supported URL [bad-url] (only http and https URLs are read)`,
		`gen.yaml:7:5: error: "file:///etc/x.yaml" is neither a file nor a supported URL [bad-url] (give the path without file://)`,
		`gen.yaml:8:5: error: "https://h/%zz" is not a valid URL` + how,
		`gen.yaml:9:5: error: "https://h.test/x" is not in the lock file [frozen-input] (run without --frozen to accept it)`,
		`gen.yaml:10:5: error: another URL also has the name "https://h.test/x", which omits possible secrets [bad-url] (list each description once, or download one and use the local copy)`,
	})
}

func TestIsSafe(t *testing.T) {
	for in, want := range map[string]bool{
		"https://api.test/": true, "http://localhost:80/": true, "http://LOCALHOST./": true, "http://a.localhost/": true,
		"http://127.0.0.1/": true, "http://127.9.9.9:1/": true, "http://[::1]/": true, "http://[::ffff:127.0.0.1]/": true,
		"http://api.test/": false, "http://10.0.0.1/": false, "http://localhost.test/": false, "http://notlocalhost/": false,
		"http://[::]/": false, "http://127.0.0.1.test/": false,
	} {
		u, err := url.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := isSafe(u); got != want {
			t.Errorf("isSafe(%s) = %v", in, got)
		}
	}
}

// No name contains the password or the token of its pattern.
func FuzzParseURL(f *testing.F) {
	f.Add("https", "api.test", "/x?", "a=b")
	f.Add("http", "[::1]:80", "/%zz", "&&==&")
	f.Add("HTTP", "h:\x00", "", "#@")
	f.Fuzz(func(t *testing.T, scheme, host, path, query string) {
		const password, token = "Pa55-phrase-9", "t0k3n-of-9-chars"
		for _, text := range []string{scheme, host, path, query} {
			if strings.Contains(text, "Pa55") || strings.Contains(text, "t0k3n") || strings.ContainsAny(text, "?#@") {
				t.Skip()
			}
		}
		pattern := scheme + "://user:" + password + "@" + host + path + "?token=" + token + "&" + query
		if _, ok := schemeOf(pattern); !ok {
			t.Skip()
		}
		name, u := parseURL(pattern)
		if strings.Contains(name, password) || strings.Contains(name, token) {
			t.Errorf("%q is named %q", pattern, name)
		}
		if u != nil && u.Hostname() == "" {
			t.Errorf("%q has no host", pattern)
		}
	})
}

// No pattern makes a search panic.
func FuzzGlob(f *testing.F) {
	for _, seed := range []string{"*", "**/*.yaml", "{a,b}/[c-d]?", "a/../*", "//*", `\*`, "[", "{", "*/", "**/**/**", "\x00*"} {
		f.Add(seed)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, pattern string) {
		if len(pattern) > 200 || strings.Contains(pattern, "..") {
			t.Skip("this searches other folders")
		}
		var ds diag.List
		t.Chdir(dir)
		if strings.HasPrefix(pattern, "/") || strings.Contains(pattern, "://") {
			t.Skip()
		}
		if _, err := Read(t.Context(), located(pattern), Options{Stdin: strings.NewReader("")}, &ds); err != nil {
			t.Error(err)
		}
	})
}
