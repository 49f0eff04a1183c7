package stackone

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"
)

// signed is a webhook as the shop sends it.
func signed(body, secret string, at time.Time) *http.Request {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(stamp + ".delivery-7." + body))
	r := httptest.NewRequest(http.MethodPost, "/hook", strings.NewReader(body))
	r.Header.Set("X-Shop-Id", "delivery-7")
	r.Header.Set("X-Shop-Signature", "t="+stamp+",v1="+hex.EncodeToString(mac.Sum(nil)))
	return r
}

// Each webhook is told from the others by what is in it.
func TestParseWebhook(t *testing.T) {
	for body, is := range map[string]func(*Webhook) bool{
		`{"type":"order.placed","order":{"id":"o1"},"later":1}`: func(w *Webhook) bool {
			v, ok := w.AsOrderPlaced()
			return ok && v.Order.ID == "o1"
		},
		`{"type":"order.paid","order":"o1","amount":5}`: func(w *Webhook) bool {
			v, ok := w.AsOrderPaidBody()
			return ok && v.Amount == 5
		},
		`{"article":"a1"}`: func(w *Webhook) bool {
			v, ok := w.AsSoldOut()
			return ok && v.Article == "a1"
		},
		`[{"article":"a1"},{"article":"a2"}]`: func(w *Webhook) bool {
			v, ok := w.AsSoldOutArray()
			return ok && len(v) == 2
		},
		`{"type":"order.lost","reason":"rain"}`: func(w *Webhook) bool {
			_, ok := w.AsOrderPlaced()
			return !ok
		},
	} {
		webhook, err := ParseWebhook(signed(body, "s3cret", time.Now()), "old", "s3cret")
		if err != nil {
			t.Errorf("%s: %v", body, err)
			continue
		}
		if !is(webhook) || string(webhook.Raw()) != body {
			t.Errorf("%s is read as %s", body, webhook.Raw())
		}
	}
}

func TestParseWebhookRefuses(t *testing.T) {
	const body = `{"article":"a1"}`
	changed := signed(body, "s3cret", time.Now())
	changed.Header.Set("X-Shop-Id", "delivery-8")
	bare := httptest.NewRequest(http.MethodPost, "/hook", strings.NewReader(body))
	for name, r := range map[string]*http.Request{
		"another secret": signed(body, "guess", time.Now()),
		"a replay":       signed(body, "s3cret", time.Now().Add(-time.Hour)),
		"another id":     changed,
		"no signature":   bare,
	} {
		var refused *WebhookSignatureError
		if webhook, err := ParseWebhook(r, "s3cret"); !errors.As(err, &refused) || webhook != nil {
			t.Errorf("%s: %v, %v", name, webhook, err)
		}
	}
}

func TestDecodeUnverifiedWebhook(t *testing.T) {
	webhook, err := DecodeUnverifiedWebhook(strings.NewReader(`{"article":"a1"}`))
	if err != nil {
		t.Fatal(err)
	}
	if v, ok := webhook.AsSoldOut(); !ok || v.Article != "a1" {
		t.Errorf("%s", webhook.Raw())
	}
}
