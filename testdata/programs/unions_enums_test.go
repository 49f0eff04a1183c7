package stackone_test

import (
	"encoding/json"
	"fmt"
	"testing"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// Unions and enums, read and written. Both are open: the API may have new variants and values
// before the SDK does.

func describe(e *stackone.Employee) string {
	text := "unpaid"
	if pay, paid := e.Pay.Get(); paid {
		if salary, ok := pay.AsSalary(); ok {
			text = fmt.Sprint(salary.Amount, " a year")
		} else if wage, ok := pay.AsHourlyWage(); ok {
			text = fmt.Sprint(wage.Rate, " an hour")
		} else {
			text = "paid in a way that is new here"
		}
	}
	switch status := stackone.In(e.Status).Value.Or(""); {
	case status == stackone.EmploymentStatusValueTerminated:
		return "left, " + text
	case status != "" && !status.IsKnown():
		return "has the status " + string(status) + ", " + text
	}
	return text
}

func TestUnionsAndEnums(t *testing.T) {
	client, server := start(t)
	for body, want := range map[string]string{
		`{"id": "e-7", "pay": {"kind": "salary", "amount": 90000}, "status": {"value": "active"}}`:   "90000 a year",
		`{"id": "e-7", "pay": {"kind": "hourly", "rate": 45}, "status": {"value": "terminated"}}`:    "left, 45 an hour",
		`{"id": "e-7", "pay": {"kind": "shares", "count": 3}, "status": {"value": "sabbatical"}}`:    "has the status sabbatical, paid in a way that is new here",
		`{"id": "e-7", "pay": null, "status": {"value": null, "source_value": "something private"}}`: "unpaid",
	} {
		server.Answer(stackonetest.HRISEmployeesGet, stackonetest.JSON(200, body))
		employee, err := client.HRIS.Employees.Get(t.Context(), stackone.HRISEmployeesGetRequest{ID: "e-7"})
		if err != nil {
			t.Fatal(err)
		}
		if got := describe(employee); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		// Nothing of it is lost, on the way to a database for example.
		if diff := stackonetest.Diff(json.RawMessage(body), employee); diff != "" {
			t.Error(diff)
		}
	}

	change := stackone.EmployeeChange{
		Pay:    stackone.Some(stackone.PayFromHourlyWage(stackone.HourlyWage{Rate: 50})),
		Status: stackone.EmploymentStatusOf(stackone.EmploymentStatusValueOnLeave),
	}
	if _, err := client.HRIS.Employees.Update(t.Context(), stackone.HRISEmployeesUpdateRequest{ID: "e-7", Body: change}); err != nil {
		t.Fatal(err)
	}
	if got, want := string(server.CallsOf(stackonetest.HRISEmployeesUpdate)[0].Body), `{"status":{"value":"on_leave"},"pay":{"kind":"hourly","rate":50}}`; got != want {
		t.Errorf("sent %s, want %s", got, want)
	}
}
