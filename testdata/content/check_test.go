package stackone

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func TestOpenJSON(t *testing.T) {
	client, x := serve(t)
	x.reply = `[{"name":"a","photo":"aGk="}]`
	items, err := client.Items.List(t.Context(), ItemsListRequest{})
	if err != nil || len(items) != 1 || items[0].Name.Or("") != "a" || string(items[0].Photo.Or(nil)) != "hi" {
		t.Errorf("items %+v: %v", items, err)
	}
	if accept := x.header.Get("Accept"); accept != "application/json, */*" {
		t.Errorf("Accept %q", accept)
	}
	x.reply = `{"name":"b"}`
	item, err := client.Items.Put(t.Context(), Item{Photo: Some([]byte("hi"))})
	if err != nil || item.Name.Or("") != "b" || x.body != `{"photo":"aGk="}` || x.header.Get("Content-Type") != "application/json" {
		t.Errorf("item %+v: %v; sent %s as %s", item, err, x.body, x.header.Get("Content-Type"))
	}
	x.status, x.reply = 400, `{"message":"no"}`
	_, err = client.Items.List(t.Context(), ItemsListRequest{})
	var bad *FaultError
	if !errors.As(err, &bad) || bad.Body.Message.Or("") != "no" {
		t.Errorf("error %v", err)
	}
}

func TestFilesOfAnyType(t *testing.T) {
	client, x := serve(t)
	x.contentType, x.reply = "image/png", "PNG"
	stream, err := client.Items.Import(t.Context(), strings.NewReader("GIF"))
	if err != nil || x.body != "GIF" {
		t.Fatalf("sent %q: %v", x.body, err)
	}
	defer stream.Close()
	if data, err := io.ReadAll(stream); err != nil || string(data) != "PNG" {
		t.Errorf("got %q: %v", data, err)
	}
}

func TestText(t *testing.T) {
	client, x := serve(t)
	x.contentType, x.reply = "text/plain; charset=utf-8", "\ufeffhello\n"
	text, err := client.Texts.Get(t.Context(), TextsGetRequest{})
	if err != nil || text != "hello\n" {
		t.Errorf("text %q: %v", text, err)
	}
	x.reply = "high"
	level, err := client.Texts.Put(t.Context(), "a \"text\"\n")
	if err != nil || level != LevelHigh || x.body != "a \"text\"\n" || x.header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("level %q: %v; sent %q as %s", level, err, x.body, x.header.Get("Content-Type"))
	}
	result, err := client.Texts.Post(t.Context(), TextsPostRequest{Body: Some("1")})
	if err != nil || result.Item != nil || result.Text == nil || *result.Text != "high" || x.body != "1" {
		t.Errorf("result %+v: %v", result, err)
	}
	x.contentType, x.reply = "application/json", `{"name":"a"}`
	result, err = client.Texts.Post(t.Context(), TextsPostRequest{})
	if err != nil || result.Text != nil || result.Item == nil || x.header.Get("Content-Type") != "" {
		t.Errorf("result %+v: %v", result, err)
	}
}

// What is said of all statuses is the result of a success and the body of an error.
func TestDefaultAlone(t *testing.T) {
	client, x := serve(t)
	x.contentType, x.reply = "application/problem+json", `{"message":"done"}`
	result, err := client.Feeds.Put(t.Context(), FeedsPutRequest{})
	if err != nil || result.Message.Or("") != "done" {
		t.Errorf("result %+v: %v", result, err)
	}
	x.status = 422
	_, err = client.Feeds.Put(t.Context(), FeedsPutRequest{})
	var fault *ProblemError
	if !errors.As(err, &fault) || fault.StatusCode != 422 || fault.Body.Message.Or("") != "done" {
		t.Errorf("error %T %v", err, err)
	}
}
