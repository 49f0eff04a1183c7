package runtime

import (
	"net/http"
	"sync"
)

// idleConnections is how many connections to a host are kept for the next calls. The
// default of net/http is 2, so that a program with a hundred calls at a time would open
// most of them anew.
const idleConnections = 100

// standardTransport is what http.DefaultTransport is when a program begins.
var standardTransport = http.DefaultTransport

// widerTransport is a copy of it that keeps more connections, for all clients.
var widerTransport = sync.OnceValue(func() http.RoundTripper {
	standard, ok := standardTransport.(*http.Transport)
	if !ok {
		return standardTransport
	}
	wider := standard.Clone()
	wider.MaxIdleConns = max(wider.MaxIdleConns, 2*idleConnections)
	wider.MaxIdleConnsPerHost = max(wider.MaxIdleConnsPerHost, idleConnections)
	return wider
})

// defaultTransport sends for clients whose caller brings none. A program that replaces
// http.DefaultTransport, as tests do, is heeded.
type defaultTransport struct{}

func (defaultTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	if current := http.DefaultTransport; current != standardTransport {
		return current.RoundTrip(request)
	}
	return widerTransport().RoundTrip(request)
}

// CloseIdleConnections is for [http.Client.CloseIdleConnections].
func (defaultTransport) CloseIdleConnections() {
	if wider, ok := widerTransport().(*http.Transport); ok {
		wider.CloseIdleConnections()
	}
}
