package stackone

import (
	"context"
	"encoding/json"
	"testing"
)

func TestMethods(t *testing.T) {
	client, x := serve(t)
	ctx := context.Background()
	x.reply = `[{"id":"1"}]`
	files, err := client.Files.Find(ctx, Filter{Name: Some("a")})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "method", x.method, "QUERY")
	want(t, "body", x.body, `{"name":"a"}`)
	want(t, "id", files[0].ID.Or(""), "1")
	x.reply = `["first"]`
	versions, err := client.Files.Versions.Versions(ctx, FilesVersionsVersionsRequest{ID: "1"})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "versions", versions[0], "first")
	x.reply, x.status = `{"id":"2"}`, 201
	if _, err := client.Files.Copy(ctx, FilesCopyRequest{ID: "1", Body: Some(&FilesCopyBody{To: Some("2")})}); err != nil {
		t.Fatal(err)
	}
	want(t, "method", x.method, "COPY")
	want(t, "path", x.path, "/files/1")
	x.status = 204
	if err := client.Files.Touch(ctx, FilesTouchRequest{ID: "1"}); err != nil {
		t.Fatal(err)
	}
	want(t, "method", x.method, "POST")
}

// An object that no value of the discriminator selects is the default variant, and is
// written as it was read.
func TestDefaultMapping(t *testing.T) {
	for text, kind := range map[string]string{
		`{"kind":"text","text":"a"}`: "text", `{"kind":"image","width":1}`: "image", `{"kind":"sound","text":"a"}`: "other",
		`{"text":"a"}`: "other", `{"text":"a","kind":7}`: "other", `{}`: "other", `{"kind":"Other"}`: "other", `"a"`: "",
	} {
		var content Content
		if err := json.Unmarshal([]byte(text), &content); err != nil {
			t.Error(err)
			continue
		}
		got := ""
		if _, ok := content.AsText(); ok {
			got = "text"
		}
		if _, ok := content.AsImage(); ok {
			got = "image"
		}
		if _, ok := content.AsOther(); ok {
			got = "other"
		}
		want(t, text, got, kind)
		back, err := json.Marshal(content)
		if err != nil {
			t.Error(err)
		}
		want(t, "back", string(back), text)
	}
}
