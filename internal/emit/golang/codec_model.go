package golang

import (
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// codecs are the JSON methods of types, as parts of a file.
func (e *emitter) codecs(types []*api.Type) []part {
	var parts []part
	for _, t := range types {
		p := part{weight: 16 + 3*len(t.Fields) + 12*len(t.Variants)}
		switch t.Kind {
		case api.Object:
			p.write = func(f *jen.File) { e.objectCodec(f, t) }
		case api.Union:
			p.write = func(f *jen.File) { e.unionCodec(f, t) }
		case api.List, api.Map:
			p.write = func(f *jen.File) { e.containerCodec(f, t) }
		default:
			continue
		}
		parts = append(parts, p)
	}
	return parts
}

func (e *emitter) objectCodec(f *jen.File, t *api.Type) {
	name := e.names.types[t]
	required := "nil"
	if helper := e.names.helpers[t]; helper != "" {
		required = helper
		var names []string
		for _, field := range t.Fields {
			if isRequired(field) {
				names = append(names, quote(field.Name))
			}
		}
		f.Var().Id(helper).Op("=").Add(code("[]string" + wrapNames(names))).Line()
	}
	f.Func().Params(jen.Id("m").Op("*").Id(name)).Id("decodeJSON").Params(code("r *jsonReader")).Block(
		jen.For(code("o := r.object(m, "+required+")"), code("o.next()"), jen.Empty()).Block(
			e.memberSwitch(t),
		),
	).Line()
	f.Func().Params(jen.Id("m").Op("*").Id(name)).Id("encodeJSON").Params(code("w *jsonWriter")).BlockFunc(func(g *jen.Group) {
		g.Add(code("o := w.object(&m.Extras)"))
		for i, field := range t.Fields {
			verb := "writeField"
			if field.Use.Optional() {
				verb = "writeOpt"
			}
			g.Add(code(verb + "(&o, " + quote(field.Name) + ", &m." + e.names.fields[t][i] + ", " +
				e.names.writing().function(field.Use) + ")"))
		}
		if t.Elem != nil {
			g.Add(code("writeMembers(&o, m.AdditionalProperties, " + e.names.writing().item(*t.Elem) + ")"))
		}
		g.Add(code("o.end()"))
	}).Line()
	e.marshalers(f, "m", name)
}

// memberSwitch reads one member of an object into its field.
func (e *emitter) memberSwitch(t *api.Type) jen.Code {
	rest := code("o.keepUnknown()")
	if t.Elem != nil {
		rest = code("readMember(&m.AdditionalProperties, &o, r, " + e.names.reading().item(*t.Elem) + ")")
	}
	if len(t.Fields) == 0 {
		return rest
	}
	return jen.Switch(code("o.key")).BlockFunc(func(g *jen.Group) {
		seen := 0
		for i, field := range t.Fields {
			var body []jen.Code
			if isRequired(field) {
				body = append(body, code("o.seen("+strconv.Itoa(seen)+")"))
				seen++
			}
			body = append(body, code(e.names.reading().call("&m."+e.names.fields[t][i], field.Use)))
			g.Case(code(quote(field.Name))).Block(body...)
		}
		g.Default().Block(rest)
	})
}

// marshalers make encoding/json use the methods that the SDK uses itself.
func (e *emitter) marshalers(f *jen.File, receiver, name string) {
	f.Comment("// MarshalJSON implements json.Marshaler.")
	f.Add(code("func (" + receiver + " " + name + ") MarshalJSON() ([]byte, error) { return marshalModel(&" + receiver + ") }")).Line()
	f.Comment("// UnmarshalJSON implements json.Unmarshaler. It replaces the whole value.")
	f.Add(code("func (" + receiver + " *" + name + ") UnmarshalJSON(data []byte) error { return unmarshalModel(data, " + receiver + ") }")).Line()
}

// containerCodec is that of a list or map with a name of its own.
func (e *emitter) containerCodec(f *jen.File, t *api.Type) {
	name := e.names.types[t]
	for _, c := range []codec{e.names.reading(), e.names.writing()} {
		helper, inner, _ := c.container(t)
		f.Func().Params(jen.Id("m").Op("*").Id(name)).Id(c.model).Params(code(c.param)).Block(
			code(helper + "((*" + e.names.structure(t) + ")(m), " + c.arg + ", " + inner + ")"),
		).Line()
	}
}

func (e *emitter) unionCodec(f *jen.File, t *api.Type) {
	name := e.names.types[t]
	if helper := e.names.helpers[t]; helper != "" {
		e.variantRules(f, helper, e.names.ruled(t))
	}
	f.Func().Params(jen.Id("u").Op("*").Id(name)).Id("decodeJSON").Params(code("r *jsonReader")).BlockFunc(func(g *jen.Group) {
		e.discriminate(g, t)
		g.Switch(code("r.kind()")).BlockFunc(func(g *jen.Group) {
			for _, kind := range []string{"kindString", "kindNumber", "kindBool", "kindObject", "kindArray"} {
				if candidates := e.names.candidates(t, kind); len(candidates) > 0 {
					g.Case(code(kind)).BlockFunc(func(g *jen.Group) { e.choose(g, t, kind, candidates) })
				}
			}
			g.Default().Block(code("r.unknownVariant(&u.union)"))
		})
	}).Line()
	f.Func().Params(jen.Id("u").Op("*").Id(name)).Id("encodeJSON").Params(code("w *jsonWriter")).Block(
		jen.Switch(code("v := u.current().(type)")).BlockFunc(func(g *jen.Group) {
			for _, v := range e.names.variants[t] {
				use := api.TypeUse{Type: v.Type, Required: true}
				call := e.names.writing().call("&v", use)
				if v.Type.Named() && v.Type.Kind != api.Enum {
					call = "v.encodeJSON(w)"
				}
				g.Case(code(v.goType)).Block(code(call))
			}
			g.Default().Block(code("w.unknownVariant(&u.union)"))
		}),
	).Line()
	e.marshalers(f, "u", name)
}

// readVariant is the statement that reads a value as a variant.
func (e *emitter) readVariant(v variant) *jen.Statement {
	function := e.names.reading().function(api.TypeUse{Type: v.Type, Required: true})
	if t := v.Type; t.Kind == api.Enum || t.Kind == api.Scalar {
		switch function {
		case "readString", "readBool", "readInt", "readFloat":
			function += "[" + v.goType + "]"
		}
	}
	return code("readVariant(&u.union, r, " + function + ")")
}

// discriminate chooses by the discriminator where the description has one.
func (e *emitter) discriminate(g *jen.Group, t *api.Type) {
	used := map[string]bool{}
	var cases []jen.Code
	for _, v := range e.names.variants[t] {
		var tags []string
		for _, tag := range v.Tags {
			if !used[tag] {
				used[tag] = true
				tags = append(tags, quote(tag))
			}
		}
		if len(tags) > 0 {
			cases = append(cases, jen.Case(code(strings.Join(tags, ", "))).Block(e.readVariant(v), jen.Return()))
		}
	}
	if t.Discriminator != "" && len(cases) > 0 {
		g.Switch(code("r.discriminator(" + quote(t.Discriminator) + ")")).Block(cases...)
	}
}

func admits(t *api.Type, kind string) bool {
	switch t.Kind {
	case api.Any, api.Union:
		return true
	case api.Object, api.Map, api.Free:
		return kind == "kindObject"
	case api.List:
		return kind == "kindArray"
	}
	basic := t.Basic
	if t.Kind == api.Enum {
		basic = enumBasic(t)
	}
	switch basic {
	case api.Boolean:
		return kind == "kindBool"
	case api.Integer, api.Integer32, api.Number:
		return kind == "kindNumber"
	}
	return kind == "kindString"
}

// choose reads a value of a kind as the candidate that fits best.
func (e *emitter) choose(g *jen.Group, t *api.Type, kind string, candidates []variant) {
	if len(candidates) == 1 {
		g.Add(e.readVariant(candidates[0]))
		return
	}
	switch kind {
	case "kindObject":
		e.chooseObject(g, t, candidates)
	case "kindString":
		e.chooseString(g, candidates)
	case "kindNumber":
		e.chooseNumber(g, candidates)
	default:
		g.Add(e.readVariant(candidates[0]))
	}
}

// chooseObject goes by the members of the object. What fits no declared object
// is left to the first variant that takes any object.
func (e *emitter) chooseObject(g *jen.Group, t *api.Type, candidates []variant) {
	rest := code("r.unknownVariant(&u.union)")
	for _, v := range candidates {
		if v.Type.Kind != api.Object {
			rest = e.readVariant(v)
			break
		}
	}
	objects := e.names.ruled(t)
	if len(objects) == 0 {
		g.Add(rest)
		return
	}
	g.Switch(code("r.matchObject(" + e.names.helpers[t] + ")")).BlockFunc(func(g *jen.Group) {
		for i, v := range objects {
			g.Case(code(strconv.Itoa(i))).Block(e.readVariant(v))
		}
		g.Default().Block(rest)
	})
}

// chooseString prefers an enum that knows the value to any other string.
func (e *emitter) chooseString(g *jen.Group, candidates []variant) {
	rest := candidates[0]
	for _, v := range candidates {
		if v.Type.Kind != api.Enum {
			rest = v
			break
		}
	}
	g.Switch().BlockFunc(func(g *jen.Group) {
		for _, v := range candidates {
			if v.Type.Kind == api.Enum && v.goType != rest.goType {
				var values []string
				for _, value := range v.Type.Values {
					values = append(values, quote(value.Text))
				}
				g.Case(code("r.stringIn([]string" + wrapNames(values) + ")")).Block(e.readVariant(v))
			}
		}
		g.Default().Block(e.readVariant(rest))
	})
}

// chooseNumber prefers an integer type for integers.
func (e *emitter) chooseNumber(g *jen.Group, candidates []variant) {
	var integer, number *variant
	for i, v := range candidates {
		basic := v.Type.Basic
		if v.Type.Kind == api.Enum {
			basic = enumBasic(v.Type)
		}
		switch {
		case v.Type.Kind != api.Scalar && v.Type.Kind != api.Enum:
			if number == nil {
				number = &candidates[i]
			}
		case basic == api.Number && number == nil:
			number = &candidates[i]
		case basic != api.Number && integer == nil:
			integer = &candidates[i]
		}
	}
	if integer == nil || number == nil {
		g.Add(e.readVariant(candidates[0]))
		return
	}
	g.If(code("r.isIntegral()")).Block(e.readVariant(*integer)).Else().Block(e.readVariant(*number))
}

// variantRules declares how the objects of a union are told apart.
func (e *emitter) variantRules(f *jen.File, name string, objects []variant) {
	var rules []jen.Code
	for _, v := range objects {
		rules = append(rules, code(e.variantRule(v)))
	}
	f.Var().Id(name).Op("=").Index().Id("variantRule").Add(lines(rules...)).Line()
}

// lines writes a composite literal with one item to a line.
func lines(items ...jen.Code) *jen.Statement {
	return jen.Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, items...)
}

func (e *emitter) variantRule(v variant) string {
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
			consts = append(consts, "{name: "+quote(c.Name)+", values: "+stringList(c.Values)+"}")
		}
		fields = append(fields, "consts: []variantConst{"+strings.Join(consts, ", ")+"}")
	}
	return "{" + strings.Join(fields, ", ") + "}"
}

func stringList(texts []string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = quote(text)
	}
	return "[]string" + wrapNames(quoted)
}
