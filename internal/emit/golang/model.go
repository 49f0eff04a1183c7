package golang

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// code is an expression or statement in its final form.
func code(text string) *jen.Statement { return jen.Op(text) }

// models are the declarations of types, as parts of a file.
func (e *emitter) models(types []*api.Type) []part {
	var parts []part
	for _, t := range types {
		parts = append(parts, part{
			weight: 10 + 2*len(t.Fields) + len(t.Values) + 12*len(t.Variants),
			write:  func(f *jen.File) { e.model(f, t) },
		})
	}
	return parts
}

func (e *emitter) model(f *jen.File, t *api.Type) {
	f.Add(comment(e.names.typeDoc(t)))
	switch t.Kind {
	case api.Object:
		e.object(f, t)
	case api.Enum:
		e.enum(f, t)
	case api.Union:
		e.union(f, t)
	default:
		f.Type().Id(e.names.types[t]).Add(code(e.names.structure(t))).Line()
	}
}

func (e *emitter) object(f *jen.File, t *api.Type) {
	fields := structFields{}
	for i, field := range t.Fields {
		fields.add(e.names.fieldDoc(field.Doc, field.Use), e.names.fields[t][i], code(e.names.goType(field.Use)+memberTag(field.Name, field.Use)))
	}
	if t.Elem != nil {
		fields.add(follow("AdditionalProperties are the members that have no field.", about(t.Elem.Type.Doc)),
			"AdditionalProperties", code("map[string]"+e.names.goType(*t.Elem)+restTag(*t.Elem)))
	}
	fields.apart = true
	fields.add("", "Extras", code("Extras"))
	name := e.names.types[t]
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
	text := commentText(doc)
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
	name := e.names.types[t]
	basic := enumBasic(t)
	f.Type().Id(name).Add(code(basicType(basic))).Line()
	constants := e.names.constants[t]
	if len(constants) > 0 {
		f.Commentf("// The values of %s that the API's description lists.", name)
		f.Const().DefsFunc(func(g *jen.Group) {
			for i, value := range t.Values {
				if doc := e.names.fieldDoc(value.Doc, api.TypeUse{}); doc != "" {
					g.Add(comment(doc))
				}
				literal := value.Text
				if basic == api.String {
					literal = quote(value.Text)
				}
				g.Id(constants[i]).Id(name).Op("=").Add(code(literal))
			}
		}).Line()
	}
	values := e.names.values[t]
	f.Var().Id(values).Op("=").Add(code("[]" + name + wrapNames(constants))).Line()
	f.Commentf("// Values returns the values that the API's description lists.")
	f.Func().Params(jen.Id(name)).Id("Values").Params().Index().Id(name).Block(code("return enumValues(" + values + ")")).Line()
	f.Commentf("// IsKnown reports whether v is one of Values.")
	f.Func().Params(jen.Id("v").Id(name)).Id("IsKnown").Params().Bool().Block(code("return isEnumValue(" + values + ", v)")).Line()
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
	name := e.names.types[t]
	f.Type().Id(name).Struct(code("union")).Line()
	for _, v := range e.names.variants[t] {
		f.Commentf("// %s returns a union that holds v.", v.maker)
		f.Add(code("func " + v.maker + "(v " + v.goType + ") " + name + " { return " + name + "{unionOf(v)} }")).Line()
		f.Commentf("// %s returns the value if it is %s.", v.accessor, withArticle(v.goType))
		f.Add(code("func (u " + name + ") " + v.accessor + "() (" + v.goType + ", bool) { return unionAs[" + v.goType + "](u.union) }")).Line()
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
