package sdk

import (
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// union writes a union with the functions that make one and those that return its value.
func (e *emitter) union(f *jen.File, t *api.Type) {
	name := e.names.Type(t)
	f.Type().Id(name).Struct(jen.Id("union")).Line()
	for _, v := range e.names.Variants(t) {
		e.unionMaker(f, t, v)
		f.Commentf("// %s returns the value if it is %s.", v.Accessor, withArticle(v.GoType))
		f.Func().Params(jen.Id("u").Id(name)).Id(v.Accessor).Params().Params(gofile.Type(v.GoType), jen.Bool()).
			Add(gofile.Inline(jen.Return(jen.Id("unionAs").Types(gofile.Type(v.GoType)).Call(jen.Id("u").Dot("union"))))).Line()
	}
	e.marshalers(f, "u", name)
	e.unionRules(f, t)
}

// unionMaker is the function that makes a union of a value. It sets the discriminator that
// only this variant has, if the value leaves it empty.
func (e *emitter) unionMaker(f *jen.File, t *api.Type, v names.Variant) {
	union := e.names.Type(t)
	made := jen.Return(jen.Id(union).Values(jen.Id("unionOf").Call(jen.Id("v"))))
	maker := func() *jen.Statement {
		return f.Func().Id(v.Maker).Params(jen.Id("v").Add(gofile.Type(v.GoType))).Id(union)
	}
	doc := v.Maker + " returns a union that holds v"
	field, name := e.discriminatorField(t, v)
	if field == nil {
		f.Add(gofile.Comment(doc + "."))
		maker().Add(gofile.Inline(made)).Line()
		return
	}
	f.Add(gofile.Comment(doc + ", whose " + name + " is " + strconv.Quote(v.Tags[0]) + " unless it is set."))
	discriminator, tag := func() *jen.Statement { return jen.Id("v").Dot(name) }, jen.Lit(v.Tags[0])
	unset := discriminator().Op("==").Lit("")
	if field.Use.Optional() {
		unset = discriminator().Dot("IsZero").Call()
		tag = jen.Id("Some").Types(gofile.Type(e.names.ValueType(field.Use.Type))).Call(tag)
	}
	maker().Block(jen.If(unset).Block(discriminator().Op("=").Add(tag)), made).Line()
}

// discriminatorField is the field of a variant for the discriminator of its union, with its
// name; nil if it is no string, or if several values or none select the variant.
func (e *emitter) discriminatorField(t *api.Type, v names.Variant) (*api.Field, string) {
	if v.Type.Kind != api.Object || len(v.Tags) != 1 || v.Tags[0] == "" {
		return nil, ""
	}
	for i, field := range v.Type.Fields {
		use := field.Use.Type
		isText := use.Kind == api.Scalar && use.Basic == api.String || use.Kind == api.Enum && names.EnumBasic(use) == api.String
		if field.Name == t.Discriminator && isText {
			return field, e.names.Fields(v.Type)[i]
		}
	}
	return nil, ""
}

func withArticle(goType string) string {
	if strings.ContainsRune("AEIOaeio", rune(goType[0])) {
		return "an " + goType
	}
	return "a " + goType
}
