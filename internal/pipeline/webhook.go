package pipeline

import (
	"cmp"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/config"
)

// signatureOf returns how webhooks are signed by the configuration; nil if it does not say.
func signatureOf(w config.Webhooks) *api.Signature {
	if w.Header.Value == "" {
		return nil
	}
	s := &api.Signature{
		Header: w.Header.Value, Prefix: w.Prefix.Value, Algorithm: api.Algorithm(w.Algorithm.Value), Encoding: api.Encoding(w.Encoding.Value),
		Key: api.Encoding(w.Key.Value), Timestamp: w.Timestamp.Value, Pos: w.Header.Pos,
		Signed: signedParts(cmp.Or(w.Signed.Value, "{body}")),
	}
	if s.Timestamp != "" {
		s.Tolerance = w.Tolerance
	}
	return s
}

// signedParts reads a template, which package config has checked.
func signedParts(template string) []api.SignedPart {
	var parts []api.SignedPart
	for template != "" {
		literal, rest, found := strings.Cut(template, "{")
		if literal != "" {
			parts = append(parts, api.SignedPart{Text: literal})
		}
		if !found {
			break
		}
		name, after, _ := strings.Cut(rest, "}")
		switch name {
		case "body":
			parts = append(parts, api.SignedPart{Kind: api.SignedBody})
		case "timestamp":
			parts = append(parts, api.SignedPart{Kind: api.SignedTimestamp})
		default:
			parts = append(parts, api.SignedPart{Kind: api.SignedHeader, Text: name})
		}
		template = after
	}
	return parts
}
