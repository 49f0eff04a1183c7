package acceptance_test

import (
	"context"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"testing"
	"time"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// sessions is the interface that an app would declare to replace the service in
// its own tests.
type sessions interface {
	CreateConnectSession(context.Context, stackone.ConnectSessionCreate, ...stackone.CallOption) (*stackone.ConnectSessionTokenAuthLink, error)
	GetConnectSession(context.Context, stackone.ConnectSessionsGetConnectSessionRequest, ...stackone.CallOption) (*stackone.ConnectSession, error)
	AuthenticateConnectSession(context.Context, stackone.ConnectSessionAuthenticate, ...stackone.CallOption) (*stackone.ConnectSession, error)
}

// What follows stops compiling when a name or a signature that apps depend on
// changes.
var (
	_ sessions = (*stackone.ConnectSessionsService)(nil)

	_ func(...stackone.ClientOption) (*stackone.Client, error) = stackone.New
	_ func(...stackone.ClientOption) (*stackone.Core, error)   = stackone.NewCore
	_ func(*stackone.Core) *stackone.ConnectSessionsService    = stackone.NewConnectSessionsService
	_ func(*stackone.Client, string) *stackone.Client          = (*stackone.Client).ForAccount
	_ func(*stackone.Core, string) *stackone.Core              = (*stackone.Core).ForAccount
	_ func(context.Context) (stackone.Operation, bool)         = stackone.OperationFromContext
	_ func() stackone.RetryPolicy                              = stackone.NoRetry
	_ func(string) stackone.ClientOption                       = stackone.WithAPIKey
	_ func(string, string) stackone.ClientOption               = stackone.WithBasicAuth
	_ func(*http.Client) stackone.ClientOption                 = stackone.WithHTTPClient
	_ func(func(stackone.Doer) stackone.Doer) stackone.Option  = stackone.WithMiddleware
	_ func(string) stackone.ClientOption                       = stackone.WithUserAgent
	_ func(*slog.Logger) stackone.Option                       = stackone.WithLogger
	_ func(string) stackone.Option                             = stackone.WithServerURL
	_ func(string, string) stackone.Option                     = stackone.WithHeader
	_ func(string, string) stackone.Option                     = stackone.WithQuery
	_ func(time.Duration) stackone.Option                      = stackone.WithTimeout
	_ func(stackone.RetryPolicy) stackone.Option               = stackone.WithRetry
	_ func(string) stackone.Option                             = stackone.WithAccountID
	_ func() stackone.Option                                   = stackone.WithoutAccountID
	_ func(*stackone.Response) stackone.CallOption             = stackone.WithResponse

	_ func(func(context.Context) (stackone.Credentials, error)) stackone.ClientOption = stackone.WithCredentials

	_ stackone.ClientOption = stackone.Option(nil)
	_ stackone.CallOption   = stackone.Option(nil)

	_ stackone.Doer = (*http.Client)(nil)
	_ stackone.Doer = stackone.DoerFunc(nil)

	_ json.Marshaler           = stackone.ConnectSession{}
	_ json.Unmarshaler         = (*stackone.ConnectSession)(nil)
	_ json.Marshaler           = stackone.Opt[string]{}
	_ json.Unmarshaler         = (*stackone.Opt[string])(nil)
	_ json.Marshaler           = stackone.JSONValue{}
	_ json.Unmarshaler         = (*stackone.JSONValue)(nil)
	_ json.Marshaler           = stackone.Time{}
	_ json.Unmarshaler         = (*stackone.Time)(nil)
	_ encoding.TextMarshaler   = stackone.Time{}
	_ encoding.TextUnmarshaler = (*stackone.Time)(nil)
	_ io.ReadCloser            = stackone.Stream{}

	_ fmt.Stringer  = stackone.Credentials{}
	_ fmt.Formatter = stackone.Opt[string]{}
	_ fmt.Stringer  = stackone.JSONValue{}

	_ func(stackone.Opt[*stackone.UnifiedError]) *stackone.UnifiedError  = stackone.In[stackone.UnifiedError]
	_ func(*stackone.Opt[*stackone.UnifiedError]) *stackone.UnifiedError = stackone.Ensure[stackone.UnifiedError]

	_ func(dst, src any) error = stackone.Copy

	_ error = (*stackone.APIError)(nil)
	_ error = (*stackone.DecodeError)(nil)
)

// TestOptionsInTheWrongPlace looks at the compiler's work: an option of the client
// is none of a call, and the other way round.
func TestOptionsInTheWrongPlace(t *testing.T) {
	clientOnly := map[string]stackone.ClientOption{
		"WithAPIKey":      stackone.WithAPIKey(apiKey),
		"WithBasicAuth":   stackone.WithBasicAuth("jane", ""),
		"WithCredentials": stackone.WithCredentials(nil),
		"WithHTTPClient":  stackone.WithHTTPClient(nil),
		"WithUserAgent":   stackone.WithUserAgent("acme/1.0"),
	}
	for name, option := range clientOnly {
		if _, ok := option.(stackone.CallOption); ok {
			t.Errorf("%s passes as an option of a call", name)
		}
	}
	if _, ok := stackone.WithResponse(nil).(stackone.ClientOption); ok {
		t.Error("WithResponse passes as an option of a client")
	}
}

// TestErrorsMadeByHand are those that the mocks of an app return.
func TestErrorsMadeByHand(t *testing.T) {
	var err error = &stackone.NotFoundError{}
	var missing *stackone.NotFoundError
	var apiErr *stackone.APIError
	if text := err.Error(); text == "" || !errors.As(err, &missing) || errors.As(err, &apiErr) {
		t.Errorf("%q is %v, %v", text, missing, apiErr)
	}
	err = &stackone.NotFoundError{APIError: &stackone.APIError{StatusCode: 404, Message: "gone"}}
	if !errors.As(err, &apiErr) || err.Error() != "stackone: 404 Not Found: gone" {
		t.Errorf("%v", err)
	}
}

// TestErrorTypesAreDistinct keeps an errors.As from finding what is not there.
func TestErrorTypesAreDistinct(t *testing.T) {
	plain := error(&stackone.APIError{StatusCode: http.StatusNotFound})
	for _, documented := range documentedErrors() {
		if _, _, ok := documented.find(plain); ok {
			t.Errorf("an *APIError passes as the error of %d", documented.status)
		}
	}
	var decode *stackone.DecodeError
	if errors.As(plain, &decode) {
		t.Error("an *APIError passes as a *DecodeError")
	}
}
