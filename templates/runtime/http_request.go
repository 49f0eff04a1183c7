package runtime

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
)

// request collects what one call of an operation sends. Mistakes are noted on the
// way and reported together before anything is sent.
type request struct {
	core     *Core
	doer     Doer
	op       *operation
	settings settings
	paths    []nameValue // escaped
	query    []string    // escaped name=value pairs
	cookies  []string    // likewise
	header   http.Header
	body     *requestBody
	issued   string // the token of OAuth 2.0 of the last attempt
	renewed  bool   // whether it was replaced
}

// transportHeaders cannot be set: net/http ignores them in favour of the
// request's own fields, or leaves them out on some connections.
var transportHeaders = []string{
	"Connection", "Content-Length", "Host", "Keep-Alive", "Proxy-Connection", "Trailer", "Transfer-Encoding", "Upgrade",
}

func (c *Core) newRequest(op *operation, opts []CallOption) *request {
	req := &request{core: c, op: op, query: slices.Clip(op.query), header: make(http.Header, 8)}
	if c == nil || c.sdk == nil {
		req.settings.reject("the service has no connection: make it with a Core that NewCore returned")
		return req
	}
	req.settings = c.settings
	for i, opt := range opts {
		if isNil(opt) {
			req.settings.reject("option %d is nil", i+1)
			continue
		}
		opt.applyToCall(&req.settings)
	}
	req.doer = req.settings.wrap(c.doer)
	req.addGlobals()
	req.addParams()
	return req
}

// isNil reports whether an option is nil, or a nil pointer to parameters.
func isNil(opt CallOption) bool {
	v := reflect.ValueOf(opt)
	return !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil()
}

// add writes the parameter that v points to. An absent Opt is left out, and so is one that
// is null, unless the parameter must be there.
func (req *request) add(p parameter, v any) {
	c, place := codecFor(v)
	if state := c.stateOf(place); state == optAbsent || state == optNull && !p.nulls {
		return
	}
	data, err := c.marshalAs(place, p.form)
	if p.fixed != "" && place.value(c.typ).IsZero() {
		data = []byte(p.fixed)
	}
	if err == nil {
		err = req.addJSON(p, data)
	}
	if err != nil {
		req.settings.reject("%s: %w", p, err)
	}
}

// String names the parameter in errors.
func (p parameter) String() string {
	return fmt.Sprintf("%s parameter %s", p.location, p.name)
}

// addJSON writes a parameter from its JSON.
func (req *request) addJSON(p parameter, data []byte) error {
	v, err := parseParameterValue(data)
	if err != nil {
		return err
	}
	if hasMark(v.raw) {
		return errMark
	}
	if p.asJSON {
		v = parameterValue{kind: valueText, text: v.raw}
	}
	switch p.location {
	case inPath:
		text, err := p.joined(v)
		if err == nil && p.slashed && slices.ContainsFunc(v.flat(), hasControl) {
			err = errors.New("the value has control characters in it")
		}
		req.paths = append(req.paths, nameValue{p.name, text})
		return err
	case inHeader:
		if v.kind == valueNull && !p.nulls || v.isEmpty() {
			return nil
		}
		text, err := p.joined(v)
		if err == nil && hasControl(text) {
			err = errors.New("the value has control characters in it")
		}
		req.header.Set(p.name, text)
		return err
	case inCookie:
		pairs, err := p.pairs(v)
		req.cookies = append(req.cookies, pairs...)
		return err
	default:
		pairs, err := p.pairs(v)
		req.query = append(req.query, pairs...)
		return err
	}
}

// prepare completes the headers and tells everything that is wrong with the
// request and its options.
func (req *request) prepare() (*url.URL, error) {
	if len(req.settings.errs) > 0 {
		return nil, errors.Join(req.settings.errs...)
	}
	u, err := req.url()
	if err != nil {
		return nil, err
	}
	if len(req.cookies) > 0 {
		req.header.Set("Cookie", strings.Join(req.cookies, "; "))
	}
	if req.op.accept != "" && req.header.Get("Accept") == "" {
		req.header.Set("Accept", req.op.accept)
	}
	if req.body != nil {
		req.header.Set("Content-Type", req.body.contentType)
	}
	if req.op.keyed && req.header.Get(idempotencyKey) == "" {
		req.header.Set(idempotencyKey, rand.Text()) // one for all attempts
	}
	req.header.Set("User-Agent", req.settings.userAgent)
	for _, h := range req.settings.header {
		req.header.Set(h.name, h.value)
	}
	return u, nil
}

// url joins the server's URL, the path and the query.
func (req *request) url() (*url.URL, error) {
	escaped, err := req.escapedPath()
	if err != nil {
		return nil, err
	}
	base, err := req.base()
	if err != nil {
		return nil, err
	}
	u := *base
	u.RawPath = strings.TrimRight(u.EscapedPath(), "/") + escaped
	if u.Path, err = url.PathUnescape(u.RawPath); err != nil {
		return nil, fmt.Errorf("path %s: %w", req.op.path, err)
	}
	pairs := req.query
	for _, q := range req.settings.query {
		name := escape(q.name, "") + "="
		if slices.ContainsFunc(req.query, func(pair string) bool { return strings.HasPrefix(pair, name) }) {
			return nil, fmt.Errorf("query parameter %s is set by the request and by WithQuery: leave one of them out", q.name)
		}
		pairs = append(pairs, name+escape(q.value, ""))
	}
	u.RawQuery = strings.Join(pairs, "&")
	if address := req.settings.nextPage; address != "" {
		return req.nextPageURL(&u, address)
	}
	return &u, nil
}

// nextPageURL is the address of a next page, with those parameters of WithQuery that the
// server has not taken over into it.
func (req *request) nextPageURL(own *url.URL, address string) (*url.URL, error) {
	next, err := nextPageURL(own, address)
	if err != nil {
		return nil, err
	}
	taken := next.Query()
	for _, q := range req.settings.query {
		if !taken.Has(q.name) {
			next.RawQuery = joinNonEmpty(next.RawQuery, "&", escape(q.name, "")+"="+escape(q.value, ""))
		}
	}
	return next, nil
}

// escapedPath fills the path template in. A value never changes which path is
// meant: all but unreserved characters are escaped, and a segment that servers and
// proxies would resolve as "." or ".." is refused, because they do so even when its
// dots are escaped.
func (req *request) escapedPath() (string, error) {
	var b strings.Builder
	rest := req.op.path
	for {
		literal, after, found := strings.Cut(rest, "{")
		b.WriteString(escape(literal, "/%:@!$&'()*+,;="))
		if !found {
			break
		}
		name, tail, closed := strings.Cut(after, "}")
		value, ok := req.pathValue(name)
		if !closed || !ok {
			return "", fmt.Errorf("path parameter %s: there is no value", name)
		}
		b.WriteString(value)
		rest = tail
	}
	for left, more := b.String(), true; more; {
		var segment string
		segment, left, more = strings.Cut(left, "/")
		if segment == "." || segment == ".." {
			return "", fmt.Errorf("path %s: a parameter makes a segment %q, which names another path", req.op.path, segment)
		}
	}
	return b.String(), nil
}

func (req *request) pathValue(name string) (string, bool) {
	for _, value := range req.paths {
		if value.name == name {
			return value.value, true
		}
	}
	return "", false
}

// newHTTPRequest makes the request of one attempt, which has no context yet. Nothing
// of it is shared with other attempts, so that middleware may change it.
func (req *request) newHTTPRequest(ctx context.Context, u *url.URL) (*http.Request, error) {
	address := *u
	hr := &http.Request{
		Method: req.op.method,
		URL:    &address,
		Proto:  "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: req.header.Clone(),
		Host:   u.Host,
	}
	if err := req.authorize(ctx, hr); err != nil {
		return nil, err
	}
	if req.body != nil {
		if err := req.body.attach(hr); err != nil {
			return nil, err
		}
	}
	return hr, nil
}
