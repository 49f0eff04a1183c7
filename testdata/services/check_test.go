package stackone

import (
	"context"
	"testing"
)

func TestPaths(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	core, ctx := client.core, context.Background()
	for _, test := range []struct {
		call         func() error
		method, path string
	}{
		{func() error { return client.RequestLogs.List(ctx, RequestLogsListRequest{}) }, "GET", "/logs"},
		{func() error { return client.RequestLogs.AddLog(ctx, RequestLogsAddLogRequest{}) }, "POST", "/logs"},
		{func() error { return client.HRIS.EmployeesService.List(ctx, HRISEmployeesListRequest{}) }, "GET", "/employees"},
		{func() error {
			return client.HRIS.EmployeesService.AddEmployee(ctx, HRISEmployeesAddEmployeeRequest{})
		}, "POST", "/employees"},
		{func() error {
			return client.HRIS.EmployeesService.Documents.List(ctx, HRISEmployeesDocumentsListRequest{})
		}, "GET", "/employees/documents"},
		{func() error { return client.HRIS.Overview(ctx, HRISOverviewRequest{}) }, "GET", "/hris"},
		{func() error { return client.HRIS.Employees(ctx, HRISEmployeesRequest{}) }, "GET", "/employees-as-method"},
		{func() error { return client.Default.PostUntagged(ctx, DefaultPostUntaggedRequest{}) }, "POST", "/untagged"},
		{func() error { return client.FirstTag.Many(ctx, FirstTagManyRequest{}) }, "GET", "/many"},
		{func() error {
			return NewHRISEmployeesDocumentsService(core).List(ctx, HRISEmployeesDocumentsListRequest{})
		}, "GET", "/employees/documents"},
	} {
		if err := test.call(); err != nil {
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
