package runtime

import (
	"crypto/tls"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// The tests of this file have a server that the transport of net/http cannot talk
// to any more, because what it says then is its own affair and may change.

// countAttempts makes a Core and counts what it sends.
func countAttempts(t *testing.T, address string, client *http.Client) (*Core, *atomic.Int32) {
	t.Helper()
	var attempts atomic.Int32
	core, err := newCore(&sampleSDK, []ClientOption{
		WithAPIKey("secret-key"), WithServerURL(address), WithHTTPClient(client), WithRetry(RetryPolicy{InitialInterval: 1, MaxAttempts: 3}),
		WithMiddleware(func(next Doer) Doer {
			return DoerFunc(func(hr *http.Request) (*http.Response, error) {
				attempts.Add(1)
				return next.Do(hr)
			})
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return core, &attempts
}

// A server that refuses to talk TLS with this client will do so again.
func TestTLSAlertsAreNotRetried(t *testing.T) {
	for name, config := range map[string]*tls.Config{
		"no certificate of the client": {ClientAuth: tls.RequireAnyClientCert},
		"another version":              {MinVersion: tls.VersionTLS13},
	} {
		server := httptest.NewUnstartedServer(nil)
		server.Config.ErrorLog = log.New(io.Discard, "", 0)
		server.TLS = config
		server.StartTLS()
		if config.MinVersion != 0 {
			server.Client().Transport.(*http.Transport).TLSClientConfig.MaxVersion = tls.VersionTLS12
		}
		core, attempts := countAttempts(t, server.URL, server.Client())
		if _, err := getThing(t.Context(), core, "1"); err == nil || attempts.Load() != 1 {
			t.Errorf("%s: %d attempts, error %v", name, attempts.Load(), err)
		}
		server.Close()
	}
}
