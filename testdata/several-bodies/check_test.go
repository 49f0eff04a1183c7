package stackone

import (
	"strings"
	"testing"

	"example.com/cases/severalbodies/stackonetest"
)

// Every body can be sent, and the test server tells them apart.
func TestSeveralBodies(t *testing.T) {
	server := stackonetest.NewServer(t)
	client, err := New(WithServerURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	ctx, notes, attachments := t.Context(), client.Notes, client.Notes.Attachments
	for _, call := range []struct {
		of          stackonetest.Operation
		contentType string
		err         error
	}{
		{stackonetest.NotesReplace, "application/json", only(notes.Replace(ctx, NotesReplaceRequest{ID: "1", Body: Note{Title: Some("x")}}))},
		{stackonetest.NotesReplaceMarkdown, "text/markdown", only(notes.ReplaceMarkdown(ctx, NotesReplaceMarkdownRequest{ID: "1", Body: strings.NewReader("*x*")}))},
		{stackonetest.NotesReplaceMultipart, "multipart/form-data", only(notes.ReplaceMultipart(ctx, NotesReplaceMultipartRequest{ID: "1", Body: NotesReplaceMultipartBody{File: FileFromBytes("a", nil)}}))},
		{stackonetest.NotesReplaceOctetStream, "application/octet-stream", only(notes.ReplaceOctetStream(ctx, NotesReplaceOctetStreamRequest{ID: "1", Body: strings.NewReader("x")}))},
		{stackonetest.NotesPatch, "application/json-patch+json", notes.Patch(ctx, NotesPatchRequest{ID: "1", Body: Some([]NotesPatchBody{{Op: Some("add")}})})},
		{stackonetest.NotesPatch, "", notes.Patch(ctx, NotesPatchRequest{ID: "1"})},
		{stackonetest.NotesPatchMergePatch, "application/merge-patch+json", notes.PatchMergePatch(ctx, NotesPatchMergePatchRequest{ID: "1", Body: Some(&Note{Title: Some("x")})})},
		{stackonetest.NotesAttachmentsAdd, "application/json", attachments.Add(ctx, Attachment{Data: "x"})},
		{stackonetest.NotesAttachmentsAddMultipart, "", attachments.AddMultipart(ctx, NotesAttachmentsAddMultipartRequest{})},
		{stackonetest.NotesAttachmentsAddMultipart2, "multipart/form-data", attachments.AddMultipart2(ctx, AttachmentMultipart{Data: FileFromBytes("a", nil)})},
	} {
		calls := server.Calls()
		if call.err != nil || len(calls) == 0 {
			t.Errorf("%s: %v", call.of, call.err)
		}
	}
	var got []string
	for _, call := range server.Calls() {
		contentType, _, _ := strings.Cut(call.Header.Get("Content-Type"), ";")
		got = append(got, string(call.Operation)+" "+contentType)
	}
	want := []string{
		"notes.replace application/json", "notes.replaceMarkdown text/markdown", "notes.replaceMultipart multipart/form-data",
		"notes.replaceOctetStream application/octet-stream", "notes.patch application/json-patch+json", "notes.patch ",
		"notes.patchMergePatch application/merge-patch+json", "notes.attachments.add application/json",
		"notes.attachments.add_multipart ", "notes.attachments.addMultipart multipart/form-data",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func only[T any](_ T, err error) error { return err }
