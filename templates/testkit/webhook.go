package testkit

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"time"
)

// SendWebhook sends a webhook to the handler of an app, signed with the secret as the API
// signs it, and returns the response. The webhook is a model, or anything else that is JSON.
// The header has further headers of the request and may be nil. An empty secret sends the
// webhook without a signature.
func SendWebhook(handler http.Handler, webhook any, secret string, header http.Header) (*http.Response, error) {
	body, err := json.Marshal(webhook)
	if err != nil {
		return nil, err
	}
	r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
	for name, values := range header {
		r.Header[http.CanonicalHeaderKey(name)] = values
	}
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		if err := webhookSigned.sign(r.Header, body, secret, time.Now()); err != nil {
			return nil, err
		}
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w.Result(), nil
}

// webhookSignature is how the API signs webhooks.
type webhookSignature struct {
	header, prefix           string
	algorithm, encoding, key string
	signed                   []signedPart
	timestamp                string
}

// signedPart is a part of what is signed: the body, the timestamp, a header, or else a text.
type signedPart struct {
	body, timestamp bool
	header, text    string
}

// sign puts the signature into the header of a request.
func (s webhookSignature) sign(header http.Header, body []byte, secret string, now time.Time) error {
	if s.header == "" {
		return errors.New("how the API signs webhooks is not known: send this one without a secret")
	}
	key, err := []byte(secret), error(nil)
	switch s.key {
	case "hex":
		key, err = hex.DecodeString(secret)
	case "base64":
		key, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(strings.TrimPrefix(secret, "whsec_"), "="))
	}
	if err != nil {
		return fmt.Errorf("the secret is not encoded as %s", s.key)
	}
	stamp, parts := strconv.FormatInt(now.Unix(), 10), []string{}
	if strings.HasSuffix(s.timestamp, "=") {
		parts = append(parts, s.timestamp+stamp)
	} else if s.timestamp != "" {
		header.Set(s.timestamp, stamp)
	}
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
	separator := ","
	if strings.Contains(s.prefix, ",") {
		separator = " "
	}
	header.Set(s.header, strings.Join(append(parts, s.prefix+s.encode(mac.Sum(nil))), separator))
	return nil
}

func (s webhookSignature) hash() func() hash.Hash {
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

func (s webhookSignature) encode(signature []byte) string {
	switch s.encoding {
	case "hex":
		return hex.EncodeToString(signature)
	case "base64":
		return base64.StdEncoding.EncodeToString(signature)
	}
	return base64.RawURLEncoding.EncodeToString(signature)
}
