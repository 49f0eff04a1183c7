package sdk

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/wording"
)

// webhooks writes the functions that read webhooks.
func (e *emitter) webhooks(f *jen.File) {
	result := jen.Params(jen.Op("*").Id("Webhook"), jen.Error())
	if s := e.api.Signature; s != nil {
		f.Var().Id("webhookSigned").Op("=").Id("webhookSignature").Add(signature(s)).Line()
		f.Add(gofile.Comment(parseWebhookDoc(s)))
		f.Func().Id("ParseWebhook").Params(jen.Id("r").Op("*").Qual("net/http", "Request"), jen.Id("secrets").Op("...").String()).Add(result.Clone()).Block(
			jen.Return(jen.Id("parseWebhook").Types(jen.Id("Webhook")).Call(jen.Id("r"), jen.Op("&").Id("webhookSigned"), jen.Id("secrets"))),
		).Line()
	}
	f.Add(gofile.Comment(e.decodeWebhookDoc()))
	f.Func().Id("DecodeUnverifiedWebhook").Params(jen.Id("body").Qual("io", "Reader")).Add(result).Block(
		jen.Return(jen.Id("decodeWebhook").Types(jen.Id("Webhook")).Call(jen.Id("body"))),
	)
}

func parseWebhookDoc(s *api.Signature) string {
	text := "ParseWebhook verifies the signature of a webhook with one of the secrets, and reads it. Several secrets serve rotation. " +
		"If none has signed the body, the error is a [*WebhookSignatureError]; no secret or an empty one is another error. " +
		"It reads at most 8 MiB of the body."
	replay := "The signature has no time, so a webhook that somebody recorded verifies for ever: keep the IDs of those that " +
		"were handled, if handling one again matters."
	if s.Timestamp != "" {
		replay = "One that was signed more than " + wording.Duration(s.Tolerance) + " ago or ahead is refused. Within that time it " +
			"can come again: keep the IDs of those that were handled, if handling one again matters."
	}
	return gofile.Paragraphs(text, replay, "A webhook of a later version of the API is no error: no method of [Webhook] returns it, but Raw does.")
}

func (e *emitter) decodeWebhookDoc() string {
	text := "DecodeUnverifiedWebhook reads a webhook without asking who sent it. "
	if e.api.Signature != nil {
		text += "It is for bodies that were verified before, such as those from a queue; use [ParseWebhook] for requests. "
	} else {
		text += "How the API signs webhooks is not known, so verify the request first. "
	}
	return text + "It reads at most 8 MiB."
}

// webhookDoc is the comment of the type of webhooks: which there are, and what returns each.
func (e *emitter) webhookDoc(t *api.Type) string {
	var items []string
	for _, v := range e.names.Variants(t) {
		for _, in := range e.api.WebhooksOf(v.Type) {
			items = append(items, webhookItem(in, v))
		}
	}
	text := "Webhook is a request that the API sends. Raw returns its JSON, also that of a webhook which is none of these:"
	if len(items) == 0 {
		text = "Webhook is a request that the API sends. Raw returns its JSON."
	}
	return gofile.Paragraphs(text, strings.Join(items, "\n"))
}

func webhookItem(in *api.Incoming, v names.Variant) string {
	item := "- " + in.Name + ", by " + v.Accessor
	if about := wording.FirstSentence(in.Doc.About()); about != "" {
		item += ": " + gofile.Sentence(strings.Join(strings.Fields(about), " "))
	}
	if in.Doc.Deprecated != nil {
		item += " (deprecated)"
	}
	return item
}

// signature is how webhooks are signed, in the words of the runtime.
func signature(s *api.Signature) jen.Code {
	fields := []jen.Code{gofile.Field("header", jen.Lit(s.Header))}
	if s.Prefix != "" {
		fields = append(fields, gofile.Field("prefix", jen.Lit(s.Prefix)))
	}
	fields = append(fields,
		gofile.Field("algorithm", jen.Lit(string(s.Algorithm))),
		gofile.Field("encoding", jen.Lit(string(s.Encoding))),
		gofile.Field("key", jen.Lit(string(s.Key))),
		gofile.Field("signed", jen.Index().Id("signedPart").Values(signedParts(s)...)),
	)
	if s.Timestamp != "" {
		fields = append(fields, gofile.Field("timestamp", jen.Lit(s.Timestamp)),
			gofile.Field("tolerance", jen.Lit(int(s.Tolerance.Seconds())).Op("*").Qual("time", "Second")))
	}
	return gofile.Lines(fields...)
}

func signedParts(s *api.Signature) []jen.Code {
	var parts []jen.Code
	for _, p := range s.Signed {
		parts = append(parts, jen.Values(gofile.TextOrFlag(p.Field())))
	}
	return parts
}

// webhooksSection says how webhooks are read; it is empty for an API that sends none.
func (e *emitter) webhooksSection() string {
	switch {
	case !e.api.ReceivesWebhooks():
		return ""
	case e.api.Signature == nil:
		return "[DecodeUnverifiedWebhook] reads a request that the API sends, as a [Webhook]. Verify before that the API sent it."
	}
	return "[ParseWebhook] verifies a request that the API sends, and reads it as a [Webhook]."
}
