package api

import "slices"

// PageKind is the way to the next page.
type PageKind int

// The kinds of paging.
const (
	// PageCursor hands a cursor from the response back.
	PageCursor PageKind = iota
	// PageOffset counts the items so far.
	PageOffset
	// PageNumber counts the pages.
	PageNumber
	// PageURL follows an address from the response.
	PageURL
)

// Pagination is what x-speakeasy-pagination declares, resolved against the
// operation's input and result.
type Pagination struct {
	Kind PageKind
	// Parameter or BodyField takes the cursor, the offset or the number of the
	// page; both are nil for PageURL.
	Parameter *Parameter
	BodyField *Field
	// Start is the position of the first page where a request leaves it open, for
	// PageOffset and PageNumber. Pages whose numbers start at 0 are counted from 0,
	// others from 1.
	Start int64
	// Items leads from the result to the list of items: the fields on the way.
	// It is empty if the result has no list that is known to be it.
	Items []*Field
	// Next leads to the cursor or the address of the next page.
	Next []*Field
	// Pages leads to the number of pages, for PageNumber; it may be empty.
	Pages []*Field
	// Superseded are deprecated parameters that select the page in another way. They
	// are not sent beside a cursor.
	Superseded []*Parameter
}

// Steering returns what decides whether and where a listing goes on, each as the fields
// that lead to it: the next page, the items and the number of pages. An SDK must not read
// past a value of another kind there, as a listing that ends early looks complete.
func (p *Pagination) Steering() [][]*Field {
	return slices.DeleteFunc([][]*Field{p.Next, p.Items, p.Pages}, func(fields []*Field) bool { return len(fields) == 0 })
}

// PageStop is the rule by which a page is the last one.
type PageStop int

// The rules by which pages end.
const (
	// StopWithoutNext ends at a page that names no next one.
	StopWithoutNext PageStop = iota
	// StopWithoutItems ends at a page without items.
	StopWithoutItems
	// StopAtCount ends at the page whose number is the number of pages.
	StopAtCount
	// StopAtCountOrWithoutItems is StopAtCount for pages that tell how many there
	// are, and StopWithoutItems for the others.
	StopAtCountOrWithoutItems
)

// Stop returns the rule by which the pages end.
func (p *Pagination) Stop() PageStop {
	switch {
	case p.Kind == PageCursor || p.Kind == PageURL:
		return StopWithoutNext
	case p.Kind == PageOffset || len(p.Pages) == 0:
		return StopWithoutItems
	case len(p.Items) == 0:
		return StopAtCount
	}
	return StopAtCountOrWithoutItems
}

// First returns the lowest position that a page can have: 0 for offsets and for
// pages that are counted from 0, else 1.
func (p *Pagination) First() int64 {
	if p.Kind == PageNumber && p.Start != 0 {
		return 1
	}
	return 0
}
