package runtime

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
)

// ClientOption configures a client when it is made.
type ClientOption interface {
	applyToClient(*settings)
}

// CallOption configures one call of an operation.
type CallOption interface {
	applyToCall(*settings)
}

// Option configures a client or one call. Given to a call, it overrides the
// client's.
type Option interface {
	ClientOption
	CallOption
}

// settings is what the options leave behind. It is copied for each call, so that
// slices must be replaced and never be written into.
type settings struct {
	sdk          *sdkInfo
	serverURL    *url.URL
	ownServer    bool          // whether the caller gave the URL, which holds for all calls then
	server       *serverChoice // of the client; nil for the first of the description
	serverOfCall *serverChoice
	httpClient   *http.Client
	middleware   []func(Doer) Doer
	header       []nameValue
	query        []nameValue
	timeout      *time.Duration // of an attempt; nil for the default
	retry        *RetryPolicy
	globals      []nameValue // those that are not in headers
	params       []callParams
	userAgent    string
	log          callLog
	credentials  heldCredentials
	response     *Response
	problems     func(context.Context, Problem)
	foreign      func(text string, target any) error // reads types that are not of the SDK, if there can be any
	strict       bool                                // about values of another kind than described
	steering     steering                            // members of a page that must be as described
	nextPage     string                              // address that replaces the call's own
	errs         []error
}

type nameValue struct {
	name  string
	value string
}

// reject notes what is wrong with an option; all of it is reported at once.
func (s *settings) reject(format string, args ...any) {
	s.errs = append(slices.Clip(s.errs), fmt.Errorf(format, args...))
}

type clientOption func(*settings)

func (o clientOption) applyToClient(s *settings) { o(s) }

type callOption func(*settings)

func (o callOption) applyToCall(s *settings) { o(s) }

type anyOption func(*settings)

func (o anyOption) applyToClient(s *settings) { o(s) }
func (o anyOption) applyToCall(s *settings)   { o(s) }

// WithServerURL sends requests to another server, in the place of all that the API's
// description names, also for single operations. The URL's scheme is http or https; a
// path is kept and the paths of operations are appended to it.
func WithServerURL(address string) Option {
	return anyOption(func(s *settings) {
		u, err := parseServerURL(address)
		if err != nil {
			s.reject("WithServerURL: %w", err)
			return
		}
		s.serverURL, s.ownServer = u, true
	})
}

// WithHTTPClient sends requests with a client of the caller's, which is copied and
// never changed. Its transport, cookie jar, timeout and redirect policy hold.
// Redirects to another host are followed only without the credentials, and never
// with a request's body.
func WithHTTPClient(client *http.Client) ClientOption {
	return clientOption(func(s *settings) {
		if client == nil {
			s.reject("WithHTTPClient: the client is nil")
		}
		s.httpClient = client
	})
}

// WithMiddleware wraps the sending of every attempt, for example to trace, to
// measure or to answer requests in tests. The first middleware given is the
// outermost; that of a call is outside of that of the client. The function is
// called once, when the client is made or the call begins; the Doer that it
// returns for a client must be safe for concurrent use.
func WithMiddleware(middleware func(next Doer) Doer) Option {
	return anyOption(func(s *settings) {
		if middleware == nil {
			s.reject("WithMiddleware: the middleware is nil")
			return
		}
		s.middleware = append(slices.Clip(s.middleware), middleware)
	})
}

// WithHeader sets a header of the requests. It overrides what the SDK itself
// would send under that name: an Authorization header replaces the credentials,
// also an empty one.
func WithHeader(name, value string) Option {
	return anyOption(func(s *settings) {
		canonical := http.CanonicalHeaderKey(name)
		switch {
		case !isToken(name):
			s.reject("WithHeader: %q is not a header name", name)
			return
		case slices.Contains(transportHeaders, canonical):
			s.reject("WithHeader: %s is decided by the transport", canonical)
			return
		case hasMark(value):
			s.reject("WithHeader: %s: %w", canonical, errMark)
			return
		case hasControl(value):
			s.reject("WithHeader: the value of %s has control characters in it", canonical)
			return
		}
		s.header = append(slices.Clip(s.header), nameValue{canonical, value})
	})
}

// WithQuery adds a parameter to the query of the requests, after those of the
// operation, whether the API's description knows it or not. It can be given several times,
// also with the same name. A parameter that the request sets, too, is an error of the call.
func WithQuery(name, value string) Option {
	return anyOption(func(s *settings) {
		if name == "" {
			s.reject("WithQuery: the name is empty")
			return
		}
		if hasMark(name) || hasMark(value) {
			s.reject("WithQuery: %q: %w", name, errMark)
			return
		}
		s.query = append(slices.Clip(s.query), nameValue{name, value})
	})
}

// WithTimeout limits every single attempt; the time of a whole call is limited by
// its context. The time includes the reading of the response, but for streams it
// ends when the headers have arrived. Zero means no limit. The default is two minutes,
// which count anew with every byte while the body of a request is read from a stream.
func WithTimeout(timeout time.Duration) Option {
	return anyOption(func(s *settings) {
		if timeout < 0 {
			s.reject("WithTimeout: %v is negative", timeout)
			return
		}
		s.timeout = &timeout
	})
}

// WithRetry decides whether and how failed attempts are repeated. It overrides
// what the API's description says; fields that are zero keep that or the defaults.
// On a call, it replaces the policy of the client as a whole.
func WithRetry(policy RetryPolicy) Option {
	return anyOption(func(s *settings) {
		for _, err := range policy.check() {
			s.reject("WithRetry: %w", err)
		}
		policy.StatusCodes = slices.Clone(policy.StatusCodes)
		s.retry = &policy
	})
}

// WithUserAgent replaces the User-Agent header that names this SDK.
func WithUserAgent(agent string) ClientOption {
	return clientOption(func(s *settings) {
		if agent == "" || hasControl(agent) {
			s.reject("WithUserAgent: %q is empty or has control characters in it", agent)
			return
		}
		s.userAgent = agent
	})
}

// WithResponse stores the status, the header and the raw body of the last response
// of the call, also when the call fails. Calls that run at the same time need a
// Response each.
func WithResponse(response *Response) CallOption {
	return callOption(func(s *settings) {
		if response == nil {
			s.reject("WithResponse: the response is nil")
			return
		}
		*response = Response{}
		s.response = response
	})
}

// isToken reports whether a text can be the name of a header (RFC 9110, 5.6.2).
func isToken(s string) bool {
	for _, c := range []byte(s) {
		if !isAlphanumeric(c) && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return false
		}
	}
	return s != ""
}

// hasControl reports whether a text could end a header line or confuse a log.
func hasControl(s string) bool {
	for _, c := range []byte(s) {
		if c < ' ' && c != '\t' || c == 0x7f {
			return true
		}
	}
	return false
}

// isCleanSecret refuses what a key never has and a key read from a file often has.
func isCleanSecret(s string) bool {
	return !hasControl(s) && strings.TrimFunc(s, unicode.IsSpace) == s
}
