package stackone

import (
	"context"
	"testing"
)

func TestPaths(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	core := client.core
	for _, test := range []struct {
		call         func(context.Context, ...CallOption) error
		method, path string
	}{
		{client.RequestLogs.List, "GET", "/logs"},
		{client.RequestLogs.AddLog, "POST", "/logs"},
		{client.HRIS.EmployeesService.List, "GET", "/employees"},
		{client.HRIS.EmployeesService.HRISAddEmployee, "POST", "/employees"},
		{client.HRIS.EmployeesService.Documents.List, "GET", "/employees/documents"},
		{client.HRIS.HRISOverview, "GET", "/hris"},
		{client.HRIS.Employees, "GET", "/employees-as-method"},
		{client.Default.PostUntagged, "POST", "/untagged"},
		{client.FirstTag.Many, "GET", "/many"},
		{NewHRISEmployeesDocumentsService(core).List, "GET", "/employees/documents"},
	} {
		if err := test.call(context.Background()); err != nil {
			t.Fatal(err)
		}
		want(t, "method", x.method, test.method)
		want(t, "path", x.path, test.path)
	}
}

func TestServer(t *testing.T) {
	core, err := NewCore()
	if err != nil {
		t.Fatal(err)
	}
	want(t, "server", core.settings.serverURL.String(), "https://eu.example.com/v1")
}
