package ir

type operationJSON struct {
	ID           string          `json:"id" doc:"the operationId, or one made from method and path"`
	Name         string          `json:"name" doc:"x-speakeasy-name-override, or the operationId without the words of its service at its beginning"`
	Method       string          `json:"method" doc:"in upper case"`
	Path         string          `json:"path" doc:"the template of requests"`
	Fixed        []fixedJSON     `json:"fixed,omitempty" doc:"parameters of the query that are the same in all requests"`
	Tags         []string        `json:"tags,omitempty" doc:"in document order"`
	Doc          docJSON         `json:"doc,omitzero" doc:"what the description says"`
	Input        string          `json:"input" doc:"what a caller hands over: request, or body where nothing else is required"`
	Outcome      string          `json:"outcome" doc:"what a caller gets: none, value, stream, several or sequence"`
	Parameters   []parameterJSON `json:"parameters,omitempty" doc:"in document order, those of the path first"`
	Body         *bodyJSON       `json:"body,omitempty" doc:"absent without a request body"`
	Results      []resultJSON    `json:"results,omitempty" doc:"success responses in document order"`
	Success      int             `json:"success" doc:"the status of the usual success"`
	ErrorSet     *int            `json:"errorSet,omitempty" doc:"the index in errorSets; absent if no error has a type"`
	Errors       []caseJSON      `json:"errors,omitempty" doc:"documented errors by status, ranges and default last"`
	Failures     []string        `json:"failures,omitempty" doc:"codes that are errors although a range of the results has them"`
	TimeoutMS    int64           `json:"timeoutMs,omitempty" doc:"of an attempt; absent for the default"`
	Accept       []string        `json:"accept,omitempty" doc:"media types of the success responses"`
	Retry        *retryJSON      `json:"retry,omitempty" doc:"absent unless retries are declared"`
	Pagination   *paginationJSON `json:"pagination,omitempty" doc:"absent unless paging is declared"`
	Security     *[][]schemeUse  `json:"security,omitempty" doc:"alternatives of schemes needed together; empty for no credentials, absent where nothing is declared"`
	Servers      []serverJSON    `json:"servers,omitempty" doc:"those of the operation or its path; absent for those of the API"`
	Callbacks    []incomingJSON  `json:"callbacks,omitempty" doc:"requests that the API sends because of this one"`
	Variant      string          `json:"variant,omitempty" doc:"for another way to call the operation before it with the same id: the words by which its name differs"`
	UsageExample bool            `json:"usageExample,omitempty" doc:"marked by x-speakeasy-usage-example"`
	whereJSON
}

type parameterJSON struct {
	Name          string  `json:"name" doc:"the wire name"`
	Called        string  `json:"called,omitempty" doc:"what it is called in code, by x-speakeasy-name-override; absent for its name"`
	In            string  `json:"in" doc:"query, path, header or cookie"`
	Use           useJSON `json:"use" doc:"its type"`
	Style         string  `json:"style" doc:"the layout, with the default filled in"`
	Explode       bool    `json:"explode" doc:"whether lists and objects are spread, with the default filled in"`
	Pattern       string  `json:"pattern,omitempty" doc:"of a path parameter that keeps its slashes: * is one segment, ** any number; absent for one segment"`
	AllowReserved bool    `json:"allowReserved,omitempty" doc:"reserved characters are sent as they are"`
	JSON          bool    `json:"json,omitempty" doc:"the value is sent as JSON text"`
	Global        bool    `json:"global,omitempty" doc:"a client holds it, see globals"`
	Doc           docJSON `json:"doc,omitzero" doc:"what the description says"`
	whereJSON
}

type fixedJSON struct {
	Name  string `json:"name" doc:"the wire name"`
	Value string `json:"value" doc:"the value"`
}

type bodyJSON struct {
	Content   string     `json:"content" doc:"json, form, multipart, text or stream"`
	MediaType string     `json:"mediaType" doc:"as declared"`
	SentType  string     `json:"sentType" doc:"the content type to send"`
	Word      string     `json:"word,omitempty" doc:"what a way to call the operation is called after that sends this body; absent for the only one"`
	Use       *useJSON   `json:"use,omitempty" doc:"the type; absent for a stream"`
	Parts     []partJSON `json:"parts,omitempty" doc:"members of a multipart body that are not sent as usual"`
	Required  bool       `json:"required" doc:"whether there must be a body"`
	Doc       docJSON    `json:"doc,omitzero" doc:"what the description says"`
	whereJSON
}

type partJSON struct {
	Name        string        `json:"name" doc:"that of the member"`
	ContentType string        `json:"contentType,omitempty" doc:"the media type of the part, or several with commas between them"`
	Style       string        `json:"style,omitempty" doc:"the layout, as that of a query parameter; absent if the part has none"`
	Explode     bool          `json:"explode,omitempty" doc:"whether lists and objects are spread"`
	Headers     []headerJSON  `json:"headers,omitempty" doc:"further headers that the part can have"`
	Position    *positionJSON `json:"position,omitempty" doc:"where it is in the inputs"`
}

type resultJSON struct {
	Status     string        `json:"status" doc:"a code, a range or default"`
	Content    string        `json:"content" doc:"none, json, text, stream or sequence"`
	MediaTypes []string      `json:"mediaTypes,omitempty" doc:"in document order"`
	Use        *useJSON      `json:"use,omitempty" doc:"the type of JSON or text, or of each value of a sequence"`
	Sequence   *sequenceJSON `json:"sequence,omitempty" doc:"how values follow one another; absent for other content"`
	Headers    []headerJSON  `json:"headers,omitempty" doc:"in document order"`
	Doc        docJSON       `json:"doc,omitzero" doc:"what the description says"`
	whereJSON
}

type sequenceJSON struct {
	Kind     string `json:"kind" doc:"events (text/event-stream), lines or records (RFC 7464)"`
	Sentinel string `json:"sentinel,omitempty" doc:"the data of the last event, which is no value"`
	Data     string `json:"data" doc:"what a value is: json, text, or event for an object with the members data, event, id and retry"`
}

type headerJSON struct {
	Name string  `json:"name" doc:"the wire name"`
	Use  useJSON `json:"use" doc:"its type"`
	Doc  docJSON `json:"doc,omitzero" doc:"what the description says"`
	whereJSON
}

type caseJSON struct {
	Status  string       `json:"status" doc:"a code, a range or default"`
	Error   *int         `json:"error,omitempty" doc:"the index in errors; absent for an error without a type of its own"`
	Headers []headerJSON `json:"headers,omitempty" doc:"in document order"`
	Doc     docJSON      `json:"doc,omitzero" doc:"what the description says"`
	whereJSON
}

type errorJSON struct {
	Source   string    `json:"source" doc:"what it is called after: schema, response or status"`
	Name     string    `json:"name" doc:"the wire name of that; of a status the standard phrase"`
	Context  []string  `json:"context,omitempty" doc:"what tells it from others of its status"`
	Statuses []string  `json:"statuses" doc:"those that it stands for in at least one operation"`
	Body     *typeJSON `json:"body,omitempty" doc:"the type of the body"`
	Doc      docJSON   `json:"doc,omitzero" doc:"what the description says"`
	whereJSON
}

type retryJSON struct {
	Strategy          string   `json:"strategy" doc:"backoff or none"`
	StatusCodes       []string `json:"statusCodes,omitempty" doc:"codes and ranges"`
	InitialIntervalMS int64    `json:"initialIntervalMs" doc:"milliseconds, with the default filled in"`
	MaxIntervalMS     int64    `json:"maxIntervalMs" doc:"milliseconds, with the default filled in"`
	MaxElapsedMS      int64    `json:"maxElapsedMs" doc:"milliseconds, with the default filled in"`
	Exponent          float64  `json:"exponent" doc:"the growth of the interval, with the default filled in"`
	ConnectionErrors  *bool    `json:"connectionErrors,omitempty" doc:"the declared choice"`
}

type paginationJSON struct {
	Kind      string   `json:"kind" doc:"cursor, offset, number or url"`
	Stop      string   `json:"stop" doc:"when a page is the last: withoutNext, withoutItems, atCount or atCountOrWithoutItems"`
	Parameter string   `json:"parameter,omitempty" doc:"the parameter that takes the cursor, offset or number"`
	BodyField string   `json:"bodyField,omitempty" doc:"or the member of the body that does"`
	First     int64    `json:"first" doc:"the lowest position that a page can have"`
	Start     int64    `json:"start" doc:"the position of the first page where a request leaves it open"`
	Items     []string `json:"items,omitempty" doc:"members that lead from the result to its items"`
	Next      []string `json:"next,omitempty" doc:"members that lead to the cursor or the address of the next page"`
	Pages     []string `json:"pages,omitempty" doc:"members that lead to the number of pages"`

	Superseded []string `json:"superseded,omitempty" doc:"deprecated parameters that are not sent beside a cursor"`
}

type schemeUse struct {
	Scheme string   `json:"scheme" doc:"the name in security"`
	Scopes []string `json:"scopes,omitempty" doc:"what the call needs of it"`
}

type incomingJSON struct {
	Name       string    `json:"name" doc:"the key of the webhook or callback"`
	Expression string    `json:"expression,omitempty" doc:"where a callback is sent"`
	ID         string    `json:"id,omitempty" doc:"the operationId"`
	Method     string    `json:"method" doc:"in upper case"`
	Body       *bodyJSON `json:"body,omitempty" doc:"absent without a request body"`
	Doc        docJSON   `json:"doc,omitzero" doc:"what the description says"`
	whereJSON
}

type leftOutJSON struct {
	ID      string       `json:"id,omitempty" doc:"the operationId; absent if there is none"`
	Method  string       `json:"method,omitempty" doc:"in upper case; absent for a path whose operations are not known"`
	Path    string       `json:"path" doc:"the template"`
	Reasons []reasonJSON `json:"reasons" doc:"what stands in the way, each where it can be fixed"`
	whereJSON
}

type reasonJSON struct {
	Code     string        `json:"code" doc:"that of the rule"`
	Message  string        `json:"message" doc:"what is wrong"`
	Position *positionJSON `json:"position,omitempty" doc:"where it is in the inputs"`
}
