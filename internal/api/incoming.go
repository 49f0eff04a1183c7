package api

// Global is a parameter that a client holds for all its calls, such as the id of an
// account.
type Global struct {
	Name string
	In   Location
	Use  TypeUse
	Pos  Position
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
