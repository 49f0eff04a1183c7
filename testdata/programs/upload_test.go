package stackone_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	stackone "example.com/cases/programs"
	"example.com/cases/programs/stackonetest"
)

// An upload reads a file as it is sent. A file can be read again, so the call is repeated
// like any other.

func upload(ctx context.Context, client *stackone.Client, id, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = client.Files.Upload(ctx, stackone.FilesUploadRequest{ID: id, Body: file})
	return err
}

// A small document is a member of JSON; the SDK writes it as base64.
func attach(ctx context.Context, client *stackone.Client, employee, path string) (*stackone.FileModel, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return client.HRIS.Employees.UploadDocument(ctx, stackone.HRISEmployeesUploadDocumentRequest{
		ID:   employee,
		Body: stackone.Document{Name: filepath.Base(path), Content: content},
	})
}

func TestUpload(t *testing.T) {
	client, server := start(t)
	path := filepath.Join(t.TempDir(), "contract.txt")
	if err := os.WriteFile(path, []byte("signed today"), 0o600); err != nil {
		t.Fatal(err)
	}

	server.Answer(stackonetest.FilesUpload, stackonetest.Error(503), stackonetest.Default())
	if err := upload(t.Context(), client, "f-1", path); err != nil {
		t.Fatal(err)
	}
	calls := server.CallsOf(stackonetest.FilesUpload)
	if len(calls) != 2 {
		t.Fatalf("sent %d times", len(calls))
	}
	for _, call := range calls {
		if string(call.Body) != "signed today" || call.Header.Get("Content-Type") != "application/octet-stream" {
			t.Errorf("sent %q as %s", call.Body, call.Header.Get("Content-Type"))
		}
	}

	file, err := attach(t.Context(), client, "e-7", path)
	if err != nil || file.ID != "f-1" {
		t.Fatalf("%v, error %v", file, err)
	}
	if got, want := string(server.CallsOf(stackonetest.HRISEmployeesUploadDocument)[0].Body), `{"name":"contract.txt","content":"c2lnbmVkIHRvZGF5"}`; got != want {
		t.Errorf("sent %s, want %s", got, want)
	}
}
