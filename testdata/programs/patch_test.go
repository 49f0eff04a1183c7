package stackone_test

import (
	"context"
	"testing"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// A change of an employee is read, modified and written. Copy takes over what the model of
// the change has, too, and none of what only responses have.

func moveToLondon(ctx context.Context, client *stackone.Client, id string) error {
	employee, err := client.HRIS.Employees.Get(ctx, stackone.HRISEmployeesGetRequest{ID: id})
	if err != nil {
		return err
	}
	var change stackone.EmployeeChange
	if err := stackone.Copy(&change, employee); err != nil {
		return err
	}
	stackone.Ensure(&change.Home).City = stackone.Some("London") // the street stays
	change.Department = stackone.Null[string]()                  // to be decided there
	_, err = client.HRIS.Employees.Update(ctx, stackone.HRISEmployeesUpdateRequest{ID: id, Body: change})
	return err
}

// To change one member, send that one: what is absent stays as it is.
func rename(ctx context.Context, client *stackone.Client, id, name string) error {
	_, err := client.HRIS.Employees.Update(ctx, stackone.HRISEmployeesUpdateRequest{
		ID: id, Body: stackone.EmployeeChange{LastName: stackone.Some(name)},
	})
	return err
}

func TestPatch(t *testing.T) {
	client, server := start(t)
	server.Answer(stackonetest.HRISEmployeesGet, stackonetest.JSON(200, `{
		"id": "e-7", "first_name": "Ada", "last_name": null, "department": "Engines", "badge": 17, "shoe_size": 38,
		"home": {"street": "Main Street", "city": "Paris"}, "updated_at": "2026-03-01T08:00:00Z"}`))
	if err := moveToLondon(t.Context(), client, "e-7"); err != nil {
		t.Fatal(err)
	}
	if err := rename(t.Context(), client, "e-7", "King"); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{
		`{"first_name":"Ada","last_name":null,"department":null,"home":{"street":"Main Street","city":"London"}}`,
		`{"last_name":"King"}`,
	} {
		if got := string(server.CallsOf(stackonetest.HRISEmployeesUpdate)[i].Body); got != want {
			t.Errorf("sent %s, want %s", got, want)
		}
	}
}
