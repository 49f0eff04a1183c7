package acceptance_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

func Example() {
	ctx := context.Background()
	server := httptest.NewServer(inTurn(
		answer{body: createdSession, header: http.Header{"X-Request-Id": {"r-1"}}},
		answer{status: http.StatusNotFound, body: `{"statusCode": 404, "message": "no such project", "timestamp": "2025-11-03T09:26:53Z"}`},
		answer{status: http.StatusTeapot},
	))
	defer server.Close()

	client, err := stackone.New(
		stackone.WithAPIKey("the key"),
		stackone.WithRetry(stackone.RetryPolicy{MaxElapsed: time.Minute}),
		stackone.WithServerURL(server.URL),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	var meta stackone.Response
	for range 3 {
		session, err := client.ConnectSessions.CreateConnectSession(ctx, stackone.ConnectSessionCreate{
			OriginOwnerID:   "customer-42", // required: a plain value
			OriginOwnerName: "Acme",
			Categories:      stackone.Some([]stackone.ConnectSessionCreateCategories{stackone.ConnectSessionCreateCategoriesHRIS}),
			Label:           stackone.Null[string](), // an explicit null, while Provider stays absent
			Metadata:        stackone.Some(map[string]any{"plan": "pro"}),
		}, stackone.WithHeader("X-Trace", "abc"), stackone.WithResponse(&meta))

		var missing *stackone.NotFoundError
		var apiErr *stackone.APIError
		switch {
		case errors.As(err, &missing): // one type per documented status
			fmt.Println(missing.Body.Message)
		case errors.As(err, &apiErr): // any other status
			fmt.Println(apiErr)
		case err != nil: // the network, the context, or a response that is not as described
			fmt.Println(err)
		default:
			fmt.Println(meta.Status, meta.Header.Get("X-Request-Id"), session.AuthLinkURL)
		}
	}
	// Output:
	// 201 Created r-1 https://app.example/connect/6f9c1d2e
	// no such project
	// stackone: connectSessions.createConnectSession: 418 I'm a teapot
}

// A program that needs one service only builds it alone, and the linker leaves out
// the rest.
func Example_standalone() {
	server := httptest.NewServer(answer{body: foundSession})
	defer server.Close()

	core, err := stackone.NewCore(stackone.WithAPIKey("the key"), stackone.WithServerURL(server.URL))
	if err != nil {
		fmt.Println(err)
		return
	}
	sessions := stackone.NewConnectSessionsService(core)
	session, err := sessions.AuthenticateConnectSession(context.Background(), stackone.ConnectSessionAuthenticate{Token: "the token"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(session.OriginOwnerName, session.CreatedAt, session.Provider.Or("any"))
	// Output: Acme 2025-11-03T09:26:53.000Z any
}
