package sdk

import (
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// The runtime reads and writes values by their Go types. What a Go type does not
// say of its JSON is in the tags of fields and in the rules of unions.

// memberTag is the tag of the field of a member.
func memberTag(name string, use api.TypeUse) string {
	if strings.Contains(name, ",") || name == "" || name == "-" {
		return tag("json", "-", "member", name, "format", timeFormat(use.Type))
	}
	return tag("json", name, "format", timeFormat(use.Type))
}

// restTag is the tag of the map of the members that have no field.
func restTag(elem api.TypeUse) string { return tag("json", "-", "format", timeFormat(elem.Type)) }

// tag writes a struct tag of keys and their values. Keys but the first two have
// none if it is empty, unless it is a name.
func tag(pairs ...string) string {
	var parts []string
	for i := 0; i < len(pairs); i += 2 {
		if key, value := pairs[i], pairs[i+1]; value != "" || key == "member" {
			parts = append(parts, key+":"+gofile.Quote(value))
		}
	}
	text := strings.Join(parts, " ")
	if strconv.CanBackquote(text) {
		return "`" + text + "`"
	}
	return gofile.Quote(text)
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
	f.Add(gofile.Code("func (" + receiver + " " + name + ") MarshalJSON() ([]byte, error) { return marshalModel(&" + receiver + ") }")).Line()
	f.Comment("// UnmarshalJSON implements json.Unmarshaler. It replaces the whole value.")
	f.Add(gofile.Code("func (" + receiver + " *" + name + ") UnmarshalJSON(data []byte) error { return unmarshalModel(data, " + receiver + ") }")).Line()
}

// unionRules says how the variants of a union are told apart.
func (e *emitter) unionRules(f *jen.File, t *api.Type) {
	used := map[string]bool{}
	var variants []jen.Code
	for _, v := range e.names.Variants(t) {
		variants = append(variants, e.unionVariant(t, v, used))
	}
	list := gofile.Code("variants: []unionVariant").Add(gofile.Lines(variants...))
	fields := []jen.Code{list}
	if t.Discriminator != "" && len(used) > 0 {
		fields = []jen.Code{gofile.Code("discriminator: " + gofile.Quote(t.Discriminator)), list}
	}
	f.Func().Params(gofile.Code(e.names.Type(t))).Id("variants").Params().Id("unionRules").Block(
		jen.Return(gofile.Code("unionRules").Add(gofile.Lines(fields...))),
	).Line()
}

// unionVariant describes a variant. A tag that an earlier one used is not
// repeated.
func (e *emitter) unionVariant(t *api.Type, v names.Variant, used map[string]bool) jen.Code {
	fields := []jen.Code{gofile.Code("of: (*" + v.GoType + ")(nil)")}
	if format := timeFormat(v.Type); format != "" {
		fields = append(fields, gofile.Code("format: "+gofile.Quote(format)))
	}
	var tags []string
	for _, tag := range v.Tags {
		if t.Discriminator != "" && !used[tag] {
			used[tag] = true
			tags = append(tags, tag)
		}
	}
	if len(tags) > 0 {
		fields = append(fields, gofile.Code("tags: "+stringList(tags)))
	}
	if v.Type.Kind == api.Enum && len(v.Type.Values) > 0 && names.EnumBasic(v.Type) == api.String {
		var values []string
		for _, value := range v.Type.Values {
			values = append(values, value.Text)
		}
		fields = append(fields, gofile.Code("values: "+stringList(values)))
	}
	if e.needsRules(t) && v.Type.Kind == api.Object {
		if rule := variantRule(v); rule != "" {
			fields = append(fields, gofile.Code("object: "+rule))
		}
	}
	return jen.Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: len(fields) > 1}, fields...)
}

// variantRule says by which members an object is the variant.
func variantRule(v names.Variant) string {
	var fields []string
	if len(v.Required) > 0 {
		fields = append(fields, "required: "+stringList(v.Required))
	}
	if len(v.Known) > 0 {
		fields = append(fields, "known: "+stringList(v.Known))
	}
	if len(v.Consts) > 0 {
		var consts []string
		for _, c := range v.Consts {
			consts = append(consts, "{name: "+gofile.Quote(c.Name)+", values: "+stringList(c.Values)+"}")
		}
		fields = append(fields, "consts: []variantConst{"+strings.Join(consts, ", ")+"}")
	}
	if len(fields) == 0 {
		return ""
	}
	return "variantRule{" + strings.Join(fields, ", ") + "}"
}

func stringList[S ~string](texts []S) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = gofile.Quote(string(text))
	}
	return "[]string" + wrapNames(quoted)
}

// needsRules says that the members of an object decide which variant it is.
func (e *emitter) needsRules(t *api.Type) bool {
	objects, others := 0, 0
	for _, v := range e.names.Variants(t) {
		switch v.Type.Kind {
		case api.Object:
			objects++
		case api.Map, api.Free, api.Any, api.Union:
			others++
		}
	}
	return objects > 0 && objects+others > 1
}
