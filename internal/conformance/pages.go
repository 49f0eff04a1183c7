package conformance

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// CheckPages iterates over the pages of every operation that is paged by cursor,
// beginning with a random request. A page may be empty; the last one has no
// cursor, an empty one, or one that was there before. The last page may also be
// an error.
func (s *SDK) CheckPages(t *testing.T) {
	paged := 0
	for _, o := range s.API.Operations() {
		if p := o.Pagination; p == nil || p.Kind != api.PageCursor || p.Parameter == nil || len(p.Items) != 1 || len(p.Next) != 1 {
			continue
		}
		paged++
		t.Run(o.ID, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) { s.checkPages(t, drawer{T: rt, Description: s.Description, strict: true}, o) })
		})
	}
	t.Logf("%d paged operations", paged)
}

// page is the server's response to a cursor.
type page struct {
	items []string
	next  string // JSON
}

func (p page) body(o *api.Operation) string {
	list := "["
	for i, item := range p.items {
		if i > 0 {
			list += ","
		}
		list += item
	}
	return fmt.Sprintf("{%q:%s],%q:%s}", o.Pagination.Items[0].Name, list, o.Pagination.Next[0].Name, p.next)
}

// drawPages draws pages by their cursors, which come in the order of the listing.
func drawPages(d drawer, item *api.Type) (pages map[string]page, cursors []string, total int) {
	pages = map[string]page{}
	cursor := "start"
	for n := rapid.IntRange(1, 4).Draw(d.T, "pages"); n > 0; n-- {
		p := page{next: d.oneOf("null", `""`, `"start"`)}
		for range rapid.IntRange(0, 3).Draw(d.T, "items") {
			p.items = append(p.items, d.value(item, 1))
		}
		total += len(p.items)
		following := fmt.Sprint("cursor ", n, " &=ü")
		if n > 1 {
			p.next = fmt.Sprintf("%q", following)
		}
		pages[cursor] = p
		cursors = append(cursors, cursor)
		cursor = following
	}
	return pages, cursors, total
}

func (s *SDK) checkPages(t *testing.T, d drawer, o *api.Operation) {
	pages, cursors, total := drawPages(d, o.Pagination.Items[0].Use.Type.Elem.Type)
	failing := d.oneIn(3)

	var asked []string
	c := s.bind(t, o, func(r *http.Request) (*http.Response, error) {
		cursor := r.URL.Query().Get(o.Pagination.Parameter.Name)
		asked = append(asked, cursor)
		if failing && cursor == cursors[len(cursors)-1] {
			return respond(r, http.StatusTeapot, "", ""), nil
		}
		return respond(r, http.StatusOK, "application/json", pages[cursor].body(o)), nil
	}, Account)
	in, err := d.input(t, c)
	if err != nil {
		d.Fatalf("%v", err)
	}
	holder := in.value
	if len(in.options) > 0 {
		holder = in.options[0]
	}
	for i, p := range o.Parameters {
		if p == o.Pagination.Parameter {
			if err := set(holder.FieldByName(s.Names.Operation(o).Parameters[i]), `"start"`); err != nil {
				d.Fatalf("%v", err)
			}
		}
	}
	before, err := json.Marshal(holder.Interface())
	if err != nil {
		d.Fatalf("%v", err)
	}
	items, failures := iterate(t, c.iterator(t, s.Names.Operation(o).All), in)
	if !slices.Equal(asked, cursors) {
		d.Fatalf("asked for %q, not %q", asked, cursors)
	}
	repeated := pages[cursors[len(cursors)-1]].next == `"start"`
	if failing {
		total -= len(pages[cursors[len(cursors)-1]].items)
	}
	if items != total || len(failures) > 1 || (len(failures) == 1) != (failing || repeated) {
		d.Fatalf("%d items of %d, and the errors %v", items, total, failures)
	}
	if after, err := json.Marshal(holder.Interface()); err != nil || string(after) != string(before) {
		d.Fatalf("the request became %s, it was %s", after, before)
	}
}

// iterator returns the method with that name beside the call's own.
func (c call) iterator(t *testing.T, name string) reflect.Value {
	t.Helper()
	method := c.service.MethodByName(name)
	if name == "" || !method.IsValid() {
		t.Fatalf("%s has no method %q", c.service.Type(), name)
	}
	return method
}

// iterate ranges over what an iterator method returns, and counts what it yields.
func iterate(t *testing.T, method reflect.Value, in input) (items int, failures []error) {
	sequence := method.Call(in.arguments(t))[0]
	for item, err := range sequence.Seq2() {
		if failure := err.Interface(); failure != nil {
			failures = append(failures, failure.(error))
			if !item.IsNil() {
				t.Errorf("the item %v came with the error %v", item, failure)
			}
			continue
		}
		items++
	}
	return items, failures
}
