package testkit

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// recorder is a test that keeps what it is told.
type recorder struct {
	testing.TB
	mu     sync.Mutex
	errors []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func newRequest(t *testing.T, s *Server, method, path, body string, header ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return r
}

// ask sends a request and returns what comes back, with the body read.
func ask(t *testing.T, s *Server, method, path, body string, header ...string) (*http.Response, string) {
	t.Helper()
	resp, err := http.DefaultClient.Do(newRequest(t, s, method, path, body, header...))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(text)
}

var basic = []string{"Authorization", "Basic a2V5Og=="}

func TestDefaults(t *testing.T) {
	s := NewServer(t)
	for _, test := range []struct {
		method, path, body string
		header             []string
		status             int
		contentType, want  string
	}{
		{"GET", "/pets?filter[name]=Rex", "", []string{"X-Account-Id", "1", "Cookie", "crumb=1"}, 200, "application/json", "[" + examplePet + "]"},
		{"GET", "/pets/1", "", basic, 200, "application/json", examplePet},
		{"GET", "/pets/1?key=k", "", []string{"X-Key", "k"}, 200, "application/json", examplePet},
		{"GET", "/pets/search", "", nil, 200, "application/json", "[" + examplePet + "]"},
		{"POST", "/pets", ` {"name":"Rex","tags":null,"any":null,"more":1} `, nil, 201, "application/json", examplePet},
		{"POST", "/pets", `{"name":"Rex","any":1}`, []string{"Content-Type", "text/json; charset=utf-8"}, 201, "application/json", examplePet},
		{"PUT", "/pets/1/name-Rex.txt", "name=Rex", []string{"Content-Type", "application/x-www-form-urlencoded"}, 200, "", ""},
		{"POST", "/pets", `{"name":"Rex","any":1}`, []string{"Content-Type", "application/merge-patch+json"}, 201, "application/json", examplePet},
		{"PUT", "/pets/1/name-Rex.txt", "", nil, 200, "", ""},
		{"PUT", "/pets/1/name-Rex.txt", "--x", []string{"Content-Type", "multipart/form-data; boundary=x"}, 200, "", ""},
		{"DELETE", "/pets/1", "", nil, 204, "", ""},
		{"GET", "/pets/1/photo", "", nil, 200, "image/png", "example"},
		{"PUT", "/pets/1/photo", "", nil, 200, "", ""},
	} {
		resp, body := ask(t, s, test.method, test.path, test.body, test.header...)
		if resp.StatusCode != test.status || body != test.want || resp.Header.Get("Content-Type") != test.contentType {
			t.Errorf("%s %s: %s %q %q", test.method, test.path, resp.Status, resp.Header, body)
		}
	}
	if n := len(s.Calls()); n != 13 {
		t.Errorf("%d calls", n)
	}
}

func TestCalls(t *testing.T) {
	s := NewServer(t)
	ask(t, s, "PUT", "/pets/a%2Fb%20c/name-x.y.json?q=1&q=2", "name=z", "Content-Type", "application/x-www-form-urlencoded", "X-Trace", "t")
	ask(t, s, "DELETE", "/pets/%2525", "")
	calls := s.Calls()
	if len(calls) != 2 || len(s.CallsOf(petsRename)) != 1 || len(s.CallsOf(petsList)) != 0 {
		t.Fatal(calls)
	}
	c := calls[0]
	if c.Operation != petsRename || c.Method != "PUT" || c.Path != "/pets/a%2Fb%20c/name-x.y.json" || string(c.Body) != "name=z" ||
		c.Header.Get("X-Trace") != "t" || !slices.Equal(c.Query["q"], []string{"1", "2"}) || c.Problems != nil {
		t.Errorf("%+v", c)
	}
	if v := c.PathValues; len(v) != 3 || v["id"] != "a/b c" || v["name"] != "x" || v["format"] != "y.json" {
		t.Errorf("%q", v)
	}
	if id := calls[1].PathValues["id"]; id != "%25" {
		t.Errorf("the id is %q: escapes are read once", id)
	}
}

func TestWrongCalls(t *testing.T) {
	form := []string{"Content-Type", "application/x-www-form-urlencoded"}
	parts := []string{"Content-Type", "multipart/form-data; boundary=b"}
	for _, test := range []struct {
		method, path, body string
		header             []string
		status             int
		want               []string
	}{
		{"GET", "/pets", "", nil, 400, []string{`query parameter "filter" is missing`, `header "x-account-id" is missing`, `cookie "crumb" is missing`}},
		{"GET", "/pets/1", "", nil, 400, []string{`The credentials are missing: a header "Authorization" with Basic, or a header "X-Key" and a query parameter "key".`}},
		{"GET", "/pets/1?key=1", "", []string{"Authorization", "Bearer x"}, 400, []string{`Basic, or a header "X-Key".`}},
		{"DELETE", "/pets/1", "{}", nil, 400, []string{"takes none"}},
		{"POST", "/pets", "", nil, 400, []string{"required body is missing"}},
		{"POST", "/pets", "", []string{"Content-Type", "application/json"}, 400, []string{"required body is missing"}},
		{"POST", "/pets", "{", nil, 400, []string{"not JSON"}},
		{"POST", "/pets", "{} {}", nil, 400, []string{"not JSON"}},
		{"POST", "/pets", "[]", nil, 400, []string{"an array, and not an object"}},
		{"POST", "/pets", "{}", []string{"Content-Type", "text/plain"}, 400, []string{`"text/plain", and not JSON`}},
		{"POST", "/pets", "{}", []string{"Content-Type", ";"}, 400, []string{"cannot be read"}},
		{"POST", "/pets", `{"name":1,"tags":"x"}`, nil, 400, []string{
			`member "any" of the body is missing`, `member "name" of the body is a number, and not a string`, `"tags" of the body is a string, and not an array or null`}},
		{"PUT", "/pets/1/name-a.b", "x=1", form, 400, []string{`member "name" of the body is missing`}},
		{"PUT", "/pets/1/name-a.b", "", form, 400, []string{`member "name" of the body is missing`}},
		{"PUT", "/pets/1/name-a.b", "%", form, 400, []string{"not a form"}},
		{"PUT", "/pets/1/name-a.b", "{}", nil, 400, []string{"not that of a form"}},
		{"POST", "/pets/1/photos", "", nil, 400, []string{"required body is missing"}},
		{"POST", "/pets/1/photos", "x", parts, 400, []string{"not multipart: multipart: NextPart: EOF"}},
		{"POST", "/pets/1/photos", "{}", []string{"Content-Type", "application/json"}, 400, []string{"not multipart with a boundary"}},
		{"POST", "/pets/1/photos", part("more", "", "x") + part("title", "a.png", "x") + "--b--", parts, 400, []string{
			`part "photo" of the body is missing`, `part "about" of the body is missing`, `part "more" has no file name`, `part "title" is a file, and not a string`}},
		{"POST", "/pets/1/photos", part("photo", "a", "") + part("about", "", "\r\nContent-Type: application/json\r\n\r\n[]") + "--b--", parts, 400, []string{
			`part "about" is an array, and not an object`}},
		{"GET", "/pet/search", "", nil, 404, []string{"No operation has this path; the nearest is pets.search, GET /pets/search."}},
		{"DELETE", "/pet/1", "", nil, 404, []string{"the nearest is pets.delete, DELETE /pets/{id}."}},
		{"PUT", "/pet/1/name-a.b", "", nil, 404, []string{"the nearest is pets.rename, PUT /pets/{id}/name-{name}.{format}."}},
		{"GET", "/pets/", "", nil, 404, []string{"No operation has this path"}},
		{"PATCH", "/pets/search", "", nil, 405, []string{"No operation has this method here; the nearest is pets.search, GET /pets/search."}},
		{"PATCH", "/pets/1", "", nil, 405, []string{"No operation has this method here; the nearest is pets.get, GET /pets/{id}."}},
		{"GET", strings.Repeat("/x", 4000), "", nil, 404, []string{"No operation"}},
	} {
		t.Run(test.method+test.path[:min(len(test.path), 20)], func(t *testing.T) {
			rec := &recorder{TB: t}
			s := NewServer(rec)
			resp, text := ask(t, s, test.method, test.path, test.body, test.header...)
			var answer struct {
				StatusCode int
				Message    string
				Problems   []string
			}
			if err := json.Unmarshal([]byte(text), &answer); err != nil {
				t.Fatal(err)
			}
			call := s.Calls()[0]
			if resp.StatusCode != test.status || answer.StatusCode != test.status || !slices.Equal(answer.Problems, call.Problems) ||
				len(call.Problems) != len(test.want) || len(rec.errors) != 1 {
				t.Errorf("%s\n%s\n%q\n%q", resp.Status, text, call.Problems, rec.errors)
			}
			if who := "(" + string(call.Operation) + ")"; strings.Contains(rec.errors[0], who) != (call.Operation != "") {
				t.Errorf("%q does not name the operation %q", rec.errors[0], call.Operation)
			}
			if contentType := resp.Header.Get("Content-Type"); contentType != "application/json" {
				t.Errorf("the content type is %q", contentType)
			}
			for _, want := range test.want {
				if !strings.Contains(answer.Message, want) || !strings.Contains(rec.errors[0], want) {
					t.Errorf("%q lacks %q", answer.Message, want)
				}
			}
			if allow, ok := resp.Header["Allow"]; ok != (test.status == 405) || ok && !slices.Equal(allow, []string{"GET, DELETE"}) {
				t.Errorf("Allow: %q", allow)
			}
		})
	}
}

// Operations of one method and path are told apart by the body.
func TestWays(t *testing.T) {
	s := NewServer(t)
	ask(t, s, "PUT", "/pets/1/photo", "{}", "Content-Type", "application/json; charset=utf-8")
	ask(t, s, "PUT", "/pets/1/photo", "x", "Content-Type", "image/png")
	ask(t, s, "PUT", "/pets/1/photo", "x", "Content-Type", "image/gif")
	var got []Operation
	for _, call := range s.Calls() {
		got = append(got, call.Operation)
	}
	if want := []Operation{photosDescribe, photosPut, photosPut}; !slices.Equal(got, want) {
		t.Errorf("calls of %v, want %v", got, want)
	}
}

func TestEvents(t *testing.T) {
	s := NewServer(t)
	s.Answer(petsSearch, Events(Event{ID: "1\n2", Name: "add", Data: "a\r\nb"}, Event{Data: "c"}))
	resp, text := ask(t, s, "GET", "/pets/search", "")
	if want := "id: 1 2\nevent: add\ndata: a\ndata: b\n\ndata: c\n\n"; text != want || resp.Header.Get("Content-Type") != "text/event-stream" {
		t.Errorf("%q of type %s, want %q", text, resp.Header.Get("Content-Type"), want)
	}
}

// part writes a part of a multipart body with the boundary b; a text may begin with headers.
func part(name, filename, text string) string {
	if filename != "" {
		filename = `; filename="` + filename + `"`
	}
	if !strings.HasPrefix(text, "\r\n") {
		text = "\r\n\r\n" + text
	}
	return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"" + filename + text + "\r\n"
}

func TestParts(t *testing.T) {
	s := NewServer(t)
	body := part("photo", "a.png", "x") + part("about", "", "\r\nContent-Type: application/json\r\n\r\n{}") + part("new", "", "y") + "--b--"
	if resp, text := ask(t, s, "POST", "/pets/1/photos", body, "Content-Type", "multipart/form-data; boundary=b"); resp.StatusCode != 201 {
		t.Errorf("%s %s", resp.Status, text)
	}
	parts := s.Calls()[0].Parts()
	if len(parts) != 3 || parts[0].Filename != "a.png" || string(parts[0].Body) != "x" || parts[1].Header.Get("Content-Type") != "application/json" || parts[2].Name != "new" {
		t.Errorf("parts %+v", parts)
	}
	if parts := (Call{Body: []byte("x")}).Parts(); parts != nil {
		t.Errorf("a body that is not multipart has the parts %v", parts)
	}
}

// Outside of a test there is nobody to report to but the caller.
func TestWrongCallOutsideOfTest(t *testing.T) {
	s := Start()
	defer s.Close()
	resp, _ := ask(t, s, "POST", "/pets/1/name-a.b", "")
	if allow := resp.Header.Get("Allow"); resp.StatusCode != 405 || allow != "PUT" {
		t.Errorf("%s, Allow: %s", resp.Status, allow)
	}
	if calls := s.Calls(); len(calls) != 1 || len(calls[0].Problems) != 1 {
		t.Error(calls)
	}
}

func TestLenient(t *testing.T) {
	s := NewServer(t) // a report would make this test fail
	s.Lenient()
	if resp, body := ask(t, s, "POST", "/pets", "{}"); resp.StatusCode != 201 || body != examplePet {
		t.Error(resp.Status, body)
	}
	if resp, _ := ask(t, s, "GET", "/nothing", ""); resp.StatusCode != 404 {
		t.Error(resp.Status)
	}
	if calls := s.Calls(); len(calls) != 2 || len(calls[0].Problems) != 2 || len(calls[1].Problems) != 1 {
		t.Error(calls)
	}
}

func TestAnswers(t *testing.T) {
	s := Start()
	defer s.Close()
	pet := func() (*http.Response, string) { return ask(t, s, "GET", "/pets/1", "", basic...) }
	for _, test := range []struct {
		answer      Answer
		status      int
		contentType string
		want        string
	}{
		{Answer{}, 200, "application/json", examplePet},
		{Default(), 200, "application/json", examplePet},
		{Status(206), 206, "application/json", examplePet},
		{Status(404), 404, "application/json", strings.Replace(exampleError, "400", "404", 1)},
		{Status(418), 418, "application/json", strings.Replace(exampleError, "400", "418", 1)},
		{Status(503), 503, "", ""},
		{Error(503), 503, "application/json", `{"statusCode":503,"message":"Service Unavailable"}`},
		{Error(429), 429, "application/json", strings.Replace(exampleError, "400", "429", 1)},
		{Status(301), 301, "", ""},
		{JSON(202, "{"), 202, "application/json", "{"},
		{Body(299, "text/csv", []byte("a,b")), 299, "text/csv", "a,b"},
		{Body(200, "", []byte("{}")), 200, "", "{}"},
		{JSON(200, "{}").Header("Content-Type", "text/plain"), 200, "text/plain", "{}"},
		{Default().Malformed(), 200, "application/json", `{"malformed":`},
	} {
		s.Answer(petsGet, test.answer)
		resp, body := pet()
		if resp.StatusCode != test.status || body != test.want || resp.Header.Get("Content-Type") != test.contentType {
			t.Errorf("%+v: %s %q %q", test.answer, resp.Status, resp.Header, body)
		}
		if _, ok := resp.Header["Content-Type"]; ok != (test.contentType != "") {
			t.Errorf("%+v: %q", test.answer, resp.Header)
		}
	}
	for wait, want := range map[time.Duration]string{2 * time.Second: "2", 1500 * time.Millisecond: "2", 0: "0", -time.Hour: "0", math.MaxInt64: "9223372037"} {
		s.Answer(petsGet, Error(429).RetryAfter(wait))
		if resp, _ := pet(); resp.Header.Get("Retry-After") != want {
			t.Errorf("%v is %q", wait, resp.Header.Get("Retry-After"))
		}
	}
	s.Answer(petsDelete, Status(202))
	if resp, body := ask(t, s, "DELETE", "/pets/1", ""); resp.StatusCode != 202 || body != `{"later":true}` {
		t.Error(resp.Status, body)
	}
	s.Answer(petsSearch, Status(404)) // one response is documented for all statuses
	if resp, body := ask(t, s, "GET", "/pets/search", ""); resp.StatusCode != 404 || body != "["+examplePet+"]" {
		t.Error(resp.Status, body)
	}
}

// An answer that is kept and changed is two answers.
func TestAnswerIsAValue(t *testing.T) {
	first := Error(429).Header("A", "1")
	second := first.Header("A", "2")
	if first.header.Get("A") != "1" || second.header.Get("A") != "2" {
		t.Error(first, second)
	}
	body := []byte("x")
	answer := Body(200, "a/b", body)
	body[0] = 'y'
	if string(answer.body) != "x" {
		t.Error("the body is shared with its giver")
	}
}

func TestQueue(t *testing.T) {
	s := NewServer(t)
	statuses := func(want ...int) {
		t.Helper()
		for i, status := range want {
			if resp, _ := ask(t, s, "GET", "/pets/1", "", basic...); resp.StatusCode != status {
				t.Errorf("answer %d has status %d, not %d", i, resp.StatusCode, status)
			}
		}
	}
	queue := []Answer{Error(429), Status(404), Default()}
	s.Answer(petsGet, queue...)
	queue[0] = Default()
	statuses(429, 404, 200, 200)
	s.Answer(petsGet, Error(500))
	statuses(500, 500)
	s.Answer(petsGet)
	statuses(200)
	s.Handle(petsGet, func(c Call) Answer { return JSON(201, `"`+c.PathValues["id"]+`"`) })
	statuses(201)
	if _, body := ask(t, s, "GET", "/pets/rex", "", basic...); body != `"rex"` {
		t.Error(body)
	}
}

// Calls that come at the same time take one answer each.
func TestQueueInParallel(t *testing.T) {
	s := NewServer(t)
	s.Answer(petsSearch, Error(500), Error(500), Default())
	var wg sync.WaitGroup
	var mu sync.Mutex
	count := map[int]int{}
	for range 10 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			resp, err := http.Get(s.URL + "/pets/search")
			if err != nil {
				t.Error(err)
				return
			}
			resp.Body.Close()
			mu.Lock()
			defer mu.Unlock()
			count[resp.StatusCode]++
		}()
	}
	wg.Wait()
	if count[500] != 2 || count[200] != 8 || len(s.Calls()) != 10 {
		t.Error(count)
	}
}

func TestFaults(t *testing.T) {
	s := NewServer(t)
	for n, want := range map[int]string{-1: "", 0: "", 3: "[{\"", 1000: "[" + examplePet + "]"} {
		s.Answer(petsSearch, JSON(203, "["+examplePet+"]").Cut(n))
		resp, err := http.Get(s.URL + "/pets/search")
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != 203 || string(text) != want || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("cut after %d: %s, %q, %v", n, resp.Status, text, err)
		}
	}
	s.Answer(petsSearch, Default().Reset())
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	io.WriteString(conn, "GET /pets/search HTTP/1.1\r\nHost: localhost\r\n\r\n")
	if n, err := conn.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("%d bytes, %v instead of a reset", n, err)
	}
	before := len(s.Calls())
	if _, err := http.Get(s.URL + "/pets/search"); !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, io.EOF) {
		t.Errorf("reset: %v", err)
	}
	if n := len(s.Calls()) - before; n != 1 {
		t.Errorf("%d calls for one", n)
	}
}

// A fault on a connection that was used before is not mended behind our back.
func TestResetAfterSuccess(t *testing.T) {
	s := NewServer(t)
	s.Answer(petsSearch, Default(), Default().Reset(), Default())
	ask(t, s, "GET", "/pets/search", "")
	if _, err := http.Get(s.URL + "/pets/search"); err == nil {
		t.Error("the reset was not noticed")
	}
	if n := len(s.Calls()); n != 2 {
		t.Errorf("%d calls", n)
	}
}

func TestSlow(t *testing.T) {
	s := NewServer(t)
	const wait = 20 * time.Millisecond
	s.Answer(petsSearch, Default().Slow(wait))
	start := time.Now()
	ask(t, s, "GET", "/pets/search", "")
	if took := time.Since(start); took < wait {
		t.Errorf("the answer took %v", took)
	}
}

// Closing the server does not wait for the answers that it holds back.
func TestCloseEndsSlowAnswers(t *testing.T) {
	s := Start()
	started := make(chan struct{})
	s.Handle(petsSearch, func(Call) Answer {
		close(started)
		return Default().Slow(time.Hour)
	})
	done := make(chan error)
	go func() {
		resp, err := http.Get(s.URL + "/pets/search")
		if err == nil {
			resp.Body.Close()
		}
		done <- err
	}()
	<-started
	s.Close()
	s.Close()
	if err := <-done; err == nil {
		t.Error("the call did not fail")
	}
	if conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://")); err == nil {
		conn.Close()
		t.Error("the port is still open")
	}
}

func TestServerEndsWithTheTest(t *testing.T) {
	var s *Server
	t.Run("test", func(t *testing.T) { s = NewServer(t) })
	if resp, err := http.Get(s.URL + "/pets/search"); err == nil {
		resp.Body.Close()
		t.Error("the server goes on")
	}
}

// Nor does it wait for the rest of a body that never comes.
func TestCloseEndsStuckCalls(t *testing.T) {
	s := Start()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(5*time.Second, func() { conn.Close() })
	io.WriteString(conn, "POST /pets HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n")
	if _, err := io.ReadFull(conn, make([]byte, len("HTTP/1.1 100"))); err != nil { // the server waits for the body
		t.Fatal(err)
	}
	start := time.Now()
	s.Close()
	if took := time.Since(start); took > 4*time.Second {
		t.Errorf("Close took %v", took)
	}
	if calls := s.Calls(); len(calls) != 0 {
		t.Errorf("half a call is one: %+v", calls)
	}
}

func TestMisuse(t *testing.T) {
	s := Start()
	defer s.Close()
	for name, misuse := range map[string]func(){
		"unknown operation": func() { s.Answer("pets.fly", Default()) },
		"no status":         func() { Status(0) },
		"interim status":    func() { JSON(100, "") },
		"large status":      func() { Error(1000) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s passes", name)
				}
			}()
			misuse()
		}()
	}
}

// A loop over all pages comes to an end.
func TestPaging(t *testing.T) {
	s := NewServer(t, Lenient())
	for query, want := range map[string]string{"": "[" + examplePet + "]", "&offset=0": "[" + examplePet + "]", "&offset=1": "[]", "&offset=x": "[" + examplePet + "]"} {
		if _, body := ask(t, s, "GET", "/pets?filter=1"+query, "", "X-Account-Id", "1", "Cookie", "crumb=1"); body != want {
			t.Errorf("%q: %s", query, body)
		}
	}
}
