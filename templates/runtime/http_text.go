package runtime

import (
	"context"
	"fmt"
	"strings"
)

// setText sends the string that v points to. An absent Opt is no body, and so is one that
// is null.
func (req *request) setText(contentType string, v any) {
	c, place := codecFor(v)
	if c.stateOf(place) != optValue {
		return
	}
	data, err := c.marshal(place)
	if err == nil {
		var value parameterValue
		if value, err = parseParameterValue(data); err == nil {
			req.body = bodyInMemory(contentType, []byte(value.text))
			return
		}
	}
	req.settings.reject("request body: %w", err)
}

// receiveText sends the request and returns the text of any successful response.
func receiveText[T ~string](ctx context.Context, req *request, result *T) error {
	return receiveCases(ctx, req, func(resp *successResponse) error {
		*result = T(strings.TrimPrefix(string(resp.body), byteOrderMark))
		return nil
	})
}

// decodeText reads the text of a response into a new string.
func decodeText[T ~string](resp *successResponse, result **T) error {
	body := resp.body
	if resp.stream != nil {
		data, truncated, err := readCapped(resp.stream, maxBody, resp.stream.Length)
		resp.stream.Close()
		if err == nil && truncated {
			err = fmt.Errorf("the body is longer than %d bytes", maxBody)
		}
		if err != nil {
			return describeDecodeError(fmt.Errorf("read the text: %w", err), resp.req.op, resp.StatusCode, data)
		}
		body = data
	}
	text := T(strings.TrimPrefix(string(body), byteOrderMark))
	*result = &text
	return nil
}
