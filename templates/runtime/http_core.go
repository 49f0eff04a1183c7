package runtime

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Core is the connection to the API that all services share: the server, the
// credentials and the options. It is safe for concurrent use. A program that
// needs few of the services can build them alone from a Core, and the linker
// leaves the others out.
type Core struct {
	sdk      *sdkInfo
	settings settings
	doer     Doer
	plain    Doer // without middleware
}

// plainService is what services without services of their own consist of. A client
// makes one for all of them.
type plainService struct{ core *Core }

// newCore makes a Core or tells everything that is wrong with the options.
func newCore(sdk *sdkInfo, opts []ClientOption) (*Core, error) {
	core := &Core{sdk: sdk, settings: settings{sdk: sdk, userAgent: defaultUserAgent(sdk)}}
	for i, opt := range opts {
		if opt == nil {
			core.settings.reject("option %d is nil", i+1)
			continue
		}
		opt.applyToClient(&core.settings)
	}
	core.settings.settleServer()
	core.plain = newClientDoer(core.settings.httpClient)
	core.doer = core.settings.wrap(core.plain)
	core.settings.middleware = nil // what is added from here on belongs to one call
	if errs := core.settings.errs; len(errs) > 0 {
		for i, err := range errs {
			errs[i] = fmt.Errorf("%s%w", errorPrefix, err)
		}
		return nil, errors.Join(errs...)
	}
	return core, nil
}

// newClientDoer sends with a copy of the caller's client, or of one of our own.
func newClientDoer(own *http.Client) Doer {
	client := http.Client{}
	if own != nil {
		client = *own
	}
	if client.Transport == nil {
		client.Transport = defaultTransport{}
	}
	client.CheckRedirect = guardRedirects(client.CheckRedirect)
	return &clientDoer{client: &client}
}

// wrap puts the middleware around a Doer, the first one outermost.
func (s *settings) wrap(doer Doer) Doer {
	for _, wrap := range slices.Backward(s.middleware) {
		if doer = wrap(doer); doer == nil {
			s.reject("WithMiddleware: the middleware returned nil")
			return nil
		}
	}
	return doer
}

func defaultUserAgent(sdk *sdkInfo) string {
	agent := sdk.name + "-go/" + sdk.version
	if sdk.apiVersion != "" {
		agent += " api/" + cleanText(sdk.apiVersion, 100) // text of the description, which may be any
	}
	return agent
}

// parseServerURL accepts only what paths and queries can be joined to.
func parseServerURL(text string) (*url.URL, error) {
	if text == "" {
		return nil, errors.New("the URL is empty")
	}
	u, err := url.Parse(text)
	if err != nil {
		// The text of the error repeats the URL, which may hold a password.
		return nil, errors.New("the URL cannot be parsed")
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, errors.New("the URL must begin with http:// or https://")
	case u.Hostname() == "":
		return nil, errors.New("the URL has no host")
	case u.User != nil:
		return nil, errors.New("the URL must not hold credentials")
	case u.RawQuery != "" || u.ForceQuery:
		return nil, errors.New("the URL must not have a query")
	case u.Fragment != "" || strings.HasSuffix(text, "#"):
		return nil, errors.New("the URL must not have a fragment")
	}
	for segment := range strings.SplitSeq(u.Path, "/") {
		if segment == "." || segment == ".." {
			return nil, errors.New("the URL's path must not have . or .. segments")
		}
	}
	return u, nil
}
