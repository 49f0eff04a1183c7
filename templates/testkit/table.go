package testkit

// Operation names an operation of the API. There is a constant for each.
type Operation string

// operation is what the description says of an operation, as far as a server
// has to know it.
type operation struct {
	name   Operation
	method string
	path   string // template

	sends      string  // the media type of its body, if another operation differs in that alone
	accepts    string  // the media type of its response, if that is a sequence of values
	fixed      []fixed // what the query of each request has
	parameters []*parameter
	body       *body // nil if the operation takes none
	security   [][]credential

	success response
	others  []response // further successes, and errors
	paging  *paging    // nil without pages
}

// fixed is a parameter of the query that is the same in all requests.
type fixed struct{ name, value string }

// location is where a parameter or a credential goes.
type location int

const (
	inQuery location = iota
	inHeader
	inCookie
	inPath
)

func (l location) String() string {
	return [...]string{"query parameter", "header", "cookie", "path parameter"}[l]
}

type parameter struct {
	in       location
	name     string
	required bool
	blank    bool // an empty string is a value, although the parameter is required
	layout   layout
	value    value
}

// layout is how a value is written in a URL or a header.
type layout int

const (
	plain   layout = iota // a list repeats the name
	commas                // a list is one text
	spaces                // the same
	pipes                 // the same
	deep                  // name[member]=value
	spread                // the members are parameters of their own
	encoded               // JSON
	opaque                // not looked at
)

// credential is one of those that an alternative of the security asks for.
type credential struct {
	in     location
	name   string
	scheme string // of an Authorization header, such as Basic
}

// body is what a request carries.
type body struct {
	content  content
	required bool
	value    value
}

type content int

const (
	stream content = iota
	jsonContent
	form
	multipartContent
)

// response is a documented response.
type response struct {
	// status is a code, the first digit of a range of codes, or 0 for all codes
	// that have no response of their own.
	status      int
	contentType string // empty if there is no body
	example     string
	// statusMember is the member of the example that repeats the status; empty
	// if there is none.
	statusMember string
}

// paging says how a list is read in pages.
type paging struct {
	by    pageKind
	query string // the query parameter that takes the position
	// header and body are where it is instead: a header, or a member of the body.
	header, body string
	first        int64 // the position of the first page, where pages or items are counted
	// items, next and pageCount lead to members of a page: the list, the cursor or address
	// of the next page, and the number of pages. They are nil where there is none.
	items, next, pageCount []string
	numeric                bool   // the cursor is a number
	end                    string // example of a page without items, where they are counted
}

// pageKind is what a request says of the page that it wants.
type pageKind int

const (
	byCursor pageKind = iota
	byOffset
	byNumber
	byAddress
)

// response returns what is documented for a status; nothing if the description
// does not know it.
func (o *operation) response(status int) response {
	for _, wanted := range []int{status, status / 100, 0} {
		if o.success.status == wanted {
			return o.success
		}
		for _, r := range o.others {
			if r.status == wanted {
				return r
			}
		}
	}
	return response{}
}
