package stackone

import (
	"context"
	"errors"
	"io"
	"testing"
)

func TestStreams(t *testing.T) {
	client, x := serve(t)
	x.reply, x.contentType = "\x00\x01{not json", "application/octet-stream"
	for name, test := range map[string]struct {
		call   func() (*Stream, error)
		accept string
	}{
		"download": {func() (*Stream, error) {
			return client.Files.Download(context.Background(), FilesDownloadRequest{ID: "a/b"})
		}, "application/octet-stream"},
		"events": {func() (*Stream, error) { return client.Files.Events(context.Background(), FilesEventsRequest{}) }, "text/event-stream"},
		"any":    {func() (*Stream, error) { return client.Files.Any(context.Background(), FilesAnyRequest{}) }, "*/*"},
		"many":   {func() (*Stream, error) { return client.Files.OneOfMany(context.Background(), FilesOneOfManyRequest{}) }, "application/json, application/pdf, image/png"},
	} {
		stream, err := test.call()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		data, err := io.ReadAll(stream)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		stream.Close()
		want(t, name, string(data), x.reply)
		want(t, name+" type", stream.ContentType, x.contentType)
		want(t, name+" accept", x.header.Get("Accept"), test.accept)
	}
}

func TestError(t *testing.T) {
	client, x := serve(t)
	x.status, x.reply = 404, `{"message": "no such file"}`
	_, err := client.Files.Download(context.Background(), FilesDownloadRequest{ID: "x"})
	var problem *ProblemError
	if !errors.As(err, &problem) {
		t.Fatalf("got %v", err)
	}
	want(t, "message", problem.Body.Message.Or(""), "no such file")
}

func TestEither(t *testing.T) {
	client, x := serve(t)
	x.reply = `{"rows": 2}`
	result, err := client.Files.Report(context.Background(), FilesReportRequest{})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "rows", result.Report.Rows.Or(0), 2)

	x.contentType, x.reply = "text/csv; charset=utf-8", "a,b\n"
	result, err = client.Files.Report(context.Background(), FilesReportRequest{})
	if err != nil {
		t.Fatal(err)
	}
	data, _ := io.ReadAll(result.Stream)
	want(t, "table", string(data), "a,b\n")
	want(t, "is a report", result.Report != nil, false)
}

func TestVendorType(t *testing.T) {
	client, x := serve(t)
	x.contentType, x.reply = "application/vnd.example+json", `{"rows": 3}`
	report, err := client.Files.Vendor(context.Background(), FilesVendorRequest{})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "rows", report.Rows.Or(0), 3)
	want(t, "accept", x.header.Get("Accept"), "application/vnd.example+json")
}
