package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// webhookKeys are the members of a description that have its webhooks: that of OpenAPI 3.1
// (section 4.8.1.1), and what stands for it in 3.0.
func webhookKeys() []string { return []string{"webhooks", "x-webhooks"} }

// webhooks reads the requests that the API sends on its own.
func (r *reader) webhooks() {
	for _, key := range webhookKeys() {
		declared := r.root.Get(key)
		if ignored(declared) {
			continue
		}
		for m := range declared.Members() {
			if key == "x-webhooks" && strings.HasPrefix(m.Key, "x-") {
				continue
			}
			at := located{m.Value, "#/" + key + "/" + document.EscapePointer(m.Key)}
			for _, in := range r.incoming(at, m.Key, "") {
				r.addWebhook(in)
			}
		}
	}
	if r.opts.Signature != nil && len(r.api.Webhooks) == 0 {
		d := r.diags.Warnf("webhooks-unused", r.opts.Signature.Pos, "the configuration says how webhooks are signed, but the description has none")
		d.Hint = `declare them below "webhooks", for example in an overlay, or remove the setting`
	}
}

// addWebhook adds a webhook. One without a body that can be read is not an event of the SDK.
func (r *reader) addWebhook(in *api.Incoming) {
	r.api.Webhooks = append(r.api.Webhooks, in)
	if in.Body != nil {
		return
	}
	d := r.diags.Warnf("webhooks-left-out", in.Pos, "the webhook %q has no JSON body: the SDK has no event for it", in.Name)
	d.Pointer, d.Hint = in.Pointer, "read the request without the SDK, or describe its body as JSON"
}

// readWebhookType makes the type of whatever webhook comes: the union of all bodies, also
// if there is one only, so that another webhook changes no signature. A body of any JSON
// value is no variant, as every value would be it. It runs when all unions are complete.
func (r *reader) readWebhookType() {
	var variants []resolved
	for _, in := range r.api.Webhooks {
		if in.Body == nil {
			continue
		}
		if r.api.Webhook == nil {
			r.api.Webhook = &api.Type{Kind: api.Union, Ref: "#/" + webhookKeys()[0], Path: []string{"webhook"}, Pos: in.Pos}
		}
		use := in.Body.Use
		if use.Type.Kind != api.Any && !slices.ContainsFunc(variants, func(v resolved) bool { return v.typ == use.Type }) {
			variants = append(variants, resolved{typ: use.Type, nullable: use.Nullable, pos: in.Pos})
		}
	}
	t := r.api.Webhook
	if t == nil {
		return
	}
	r.api.Signature = r.opts.Signature
	c, tags := r.schemas, innerTags(variants)
	open := &openUnion{source: source{r.root, t.Ref, t.Path}, tags: tags, index: map[*api.Type]int{}}
	for i, v := range variants {
		variant := &api.Variant{Type: v.typ, Tags: tags.of(i)}
		c.mapped[variant] = tags.maps(i)
		c.addVariant(t, i, variant, open)
	}
	t.Variants = c.mergeVariants(t.Variants)
	if tags != nil {
		t.Discriminator = tags.property
		c.tagged[t] = tags
	}
	c.types = append(c.types, t)
}
