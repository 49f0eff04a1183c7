package testkit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
)

// Value answers with a status and the JSON of a value: a model of the SDK, or any other. It
// panics if the value has none.
func Value(code int, value any) Answer { return Body(code, "application/json", encodedJSON(value)) }

// Pages answers all calls of an operation that is read in pages, each with the page that
// it asks for, so that an iterator of the SDK goes over all of them and comes to an end:
//
//	server.Answer(op, Pages(items...))                    // each item is a page of its own
//	server.Answer(op, Pages(items[:2], items[2:]))        // two pages
//	server.Answer(op, Pages[any](items[:2], items[2]))    // the same, if there are three
//
// A list is the items of a page, a value of another kind is the only item of one, and an
// object that has a list where the operation has its items is a page as it is. All else in
// a page is that of the description's example, with the cursor, the address or the number
// of pages that leads to the next. A call with a cursor that is none of those fails the test.
func Pages[T any](pages ...T) Answer {
	a := Answer{source: fromPages}
	for _, page := range pages {
		a.pages = append(a.pages, encodedJSON(page))
	}
	return a
}

// encodedJSON returns the JSON of a value. It panics if there is none: the mistake is in
// the test, and here it shows where.
func encodedJSON(value any) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(fmt.Sprintf("the value has no JSON: %v", err))
	}
	return bytes.TrimSpace(text.Bytes())
}

// page is one of several, with what it has beside its items.
type page struct {
	around []byte // an object
	items  []json.RawMessage
}

// book is the pages of an answer as an operation has them.
type book struct {
	*paging
	pages []page
}

// pagesFor returns the pages of the answer as those of an operation, or what is wrong.
func (a Answer) pagesFor(o *operation) (b book, problem string) {
	if o.paging == nil {
		return b, fmt.Sprintf("Pages is for operations that are read in pages, and %s is not.", o.name)
	}
	b.paging = o.paging
	for _, text := range a.pages {
		p := page{around: []byte(o.success.example)}
		whole := kindOf(text) == isObject && (b.items == nil || memberAt(text, b.items) != nil && kindOf(memberAt(text, b.items)) == isArray)
		switch {
		case whole:
			p.around = text
			_ = json.Unmarshal(memberAt(text, b.items), &p.items) // a list, or nothing
		case kindOf(text) == isArray:
			_ = json.Unmarshal(text, &p.items) // it is valid
		case kindOf(text) != isNull:
			p.items = []json.RawMessage{text}
		}
		b.pages = append(b.pages, p)
	}
	if len(b.pages) == 0 {
		b.pages = []page{{around: []byte(o.success.example)}}
	}
	return b, ""
}

// pageOf returns the page that a call asks for.
func (a Answer) pageOf(o *operation, call Call) (body []byte, problem string) {
	b, problem := a.pagesFor(o)
	if problem != "" {
		return nil, problem
	}
	position := b.position(call)
	switch b.by {
	case byCursor, byAddress:
		for i := range b.pages {
			if position == b.cursor(i) {
				return b.write(i, b.pages[i].items, call), ""
			}
		}
		return nil, fmt.Sprintf("The cursor %q is none that Pages has given.", position)
	case byNumber:
		number, err := strconv.ParseInt(position, 10, 64)
		if err != nil {
			number = b.first
		}
		if i := number - b.first; 0 <= i && i < int64(len(b.pages)) {
			return b.write(int(i), b.pages[i].items, call), ""
		}
	default:
		offset, err := strconv.ParseInt(position, 10, 64)
		if err != nil {
			offset = b.first
		}
		for i, p := range b.pages {
			if n := int64(len(p.items)); offset < n {
				return b.write(i, p.items[max(offset, 0):], call), ""
			}
			offset -= int64(len(p.items))
		}
	}
	return b.write(len(b.pages)-1, nil, call), ""
}

// addressQuery is the query parameter that an address of a next page has.
const addressQuery = "next-page"

// position returns what a call says of the page that it wants.
func (p *paging) position(call Call) string {
	switch {
	case p.by == byAddress:
		return call.Query.Get(addressQuery)
	case p.query != "":
		return call.Query.Get(p.query)
	case p.header != "":
		return call.Header.Get(p.header)
	}
	text := memberAt(call.Body, []string{p.body})
	if text == nil || kindOf(text) == isNull {
		return ""
	}
	if kindOf(text) == isString {
		return unquoted(text)
	}
	return string(text)
}

// cursor returns what leads to a page. There is nothing that leads to the first.
func (b book) cursor(i int) string {
	switch {
	case i == 0:
		return ""
	case b.by == byAddress || b.numeric:
		return strconv.Itoa(i + 1)
	}
	return "page-" + strconv.Itoa(i+1)
}

// write returns the JSON of a page.
func (b book) write(i int, items []json.RawMessage, call Call) []byte {
	body := b.pages[i].around
	if b.items != nil {
		body = withMember(body, b.items, encodedJSON(append([]json.RawMessage{}, items...)))
	}
	if b.next != nil {
		switch next := b.next; {
		case i+1 < len(b.pages):
			body = withMember(body, next, b.nextPage(i+1, call))
		case memberAt(b.pages[i].around, next) != nil && kindOf(memberAt(b.pages[i].around, next)) != isNull:
			body = withMember(body, next, []byte(`""`))
			if b.numeric {
				body = withMember(body, next, []byte("null"))
			}
		}
	}
	if b.pageCount != nil {
		body = withMember(body, b.pageCount, strconv.AppendInt(nil, int64(len(b.pages)), 10))
	}
	return body
}

// nextPage returns the JSON of what leads to a page.
func (b book) nextPage(i int, call Call) []byte {
	switch {
	case b.by == byAddress:
		query := url.Values{}
		for name, values := range call.Query {
			query[name] = values
		}
		query.Set(addressQuery, b.cursor(i))
		return encodedJSON(call.Path + "?" + query.Encode())
	case b.numeric:
		return []byte(b.cursor(i))
	}
	return encodedJSON(b.cursor(i))
}

// memberAt returns the JSON of a member inside an object; nil if there is none.
func memberAt(object []byte, path []string) []byte {
	for _, name := range path {
		start, end := findMember(object, name)
		if end == 0 {
			return nil
		}
		object = object[start:end]
	}
	return object
}

// withMember returns an object with another value for a member inside it, which need
// not be there.
func withMember(object []byte, path []string, value []byte) []byte {
	if len(path) == 0 {
		return value
	}
	if len(object) == 0 || kindOf(object) != isObject {
		object = []byte("{}")
	}
	if start, end := findMember(object, path[0]); end > 0 {
		return slices.Concat(object[:start], withMember(object[start:end], path[1:], value), object[end:])
	}
	inside := bytes.TrimSpace(object[:bytes.LastIndexByte(object, '}')])
	comma := ","
	if len(inside) == 1 {
		comma = ""
	}
	return slices.Concat(inside, []byte(comma), quoted(path[0]), []byte(":"), withMember(nil, path[1:], value), []byte("}"))
}
