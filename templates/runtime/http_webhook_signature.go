package runtime

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// WebhookSignatureError is a webhook that is not signed with any of the secrets, or that
// was signed too long ago. Answer it with 401: whoever sent it may not be the API.
type WebhookSignatureError struct {
	Header string // Header is the name of the header that must have the signature.
	Reason string // Reason says what is wrong. It has nothing of the request or of a secret.
}

// Error gives the reason.
func (e *WebhookSignatureError) Error() string {
	return errorPrefix + "the webhook is not verified by its header " + e.Header + ": " + e.Reason
}

// webhookSignature is how the API signs webhooks.
type webhookSignature struct {
	header, prefix           string
	algorithm, encoding, key string
	signed                   []signedPart
	timestamp                string
	tolerance                time.Duration
}

// signedPart is a part of what is signed: the body, the timestamp, a header, or else a text.
type signedPart struct {
	body, timestamp bool
	header, text    string
}

// keys reads the secrets. One that is empty would let anybody sign, so it is an error, as
// no secret at all is: both are a mistake of the app.
func (s *webhookSignature) keys(secrets []string) ([][]byte, error) {
	if len(secrets) == 0 {
		return nil, errors.New("there is no secret to verify it with")
	}
	keys := make([][]byte, len(secrets))
	for i, secret := range secrets {
		key, err := []byte(secret), error(nil)
		if s.key != "text" {
			key, err = decodeSignature(s.key, strings.TrimPrefix(secret, "whsec_"))
		}
		switch {
		case err != nil: // whose text has a part of the secret
			return nil, fmt.Errorf("secret %d of %d is not encoded as %s", i+1, len(secrets), s.key)
		case len(key) == 0:
			return nil, fmt.Errorf("secret %d of %d is empty", i+1, len(secrets))
		}
		keys[i] = key
	}
	return keys, nil
}

// refuses says why a webhook is not verified, or nothing if it is.
func (s *webhookSignature) refuses(header http.Header, body []byte, keys [][]byte, now time.Time) string {
	parts := signatureParts(header.Values(s.header), s.prefix)
	if len(parts) == 0 {
		return "there is no such header"
	}
	stamp := ""
	if s.timestamp != "" {
		if stamp = s.stamp(header, parts); stamp == "" {
			return "there is no timestamp"
		}
	}
	var signatures [][]byte
	for _, part := range parts {
		text, ok := strings.CutPrefix(part, s.prefix)
		signature, err := decodeSignature(s.encoding, text)
		if ok && err == nil && len(signature) > 0 {
			signatures = append(signatures, signature)
		}
	}
	if len(signatures) == 0 {
		return "it has no signature of the right form"
	}
	if !s.verifies(header, body, stamp, keys, signatures) {
		return "no secret fits"
	}
	if s.timestamp == "" {
		return ""
	}
	return s.refusesTime(stamp, now)
}

// verifies compares in constant time, and always all signatures with all keys.
func (s *webhookSignature) verifies(header http.Header, body []byte, stamp string, keys, signatures [][]byte) bool {
	verified := false
	for _, key := range keys {
		mac := hmac.New(s.hash(), key)
		for _, part := range s.signed {
			switch {
			case part.body:
				mac.Write(body)
			case part.timestamp:
				mac.Write([]byte(stamp))
			case part.header != "":
				mac.Write([]byte(header.Get(part.header)))
			default:
				mac.Write([]byte(part.text))
			}
		}
		want := mac.Sum(nil)
		for _, signature := range signatures {
			verified = hmac.Equal(want, signature) || verified
		}
	}
	return verified
}

func (s *webhookSignature) hash() func() hash.Hash {
	switch s.algorithm {
	case "hmac-sha1":
		return sha1.New
	case "hmac-sha384":
		return sha512.New384
	case "hmac-sha512":
		return sha512.New
	}
	return sha256.New
}

// stamp returns the text of the timestamp: a part of the header with the signature that
// begins in a certain way, or a header of its own.
func (s *webhookSignature) stamp(header http.Header, parts []string) string {
	if !strings.HasSuffix(s.timestamp, "=") {
		return header.Get(s.timestamp)
	}
	for _, part := range parts {
		if stamp, ok := strings.CutPrefix(part, s.timestamp); ok {
			return stamp
		}
	}
	return ""
}

// refusesTime says why a webhook of that time is not taken: somebody may send it again.
func (s *webhookSignature) refusesTime(stamp string, now time.Time) string {
	sent, ok := signedTime(stamp)
	switch {
	case !ok:
		return "its timestamp cannot be read"
	case now.Sub(sent) > s.tolerance:
		return "it was signed more than " + s.tolerance.String() + " ago"
	case sent.Sub(now) > s.tolerance:
		return "it was signed more than " + s.tolerance.String() + " ahead"
	}
	return ""
}

// signedTime reads seconds or milliseconds since 1970, or a time of RFC 3339.
func signedTime(stamp string) (time.Time, bool) {
	const latestSeconds = 100_000_000_000 // the year 5138; as milliseconds, 1973
	if n, err := strconv.ParseInt(stamp, 10, 64); err == nil {
		if n >= latestSeconds {
			return time.UnixMilli(n), true
		}
		return time.Unix(n, 0), true
	}
	sent, err := time.Parse(time.RFC3339, stamp)
	return sent, err == nil
}

// signatureParts returns the parts of a header, which spaces part, and commas unless a
// signature begins with one, such as "v1,".
func signatureParts(values []string, prefix string) []string {
	apart := " "
	if !strings.Contains(prefix, ",") {
		apart = " ,"
	}
	var parts []string
	for _, value := range values {
		parts = append(parts, strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(apart, r) })...)
	}
	return parts
}

// decodeSignature reads a signature or a key. Base64 may have no padding.
func decodeSignature(encoding, text string) ([]byte, error) {
	switch encoding {
	case "hex":
		return hex.DecodeString(text)
	case "base64":
		return base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
	}
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
}
