package runtime

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func macOf(key, text string) []byte {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

// Signatures as several services make them, and what is refused of each.
func TestWebhookSignatures(t *testing.T) {
	const body, key = `{"a":1}`, "secret"
	now := time.Unix(1_700_000_000, 0)
	plain := webhookSignature{header: "X-Sig", algorithm: "hmac-sha256", encoding: "base64url", key: "text", signed: []signedPart{{body: true}}}
	timed := webhookSignature{header: "X-Sig", prefix: "v1=", algorithm: "hmac-sha256", encoding: "hex", key: "text",
		signed: []signedPart{{timestamp: true}, {text: "."}, {body: true}}, timestamp: "t=", tolerance: 5 * time.Minute}
	standard := webhookSignature{header: "Webhook-Signature", prefix: "v1,", algorithm: "hmac-sha256", encoding: "base64", key: "base64",
		signed: []signedPart{{header: "Webhook-Id"}, {text: "."}, {timestamp: true}, {text: "."}, {body: true}}, timestamp: "Webhook-Timestamp", tolerance: 5 * time.Minute}
	url, hexed := base64.RawURLEncoding.EncodeToString(macOf(key, body)), hex.EncodeToString(macOf(key, "1700000000."+body))
	std := base64.StdEncoding.EncodeToString(macOf(key, "id1.1700000000."+body))
	late := hex.EncodeToString(macOf(key, "1699999000."+body))
	encoded := "whsec_" + base64.StdEncoding.EncodeToString([]byte(key))
	for name, c := range map[string]struct {
		scheme *webhookSignature
		header map[string]string
		secret string
		want   string
	}{
		"plain":                      {&plain, map[string]string{"X-Sig": url}, key, ""},
		"padded":                     {&plain, map[string]string{"X-Sig": url + "="}, key, ""},
		"other secret":               {&plain, map[string]string{"X-Sig": url}, "other", "no secret fits"},
		"absent":                     {&plain, nil, key, "there is no such header"},
		"blank":                      {&plain, map[string]string{"X-Sig": " "}, key, "there is no such header"},
		"no base64":                  {&plain, map[string]string{"X-Sig": "!"}, key, "it has no signature of the right form"},
		"cut":                        {&plain, map[string]string{"X-Sig": url[:8]}, key, "no secret fits"},
		"timed":                      {&timed, map[string]string{"X-Sig": "t=1700000000,v1=" + hexed}, key, ""},
		"several":                    {&timed, map[string]string{"X-Sig": "t=1700000000, v1=00, v1=" + hexed + ", v0=11"}, key, ""},
		"other version":              {&timed, map[string]string{"X-Sig": "t=1700000000,v0=" + hexed}, key, "it has no signature of the right form"},
		"no time":                    {&timed, map[string]string{"X-Sig": "v1=" + hexed}, key, "there is no timestamp"},
		"time changed":               {&timed, map[string]string{"X-Sig": "t=1700000001,v1=" + hexed}, key, "no secret fits"},
		"late":                       {&timed, map[string]string{"X-Sig": "t=1699999000,v1=" + late}, key, "it was signed more than 5m0s ago"},
		"standard":                   {&standard, map[string]string{"Webhook-Id": "id1", "Webhook-Timestamp": "1700000000", "Webhook-Signature": "v1a,AA== v1," + std}, encoded, ""},
		"standard, no id":            {&standard, map[string]string{"Webhook-Timestamp": "1700000000", "Webhook-Signature": "v1," + std}, encoded, "no secret fits"},
		"standard, a secret as text": {&standard, nil, "not/base64!", "secret 1 of 1 is not encoded as base64"},
	} {
		header := http.Header{}
		for name, value := range c.header {
			header.Set(name, value)
		}
		keys, err := c.scheme.keys([]string{c.secret})
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = c.scheme.refuses(header, []byte(body), keys, now)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Secrets rotate: either of two may have signed. None, or an empty one, is a mistake of the
// app and not of who sent the webhook.
func TestWebhookSecrets(t *testing.T) {
	s := &webhookSignature{header: "X-Sig", algorithm: "hmac-sha256", encoding: "hex", key: "text", signed: []signedPart{{body: true}}}
	parse := func(secrets ...string) error {
		r := &http.Request{Header: http.Header{"X-Sig": {hex.EncodeToString(macOf("new", "{}"))}}, Body: io.NopCloser(strings.NewReader("{}"))}
		_, err := parseWebhook[map[string]any](r, s, secrets)
		return err
	}
	if err := parse("old", "new"); err != nil {
		t.Error(err)
	}
	var unsigned *WebhookSignatureError
	if err := parse("old"); !errors.As(err, &unsigned) || strings.Contains(err.Error(), "old") {
		t.Error(err)
	}
	for _, secrets := range [][]string{nil, {""}, {"new", ""}} {
		if err := parse(secrets...); err == nil || errors.As(err, &unsigned) {
			t.Errorf("%q: %v", secrets, err)
		}
	}
}

// A body is read up to a limit, whether it is verified or not.
func TestWebhookBodyIsBounded(t *testing.T) {
	if _, err := decodeWebhook[map[string]any](io.MultiReader(strings.NewReader(`{"a":"`), bytes.NewReader(make([]byte, maxWebhookBody)))); err == nil || !strings.Contains(err.Error(), "longer than") {
		t.Error(err)
	}
	for _, text := range []string{"", "{", "{} {}"} {
		if _, err := decodeWebhook[map[string]any](strings.NewReader(text)); err == nil {
			t.Errorf("%q is read", text)
		}
	}
	if _, err := decodeWebhook[map[string]any](nil); err == nil {
		t.Error("no body is read")
	}
}
