package runtime

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestDumpHidesSecrets puts a secret wherever there can be one.
func TestDumpHidesSecrets(t *testing.T) {
	sdk := sdkInfo{name: "x", serverURL: "https://api.example.com", security: []securityScheme{
		{name: "q", kind: securityKeyInQuery, param: "k"}, {name: "c", kind: securityKeyInCookie, param: "sid"},
		{name: "h", kind: securityKeyInHeader, param: "X-Own"}, {name: "b", kind: securityBasic},
	}}
	hidden := Credentials{Token: "hunter2-key", Username: "hunter2-user"}
	var dump bytes.Buffer
	core, err := newCore(&sdk, []ClientOption{
		WithCredential("q", hidden), WithCredential("c", hidden), WithCredential("h", hidden), WithCredential("b", hidden),
		WithDump(&dump), WithMiddleware(func(Doer) Doer {
			return DoerFunc(func(r *http.Request) (*http.Response, error) {
				return answer(200, `{"name":"shown","access_token":"hunter2","list":[{"auth_link_url":{"a":["hunter2",{}]},"last":1}],"tok\u0065n": "hunter2"}`,
					"Set-Cookie", "sid=hunter2; Path=/", "X-Auth-Token", "hunter2", "Location", "https://x/y?token=hunter2&page=2", "X-Shown", "yes"), nil
			})
		})})
	if err != nil {
		t.Fatal(err)
	}
	op := operation{name: "x.y", method: "POST", path: "/z", security: []securityRequirement{{"q", "c", "h", "b"}}}
	req := core.newRequest(&op, []CallOption{WithQuery("api_key", "hunter2"), WithQuery("page", "7")})
	body := map[string]any{"password": "hunter2\"", "plain": "seen"}
	req.setBody(&body)
	var result map[string]any
	if err := receive(t.Context(), req, &result); err != nil || result["access_token"] != "hunter2" {
		t.Fatal(result, err)
	}
	text := dump.String()
	if strings.Contains(text, "hunter2") {
		t.Errorf("a secret is in\n%s", text)
	}
	for _, part := range []string{
		"> POST https://api.example.com/z?api_key=***&page=7&k=***\n", "> Authorization: Basic ***\n", "> Cookie: sid=***\n", "> X-Own: ***\n",
		`{"password":"***","plain":"seen"}`, "<  200 OK\n", "< Set-Cookie: sid=***; Path=/\n", "< Location: https://x/y?token=***&page=2\n", "< X-Shown: yes\n",
		`{"name":"shown","access_token":"***","list":[{"auth_link_url":"***","last":1}],"tok\u0065n":"***"}`,
	} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
}

// However a body is cut, or what else it is, nothing that could be a secret is shown.
func TestDumpOfBodies(t *testing.T) {
	const whole = `{"a":{"token":"hunter2\\","secrets":["hunter2",{"x":"hunter2"}],"password":hunter2}}`
	for n := range len(whole) + 1 {
		var b bytes.Buffer
		mask{}.json(&b, []byte(whole[:n]))
		if strings.Contains(b.String(), "hunter2") {
			t.Errorf("of %s is shown %s", whole[:n], &b)
		}
	}
	for body, want := range map[string]string{
		``:                    "",
		`"hunter2"`:           "[body of 9 bytes]\n",
		`{"a":1}` + "\x1b[0m": `{"a":1}[0m` + "\n",
		`{"a":"` + strings.Repeat("x", 70<<10) + `"}`: `{"a":"` + strings.Repeat("x", 64<<10-6) + "\n[cut off]\n",
	} {
		var b bytes.Buffer
		mask{}.json(&b, []byte(body))
		if b.String() != want {
			t.Errorf("of %.20q is shown %.80q", body, b.String())
		}
	}
}

func TestDumpOfOtherBodiesAndErrors(t *testing.T) {
	var dump bytes.Buffer
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return nil, err
		}
		if strings.HasSuffix(r.URL.Path, "2") {
			return nil, errReset
		}
		return answer(200, "hunter2", "Content-Type", "application/pdf"), nil
	}, WithDump(&dump))
	for _, path := range []string{"/1", "/2"} {
		req := core.newRequest(&operation{name: "a.b", method: "POST", path: path}, nil)
		req.setStream("application/json", strings.NewReader(`{"x":"hunter2"}`))
		if stream, err := receiveStream(t.Context(), req); err == nil {
			if data, err := io.ReadAll(stream); string(data) != "hunter2" || err != nil {
				t.Error(string(data), err)
			}
		}
	}
	text := dump.String()
	for _, part := range []string{"[body of 15 bytes, application/json]", "[body of 7 bytes, application/pdf]", "< error: read tcp: connection reset by peer"} {
		if !strings.Contains(text, part) || strings.Contains(text, "hunter2") {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
	if _, err := newCore(&sampleSDK, []ClientOption{WithDump(nil)}); err == nil {
		t.Error("a nil writer passes")
	}
}
