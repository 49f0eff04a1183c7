package runtime

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// WithDump writes every request and response to w, for debugging. Secrets are masked:
// the Authorization header, cookies, keys wherever the API's description puts them, and
// headers, parameters and JSON members whose names tell of a secret, such as password or
// access_token. JSON bodies are written up to 64 KiB; of other bodies, only the length is
// written. Requests that a function of [WithCredentials] sends are not written.
//
// Personal data is not masked, nor is a secret whose name does not tell of one. Read a
// dump before you share it.
func WithDump(w io.Writer) Option {
	if w == nil {
		return anyOption(func(s *settings) { s.reject("WithDump: the writer is nil") })
	}
	d := &dumper{w: w}
	return WithMiddleware(func(next Doer) Doer {
		return DoerFunc(func(hr *http.Request) (*http.Response, error) {
			m := mask{}
			a, _ := hr.Context().Value(attemptKey{}).(*attempt)
			if a != nil {
				m.schemes = a.req.core.sdk.security
			}
			d.write(m.request(hr, a))
			resp, err := next.Do(hr)
			if err == nil && resp != nil {
				d.response(m, resp)
			} else if err != nil {
				d.write([]byte("\n< error: " + cleanText(cutQueries(err.Error()), 2000) + "\n"))
			}
			return resp, err
		})
	})
}

// maxDump is how much of a JSON body is written.
const maxDump = 64 << 10

// dumper writes whole messages, one after the other.
type dumper struct {
	mu sync.Mutex
	w  io.Writer
}

// write ignores errors, so that a dump never fails a call.
func (d *dumper) write(text []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, _ = d.w.Write(text)
}

// mask finds the secrets of a call.
type mask struct{ schemes []securityScheme }

const masked = "***"

// request returns the text of a request.
func (m mask) request(hr *http.Request, a *attempt) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "\n> %s %s\n", hr.Method, m.address(hr.URL.String()))
	m.header(&b, "> ", hr.Header)
	switch {
	case hr.Body == nil || hr.Body == http.NoBody:
	case a != nil && a.req.body != nil && a.req.body.source == nil && hr.GetBody != nil && dumpsBody(hr.Header):
		if body, err := hr.GetBody(); err == nil { // the one in memory, which may be read again
			data, _, _ := readCapped(body, maxDump+1, hr.ContentLength)
			m.json(&b, data)
		}
	default:
		b.WriteString(bodyLength(hr.Header, hr.ContentLength))
	}
	return b.Bytes()
}

// response writes a response: at once, or when its body has been read.
func (d *dumper) response(m mask, resp *http.Response) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "\n< %s %d %s\n", resp.Proto, resp.StatusCode, http.StatusText(resp.StatusCode))
	m.header(&b, "< ", resp.Header)
	if resp.Body == nil || resp.Body == http.NoBody || !dumpsBody(resp.Header) {
		if resp.Body != nil && resp.Body != http.NoBody {
			b.WriteString(bodyLength(resp.Header, resp.ContentLength))
		}
		d.write(b.Bytes())
		return
	}
	resp.Body = &dumpedBody{body: resp.Body, done: func(data []byte) {
		m.json(&b, data)
		d.write(b.Bytes())
	}}
}

// dumpsBody reports whether the Content-Type header says that a body is JSON.
func dumpsBody(header http.Header) bool { return header.Get("Content-Type") != "" && isJSON(header) }

func bodyLength(header http.Header, length int64) string {
	size := "unknown length"
	if length >= 0 {
		size = strconv.FormatInt(length, 10) + " bytes"
	}
	return "[body of " + size + ", " + cleanText(header.Get("Content-Type"), 100) + "]\n"
}

// dumpedBody keeps the beginning of a body until it has been read.
type dumpedBody struct {
	body io.ReadCloser
	data []byte
	done func([]byte)
	once sync.Once
}

func (b *dumpedBody) Read(p []byte) (int, error) {
	n, err := b.body.Read(p)
	b.data = append(b.data, p[:min(n, maxDump+1-len(b.data))]...)
	if err != nil {
		b.end()
	}
	return n, err
}

func (b *dumpedBody) Close() error {
	err := b.body.Close()
	b.end()
	return err
}

func (b *dumpedBody) end() { b.once.Do(func() { b.done(b.data) }) }

// header writes headers in the order of their names.
func (m mask) header(b *bytes.Buffer, prefix string, header http.Header) {
	for _, name := range slices.Sorted(maps.Keys(header)) {
		for _, value := range header[name] {
			fmt.Fprintf(b, "%s%s: %s\n", prefix, name, cleanText(m.headerValue(name, value), 4000))
		}
	}
}

func (m mask) headerValue(name, value string) string {
	switch name {
	case "Cookie":
		cookies := strings.Split(value, ";")
		for i, cookie := range cookies {
			cookies[i] = maskAfter(cookie, "=")
		}
		return strings.Join(cookies, ";")
	case "Set-Cookie":
		cookie, attributes, _ := strings.Cut(value, ";")
		return joinNonEmpty(maskAfter(cookie, "="), ";", attributes)
	case "Authorization", "Proxy-Authorization":
		return maskAfter(value, " ")
	case "Location", "Content-Location", "Referer":
		return m.address(value)
	case "Link":
		return cutQueries(value)
	}
	if m.isKey(securityKeyInHeader, name) || isSecretName(name) {
		return masked
	}
	return value
}

// maskAfter masks what follows a separator, and keeps the name of a cookie or a scheme
// before it.
func maskAfter(text, separator string) string {
	name, _, found := strings.Cut(text, separator)
	if !found {
		return masked
	}
	return name + separator + masked
}

// address masks the parameters of a URL.
func (m mask) address(text string) string {
	base, query, found := strings.Cut(text, "?")
	if !found {
		return text
	}
	query, _, _ = strings.Cut(query, "#")
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		name, _, _ := strings.Cut(pair, "=")
		plain := unescaped(name)
		if m.isKey(securityKeyInQuery, plain) || isSecretName(plain) {
			pairs[i] = name + "=" + masked
		}
	}
	return base + "?" + strings.Join(pairs, "&")
}

// isKey reports whether the name is that of an API key in the description.
func (m mask) isKey(kind securityKind, name string) bool {
	return slices.ContainsFunc(m.schemes, func(s securityScheme) bool {
		return s.kind == kind && strings.EqualFold(s.param, name)
	})
}

// secretNames are parts of the names of secrets, without case and punctuation.
var secretNames = []string{
	"password", "passwd", "passphrase", "secret", "token", "apikey", "accesskey", "privatekey", "authorization",
	"credential", "authlink", "signature", "cookie", "sessionid",
}

// isSecretName reports whether a name is that of a secret.
func isSecretName(name string) bool {
	plain := strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			return r
		}
		return -1
	}, name)
	return slices.ContainsFunc(secretNames, func(part string) bool { return strings.Contains(plain, part) })
}
