package testkit

import (
	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
)

// writeWebhooks writes how the API signs webhooks; nothing for one that sends none.
func (k *Kit) writeWebhooks(f *jen.File) {
	if !k.api.ReceivesWebhooks() {
		return
	}
	var fields []jen.Code
	add := func(name string, text string) {
		if text != "" {
			fields = append(fields, gofile.Field(name, jen.Lit(text)))
		}
	}
	if s := k.api.Signature; s != nil {
		add("header", s.Header)
		add("prefix", s.Prefix)
		add("algorithm", string(s.Algorithm))
		add("encoding", string(s.Encoding))
		add("key", string(s.Key))
		fields = append(fields, gofile.Field("signed", jen.Index().Id("signedPart").Values(signedParts(s)...)))
		add("timestamp", s.Timestamp)
	}
	f.Comment("// webhookSigned is how the API signs webhooks; empty if that is not known.")
	f.Var().Id("webhookSigned").Op("=").Id("webhookSignature").Values(fields...).Line()
}

func signedParts(s *api.Signature) []jen.Code {
	var parts []jen.Code
	for _, p := range s.Signed {
		parts = append(parts, jen.Values(gofile.TextOrFlag(p.Field())))
	}
	return parts
}
