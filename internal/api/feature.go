package api

import "slices"

// Feature is something that an SDK brings code of its own for, and that only some
// descriptions need.
type Feature int

const (
	// Pages is going through the pages of a list.
	Pages Feature = iota
	// Multipart is composing bodies of parts.
	Multipart
	// Text is bodies and results of plain text.
	Text
	// Sequences is going through a response value by value.
	Sequences
	// Tokens is getting the tokens of OAuth 2.0.
	Tokens
	// Receiving is reading the webhooks that the API sends.
	Receiving

	features // how many there are
)

func (f Feature) String() string {
	return [...]string{"pages", "multipart", "text", "sequences", "tokens", "webhooks"}[f]
}

// Needs reports whether the API needs a feature.
func (a *API) Needs(f Feature) bool {
	switch f {
	case Tokens:
		return a.IssuesTokens()
	case Receiving:
		return a.ReceivesWebhooks()
	}
	return slices.ContainsFunc(a.Operations(), func(o *Operation) bool { return o.needs(f) })
}

// Features returns all that the API needs.
func (a *API) Features() []Feature {
	var needed []Feature
	for f := range features {
		if a.Needs(f) {
			needed = append(needed, f)
		}
	}
	return needed
}

func (o *Operation) needs(f Feature) bool {
	switch f {
	case Pages:
		return o.Pagination != nil
	case Sequences:
		return o.Outcome() == OutcomeSequence
	case Text:
		return o.Body != nil && o.Body.Content == ContentText || slices.ContainsFunc(o.Results, func(r *Result) bool { return r.Content == ContentText })
	case Multipart:
		return o.Body != nil && o.Body.Content == ContentMultipart
	}
	return false
}
