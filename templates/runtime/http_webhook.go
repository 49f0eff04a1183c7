package runtime

import (
	"fmt"
	"io"
	"net/http"
	"time"
)

// maxWebhookBody is the longest body of a webhook that is read: whoever sends it is not
// known before.
const maxWebhookBody = 8 << 20

// parseWebhook reads a webhook whose signature one of the secrets verifies.
func parseWebhook[T any](r *http.Request, s *webhookSignature, secrets []string) (*T, error) {
	keys, err := s.keys(secrets)
	if err != nil {
		return nil, fmt.Errorf("%sread a webhook: %w", errorPrefix, err)
	}
	body, err := webhookBody(r.Body)
	if err != nil {
		return nil, err
	}
	if reason := s.refuses(r.Header, body, keys, time.Now()); reason != "" {
		return nil, &WebhookSignatureError{Header: s.header, Reason: reason}
	}
	return decodeWebhookBody[T](body)
}

// decodeWebhook reads a webhook, whoever sent it.
func decodeWebhook[T any](body io.Reader) (*T, error) {
	data, err := webhookBody(body)
	if err != nil {
		return nil, err
	}
	return decodeWebhookBody[T](data)
}

func webhookBody(body io.Reader) ([]byte, error) {
	if body == nil { // as in a request that a test made by hand
		return nil, fmt.Errorf("%sread a webhook: it has no body", errorPrefix)
	}
	data, truncated, err := readCapped(body, maxWebhookBody, 0)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%sread a webhook: %w", errorPrefix, err)
	case truncated:
		return nil, fmt.Errorf("%sread a webhook: the body is longer than %d bytes", errorPrefix, maxWebhookBody)
	}
	return data, nil
}

func decodeWebhookBody[T any](body []byte) (*T, error) {
	webhook := new(T)
	if err := readDocument(body, webhook); err != nil {
		return nil, fmt.Errorf("%sread a webhook: %w", errorPrefix, err)
	}
	return webhook, nil
}
