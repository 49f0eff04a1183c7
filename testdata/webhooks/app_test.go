package stackone_test

import (
	"net/http"
	"testing"

	"example.com/cases/webhooks"
	"example.com/cases/webhooks/stackonetest"
)

// The test server sends webhooks to the handler of an app.
func TestSendWebhook(t *testing.T) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		webhook, err := stackone.ParseWebhook(r, "s3cret")
		if err != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if v, ok := webhook.AsSoldOut(); !ok || v.Article != "a1" {
			w.WriteHeader(http.StatusBadRequest)
		}
	})
	header := http.Header{"X-Shop-Id": {"delivery-1"}}
	for secret, want := range map[string]int{"s3cret": http.StatusOK, "guess": http.StatusUnauthorized, "": http.StatusUnauthorized} {
		response, err := stackonetest.SendWebhook(handler, stackone.SoldOut{Article: "a1"}, secret, header)
		if err != nil {
			t.Fatal(err)
		}
		if response.StatusCode != want {
			t.Errorf("secret %q: %d, want %d", secret, response.StatusCode, want)
		}
	}
}
