package stackone_test

import (
	"context"
	"errors"
	"testing"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// An app and its own tests: the test server says what a test needs, fails the test for a call
// that the API would refuse, and tells what was asked.

// offboarding ends the employment of people who left.
type offboarding struct {
	people *stackone.HRISEmployeesService // all of the SDK that it uses
}

func (o offboarding) run(ctx context.Context, ids ...string) (done []string, err error) {
	for _, id := range ids {
		_, err := o.people.Update(ctx, stackone.HRISEmployeesUpdateRequest{ID: id, Body: stackone.EmployeeChange{
			Status:    stackone.EmploymentStatusOf(stackone.EmploymentStatusValueTerminated),
			WorkEmail: stackone.Null[string](),
		}})
		var missing *stackone.NotFoundError
		switch {
		case errors.As(err, &missing): // somebody was quicker
		case err != nil:
			return done, err
		default:
			done = append(done, id)
		}
	}
	return done, nil
}

func TestApp(t *testing.T) {
	for name, test := range map[string]struct {
		answers []stackonetest.Answer
		done    int
		failed  bool
		calls   int
	}{
		"all are there":  {[]stackonetest.Answer{stackonetest.Default()}, 3, false, 3},
		"one is gone":    {[]stackonetest.Answer{stackonetest.Default(), stackonetest.Error(404), stackonetest.Default()}, 2, false, 3},
		"one is refused": {[]stackonetest.Answer{stackonetest.Default(), stackonetest.Error(422)}, 1, true, 2},
		"a busy moment":  {[]stackonetest.Answer{stackonetest.Error(429).RetryAfter(0), stackonetest.Default()}, 3, false, 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, server := start(t)
			server.Answer(stackonetest.HRISEmployeesUpdate, test.answers...)
			done, err := offboarding{client.HRIS.Employees}.run(t.Context(), "e-1", "e-2", "e-3")
			if len(done) != test.done || (err != nil) != test.failed {
				t.Errorf("done: %v, error %v", done, err)
			}
			calls := server.Calls()
			if len(calls) != test.calls {
				t.Fatalf("%d calls", len(calls))
			}
			var sent stackone.EmployeeChange
			if err := sent.UnmarshalJSON(calls[0].Body); err != nil {
				t.Fatal(err)
			}
			want := stackone.EmployeeChange{
				Status:    stackone.EmploymentStatusOf(stackone.EmploymentStatusValueTerminated),
				WorkEmail: stackone.Null[string](),
			}
			if diff := stackonetest.Diff(want, sent); diff != "" {
				t.Error(diff)
			}
		})
	}
}
