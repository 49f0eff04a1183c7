package stackone_test

import (
	"context"
	"errors"
	"html/template"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// A web handler shows an employee of the customer whose account the visitor has. A visitor
// does not wait for long, and learns nothing of what failed.

var employeePage = template.Must(template.New("").Parse(`<h1>{{.FirstName.Or "Somebody"}} {{.LastName.Or ""}}</h1>`))

func showEmployee(client *stackone.Client, accountOf func(*http.Request) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 10*time.Second)
		defer cancel()
		customer := client.ForAccount(accountOf(r))
		employee, err := customer.HRIS.Employees.Get(ctx, stackone.HRISEmployeesGetRequest{ID: r.PathValue("id")})
		var missing *stackone.NotFoundError
		switch {
		case errors.As(err, &missing):
			http.NotFound(w, r)
		case err != nil:
			log.Print(err) // it holds no secret
			http.Error(w, "please try again later", http.StatusBadGateway)
		default:
			if err := employeePage.Execute(w, employee); err != nil {
				log.Print(err)
			}
		}
	}
}

func TestWebHandler(t *testing.T) {
	client, server := start(t, stackone.WithRetry(stackone.NoRetry()))
	mux := http.NewServeMux()
	session := func(*http.Request) string { return "account-of-visitor" }
	mux.Handle("GET /people/{id}", showEmployee(client, session))
	visit := func() (int, string) {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest("GET", "/people/e-7", nil))
		return w.Code, w.Body.String()
	}

	server.Answer(stackonetest.HRISEmployeesGet,
		value(t, stackone.Employee{ID: "e-7", FirstName: stackone.Null[string](), LastName: stackone.Some("<Lovelace>")}),
		stackonetest.Error(404), stackonetest.Error(500))
	if code, body := visit(); code != 200 || body != "<h1>Somebody &lt;Lovelace&gt;</h1>" {
		t.Errorf("%d %s", code, body)
	}
	if code, _ := visit(); code != 404 {
		t.Errorf("a missing employee: %d", code)
	}
	if code, body := visit(); code != 502 || strings.Contains(body, "500") {
		t.Errorf("a failure: %d %s", code, body)
	}
	if call := server.Calls()[0]; call.PathValues["id"] != "e-7" || call.Header.Get("x-account-id") != "account-of-visitor" {
		t.Errorf("the call was for %s of %s", call.PathValues["id"], call.Header.Get("x-account-id"))
	}
}
