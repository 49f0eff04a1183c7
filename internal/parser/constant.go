package parser

import (
	"encoding/json"
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// fillConstants notes the required members and parameters that have only one value, and so are
// sent without being set. It runs when it is known what is required.
func (r *reader) fillConstants() {
	for _, t := range r.api.Types {
		for _, f := range t.Fields {
			f.Doc.Constant = constant(f.Use, fixedValues(f.Use, f.Doc))
		}
	}
	r.fillTags()
	for _, op := range r.api.Operations() {
		for _, p := range op.Parameters {
			p.Doc.Constant = constant(p.Use, fixedValues(p.Use, p.Doc))
		}
	}
}

// constant returns the only value of a required place, unless it is what an unset place is sent
// as, too.
func constant(use api.TypeUse, values []string) string {
	if use.Optional() || len(values) != 1 || !json.Valid([]byte(values[0])) || slices.Contains([]string{`""`, "0", "false"}, values[0]) {
		return ""
	}
	return values[0]
}

// fillTags notes the tag of each variant that has one in all its unions.
func (r *reader) fillTags() {
	tags := map[*api.Field][]string{}
	for _, t := range r.api.Types {
		for _, v := range t.Variants {
			if f := memberOf(v.Type, t.Discriminator); f != nil && t.Discriminator != "" {
				for _, tag := range v.Tags {
					if text := tagText(f.Use.Type, tag); !slices.Contains(tags[f], text) {
						tags[f] = append(tags[f], text)
					}
				}
			}
		}
	}
	for f, texts := range tags {
		if f.Doc.Constant == "" {
			f.Doc.Constant = constant(f.Use, texts)
		}
	}
}

// memberOf returns a property of a type, nil if there is none.
func memberOf(t *api.Type, name string) *api.Field {
	if i := slices.IndexFunc(t.Fields, func(f *api.Field) bool { return f.Name == name }); i >= 0 {
		return t.Fields[i]
	}
	return nil
}

// tagText returns a tag as JSON of the kind that its member has. It is no JSON if there is none.
func tagText(t *api.Type, tag string) string {
	if t.Kind != api.Scalar && t.Kind != api.Enum {
		return ""
	}
	text := (&api.Type{Basic: t.Basic, Values: []api.EnumValue{{Text: tag}}}).ValuesJSON()[0]
	if !t.JSONKinds().Has(api.JSONKindOf([]byte(text))) {
		return ""
	}
	return text
}
