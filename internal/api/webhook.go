package api

import (
	"slices"
	"time"
)

// Signature is how the API signs its webhooks. Descriptions have no words for that, so it
// comes from the configuration.
type Signature struct {
	// Header has one or more signatures, and may have other parts beside them.
	Header string
	// Prefix is how a signature begins in the header, such as "v1="; it may be empty.
	Prefix    string
	Algorithm Algorithm
	Encoding  Encoding
	// Key is how the secret is written that the key is read from.
	Key Encoding
	// Signed are the parts of what is signed, in their order.
	Signed []SignedPart
	// Timestamp is the header with the time of sending, or how a part of the header of the
	// signature begins that has it, such as "t="; empty if no time is signed.
	Timestamp string
	// Tolerance is how far that time may be from now.
	Tolerance time.Duration
	Pos       Position
}

// Algorithm is the hash function of an HMAC (RFC 2104).
type Algorithm string

// The hash functions of signatures.
const (
	SHA1   Algorithm = "hmac-sha1"
	SHA256 Algorithm = "hmac-sha256"
	SHA384 Algorithm = "hmac-sha384"
	SHA512 Algorithm = "hmac-sha512"
)

// Encoding is how bytes are written as text.
type Encoding string

// The encodings of signatures and keys. Plain is the text itself.
const (
	Plain     Encoding = "text"
	Hex       Encoding = "hex"
	Base64    Encoding = "base64"
	Base64URL Encoding = "base64url"
)

// SignedKind is what a part of a signed text is.
type SignedKind int

// The parts of signed texts.
const (
	SignedLiteral SignedKind = iota
	SignedBody
	SignedTimestamp
	SignedHeader
)

func (k SignedKind) String() string {
	return [...]string{"literal", "body", "timestamp", "header"}[k]
}

// SignedPart is a part of what is signed. Text is a literal, or the name of a header.
type SignedPart struct {
	Kind SignedKind
	Text string
}

// Field returns the field that a part is in the code of SDKs, and its text; one without a
// text is a flag.
func (p SignedPart) Field() (name, text string) {
	switch p.Kind {
	case SignedBody, SignedTimestamp:
		return p.Kind.String(), ""
	case SignedHeader:
		return p.Kind.String(), p.Text
	}
	return "text", p.Text
}

// ReceivesWebhooks reports whether the API sends webhooks whose bodies can be read.
func (a *API) ReceivesWebhooks() bool { return a.Webhook != nil }

// WebhooksOf returns the webhooks whose body is the type.
func (a *API) WebhooksOf(t *Type) []*Incoming {
	var found []*Incoming
	for _, in := range a.Webhooks {
		if in.Body == nil {
			continue
		}
		body := in.Body.Use.Type
		if body == t || slices.ContainsFunc(body.Variants, func(v *Variant) bool { return v.Type == t }) {
			found = append(found, in)
		}
	}
	return found
}
