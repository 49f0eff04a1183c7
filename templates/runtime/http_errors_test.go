package runtime

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestErrorTypes(t *testing.T) {
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		switch r.URL.Path {
		case "/things/known":
			return answer(404, `{"message":"no such thing","code":7}`), nil
		case "/things/page":
			return answer(404, "<html>", "Content-Type", "text/html"), nil
		case "/things/broken":
			return answer(404, `{"message":`), nil
		case "/things/reset":
			resp := answer(404, "")
			resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"mess`), brokenReader{errReset}))
			return resp, nil
		case "/things/long":
			return answer(404, `{"message":"`+strings.Repeat("x", maxErrorBody)+`"}`), nil
		default:
			return answer(418, `{"error":"short and stout"}`, "X-Id", "1"), nil
		}
	})
	for id, text := range map[string]string{
		"known":  "stackone: things.get: 404 Not Found: no such thing",
		"page":   "stackone: things.get: 404 Not Found",
		"broken": "stackone: things.get: 404 Not Found",
		"reset":  "stackone: things.get: 404 Not Found",
		"long":   "stackone: things.get: 404 Not Found",
	} {
		_, err := getThing(t.Context(), core, id)
		var typed *sampleNotFoundError
		var general *APIError
		if !errors.As(err, &typed) || !errors.As(err, &general) || general != typed.APIError || err.Error() != text {
			t.Fatalf("%s: %v", id, err)
		}
		if ok := id == "known"; ok != (typed.DecodeErr == nil) || ok != (typed.Body["message"] == "no such thing") {
			t.Errorf("%s: body %v, decode error %v", id, typed.Body, typed.DecodeErr)
		}
		if id == "reset" && (!errors.Is(typed.DecodeErr, errReset) || string(typed.RawBody) != `{"mess`) {
			t.Errorf("reset: %q, decode error %v", typed.RawBody, typed.DecodeErr)
		}
		if id == "long" != typed.Truncated || len(typed.RawBody) > maxErrorBody {
			t.Errorf("%s: truncated %v at %d", id, typed.Truncated, len(typed.RawBody))
		}
		if id == "long" && typed.DecodeErr.Error() != "stackone: the body of the error is longer than 1048576 bytes" {
			t.Errorf("long: decode error %v", typed.DecodeErr)
		}
	}
	var meta Response
	_, err := getThing(t.Context(), core, "teapot", WithResponse(&meta))
	var apiErr *APIError
	if !errors.As(err, &apiErr) {
		t.Fatal(err)
	}
	if apiErr.Operation != "things.get" || apiErr.Method != "GET" || apiErr.Path != "/things/{id}" || apiErr.StatusCode != 418 ||
		apiErr.Header.Get("X-Id") != "1" || apiErr.Message != "short and stout" || apiErr.Attempts != 1 || apiErr.DecodeErr != nil {
		t.Errorf("error %+v", apiErr)
	}
	if meta.StatusCode != 418 || string(meta.Body) != `{"error":"short and stout"}` {
		t.Errorf("response %+v", meta)
	}
}

// Only the statuses from 200 to 299 are successes.
func TestBoundsOfSuccess(t *testing.T) {
	for code, want := range map[int]bool{199: false, 200: true, 299: true, 300: false} {
		core := newSampleCore(t, func(*http.Request) (*http.Response, error) { return answer(code, `{}`), nil })
		if _, err := getThing(t.Context(), core, "1"); (err == nil) != want {
			t.Errorf("%d: error %v", code, err)
		}
		if again := (RetryPolicy{StatusCodes: []string{"1XX", "2XX", "3XX"}}).matches(code); again == want {
			t.Errorf("%d is repeated: %v", code, again)
		}
	}
}

// What a test makes by hand has no response behind it.
func TestErrorsWithoutResponse(t *testing.T) {
	var none *APIError
	if text := none.Error(); text != "stackone: an error without a response" {
		t.Errorf("printed as %s", text)
	}
	if err := unwrapped(none); err != nil {
		t.Errorf("unwrapped to %#v", err)
	}
	made := &APIError{StatusCode: 404}
	if err := unwrapped(made); err != made || err.Error() != "stackone: 404 Not Found" {
		t.Errorf("unwrapped to %v", err)
	}
}

func TestErrorMessages(t *testing.T) {
	for body, want := range map[string]string{
		`{"message":"a","error":"b"}`:            "a",
		`{"message":null,"error":"b"}`:           "b",
		`{"message":"","title":"c"}`:             "c",
		`{"detail":"d"}`:                         "d",
		`{"message":["a must be b","c is bad"]}`: "a must be b; c is bad",
		`{"error":{"message":"inner"}}`:          "inner",
		`{"error":{"Message":"inner"}}`:          "inner",
		`{"message":["a",null]}`:                 "a; ",
		`{"message":["a",5]}`:                    "",
		`{"message":{"message":5}}`:              "",
		`{"message":"a"} {}`:                     "",
		`{"message":5}`:                          "",
		`["message"]`:                            "",
		`null`:                                   "",
		`<html>`:                                 "",
		``:                                       "",
	} {
		if got := errorMessage([]byte(body)); got != want {
			t.Errorf("%s gives %q, want %q", body, got, want)
		}
	}
	for message, want := range map[string]string{"\r\n no \n": "stackone: a.b: 404 Not Found: no", " \n ": "stackone: a.b: 404 Not Found"} {
		if got := (&APIError{Operation: "a.b", StatusCode: 404, Message: message}).Error(); got != want {
			t.Errorf("%q gives %q", message, got)
		}
	}
	e := &APIError{Operation: "a.b", StatusCode: 599, Message: "x\r\n\x1b[31my\u202e\xff" + strings.Repeat("é", 1000)}
	if text := e.Error(); !strings.HasPrefix(text, "stackone: a.b: 599: x   [31my \ufffdé") || len(text) > 550 || !strings.HasSuffix(text, "é…") {
		t.Errorf("error %q", text)
	}
}

// A redirect that is not followed says so, unless the server says something.
func TestRedirectMessages(t *testing.T) {
	for _, c := range []struct {
		status         int
		location, body string
		want           string
	}{
		{300, "/x", ``, "not followed"},
		{302, "https://other.example.com", `<html>`, "not followed"},
		{399, "/x", ``, "not followed"},
		{302, "/x", `{"message":"moved"}`, "moved"},
		{302, "", ``, ""},
		{101, "/x", ``, ""},
		{400, "/x", ``, ""},
	} {
		header := http.Header{}
		if c.location != "" {
			header.Set("Location", c.location)
		}
		var apiErr *APIError
		err := newAPIError(&sampleGet, &reply{statusCode: c.status, header: header, body: []byte(c.body)}, 1, sampleExchange())
		if !errors.As(err, &apiErr) || (apiErr.Message == "") != (c.want == "") || !strings.Contains(apiErr.Message, c.want) {
			t.Errorf("%d to %q with %q: %v", c.status, c.location, c.body, err)
		}
	}
}

func TestCutQueries(t *testing.T) {
	for text, want := range map[string]string{
		`Get "https://a/b?c=d": x`:                `Get "https://a/b": x`,
		`https://a?k=1 and http://b/c#d?e, done?`: `https://a and http://b/c done?`,
		`"\"https://a/b?c=d\": x"`:                `"\"https://a/b\": x"`,
		`no URL? none`:                            `no URL? none`,
		`://`:                                     `://`,
		`Location "//a:b/?c=d": "/%zz?c=d", e/f?`: `Location "//a:b/": "/%zz", e/f`,
		"": "",
	} {
		if got := cutQueries(text); got != want {
			t.Errorf("%s gives %s, want %s", text, got, want)
		}
	}
}

func TestNoErrorBodyPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.SliceOf(rapid.Byte()).Draw(t, "body")
		err := newAPIError(&sampleGet, &reply{statusCode: 404, header: http.Header{}, body: body}, 1, sampleExchange())
		if text := err.Error(); !strings.HasPrefix(text, "stackone: things.get: 404 Not Found") || strings.ContainsAny(text, "\n\r\x00") {
			t.Errorf("error %q", text)
		}
	})
}

func TestRequestIDAndRetryAfter(t *testing.T) {
	core := newSampleCore(t, func(*http.Request) (*http.Response, error) {
		return answer(404, `{}`, "X-Request-ID", "r-1", "Retry-After", "90"), nil
	})
	_, err := getThing(t.Context(), core, "1")
	var notFound *sampleNotFoundError
	if !errors.As(err, &notFound) || notFound.RequestID != "r-1" {
		t.Fatalf("error %#v", err)
	}
	if wait, ok := notFound.RetryAfter(); !ok || wait != 90*time.Second {
		t.Errorf("%v, %v", wait, ok)
	}
	if wait, ok := (&APIError{}).RetryAfter(); ok {
		t.Error(wait)
	}
	// Errors that a mock makes print, and hold no response.
	if errors.As(error(&sampleNotFoundError{}), new(*APIError)) {
		t.Error("there is a response in an error without one")
	}
	for want, err := range map[string]error{
		"stackone: 404 Not Found":               &APIError{StatusCode: 404},
		"stackone: an error without a response": &sampleNotFoundError{},
	} {
		if err.Error() != want {
			t.Errorf("%q, want %q", err, want)
		}
	}
}
