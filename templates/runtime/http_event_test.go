package runtime

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"
)

// readEvents returns all events of a text, and what ended them.
func readEvents(r io.Reader, limit int) ([]foundEvent, error) {
	var all []foundEvent
	for events := newEventReader(r, limit); ; {
		e, err := events.next()
		if err != nil && !errors.Is(err, errTooLong) {
			return all, err
		}
		all = append(all, e)
	}
}

// The cases follow the HTML standard, sections 9.2.5 and 9.2.6.
func TestEventFormat(t *testing.T) {
	ms := time.Millisecond
	for name, test := range map[string]struct {
		text string
		want []foundEvent
	}{
		"nothing":                      {"", nil},
		"one line":                     {"data: a\n\n", []foundEvent{{data: "a"}}},
		"lines are joined":             {"data: YHOO\ndata: +2\ndata: 10\n\n", []foundEvent{{data: "YHOO\n+2\n10"}}},
		"carriage returns":             {"data: a\rdata: b\r\rdata: c\r\r", []foundEvent{{data: "a\nb"}, {data: "c"}}},
		"both":                         {"data: a\r\ndata: b\r\n\r\ndata: c\n\r\n", []foundEvent{{data: "a\nb"}, {data: "c"}}},
		"a byte order mark":            {"\ufeffdata: a\n\n", []foundEvent{{data: "a"}}},
		"only one byte order mark":     {"\ufeff\ufeffdata: a\n\ndata: b\n\n", []foundEvent{{data: "b"}}},
		"a mark later on is data":      {"data: a\n\n\ufeffdata: b\n\n", []foundEvent{{data: "a"}}},
		"comments":                     {": test stream\n\ndata: first\nid: 1\n\ndata:second\nid\n\ndata:  third\n\n", []foundEvent{{data: "first", id: "1"}, {data: "second"}, {data: " third"}}},
		"empty data":                   {"data\n\ndata\ndata\n\ndata:", []foundEvent{{data: ""}, {data: "\n"}}},
		"one space is left out":        {"data:test\n\ndata: test\n\n", []foundEvent{{data: "test"}, {data: "test"}}},
		"the end is not an empty line": {"data: a\n\ndata: b\n", []foundEvent{{data: "a"}}},
		"the end is in a line":         {"data: a\n\ndata: b", []foundEvent{{data: "a"}}},
		"no data is no event":          {"event: ping\n\nid: 7\n\ndata: a\n\n", []foundEvent{{data: "a", id: "7"}}},
		"names do not stay":            {"event: add\ndata: 1\n\nevent: rest\n\ndata: 2\n\n", []foundEvent{{data: "1", name: "add"}, {data: "2"}}},
		"the last name counts":         {"event: a\nevent: b\ndata: 1\n\n", []foundEvent{{data: "1", name: "b"}}},
		"identifiers stay":             {"id: 1\ndata: a\n\ndata: b\n\nid:\ndata: c\n\n", []foundEvent{{data: "a", id: "1"}, {data: "b", id: "1"}, {data: "c"}}},
		"an identifier with NULL":      {"id: 1\ndata: a\n\nid: 2\x00\ndata: b\n\n", []foundEvent{{data: "a", id: "1"}, {data: "b", id: "1"}}},
		"retry of digits":              {"retry: 10\ndata: a\n\nretry: 1s\ndata: b\n\nretry: -1\ndata: c\n\nretry:\ndata: d\n\nretry: +5\n\n", []foundEvent{{data: "a", retry: 10 * ms}, {data: "b", retry: 10 * ms}, {data: "c", retry: 10 * ms}, {data: "d", retry: 10 * ms}}},
		"unknown fields":               {"data: a\nfoo: b\nDATA: c\n data: d\nid : x\n\n", []foundEvent{{data: "a"}}},
		"colons in values":             {"data: a: b:c\n\n", []foundEvent{{data: "a: b:c"}}},
		"what is not UTF-8":            {"data: \xff\n\n", []foundEvent{{data: "\ufffd"}}},
		"a control character is data":  {"data: a\x00\vb\u2028c\n\n", []foundEvent{{data: "a\x00\vb\u2028c"}}},
	} {
		for how, r := range map[string]io.Reader{"whole": strings.NewReader(test.text), "by bytes": iotest.OneByteReader(strings.NewReader(test.text)), "with the end": iotest.DataErrReader(strings.NewReader(test.text))} {
			got, err := readEvents(r, 1000)
			if err != io.EOF || fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", test.want) {
				t.Errorf("%s, %s: %+v, %v, want %+v", name, how, got, err, test.want)
			}
		}
	}
}

// A line is not held back until it is known what follows its end.
func TestEventIsNotHeldBack(t *testing.T) {
	in, out := io.Pipe()
	defer in.Close()
	go io.WriteString(out, "data: a\r\r")
	if e, err := newEventReader(in, 100).next(); err != nil || e.data != "a" {
		t.Errorf("event %+v, %v", e, err)
	}
}

// An event beyond the limit is an error, and the next one is whole.
func TestEventTooLong(t *testing.T) {
	for _, long := range []string{"data: " + strings.Repeat("x", 200), strings.Repeat("data: xxxxxxxxxxx\n", 10) + "id: 1", ":" + strings.Repeat("x", 200) + "\ndata: x"} {
		got, err := readEvents(strings.NewReader(long+"\n\ndata: next\n\n"), 100)
		if err != io.EOF || len(got) != 2 || got[1].data != "next" {
			t.Errorf("events %+v, %v", got, err)
		}
	}
}

// Where the text is cut into reads changes nothing.
func TestEventReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"\r", "\n", "\r\n", "data", ": ", ":", "id: 1", "a", "event: b", "\ufeff", "retry: 3"})).Draw(t, "text"), "")
		size := rapid.IntRange(1, 5).Draw(t, "size")
		whole, _ := readEvents(strings.NewReader(text), 1000)
		parts, _ := readEvents(bufio.NewReaderSize(&shortReader{strings.NewReader(text), size}, 16), 1000)
		if fmt.Sprint(whole) != fmt.Sprint(parts) {
			t.Fatalf("%q: %v in parts, and %v whole", text, parts, whole)
		}
	})
}

type shortReader struct {
	r    io.Reader
	size int
}

func (r *shortReader) Read(p []byte) (int, error) { return r.r.Read(p[:min(len(p), r.size)]) }

func TestTexts(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "",
		"{}\n[1]\r\n\n 2 \n":         "{} [1] 2",
		"\ufeff{}\n{\"a\":1}":        `{} {"a":1}`,
		"{\n}\n":                     "{ }",
		"\x1e{}\n\x1e[1]\n":          "{} [1]",
		"\x1e{\n\"a\":1\n}\n\x1e2\n": "{\n\"a\":1\n} 2",
		"\x1e{\n\x1e{}\n":            "{ {}",
		"\x1e1\x1e\"a\"\x1e\x1e[2]":  `1… "a" [2]`,
		"\x1e12":                     "12…",
	} {
		for how, r := range map[string]io.Reader{"whole": strings.NewReader(text), "by bytes": iotest.OneByteReader(strings.NewReader(text))} {
			var got []string
			texts := newTextReader(r, 1000, strings.Contains(text, "\x1e"))
			for {
				found, err := texts.next()
				if err != nil {
					if err != io.EOF {
						t.Errorf("%q: %v", text, err)
					}
					break
				}
				got = append(got, found)
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%q, %s: %q, want %q", text, how, strings.Join(got, " "), want)
			}
		}
	}
}

var sampleEvents = operation{name: "things.watch", id: "watch", method: "GET", path: "/things", accept: "text/event-stream"}

func watch(ctx context.Context, core *Core, format sequenceFormat, opts ...CallOption) iter.Seq2[*Event[sampleThing], error] {
	return receiveEvents[sampleThing](ctx, func() *request { return core.newRequest(&sampleEvents, opts) }, format)
}

// eventsServer answers with events, and then as a function says.
func eventsServer(text string, then func(http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
		io.WriteString(w, text)
		http.NewResponseController(w).Flush()
		then(w, r)
	}
}

func nothing(http.ResponseWriter, *http.Request) {}

// told is what ranging over events gave, in short.
func told(events iter.Seq2[*Event[sampleThing], error]) string {
	var b strings.Builder
	for event, err := range events {
		switch {
		case event == nil:
			fmt.Fprintf(&b, "<%v>", err)
		case err != nil:
			fmt.Fprintf(&b, "(%s!%v)", event.Text, err != nil)
		default:
			fmt.Fprintf(&b, "(%s %s %s)", event.Name, event.ID, event.Data.Name)
		}
	}
	return b.String()
}

func TestEvents(t *testing.T) {
	const one, two = "event: add\nid: 1\ndata: {\"name\":\"a\"}\n\n", ": hi\n\ndata: {\"name\":\ndata: \"b\"}\n\n"
	for _, newCore := range []func(*testing.T, http.HandlerFunc) *Core{newHTTP1Core, newHTTP2Core} {
		for name, test := range map[string]struct {
			text   string
			format sequenceFormat
			then   func(http.ResponseWriter, *http.Request)
			want   string
		}{
			"two events":          {one + two, sequenceFormat{}, nothing, "(add 1 a)(message 1 b)"},
			"none":                {"", sequenceFormat{}, nothing, ""},
			"one that is no JSON": {"data: {\n\n" + one, sequenceFormat{}, nothing, "({!true)(add 1 a)"},
			"empty data":          {"event: ping\ndata\n\n", sequenceFormat{}, nothing, "(ping  )"},
			"sentinel":            {one + "data: [DONE]\n\n" + two, sequenceFormat{sentinel: "[DONE]"}, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "(add 1 a)"},
			"sentinel at the end": {one + "data: [DONE]", sequenceFormat{sentinel: "[DONE]"}, nothing, "(add 1 a)"},
			"missing sentinel":    {one, sequenceFormat{sentinel: "[DONE]"}, nothing, `(add 1 a)<stackone: things.watch: the stream ended without "[DONE]": unexpected EOF>`},
			"a broken connection": {one, sequenceFormat{}, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "(add 1 a)<"},
		} {
			core := newCore(t, eventsServer(test.text, test.then))
			if got := told(watch(t.Context(), core, test.format)); got != test.want && !(strings.HasSuffix(test.want, "<") && strings.HasPrefix(got, test.want+"stackone: things.watch: read the stream: ")) {
				t.Errorf("%s: %q, want %q", name, got, test.want)
			}
		}
	}
}

// The request is sent when ranging begins, and again when it begins anew; break ends the
// transfer.
func TestEventsAreAskedForByRanging(t *testing.T) {
	for _, newCore := range []func(*testing.T, http.HandlerFunc) *Core{newHTTP1Core, newHTTP2Core} {
		var calls, ended atomic.Int64
		core := newCore(t, eventsServer("id: 5\ndata: {}\n\n", func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Last-Event-ID") != "4" || r.Header.Get("Accept") != "text/event-stream" {
				t.Errorf("header %v", r.Header)
			}
			calls.Add(1)
			<-r.Context().Done()
			ended.Add(1)
		}))
		events := watch(t.Context(), core, sequenceFormat{}, WithLastEventID("4"))
		if calls.Load() != 0 {
			t.Error("the request was sent before ranging")
		}
		for range 2 {
			for event, err := range events {
				if err != nil || event.ID != "5" {
					t.Errorf("event %+v, %v", event, err)
				}
				break
			}
		}
		for ended.Load() < 2 {
			runtime.Gosched()
		}
		ctx, cancel := context.WithCancelCause(t.Context())
		defer cancel(nil)
		stopped := errors.New("stopped")
		for event, err := range watch(ctx, core, sequenceFormat{}, WithLastEventID("4")) {
			if event == nil && !errors.Is(err, stopped) {
				t.Errorf("error %v", err)
			}
			cancel(stopped)
		}
	}
}

// What fails before the first event is the only thing that comes.
func TestEventsRefused(t *testing.T) {
	attempts := 0
	core := newServerCore(t, func(w http.ResponseWriter, r *http.Request) {
		attempts++
		switch attempts {
		case 1:
			w.WriteHeader(503)
		case 2:
			w.WriteHeader(404)
			io.WriteString(w, "{}")
		case 3:
			w.Header().Set("Content-Type", "application/json")
			io.WriteString(w, `{"name":"a"}`)
		}
	})
	quick := WithRetry(RetryPolicy{InitialInterval: 1, StatusCodes: []string{"503"}})
	for _, err := range watch(t.Context(), core, sequenceFormat{}, quick) {
		var failed *APIError
		if !errors.As(err, &failed) || failed.StatusCode != 404 || attempts != 2 {
			t.Errorf("%d attempts: %v", attempts, err)
		}
	}
	for event, err := range watch(t.Context(), core, sequenceFormat{}) {
		var failed *DecodeError
		if event != nil || !errors.As(err, &failed) || string(failed.Body) != `{"name":"a"}` || !strings.Contains(err.Error(), `unexpected content type "application/json"`) {
			t.Errorf("error %v", err)
		}
	}
	for _, err := range watch(t.Context(), core, sequenceFormat{}, WithLastEventID("a\nb")) {
		if err == nil || !strings.Contains(err.Error(), "WithLastEventID") || attempts != 3 {
			t.Errorf("%d attempts: %v", attempts, err)
		}
	}
}

// A value can be the whole event, or a text.
func TestEventValues(t *testing.T) {
	const text = "event: a\nid: 1\nretry: 5\ndata: {\"x\": 1}\n\ndata: [DONE]\n\n"
	core := newServerCore(t, eventsServer(text, nothing))
	newRequest := func() *request { return core.newRequest(&sampleEvents, nil) }
	var whole, texts []string
	for event, err := range receiveEvents[map[string]any](t.Context(), newRequest, sequenceFormat{whole: true}) {
		whole = append(whole, fmt.Sprint(event.Data, err))
	}
	for event, err := range receiveEvents[string](t.Context(), newRequest, sequenceFormat{text: true}) {
		texts = append(texts, fmt.Sprint(event.Data, event.Retry, err))
	}
	if want := "map[data:map[x:1] event:a id:1 retry:5] <nil>|map[data:[DONE] id:1 retry:5] <nil>"; strings.Join(whole, "|") != want {
		t.Errorf("values %q, want %q", whole, want)
	}
	if want := `{"x": 1}5ms<nil>|[DONE]5ms<nil>`; strings.ReplaceAll(strings.Join(texts, "|"), " <", "<") != want {
		t.Errorf("values %q, want %q", texts, want)
	}
}

func TestLines(t *testing.T) {
	for _, newCore := range []func(*testing.T, http.HandlerFunc) *Core{newHTTP1Core, newHTTP2Core} {
		core := newCore(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/x-ndjson")
			io.WriteString(w, "{\"name\":\"a\"}\n{\n\n{\"name\":\"b\"}")
		})
		var got []string
		for value, err := range receiveLines[*sampleThing](t.Context(), func() *request { return core.newRequest(&sampleEvents, nil) }, sequenceFormat{}) {
			var failed *DecodeError
			switch {
			case errors.As(err, &failed):
				got = append(got, "!"+string(failed.Body))
			case err != nil:
				t.Error(err)
			default:
				got = append(got, value.Name)
			}
		}
		if strings.Join(got, " ") != "a !{ b" {
			t.Errorf("values %q", got)
		}
	}
}
