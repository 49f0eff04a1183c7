package docs

import (
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/wording"
)

// webhookSection is the section on what the API sends on its own.
type webhookSection struct {
	Text, Example string
	List          []string
}

// webhooks is the section on webhooks; nil if the API sends none that can be read.
func (w *writer) webhooks(p *fences) *webhookSection {
	t := w.api.Webhook
	if t == nil {
		return nil
	}
	data := struct{ Q, Secret, Accessor, Variant string }{Q: w.programs.Qualifier()}
	text := "The API sends requests of its own. `DecodeUnverifiedWebhook` reads one; the API's signature is not known, so verify the request first. "
	if s := w.api.Signature; s != nil {
		data.Secret = strings.TrimSuffix(w.programs.KeyVariable(), "_API_KEY") + "_WEBHOOK_SECRET"
		text = "The API sends requests of its own, signed in the header " + code(s.Header) + ". `ParseWebhook` verifies the signature with one of " +
			"several secrets, so that they can be rotated, and reads the body. "
		if s.Timestamp != "" {
			text += "A request that was signed more than " + wording.Duration(s.Tolerance) + " ago is refused. "
		} else {
			text += "No time is signed, so a recorded request verifies for ever: keep the IDs of those that were handled. "
		}
		text += "`DecodeUnverifiedWebhook` is for bodies that were verified before. "
	}
	text += "A webhook of a later version of the API is no error: `Raw` of " + w.typeLink(readmePath, "Webhook", t) + " returns its JSON."
	section := &webhookSection{Text: sentences(text)}
	for _, v := range w.names.Variants(t) {
		if data.Accessor == "" {
			data.Accessor, data.Variant = v.Accessor, strings.TrimPrefix(v.Accessor, "As")
		}
		for _, in := range w.api.WebhooksOf(v.Type) {
			item := code(in.Name) + ", by " + code(v.Accessor)
			if about := inline(wording.FirstSentence(in.Doc.About())); about != "" {
				item += ": " + sentence(about)
			}
			section.List = append(section.List, strings.TrimRight(item+" "+inline(w.deprecation(in.Doc)), " "))
		}
	}
	section.Example = p.file("app", "webhook", data)
	return section
}
