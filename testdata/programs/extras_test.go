package stackone_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// Extras hold what the model has no field for: members that the description lacks, and values
// of another kind than it promises.

func shoeSize(e *stackone.Employee) (size int, known bool) {
	text, known := e.Extras.Get("shoe_size")
	return size, known && json.Unmarshal(text, &size) == nil && size > 0
}

func setShoeSize(ctx context.Context, client *stackone.Client, id string, size int) error {
	var change stackone.EmployeeChange
	if err := change.Extras.Set("shoe_size", size); err != nil {
		return err
	}
	_, err := client.HRIS.Employees.Update(ctx, stackone.HRISEmployeesUpdateRequest{ID: id, Body: change})
	return err
}

func TestExtras(t *testing.T) {
	client, server := start(t)
	const body = `{"id":"e-7","last_name":17,"badge":"A-17","shoe_size":38}`
	server.Answer(stackonetest.HRISEmployeesGet, stackonetest.JSON(200, body))
	var meta stackone.Response
	employee, err := client.HRIS.Employees.Get(t.Context(), stackone.HRISEmployeesGetRequest{ID: "e-7"}, stackone.WithResponse(&meta))
	if err != nil {
		t.Fatal(err)
	}
	if text, _ := employee.Extras.Get("shoe_size"); string(text) != "38" {
		t.Errorf("shoe_size is %s", text)
	}
	// A number for a text costs this member alone, and says so.
	if _, known := employee.LastName.Get(); known || len(meta.Problems) != 1 || meta.Problems[0].Path != "last_name" {
		t.Errorf("the problems are %v", meta.Problems)
	}
	if text, _ := employee.Extras.Get("last_name"); string(text) != "17" {
		t.Errorf("last_name is %s", text)
	}
	if written, err := json.Marshal(employee); err != nil || stackonetest.Diff(json.RawMessage(body), json.RawMessage(written)) != "" {
		t.Errorf("written as %s, error %v", written, err)
	}

	server.Lenient() // the description does not know shoe sizes
	if err := setShoeSize(t.Context(), client, "e-7", 39); err != nil {
		t.Fatal(err)
	}
	if got := string(server.CallsOf(stackonetest.HRISEmployeesUpdate)[0].Body); got != `{"shoe_size":39}` {
		t.Errorf("sent %s", got)
	}

	// What is set in two ways is a mistake, and nothing is sent.
	change := stackone.EmployeeChange{LastName: stackone.Some("King")}
	if err := change.Extras.Set("last_name", "Byron"); err != nil {
		t.Fatal(err)
	}
	_, err = client.HRIS.Employees.Update(t.Context(), stackone.HRISEmployeesUpdateRequest{ID: "e-7", Body: change})
	if err == nil || !strings.Contains(err.Error(), "last_name") || len(server.CallsOf(stackonetest.HRISEmployeesUpdate)) != 1 {
		t.Errorf("a member that is set twice: %v", err)
	}
}
