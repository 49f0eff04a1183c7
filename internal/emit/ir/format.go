// Package ir writes the IR as JSON, from which other emitters and tools can start. It is
// an emitter like any other: it prints what package api says, and decides nothing.
package ir

// Format is the number of the format that Emit writes. Numbers grow when something that
// a reader relies on changes; format 0 may change without that.
const Format = 0

// The types below are the format. Their tags name the members; those named doc describe
// them in the JSON Schema.

type apiJSON struct {
	Format      int            `json:"format" doc:"the number of this format"`
	Title       string         `json:"title,omitempty" doc:"that of info"`
	Description string         `json:"description,omitempty" doc:"that of info"`
	Version     string         `json:"version,omitempty" doc:"that of info"`
	OpenAPI     string         `json:"openapi,omitempty" doc:"the version of the specification that the document follows"`
	Servers     []serverJSON   `json:"servers,omitempty" doc:"base URLs of the API, the usual one first"`
	Tags        []tagJSON      `json:"tags,omitempty" doc:"in document order"`
	Security    []schemeJSON   `json:"security,omitempty" doc:"security schemes in document order"`
	Globals     []globalJSON   `json:"globals,omitempty" doc:"parameters that a client holds for all its calls"`
	Services    []serviceJSON  `json:"services,omitempty" doc:"groups of operations, by their first operation"`
	LeftOut     []leftOutJSON  `json:"leftOut,omitempty" doc:"operations that cannot be generated, in document order"`
	Types       []typeJSON     `json:"types,omitempty" doc:"named types that an operation or an incoming request reaches"`
	Errors      []errorJSON    `json:"errors,omitempty" doc:"error types, by the lowest status"`
	ErrorSets   [][]caseJSON   `json:"errorSets,omitempty" doc:"distinct lists of documented errors; operations refer to them by index"`
	Webhooks    []incomingJSON `json:"webhooks,omitempty" doc:"requests that the API sends on its own"`
	Webhook     *typeJSON      `json:"webhook,omitempty" doc:"the union of the bodies of webhooks; absent if none has a body"`
	Signature   *signatureJSON `json:"signature,omitempty" doc:"how webhooks are signed, by the configuration"`
	Features    []string       `json:"features,omitempty" doc:"what an SDK needs code of its own for, beyond what every API needs: pages, multipart, text, sequences, tokens, webhooks"`
}

type positionJSON struct {
	File   string `json:"file,omitempty" doc:"the input"`
	Line   int    `json:"line" doc:"from 1"`
	Column int    `json:"column" doc:"in characters, from 1"`
}

// whereJSON is where something is in the description.
type whereJSON struct {
	Pointer  string        `json:"pointer,omitempty" doc:"JSON pointer into the document that was generated from"`
	Position *positionJSON `json:"position,omitempty" doc:"where it is in the inputs"`
}

type docJSON struct {
	Title       string           `json:"title,omitempty" doc:"in the description's words"`
	Summary     string           `json:"summary,omitempty" doc:"in the description's words"`
	Description string           `json:"description,omitempty" doc:"in the description's words"`
	Default     any              `json:"default,omitempty" doc:"the value that the server assumes"`
	Examples    []any            `json:"examples,omitempty" doc:"values that fit the type"`
	Deprecated  *deprecatedJSON  `json:"deprecated,omitempty" doc:"present for what is deprecated"`
	ReadOnly    bool             `json:"readOnly,omitempty" doc:"only responses have it"`
	WriteOnly   bool             `json:"writeOnly,omitempty" doc:"only requests have it"`
	Sensitive   bool             `json:"sensitive,omitempty" doc:"the values of a property are not for logs"`
	Format      string           `json:"format,omitempty" doc:"the format keyword"`
	Constant    any              `json:"constant,omitempty" doc:"the value that is sent unless another is set"`
	Constraints []constraintJSON `json:"constraints,omitempty" doc:"what is asked of values beside their type"`
}

type deprecatedJSON struct {
	Message     string `json:"message,omitempty" doc:"what to do instead, in the description's words"`
	Replacement string `json:"replacement,omitempty" doc:"the wire name of what to use instead"`
	Sunset      string `json:"sunset,omitempty" doc:"the date or time at which it goes away"`
}

type constraintJSON struct {
	Kind      string `json:"kind" doc:"the keyword of JSON Schema"`
	Value     string `json:"value" doc:"the literal of a number, or a regular expression"`
	Exclusive bool   `json:"exclusive,omitempty" doc:"the bound itself is no valid value"`
}

type serverJSON struct {
	Name        string         `json:"name,omitempty" doc:"what callers choose it by"`
	URL         string         `json:"url" doc:"template with variables in braces"`
	Address     string         `json:"address" doc:"the URL with the defaults of its variables"`
	Description string         `json:"description,omitempty" doc:"in the description's words"`
	Variables   []variableJSON `json:"variables,omitempty" doc:"in document order"`
	whereJSON
}

type variableJSON struct {
	Name        string   `json:"name" doc:"as in the URL"`
	Default     string   `json:"default" doc:"the value unless another is given"`
	Enum        []string `json:"enum,omitempty" doc:"the only values"`
	Description string   `json:"description,omitempty" doc:"in the description's words"`
}

type tagJSON struct {
	Name        string `json:"name" doc:"as operations refer to it"`
	Summary     string `json:"summary,omitempty" doc:"its short title"`
	Description string `json:"description,omitempty" doc:"in the description's words"`
	Parent      string `json:"parent,omitempty" doc:"the tag above it"`
	Kind        string `json:"kind,omitempty" doc:"what it is for: nav, badge, audience or others"`
}

type schemeJSON struct {
	Name             string     `json:"name" doc:"the key in components.securitySchemes"`
	Kind             string     `json:"kind" doc:"basic, bearer, apiKeyHeader, apiKeyQuery, apiKeyCookie, mutualTLS or other"`
	Parameter        string     `json:"parameter,omitempty" doc:"the header, query parameter or cookie of an API key"`
	Description      string     `json:"description,omitempty" doc:"in the description's words"`
	Flows            []flowJSON `json:"flows,omitempty" doc:"the flows of OAuth 2.0"`
	OpenIDConnectURL string     `json:"openIdConnectUrl,omitempty" doc:"the discovery document of OpenID Connect"`
	whereJSON
}

type flowJSON struct {
	Kind             string      `json:"kind" doc:"implicit, password, clientCredentials, authorizationCode or deviceAuthorization"`
	AuthorizationURL string      `json:"authorizationUrl,omitempty" doc:"as declared"`
	TokenURL         string      `json:"tokenUrl,omitempty" doc:"as declared"`
	RefreshURL       string      `json:"refreshUrl,omitempty" doc:"as declared"`
	Scopes           []scopeJSON `json:"scopes,omitempty" doc:"in document order"`
}

type scopeJSON struct {
	Name        string `json:"name" doc:"the scope"`
	Description string `json:"description,omitempty" doc:"in the description's words"`
}

type globalJSON struct {
	Name  string  `json:"name" doc:"the wire name"`
	Label string  `json:"label" doc:"what the SDK calls it"`
	In    string  `json:"in" doc:"header or query"`
	Use   useJSON `json:"use" doc:"its type"`
	whereJSON
}

type signatureJSON struct {
	Header           string           `json:"header" doc:"the header with the signature"`
	Prefix           string           `json:"prefix,omitempty" doc:"how a signature begins in the header"`
	Algorithm        string           `json:"algorithm" doc:"hmac-sha1, hmac-sha256, hmac-sha384 or hmac-sha512"`
	Encoding         string           `json:"encoding" doc:"how it is written: hex, base64 or base64url"`
	Key              string           `json:"key" doc:"how the secret is written: text, hex or base64"`
	Signed           []signedPartJSON `json:"signed" doc:"what is signed, part by part"`
	Timestamp        string           `json:"timestamp,omitempty" doc:"the header with the time, or how a part of the signature's header begins, ending in an equals sign"`
	ToleranceSeconds int64            `json:"toleranceSeconds,omitempty" doc:"how far the time may be from now"`
	Position         *positionJSON    `json:"position,omitempty" doc:"where it is in the inputs"`
}

type signedPartJSON struct {
	Kind string `json:"kind" doc:"literal, body, timestamp or header"`
	Text string `json:"text,omitempty" doc:"the literal, or the name of the header"`
}

type serviceJSON struct {
	Path       []string        `json:"path" doc:"names from the top to this service"`
	Tag        string          `json:"tag,omitempty" doc:"the tag that describes it"`
	Doc        docJSON         `json:"doc,omitzero" doc:"what the description says"`
	Operations []operationJSON `json:"operations,omitempty" doc:"in document order"`
	Services   []serviceJSON   `json:"services,omitempty" doc:"those below this one"`
}
