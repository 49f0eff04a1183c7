package config

import (
	"regexp"
	"strings"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// Webhooks says how the API signs webhooks. Header is empty if nobody says.
type Webhooks struct {
	Header    diag.Text
	Algorithm diag.Text
	Encoding  diag.Text
	Prefix    diag.Text
	Signed    diag.Text // a template; empty for the body alone
	Key       diag.Text
	Timestamp diag.Text // a header, or how a part of Header begins
	Tolerance time.Duration
}

func defaultWebhooks() Webhooks {
	return Webhooks{
		Algorithm: diag.Text{Value: "hmac-sha256"}, Encoding: diag.Text{Value: "hex"}, Key: diag.Text{Value: "text"},
		Tolerance: 5 * time.Minute,
	}
}

// webhookKeys returns the keys on how webhooks are signed.
func webhookKeys(w *Webhooks) []key {
	return []key{
		{name: "header", about: "The header with the signature", required: true, example: "x-signature", value: text{&w.Header, header}},
		{name: "algorithm", about: "How it is made: hmac-sha1, hmac-sha256, hmac-sha384 or hmac-sha512", value: text{&w.Algorithm, algorithm}},
		{name: "encoding", about: "How it is written: hex, base64 or base64url", value: text{&w.Encoding, encoding}},
		{name: "prefix", about: "How a signature begins in the header, which may have several and other parts", example: "v1=", value: text{&w.Prefix, mark}},
		{name: "signed", about: "What is signed, with {body}, {timestamp} and the names of headers in braces; by default the body",
			example: `"{timestamp}.{body}"`, value: text{&w.Signed, template}},
		{name: "key", about: "How the secret is written: text, hex or base64", value: text{&w.Key, secret}},
		{name: "timestamp", about: "The header with the time of signing, or how the part of the signature's header begins that has it",
			example: "t=", value: text{&w.Timestamp, stamp}},
		{name: "tolerance", about: "How far that time may be from now", value: duration{&w.Tolerance}},
	}
}

var (
	algorithm = oneOf("hmac-sha1", "hmac-sha256", "hmac-sha384", "hmac-sha512")
	encoding  = oneOf("hex", "base64", "base64url")
	secret    = oneOf("text", "hex", "base64")
	mark      = form{noun: "the start of a signature", hint: "use visible characters without spaces, such as v1=", pattern: regexp.MustCompile(`^[!-~]+$`)}
	stamp     = form{noun: "a header or the start of a part of one", hint: "use the name of a header, or a start that ends in =, such as t=",
		pattern: regexp.MustCompile("^[-!#$%&'*+.^_`|~0-9A-Za-z]+=?$")}
	template = form{noun: "a template of what is signed", hint: "use {body}, {timestamp} or the name of a header in braces, and other text between them",
		pattern: regexp.MustCompile("^([^{}\\x00-\\x1F\\x7F]*\\{[-!#$%&'*+.^_`|~0-9A-Za-z]+\\})+[^{}\\x00-\\x1F\\x7F]*$")}
)

// checkWebhooks reports what is signed if that would prove nothing: it must have the body,
// and the time if there is one.
func (c *Config) checkWebhooks(r *reader) {
	w := c.Webhooks
	report := func(code, key string, pos diag.Position, message, hint string) {
		d := r.errorf(code, pos, "%s", message)
		d.Pointer, d.Hint = document.Pointer("webhooks", key), hint
	}
	timed := strings.Contains(w.Signed.Value, "{timestamp}")
	switch {
	case w.Signed.Value != "" && !strings.Contains(w.Signed.Value, "{body}"):
		report(codeValue, "signed", w.Signed.Pos, "what is signed does not contain {body}, so anybody could change it", "add {body}")
	case timed && w.Timestamp.Value == "":
		report(codeMissingKey, "signed", w.Signed.Pos, `"webhooks" must have the key "timestamp" for {timestamp}`, `add "timestamp": the header that has it`)
	case !timed && w.Timestamp.Value != "":
		report(codeConflict, "timestamp", w.Timestamp.Pos, "the timestamp is not signed, so anybody could change it", `add {timestamp} to "signed", or remove "timestamp"`)
	}
}
