package sdk

import (
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
	f.Add(gofile.Comment(e.typeDoc(t)))
	switch t.Kind {
	case api.Object:
		e.object(f, t)
	case api.Enum:
		e.enum(f, t)
	case api.Union:
		e.union(f, t)
	default:
		f.Type().Id(e.names.Type(t)).Add(gofile.Code(e.names.Structure(t))).Line()
	}
}

func (e *emitter) object(f *jen.File, t *api.Type) {
	fields := structFields{}
	for i, field := range t.Fields {
		fields.add(e.fieldDoc(field.Doc, field.Use), e.names.Fields(t)[i], gofile.Code(e.names.GoType(field.Use)+memberTag(field.Name, field.Use)))
	}
	if t.Elem != nil {
		fields.add(gofile.Follow("AdditionalProperties are the members that have no field.", t.Elem.Type.Doc.About()),
			"AdditionalProperties", gofile.Code("map[string]"+e.names.GoType(*t.Elem)+restTag(*t.Elem)))
	}
	fields.apart = true
	fields.add("", "Extras", gofile.Code("Extras"))
	name := e.names.Type(t)
	f.Type().Id(name).Struct(fields.code...).Line()
	e.marshalers(f, "m", name)
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
	f.Type().Id(name).Add(gofile.Code(names.BasicType(basic))).Line()
	constants := e.names.Constants(t)
	if len(constants) > 0 {
		f.Commentf("// The values of %s that the API's description lists.", name)
		f.Const().DefsFunc(func(g *jen.Group) {
			for i, value := range t.Values {
				if doc := e.fieldDoc(value.Doc, api.TypeUse{}); doc != "" {
					g.Add(gofile.Comment(doc))
				}
				literal := value.Text
				if basic == api.String {
					literal = gofile.Quote(value.Text)
				}
				g.Id(constants[i]).Id(name).Op("=").Add(gofile.Code(literal))
			}
		}).Line()
	}
	values := e.names.Values(t)
	f.Var().Id(values).Op("=").Add(gofile.Code("[]" + name + wrapNames(constants))).Line()
	f.Commentf("// Values returns the values that the API's description lists.")
	f.Func().Params(jen.Id(name)).Id("Values").Params().Index().Id(name).Block(gofile.Code("return enumValues(" + values + ")")).Line()
	f.Commentf("// IsKnown reports whether v is one of Values.")
	f.Func().Params(jen.Id("v").Id(name)).Id("IsKnown").Params().Bool().Block(gofile.Code("return isEnumValue(" + values + ", v)")).Line()
}

// wrapNames writes a composite literal of names, several of them to a line.
func wrapNames(names []string) string {
	const width = 100
	if joined := strings.Join(names, ", "); len(joined) < width {
		return "{" + joined + "}"
	}
	return "{\n" + wrapped(names) + ",\n}"
}

// wrapped lists names, several of them to a line.
func wrapped(names []string) string {
	const width = 100
	var text strings.Builder
	column := 0
	for i, name := range names {
		switch column += len(name) + 2; {
		case i == 0:
		case column > width:
			text.WriteString(",\n")
			column = len(name) + 1
		default:
			text.WriteString(", ")
		}
		text.WriteString(name)
	}
	return text.String()
}

func (e *emitter) union(f *jen.File, t *api.Type) {
	name := e.names.Type(t)
	f.Type().Id(name).Struct(gofile.Code("union")).Line()
	for _, v := range e.names.Variants(t) {
		f.Commentf("// %s returns a union that holds v.", v.Maker)
		f.Add(gofile.Code("func " + v.Maker + "(v " + v.GoType + ") " + name + " { return " + name + "{unionOf(v)} }")).Line()
		f.Commentf("// %s returns the value if it is %s.", v.Accessor, withArticle(v.GoType))
		f.Add(gofile.Code("func (u " + name + ") " + v.Accessor + "() (" + v.GoType + ", bool) { return unionAs[" + v.GoType + "](u.union) }")).Line()
	}
	e.marshalers(f, "u", name)
	e.unionRules(f, t)
}

func withArticle(goType string) string {
	if strings.ContainsRune("AEIOaeio", rune(goType[0])) {
		return "an " + goType
	}
	return "a " + goType
}
