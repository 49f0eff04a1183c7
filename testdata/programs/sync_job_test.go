package stackone_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// A sync job copies the employees that changed. It saves each page with the cursor of the
// next one, so that a run that fails is resumed where it stopped.

type store struct {
	employees map[string]stackone.Employee
	began     time.Time // when the listing began that is under way
	cursor    string    // where a run of it failed; empty if none did
	since     time.Time // when the last listing began that is complete
}

func (s *store) sync(ctx context.Context, client *stackone.Client) error {
	request := stackone.HRISEmployeesListRequest{PageSize: stackone.Some[int64](100)}
	if !s.since.IsZero() {
		request.Filter.UpdatedAfter = stackone.Some(stackone.NewTime(s.since))
	}
	if s.cursor != "" {
		request.Next = stackone.Some(s.cursor)
	} else {
		s.began = time.Now()
	}
	for page, err := range client.HRIS.Employees.ListPages(ctx, request) {
		if err != nil {
			return fmt.Errorf("sync after %d employees: %w", len(s.employees), err)
		}
		for _, employee := range page.Data {
			s.employees[employee.ID] = employee
		}
		s.cursor = page.Next.Or("")
	}
	s.since = s.began
	return nil
}

// people answers as an API with seven employees, two to a page. The second request for
// the third page is the first that succeeds.
func people(t *testing.T) func(stackonetest.Call) stackonetest.Answer {
	failed := false
	return func(call stackonetest.Call) stackonetest.Answer {
		start := 0
		fmt.Sscanf(call.Query.Get("next"), "from-%d", &start)
		if start == 4 && !failed {
			failed = true
			return stackonetest.Error(500)
		}
		var page stackone.EmployeesPage
		for i := start; i < min(start+2, 7); i++ {
			page.Data = append(page.Data, stackone.Employee{ID: fmt.Sprint("e-", i)})
		}
		if start+2 < 7 {
			page.Next = stackone.Some(fmt.Sprint("from-", start+2))
		}
		return value(t, page)
	}
}

func TestSyncJob(t *testing.T) {
	client, server := start(t)
	server.Handle(stackonetest.HRISEmployeesList, people(t))
	s := &store{employees: map[string]stackone.Employee{}}
	if err := s.sync(t.Context(), client); err == nil || len(s.employees) != 4 || !s.since.IsZero() {
		t.Fatalf("the run that fails: %d employees, error %v", len(s.employees), err)
	}
	if err := s.sync(t.Context(), client); err != nil || len(s.employees) != 7 || s.cursor != "" {
		t.Fatalf("the run that resumes: %d employees, error %v", len(s.employees), err)
	}
	var asked []string
	for _, call := range server.Calls() {
		asked = append(asked, call.Query.Get("next"))
	}
	if want := []string{"", "from-2", "from-4", "from-4", "from-6"}; !slices.Equal(asked, want) {
		t.Errorf("asked for %q, want %q", asked, want)
	}

	// The next run asks for what changed.
	if err := s.sync(t.Context(), client); err != nil {
		t.Fatal(err)
	}
	calls := server.Calls()
	if call := calls[len(asked)]; call.Query.Get("filter[updated_after]") == "" {
		t.Errorf("the third run asked for %v", call.Query)
	}
}

// A listing never ends early in silence: a job that deletes what it did not see would
// delete the rest.
func TestSyncJobSeesABrokenListing(t *testing.T) {
	client, server := start(t)
	server.Answer(stackonetest.HRISEmployeesList, value(t, stackone.EmployeesPage{
		Data: []stackone.Employee{{ID: "e-1"}}, Next: stackone.Some("again"),
	}))
	s := &store{employees: map[string]stackone.Employee{}}
	if err := s.sync(t.Context(), client); err == nil || !s.since.IsZero() {
		t.Errorf("a repeated cursor is not reported: %v", err)
	}
}
