package api

// Global is a parameter that a client holds for all its calls, such as the id of an
// account. No call takes it as input. A header is sent with every call once it is set,
// a query parameter with the calls of operations that declare it.
type Global struct {
	Name string // on the wire
	// Label is what the SDK calls it: a name from the configuration, or the wire name
	// without the "x-" of headers.
	Label string
	In    Location
	Use   TypeUse
	Pos   Position
}

// Incoming is a request that the API sends to the program: a webhook, or a callback of
// an operation.
type Incoming struct {
	// Name is the key of the webhook or callback.
	Name string
	// Expression tells where a callback is sent; it is empty for a webhook.
	Expression string
	// ID is the operationId; it may be empty.
	ID      string
	Method  string // upper case
	Doc     Doc
	Body    *Body // nil without a request body
	Pointer string
	Pos     Position
}
