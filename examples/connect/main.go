// Command connect is a small web backend whose customers link their accounts
// through StackOne: it starts a connect session, sends the customer to its link, and
// waits until the account is connected.
//
//	STACKONE_API_KEY=… go run ./examples/connect
//	curl -i -H 'X-Customer: customer-42' -d name=Acme localhost:8080/connect
//
// The answer leads the browser to StackOne, and its header X-Connect-Session has the
// number of the session. The page of the product asks with it how things stand:
//
//	curl -H 'X-Customer: customer-42' localhost:8080/connect/1042
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strconv"
	"time"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

func main() {
	client, err := stackone.New(stackone.WithAPIKey(os.Getenv("STACKONE_API_KEY")))
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{Addr: "localhost:8080", Handler: newBackend(client, 3*time.Second), ReadHeaderTimeout: 10 * time.Second}
	log.Fatal(server.ListenAndServe())
}

// backend connects the accounts of customers.
type backend struct {
	client *stackone.Client
	every  time.Duration // between two polls of a session
}

// newBackend returns the handler of the backend.
func newBackend(client *stackone.Client, every time.Duration) http.Handler {
	b := &backend{client: client, every: every}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /connect", b.start)
	mux.HandleFunc("GET /connect/{session}", b.finish)
	return mux
}

// customerOf returns the signed-in customer. A real backend uses its own session.
func customerOf(r *http.Request) string { return r.Header.Get("X-Customer") }

// start creates a connect session and sends the customer to its link.
func (b *backend) start(w http.ResponseWriter, r *http.Request) {
	session, err := b.client.ConnectSessions.CreateConnectSession(r.Context(), stackone.ConnectSessionCreate{
		OriginOwnerID:   customerOf(r),
		OriginOwnerName: r.FormValue("name"),
		Categories:      stackone.Some([]stackone.ConnectSessionCreateCategories{stackone.ConnectSessionCreateCategoriesHRIS}),
	})
	if err != nil {
		fail(w, err)
		return
	}
	w.Header().Set("X-Connect-Session", strconv.FormatFloat(session.ID, 'f', -1, 64))
	http.Redirect(w, r, session.AuthLinkURL, http.StatusSeeOther)
}

// finish waits until the customer has finished or the page stops waiting, and
// returns the outcome.
func (b *backend) finish(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseFloat(r.PathValue("session"), 64)
	if err != nil {
		http.Error(w, "the number of the session is not a number", http.StatusBadRequest)
		return
	}
	account, err := b.wait(r.Context(), id, customerOf(r))
	if err != nil {
		fail(w, err)
		return
	}
	// Store the account's id with the customer: later calls need it.
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"account": account})
}

// The reasons for a session to end without an account.
var (
	errCancelled = errors.New("the customer cancelled")
	errRefused   = errors.New("the provider refused")
	errForeign   = errors.New("the session is another customer's")
)

// wait polls a session until its account is connected, and returns the account's
// id. Session ids can be guessed, so it checks that the session is the customer's
// own.
func (b *backend) wait(ctx context.Context, id float64, customer string) (string, error) {
	for {
		session, err := b.client.ConnectSessions.GetConnectSession(ctx, stackone.ConnectSessionsGetConnectSessionRequest{ID: id})
		if err != nil {
			return "", err
		}
		if session.OriginOwnerID != customer {
			return "", errForeign
		}
		attempt := session.LatestConnectionAttempt.Or(&stackone.ConnectionAttempt{})
		switch attempt.Status.Or(stackone.ConnectionAttemptStatusPending) {
		case stackone.ConnectionAttemptStatusAuthenticated:
			return attempt.AccountSecureID.Or(""), nil
		case stackone.ConnectionAttemptStatusCancelled:
			return "", errCancelled
		case stackone.ConnectionAttemptStatusError:
			return "", fmt.Errorf("%w: %s", errRefused, attempt.OAuthErrorDescription.Or("it gave no reason"))
		}
		// The attempt is pending, has not begun, or has a newer status.
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(b.every):
		}
	}
}

// fail sends the page an error, and logs the details.
func fail(w http.ResponseWriter, err error) {
	var missing *stackone.NotFoundError
	switch {
	case errors.Is(err, errCancelled), errors.Is(err, errRefused):
		http.Error(w, err.Error(), http.StatusConflict)
	case errors.As(err, &missing), errors.Is(err, errForeign):
		http.Error(w, "there is no such session, or it has expired: start again", http.StatusNotFound)
	default:
		log.Print(err)
		http.Error(w, "StackOne cannot be reached, try again later", http.StatusBadGateway)
	}
}
