package golang

import "github.com/StackOneHQ/stackone-gen/internal/api"

// optional is how the names of the files of the runtime begin that serve one feature.
// Nothing in other files of the runtime refers to them.
type optional struct {
	feature api.Feature
	files   string
}

// optionals are the files that only some SDKs need.
func optionals() []optional {
	return []optional{
		{api.Pages, "http_page."},
		{api.Multipart, "http_multipart"},
		{api.Text, "http_text"},
		{api.Sequences, "http_event"},
		{api.Tokens, "http_oauth2"},
		{api.Receiving, "http_webhook"},
	}
}

// leftOut returns how the names of those files begin that the SDK does without.
func leftOut(a *api.API) []string {
	var begins []string
	for _, o := range optionals() {
		if !a.Needs(o.feature) {
			begins = append(begins, o.files)
		}
	}
	return begins
}
