package sdk

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// The runtime reads and writes values by their Go types. What a Go type does not
// say of its JSON is in the tags of fields and in the rules of unions.

// memberTag is the tag of the field of a member.
func memberTag(field *api.Field) jen.Code {
	pairs := []string{"json", field.Name}
	if strings.Contains(field.Name, ",") || field.Name == "" || field.Name == "-" {
		pairs = []string{"json", "-", "member", field.Name}
	}
	if field.Doc.Sensitive {
		pairs = append(pairs, "sensitive", "true")
	}
	if field.Doc.Constant != "" {
		pairs = append(pairs, "const", field.Doc.Constant)
	}
	return tag(field.Use.Type, pairs...)
}

// restTag is the tag of the map of the members that have no field.
func restTag(elem api.TypeUse) jen.Code { return tag(elem.Type, "json", "-") }

// tag writes the tag of a field with values of t.
func tag(t *api.Type, pairs ...string) jen.Code {
	if format := timeFormat(t); format != "" {
		pairs = append(pairs, "format", format)
	}
	return gofile.Tag(pairs...)
}

// timeFormat says how the times in values of t are written that were not read,
// as far as their Go type leaves it open.
func timeFormat(t *api.Type) string {
	switch t.TimeFormat() {
	case api.Date:
		return "date"
	case api.LocalTime:
		return "local"
	}
	return ""
}

// marshalers make encoding/json treat values as the SDK does itself.
func (e *emitter) marshalers(f *jen.File, receiver, name string) {
	f.Comment("// MarshalJSON implements json.Marshaler.")
	f.Func().Params(jen.Id(receiver).Id(name)).Id("MarshalJSON").Params().Params(jen.Index().Byte(), jen.Error()).
		Add(gofile.Inline(jen.Return(jen.Id("marshalModel").Call(jen.Op("&").Id(receiver))))).Line()
	f.Comment("// UnmarshalJSON implements json.Unmarshaler.")
	f.Func().Params(jen.Id(receiver).Op("*").Id(name)).Id("UnmarshalJSON").Params(jen.Id("data").Index().Byte()).Error().
		Add(gofile.Inline(jen.Return(jen.Id("unmarshalModel").Call(jen.Id("data"), jen.Id(receiver))))).Line()
}

// printers keep sensitive members of a model out of what is printed and logged.
func (e *emitter) printers(f *jen.File, name string) {
	f.Comment("// Format implements fmt.Formatter: by any verb it prints JSON, with *** for what is sensitive.")
	f.Func().Params(jen.Id("m").Id(name)).Id("Format").Params(jen.Id("f").Qual("fmt", "State"), jen.Id("_").Rune()).
		Add(gofile.Inline(jen.Id("formatModel").Call(jen.Id("f"), jen.Op("&").Id("m")))).Line()
	f.Comment("// LogValue implements slog.LogValuer, with *** for what is sensitive.")
	f.Func().Params(jen.Id("m").Id(name)).Id("LogValue").Params().Qual("log/slog", "Value").
		Add(gofile.Inline(jen.Return(jen.Id("logModel").Call(jen.Op("&").Id("m"))))).Line()
}

// unionRules says how the variants of a union are told apart.
func (e *emitter) unionRules(f *jen.File, t *api.Type) {
	tagged := false
	var variants []jen.Code
	for _, v := range e.names.Variants(t) {
		tagged = tagged || len(v.Tags) > 0 || v.Otherwise
		variants = append(variants, e.unionVariant(t, v))
	}
	fields := []jen.Code{gofile.Field("variants", jen.Index().Id("unionVariant").Add(gofile.Lines(variants...)))}
	if t.Discriminator != "" && tagged {
		fields = append([]jen.Code{gofile.Field("discriminator", jen.Lit(t.Discriminator))}, fields...)
	}
	f.Func().Params(jen.Id(e.names.Type(t))).Id("variants").Params().Id("unionRules").Block(
		jen.Return(jen.Id("unionRules").Add(gofile.Lines(fields...))),
	).Line()
}

// unionVariant describes a variant.
func (e *emitter) unionVariant(t *api.Type, v names.Variant) jen.Code {
	fields := []jen.Code{gofile.Field("of", jen.Parens(jen.Op("*").Add(gofile.Type(v.GoType))).Call(jen.Nil()))}
	if format := timeFormat(v.Type); format != "" {
		fields = append(fields, gofile.Field("format", jen.Lit(format)))
	}
	if len(v.Tags) > 0 && t.Discriminator != "" {
		fields = append(fields, gofile.Field("tags", gofile.Strings(v.Tags)))
	}
	if values := v.Type.ValuesJSON(); len(values) > 0 {
		fields = append(fields, gofile.Field("values", gofile.Strings(values)))
	}
	if e.needsRule(t, v) {
		if rule := variantRule(v); len(rule) > 0 {
			fields = append(fields, gofile.Field("object", jen.Id("variantRule").Values(rule...)))
		}
	}
	if v.Otherwise && t.Discriminator != "" {
		fields = append(fields, gofile.Field("rest", jen.True()))
	}
	if len(fields) == 1 {
		return jen.Values(fields...)
	}
	return gofile.Lines(fields...)
}

// variantRule says by which members an object is the variant.
func variantRule(v names.Variant) []jen.Code {
	var fields []jen.Code
	if len(v.Required) > 0 {
		fields = append(fields, gofile.Field("required", gofile.Strings(v.Required)))
	}
	if len(v.Known) > 0 {
		fields = append(fields, gofile.Field("known", gofile.Strings(v.Known)))
	}
	if len(v.Consts) > 0 {
		var consts []jen.Code
		for _, c := range v.Consts {
			said := []jen.Code{gofile.Field("name", jen.Lit(c.Name)), gofile.Field("values", gofile.Strings(c.Values))}
			if c.Open {
				said = append(said, gofile.Field("open", jen.True()))
			}
			consts = append(consts, jen.Values(said...))
		}
		fields = append(fields, gofile.Field("consts", jen.Index().Id("variantConst").Values(consts...)))
	}
	return fields
}

// needsRule reports whether the members of objects decide on a variant: there is another of its
// kind, or a constant that rules it out.
func (e *emitter) needsRule(t *api.Type, v names.Variant) bool {
	if v.Type.Kind == api.Object && slices.ContainsFunc(v.Consts, func(c api.Const) bool { return !c.Open }) {
		return true
	}
	others := 0
	for _, other := range e.names.Variants(t) {
		if other.Type.JSONKinds().Has(v.Type.JSONKinds()) {
			others++
		}
	}
	return others > 1
}
