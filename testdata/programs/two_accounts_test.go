package stackone_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// One client serves the accounts of all customers at once: ForAccount makes a client for one
// of them, which shares the connections.

func namesOf(ctx context.Context, client *stackone.Client, accounts ...string) (map[string][]string, error) {
	found := make([][]string, len(accounts))
	failed := make([]error, len(accounts))
	var group sync.WaitGroup
	for i, account := range accounts {
		group.Add(1)
		go func() {
			defer group.Done()
			for employee, err := range client.ForAccount(account).HRIS.Employees.ListAll(ctx, stackone.HRISEmployeesListRequest{}) {
				if err != nil {
					failed[i] = err
					return
				}
				found[i] = append(found[i], employee.FirstName.Or(""))
			}
		}()
	}
	group.Wait()
	names := map[string][]string{}
	for i, account := range accounts {
		names[account] = found[i]
	}
	return names, errors.Join(failed...)
}

func TestTwoAccountsAtOnce(t *testing.T) {
	client, server := start(t)
	server.Handle(stackonetest.HRISEmployeesList, func(call stackonetest.Call) stackonetest.Answer {
		account := call.Header.Get("x-account-id")
		page := stackone.EmployeesPage{Data: []stackone.Employee{{ID: "e-1", FirstName: stackone.Some("of " + account)}}}
		if call.Query.Get("next") == "" {
			page.Next = stackone.Some("more of " + account)
		} else if call.Query.Get("next") != "more of "+account {
			t.Errorf("%s continues with %q", account, call.Query.Get("next"))
		}
		return value(t, page)
	})
	for range 20 {
		names, err := namesOf(t.Context(), client, "acme", "globex")
		if err != nil {
			t.Fatal(err)
		}
		for _, account := range []string{"acme", "globex"} {
			if want := []string{"of " + account, "of " + account}; !slices.Equal(names[account], want) {
				t.Fatalf("%s sees %q", account, names[account])
			}
		}
	}
}
