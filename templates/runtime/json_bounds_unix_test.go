//go:build unix

package runtime

import (
	"encoding/json"
	"reflect"
	"strings"
	"syscall"
	"testing"
)

// guarded is memory between pages that must not be touched.
type guarded struct{ memory []byte }

func newGuarded(t *testing.T) guarded {
	page := syscall.Getpagesize()
	all, err := syscall.Mmap(-1, 0, 3*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Skip(err)
	}
	for _, guard := range [][]byte{all[:page], all[2*page:]} {
		if err := syscall.Mprotect(guard, syscall.PROT_NONE); err != nil {
			t.Skip(err)
		}
	}
	t.Cleanup(func() { _ = syscall.Munmap(all) })
	return guarded{all[page : 2*page : 2*page]}
}

// first returns a copy of the text that begins where the memory does.
func (g guarded) first(text string) string {
	return borrowed(g.memory[:copy(g.memory, text)])
}

// last returns a copy of the text that ends where the memory does.
func (g guarded) last(text string) string {
	end := g.memory[len(g.memory)-len(text):]
	copy(end, text)
	return borrowed(end)
}

// room returns room for that many bytes, which ends where the memory does.
func (g guarded) room(size int) []byte {
	return g.memory[len(g.memory)-size:][:0]
}

// TestReadersStayInside reads documents that nothing lies before or behind: a byte too
// far ends the test's process.
func TestReadersStayInside(t *testing.T) {
	g := newGuarded(t)
	docs := []string{
		`{"id":1,"name":"some longer name, longer than a word","created_at":"2024-02-29T12:34:56.000Z","active":true,"home":{"city":"b"},"codes":[7],"label":null,"born":"2024-02-29","parent":null,"homes":[{"city":"c"}],"kind":"xx"}`,
		`{"name":"` + strings.Repeat("a", textRoom-1) + `"}`, `{"name":"` + strings.Repeat("a", textRoom) + `"}`, `{"name":"` + strings.Repeat("a", textRoom+1) + `"}`,
		`["a","` + strings.Repeat("b", textRoom) + `","éééééééé","\n\n","\ud83d\ude00"]`,
	}
	for _, doc := range docs {
		for end := range len(doc) + 2*membersAhead {
			text := (doc + strings.Repeat(" ", 2*membersAhead))[:end]
			for _, text := range []string{g.first(text), g.last(text)} {
				for _, read := range []func(r *jsonReader){
					func(r *jsonReader) {
						r.value(placeOf(reflect.ValueOf(new(sampleModel))), codecOf(reflect.TypeFor[sampleModel]()))
					},
					func(r *jsonReader) { r.anyValue() },
					func(r *jsonReader) { r.raw() },
				} {
					r := jsonReader{text: text}
					read(&r)
					_ = r.finish()
				}
			}
		}
	}
}

// TestStringsStayInside reads strings into blocks with more room and less, before the end
// of a document.
func TestStringsStayInside(t *testing.T) {
	g, to := newGuarded(t), newGuarded(t)
	for size := range 2*textRoom + 4 {
		for _, end := range []string{"", `\n`, `\n\"`, `\nrest`, "é", `\né`, `\u00e9`, `\n\u00e9`} {
			doc := `"` + strings.Repeat("s", size) + end + `"`
			var want string
			if err := json.Unmarshal([]byte(doc), &want); err != nil {
				t.Fatal(err)
			}
			for _, space := range []int{0, 1, 2, 3, textRoom, textRoom + 1, 2 * textRoom} {
				text := g.last(doc + strings.Repeat(" ", space))
				for room := range size + 2*textRoom {
					block := to.room(room)
					block = block[:cap(block)]
					r := jsonReader{text: text, block: block}
					if got := r.string(); r.finish() != nil || got != want {
						t.Fatalf("%s is read as %q, %v", doc, got, r.err)
					}
					r = jsonReader{text: text, block: block}
					if got := r.raw(); r.finish() != nil || got != doc {
						t.Fatalf("%s is copied as %s, %v", doc, got, r.err)
					}
				}
			}
		}
	}
}

func TestNamesStayInside(t *testing.T) {
	g, to := newGuarded(t), newGuarded(t)
	var names []string
	for n := range 2 * longestName {
		names = append(names, strings.Repeat("x", n))
	}
	model := modelOfTexts(names, false)
	for _, name := range append(names, "y", strings.Repeat("y", 30), strings.Repeat("y", 100)) {
		for _, value := range []string{`""`, `"v"`, `"` + strings.Repeat("v", 31) + `"`, `"` + strings.Repeat("v", 32) + `"`, "null", `"2024-02-29"`} {
			for space := range membersAhead + 10 {
				doc := `{"` + name + `":` + value + `}` + strings.Repeat(" ", space)
				for i, text := range []string{g.first(doc), g.last(doc), g.last(doc)} {
					block := to.room(textRoom - i%2) // which has room for a text to be copied at once, or just not
					r := jsonReader{text: text, block: block[:cap(block)]}
					r.value(placeOf(reflect.New(model)), codecOf(model))
					if err := r.finish(); err != nil {
						t.Fatalf("%s: %v", doc, err)
					}
				}
			}
		}
	}
}

func TestWritersStayInside(t *testing.T) {
	from, to := newGuarded(t), newGuarded(t)
	for size := range 100 {
		plain := strings.Repeat("w", size)
		for _, text := range []string{from.first(plain), from.last(plain)} {
			for room := range size + 2*wordSize {
				if written := appendJSONString(to.room(room), text); string(written) != `"`+plain+`"` {
					t.Fatalf("%q is written as %s", plain, written)
				}
			}
			if !validUTF8(text) || !json.Valid(appendJSONString(nil, text+"é\n")) {
				t.Fatalf("%q is not valid", text)
			}
		}
	}
}

func TestEscapesStayInside(t *testing.T) {
	from, to := newGuarded(t), newGuarded(t)
	for size := range 40 {
		for at := range size {
			before, behind := strings.Repeat("w", at), strings.Repeat("w", size-at-1)
			odd, want := before+"\n"+behind, `"`+before+`\n`+behind+`"`
			for _, text := range []string{from.first(odd), from.last(odd)} {
				for room := range size + 2*wordSize {
					if written := appendJSONString(to.room(room), text); string(written) != want {
						t.Fatalf("%q is written as %s", odd, written)
					}
				}
			}
		}
	}
}

// TestMembersStayInside writes members where there is room for all of them, or for some.
func TestMembersStayInside(t *testing.T) {
	from, to := newGuarded(t), newGuarded(t)
	for _, length := range []int{0, 5, 28, 40} {
		names := []string{strings.Repeat("x", length), strings.Repeat("x", length+1), strings.Repeat("x", length+2)}
		model := modelOfTexts(names, false)
		for _, size := range []int{0, 1, 3, 4, 7, 8, 9, 16, 24, 31, 32, 33, 40, 70} {
			for null := range 4 {
				v := reflect.New(model)
				var members []string
				for i, name := range names {
					text := from.last(strings.Repeat("t", size))
					value := `"` + text + `"`
					field := v.Elem().Field(i + 1).Addr().Interface().(*Opt[string])
					if *field = Some(text); i == null {
						*field, value = Null[string](), "null"
					}
					members = append(members, `"`+name+`":`+value)
				}
				want := "{" + strings.Join(members, ",") + "}"
				for room := range len(want) + 2*memberRoom {
					w := jsonWriter{buf: to.room(room)}
					w.value(placeOf(v), codecOf(model))
					if string(w.buf) != want {
						t.Fatalf("got  %s\nwant %s", w.buf, want)
					}
				}
			}
		}
	}
}

// TestTimesStayInside reads and writes times that nothing lies before or behind.
func TestTimesStayInside(t *testing.T) {
	from, to := newGuarded(t), newGuarded(t)
	type timed struct {
		Extras
		At Opt[Time] `json:"at"`
	}
	const longest = "2024-02-29T12:30:00.123456789+05:30"
	texts := []string{"2024-02-29", "2024-02-29T12:30:00Z", "2024-02-29T12:30:00.000Z", "2024-02-29 12:30:00.5"}
	for size := range len(longest) + 1 {
		texts = append(texts, longest[:size])
	}
	for _, text := range texts {
		for _, text := range []string{from.first(text), from.last(text)} {
			v, err := ParseTime(text)
			if err != nil {
				continue
			}
			object := `{"at":` + string(appendJSONString(nil, v.Text())) + "}"
			for room := range len(object) + 2*memberRoom {
				w := jsonWriter{buf: to.room(room)}
				w.value(placeOf(reflect.ValueOf(&timed{At: Some(v)})), codecOf(reflect.TypeFor[timed]()))
				if string(w.buf) != object {
					t.Fatalf("got  %s\nwant %s", w.buf, object)
				}
			}
			for room := range len(text) + 2*len(usualMillis) {
				if written, err := v.appendForm(to.room(room), formInstant); err != nil || string(written) != text {
					t.Fatalf("%q is written as %s, %v", text, written, err)
				}
			}
		}
	}
}
