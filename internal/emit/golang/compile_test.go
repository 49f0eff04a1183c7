package golang

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"

	"github.com/StackOneHQ/stackone-gen/internal/api/apitest"
)

// calls is a test of the emitted SDK that runs in its module.
const calls = `package stackone

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	const text = ` + "`" + `{"string":null,"bool":true,"int":1,"int32":2,"number":1.5,"time":"2024-01-02T03:04:05Z",` +
	`"date":"2024-01-02","local":"2024-01-02T03:04:05","bytes":"aGk=","color":"mauve","any":[1],"mixed":{"kind":"x","meow":true},` +
	`"node":{"value":1,"self":{"value":2,"self":null,"next":{"value":3,"self":null}}},"deep":[{"a":["red",null]}],` +
	`"pet":{"kind":"kitten","meow":false},"tree":[[],[[]]],"forest":{"a":null,"b":{}},"list":["a",null],"map":{"k":null},` +
	`"free_union":{"who":"knows"},"extra":"e","unknown":7,"level":9,"ratio":1.5,"huge":2,"flag":false,"odd":"many"}` + "`" + `
	var all All
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	var want, got any
	json.Unmarshal([]byte(text), &want)
	json.Unmarshal(again, &got)
	wanted, _ := json.Marshal(want)
	given, _ := json.Marshal(got)
	if string(wanted) != string(given) {
		t.Fatalf("%s\nbecame\n%s", wanted, given)
	}
	if all.Color.IsKnown() || !ColorRed.IsKnown() || len(ColorRed.Values()) != 8 {
		t.Error("the enum does not know its values")
	}
	pet, _ := all.Pet.Get()
	if cat, ok := pet.AsCat(); !ok || cat.Kind != "kitten" {
		t.Errorf("the pet is %s", pet.Raw())
	}
	if cat, ok := all.Mixed.AsCat(); !ok || !cat.Meow {
		t.Errorf("mixed is %s", all.Mixed.Raw())
	}
	unknown := all.AdditionalProperties["unknown"]
	if n, ok := unknown.Get(); !ok || n != 7 {
		t.Error("the additional property is lost")
	}
}

func TestCalls(t *testing.T) {
	var status int
	var contentType, answer, asked string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked = r.Method + " " + r.URL.RequestURI() + " " + r.Header.Get("X-Account-Id") + " " + string(body)
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		io.WriteString(w, answer)
	}))
	defer server.Close()
	client, err := New(WithServerURL(server.URL), WithAPIKey("k"), WithAccountID("acme"))
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	reply := func(s int, c, a string) { status, contentType, answer = s, c, a }
	const js = "application/json"

	reply(200, js, "[{\"kind\":\"dog\",\"bark\":3}]")
	pets, err := client.Pets.List(ctx, PetsListRequest{ID: 7, Pipes: []Color{"red", "blue"}, Mixed: StringOrNumberSample()})
	if err != nil || len(pets) != 1 {
		t.Fatal(pets, err)
	}
	if dog, ok := pets[0].AsDog(); !ok || dog.Bark.Or(0) != 3 {
		t.Error("the dog is lost")
	}
	if want := "GET /pets/7?pipes=red%7Cblue&mixed=x acme "; asked != want {
		t.Errorf("asked for %q, not %q", asked, want)
	}

	reply(404, js, "{\"message\":\"no such pet\"}")
	_, err = client.Pets.List(ctx, PetsListRequest{ID: 7, Mixed: StringOrNumberSample(), Pipes: []Color{"red"}}, WithRetry(NoRetry()))
	var typed *ErrorError
	if !errors.As(err, &typed) || typed.Body.Message.Or("") != "no such pet" {
		t.Errorf("the error is %#v", err)
	}
	reply(418, js, "{}")
	var teapot *TeapotError
	var plain *APIError
	if err := client.Pets.Delete(ctx, PetsDeleteRequest{}); !errors.As(err, &teapot) || !errors.As(err, &plain) {
		t.Errorf("the error is %#v", err)
	}

	reply(201, js, "{\"kind\":\"a\",\"meow\":true}")
	several, err := client.Several.Get(ctx, SeveralGetRequest{})
	if err != nil || several.StatusCode != 201 || several.Cat == nil || !several.Cat.Meow {
		t.Error(several, err)
	}
	reply(206, "image/png", "bytes")
	if several, err = client.Several.Get(ctx, SeveralGetRequest{}); err != nil || several.Stream == nil || several.Dog != nil {
		t.Error(several, err)
	}
	reply(204, "", "")
	if several, err = client.Several.Get(ctx, SeveralGetRequest{}); err != nil || several.StatusCode != 204 {
		t.Error(several, err)
	}
	reply(200, js, "\"red\"")
	if color, err := client.Results.Color.Get(ctx, ResultsColorGetRequest{}); err != nil || color != ColorRed {
		t.Error(color, err)
	}
	reply(200, "", "")
	if err := client.Pets.PhotosService.Upload(ctx, strings.NewReader("raw")); err != nil || !strings.HasSuffix(asked, " raw") {
		t.Error(asked, err)
	}
}

func StringOrNumberSample() MIXED { return MIXEDFromString("x") }
`

// Every kind of thing compiles, and does what it is there for.
func TestEverything(t *testing.T) {
	a := apitest.Everything()
	files := emitAll(t, a, Options{})
	checkStyle(t, files)
	dir := build(t, files)

	table, err := names.Decide(a, names.Options{}, newDiags())
	if err != nil {
		t.Fatal(err)
	}
	mixed := ""
	for _, typ := range a.Types {
		if len(typ.Variants) == 13 {
			mixed = table.Type(typ)
		}
	}
	test := bytes.ReplaceAll([]byte(calls), []byte("MIXED"), []byte(mixed))
	if err := os.WriteFile(filepath.Join(dir, "calls_test.go"), test, 0o644); err != nil {
		t.Fatal(err)
	}
	command := exec.Command("go", "test", "./...")
	command.Dir = dir
	command.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local")
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
}

// The output depends on nothing but the API, also if many emit at once.
func TestDeterministic(t *testing.T) {
	const times = 4
	var wg sync.WaitGroup
	outputs := make([][]emit.File, times)
	errs := make([]error, times)
	a := apitest.Everything()
	for i := range times {
		wg.Go(func() { outputs[i], errs[i] = emitSDK(a, Options{Package: "sdk"}, newDiags()) })
	}
	wg.Wait()
	for i := range times {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		if len(outputs[i]) != len(outputs[0]) {
			t.Fatalf("%d files, then %d", len(outputs[0]), len(outputs[i]))
		}
		for j, file := range outputs[i] {
			if file.Path != outputs[0][j].Path || !bytes.Equal(file.Data, outputs[0][j].Data) {
				t.Errorf("%s differs from %s", file.Path, outputs[0][j].Path)
			}
		}
	}
}
