package sdk

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// models are the declarations of types, as parts of a file.
func (e *emitter) models(types []*api.Type) []gofile.Part {
	var parts []gofile.Part
	for _, t := range types {
		parts = append(parts, gofile.Part{
			Weight: 10 + 2*len(t.Fields) + len(t.Values) + 12*len(t.Variants),
			Write:  func(f *jen.File) { e.model(f, t) },
		})
	}
	return parts
}

func (e *emitter) model(f *jen.File, t *api.Type) {
	if doc := e.typeDoc(t); doc != "" {
		f.Add(gofile.Comment(doc))
	}
	switch t.Kind {
	case api.Object:
		e.object(f, t)
	case api.Enum:
		e.enum(f, t)
	case api.Union:
		e.union(f, t)
	default:
		f.Type().Id(e.names.Type(t)).Add(gofile.Type(e.names.Structure(t))).Line()
	}
}

func (e *emitter) object(f *jen.File, t *api.Type) {
	fields := structFields{}
	for i, field := range t.Fields {
		fields.add(e.fieldDoc(field.Doc, field.Use), e.names.Fields(t)[i], gofile.Type(e.names.GoType(field.Use)).Add(memberTag(field)))
	}
	if t.Elem != nil {
		fields.add(gofile.Follow("AdditionalProperties are the members that have no field.", t.Elem.Type.Doc.About()),
			"AdditionalProperties", jen.Map(jen.String()).Add(gofile.Type(e.names.GoType(*t.Elem)), restTag(*t.Elem)))
	}
	fields.apart = true
	fields.add("", "Extras", jen.Id("Extras"))
	name := e.names.Type(t)
	f.Type().Id(name).Struct(fields.code...).Line()
	if !t.HoldsFiles() { // which is no JSON
		e.marshalers(f, "m", name)
	}
	if t.HoldsSensitive() && !t.HoldsFiles() {
		e.printers(f, name)
	}
	e.wrap(f, t)
}

// wrap is the function that makes an object of the enum that it wraps.
func (e *emitter) wrap(f *jen.File, t *api.Type) {
	wrap, field := e.names.Wrap(t), t.Wrapped()
	if wrap == "" {
		return
	}
	name, value := e.names.Type(t), jen.Id("v")
	if field.Use.Optional() {
		value = jen.Id("Some").Call(value)
	}
	object := jen.Op("&").Id(name).Values(gofile.Field(e.names.Fields(t)[slices.Index(t.Fields, field)], value))
	f.Commentf("// %s returns a %s that holds v.", wrap, name)
	f.Func().Id(wrap).Params(jen.Id("v").Add(gofile.Type(e.names.ValueType(field.Use.Type)))).Id("Opt").Types(jen.Op("*").Id(name)).
		Add(gofile.Inline(jen.Return(jen.Id("Some").Call(object)))).Line()
}

// structFields are the fields of a struct. One with a long comment stands apart
// from its neighbours.
type structFields struct {
	code  []jen.Code
	apart bool
}

func (s *structFields) add(doc, name string, goType jen.Code) {
	text := gofile.CommentText(doc)
	if doc == "" || text == "//" { // a text of marks alone says nothing
		s.separate(false)
		s.code = append(s.code, jen.Id(name).Add(goType))
		return
	}
	s.separate(strings.Count(text, "\n") > 2)
	s.code = append(s.code, jen.Comment(text), jen.Id(name).Add(goType))
}

// separate puts a blank line before a field if it or the one before is long.
func (s *structFields) separate(long bool) {
	if (long || s.apart) && len(s.code) > 0 {
		s.code = append(s.code, jen.Line())
	}
	s.apart = long
}

func (e *emitter) enum(f *jen.File, t *api.Type) {
	name := e.names.Type(t)
	basic := names.EnumBasic(t)
	f.Type().Id(name).Add(gofile.Type(names.BasicType(basic))).Line()
	constants := e.names.Constants(t)
	if len(constants) > 0 {
		f.Commentf("// Known values of %s.", name)
		f.Const().DefsFunc(func(g *jen.Group) {
			for i, value := range t.Values {
				if doc := e.fieldDoc(value.Doc, api.TypeUse{}); doc != "" {
					g.Add(gofile.Comment(doc))
				}
				literal := gofile.Number(value.Text)
				if basic == api.String {
					literal = jen.Lit(value.Text)
				}
				g.Id(constants[i]).Id(name).Op("=").Add(literal)
			}
		}).Line()
	}
	values := e.names.Values(t)
	f.Var().Id(values).Op("=").Index().Id(name).Add(gofile.Words(constants)).Line()
	f.Commentf("// Values returns the values that the API's description lists.")
	f.Func().Params(jen.Id(name)).Id("Values").Params().Index().Id(name).Block(jen.Return(jen.Id("enumValues").Call(jen.Id(values)))).Line()
	f.Commentf("// IsKnown reports whether v is one of Values.")
	f.Func().Params(jen.Id("v").Id(name)).Id("IsKnown").Params().Bool().Block(jen.Return(jen.Id("isEnumValue").Call(jen.Id(values), jen.Id("v")))).Line()
}
