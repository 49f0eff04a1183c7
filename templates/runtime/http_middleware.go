package runtime

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// Doer sends a request and returns the response, like [http.Client].
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// DoerFunc is a function that is a [Doer].
type DoerFunc func(*http.Request) (*http.Response, error)

// Do calls the function.
func (f DoerFunc) Do(request *http.Request) (*http.Response, error) { return f(request) }

// clientDoer is the innermost Doer. It takes queries out of errors before any
// middleware can log them.
type clientDoer struct {
	client *http.Client
}

func (d *clientDoer) Do(request *http.Request) (*http.Response, error) {
	response, err := d.client.Do(request)
	var failed *url.Error
	if errors.As(err, &failed) {
		failed.URL = withoutQuery(failed.URL)
	}
	return response, err
}

// withoutQuery cuts a URL's text where secrets may begin.
func withoutQuery(address string) string {
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		return address[:i]
	}
	return address
}
