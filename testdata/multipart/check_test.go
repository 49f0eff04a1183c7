package stackone

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"slices"
	"strings"
	"testing"

	"example.com/cases/multipart/stackonetest"
)

// sentPart is a part as a server reads it.
type sentPart struct{ name, filename, contentType, text string }

func sentParts(t *testing.T, x *exchange) []sentPart {
	t.Helper()
	mediaType, params, err := mime.ParseMediaType(x.header.Get("Content-Type"))
	if err != nil || mediaType != "multipart/form-data" {
		t.Fatalf("content type %q: %v", x.header.Get("Content-Type"), err)
	}
	var parts []sentPart
	for reader := multipart.NewReader(strings.NewReader(x.body), params["boundary"]); ; {
		part, err := reader.NextPart()
		if err == io.EOF {
			return parts
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, sentPart{part.FormName(), part.FileName(), part.Header.Get("Content-Type"), string(data)})
	}
}

func TestUpload(t *testing.T) {
	client, x := serve(t)
	cover := FileFromReader("cover.jpg", bytes.NewReader([]byte("JPEG")))
	_, err := client.Documents.Upload(t.Context(), DocumentsUploadBody{
		File:     FileFromBytes("a.pdf", []byte("PDF")),
		Pages:    Some([]File{FileFromBytes("1.png", []byte("one")), FileFromBytes("2.png", []byte("two"))}),
		Cover:    Some(cover),
		Preview:  Some(File{Name: "p", Reader: strings.NewReader("any")}),
		Kind:     DocumentsUploadBodyKindInvoice,
		About:    Some(&About{Title: Some("A & B")}),
		Authors:  Some([]About{{Rating: Some[int64](1)}, {Rating: Some[int64](2)}}),
		Labels:   Some([]string{"x", "y"}),
		Codes:    Some([]int64{1, 2}),
		SignedOn: Some(MustParseTime("2024-05-01")),
		Weight:   Null[float64](),
		Note:     Some("*a*"),
		Filter:   Some(&DocumentsUploadBodyFilter{From: Some("1"), To: Some("2")}),
		Secret:   Some([]byte("s")),
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []sentPart{
		{"file", "a.pdf", "application/pdf", "PDF"},
		{"pages", "1.png", "image/png", "one"},
		{"pages", "2.png", "image/png", "two"},
		{"cover", "cover.jpg", "image/jpeg", "JPEG"},
		{"preview", "p", "application/octet-stream", "any"},
		{"kind", "", "", "invoice"},
		{"about", "", "application/json", `{"title":"A & B"}`},
		{"authors", "", "application/json", `{"rating":1}`},
		{"authors", "", "application/json", `{"rating":2}`},
		{"labels", "", "", "x"},
		{"labels", "", "", "y"},
		{"codes", "", "", "1,2"},
		{"signed_on", "", "", "2024-05-01"},
		{"note", "", "text/markdown", "*a*"},
		{"filter[from]", "", "", "1"},
		{"filter[to]", "", "", "2"},
		{"secret", "", "", "cw=="},
	}
	if got := sentParts(t, x); !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if x.header.Get("Content-Length") == "" {
		t.Error("the length of the body is known, and is not sent")
	}
}

// An optional body that is absent is none, and what the description does not know can be
// added.
func TestArchives(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	if err := client.Archives.Put(t.Context(), ArchivesPutRequest{ID: "1"}); err != nil || x.body != "" || x.header.Get("Content-Type") != "" {
		t.Errorf("error %v, body %q", err, x.body)
	}
	body := ArchiveMultipart{Data: Some([]File{FileFromBytes("a", nil)})}
	if err := body.Extras.Set("later", true); err != nil {
		t.Fatal(err)
	}
	if err := client.Archives.Put(t.Context(), ArchivesPutRequest{ID: "1", Body: Some(&body)}); err != nil {
		t.Fatal(err)
	}
	if got, want := sentParts(t, x), []sentPart{{"data", "a", "application/octet-stream", ""}, {"later", "", "", "true"}}; !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	err := client.Archives.Add(t.Context(), ArchivesAddRequest{ID: "1", Body: ArchivesAddBody{
		AdditionalProperties: map[string]File{"b": FileFromBytes("b", nil), "a": FileFromBytes("a", nil)},
	}})
	if got, want := sentParts(t, x), []sentPart{{"a", "a", "application/octet-stream", ""}, {"b", "b", "application/octet-stream", ""}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("error %v, got %+v, want %+v", err, got, want)
	}
	if err := client.Archives.Describe(t.Context(), ArchivesDescribeRequest{ID: "1", Body: About{Title: Some("x")}}); err != nil {
		t.Fatal(err)
	}
	if got, want := sentParts(t, x), []sentPart{{"title", "", "", "x"}}; !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestUploadToTestServer(t *testing.T) {
	server := stackonetest.NewServer(t)
	client, err := New(WithServerURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Documents.Upload(t.Context(), DocumentsUploadBody{File: FileFromBytes("a", nil), Kind: "contract"}); err != nil {
		t.Fatal(err)
	}
	parts := server.CallsOf(stackonetest.DocumentsUpload)[0].Parts()
	if len(parts) != 2 || parts[0].Filename != "a" || string(parts[1].Body) != "contract" {
		t.Errorf("parts %+v", parts)
	}
	shared := strings.NewReader("x")
	_, err = client.Documents.Upload(t.Context(), DocumentsUploadBody{File: FileFromReader("a", shared), Cover: Some(FileFromReader("b", shared))})
	if err == nil || !strings.Contains(err.Error(), "reader") || len(server.Calls()) != 1 {
		t.Errorf("one reader in two parts: %v", err)
	}
}
