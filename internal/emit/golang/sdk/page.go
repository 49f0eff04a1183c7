package sdk

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// iterators writes the methods that go through the pages of an operation.
func (e *emitter) iterators(f *jen.File, o *api.Operation) {
	named := e.names.Operation(o)
	method := "[" + e.names.Service(o.Service).Type + "." + named.Method + "]."
	page := gofile.Type(e.names.PageType(o))
	f.Add(gofile.Comment(named.Pages + " iterates over the pages of " + method))
	e.iterator(f, o, named.Pages, page, e.pages(o), e.takeParams(o)...)
	if named.All == "" {
		return
	}
	item := gofile.Type(e.names.ItemType(o))
	items := e.valueAt(jen.Id("page"), o.Results[0].Use.Type, o.Pagination.Items)
	f.Add(gofile.Comment(named.All + " iterates over the items of all pages of " + method))
	e.iterator(f, o, named.All, item, jen.Id("pageItems").Call(
		jen.Id("s").Dot(named.Pages).Call(arguments(o, jen.Id("opts"))...),
		jen.Func().Params(
			jen.Id("page").Op("*").Add(page),
			jen.Id("yield").Func().Params(jen.Op("*").Add(item), jen.Error()).Bool(),
		).Bool().Block( // no call of the runtime, which would be compiled for each type of items
			jen.Id("items").Op(":=").Add(items),
			jen.For(jen.Id("i").Op(":=").Range().Id("items")).Block(
				jen.If(jen.Op("!").Id("yield").Call(jen.Op("&").Id("items").Index(jen.Id("i")), jen.Nil())).Block(jen.Return(jen.False())),
			),
			jen.Return(jen.True()),
		),
	))
}

// iterator writes a method that returns an iterator, after some statements.
func (e *emitter) iterator(f *jen.File, o *api.Operation, name string, yields, iterator jen.Code, before ...jen.Code) {
	f.Func().Params(e.receiver(o)).Id(name).Params(e.params(o)...).
		Qual("iter", "Seq2").Types(jen.Op("*").Add(yields), jen.Error()).
		Block(append(before, jen.Return(iterator))...).Line()
}

// pagesByOption says that the option with the optional parameters selects the page.
func (e *emitter) pagesByOption(o *api.Operation) bool {
	return o.Input() == api.InputBody && o.Pagination.Kind != api.PageURL && o.Pagination.Parameter != nil
}

// takeParams is the statement that parts the option which selects the page from others.
func (e *emitter) takeParams(o *api.Operation) []jen.Code {
	if !e.pagesByOption(o) {
		return nil
	}
	return []jen.Code{jen.List(jen.Id("params"), jen.Id("opts")).Op(":=").Id("takeParams").Types(jen.Id(e.names.Operation(o).Params)).Call(jen.Id("opts"))}
}

// arguments are the parameters of a method, handed on with other options.
func arguments(o *api.Operation, options jen.Code) []jen.Code {
	list := []jen.Code{jen.Id("ctx")}
	switch o.Input() {
	case api.InputBody:
		list = append(list, jen.Id("body"))
	case api.InputRequest:
		list = append(list, jen.Id("request"))
	}
	return append(list, jen.Add(options).Op("..."))
}

// pages is the walk over pages: where it begins, how a page is fetched, and what the
// page says of the next one. Each is asked for with a copy of the caller's request.
func (e *emitter) pages(o *api.Operation) jen.Code {
	p, result := o.Pagination, o.Results[0].Use.Type
	page := func(fields []*api.Field) *jen.Statement { return e.valueAt(jen.Id("page"), result, fields) }
	if p.Kind == api.PageURL {
		address := jen.Id("address")
		return jen.Id("cursorPages").Call(jen.Lit(""),
			e.fetch(o, jen.Id("address").String(), nil, jen.Id("withNextPage").Call(jen.Id("opts"), address)),
			e.ofPage(o, jen.String(), page(p.Next)))
	}
	input, use := e.pageInput(o)
	turn := func(position string) []jen.Code {
		return []jen.Code{input().Op("=").Add(setValue(use, pageValue(use, position)))}
	}
	start := pageStart(use, input(), p)
	switch p.Kind {
	case api.PageOffset:
		return jen.Id("offsetPages").Call(start,
			e.fetch(o, jen.Id("offset").Int64(), turn("offset"), jen.Id("opts")),
			e.ofPage(o, jen.Int(), jen.Len(page(p.Items))))
	case api.PageNumber:
		return jen.Id("numberPages").Call(start,
			e.fetch(o, jen.Id("number").Int64(), turn("number"), jen.Id("opts")),
			e.ofPage(o, jen.Bool(), morePages(p, page), jen.Id("number").Int64()))
	}
	turned := turn("cursor")
	for i, q := range o.Parameters {
		if slices.Contains(p.Superseded, q) {
			absent := gofile.Type(e.names.GoType(names.FieldUse(q)))
			turned = append(turned, jen.Id("request").Dot(e.names.Operation(o).Parameters[i]).Op("=").Add(absent).Values())
		}
	}
	return jen.Id("cursorPages").Call(e.presentValue(input(), use),
		e.fetch(o, jen.Id("cursor").String(), []jen.Code{jen.If(jen.Id("cursor").Op("!=").Lit("")).Block(turned...)}, jen.Id("opts")),
		e.ofPage(o, jen.String(), page(p.Next)))
}

// fetch is the function that asks for the page at a position. The statements turn the
// request to it.
func (e *emitter) fetch(o *api.Operation, position jen.Code, turn []jen.Code, options jen.Code) jen.Code {
	var body []jen.Code
	if turn != nil {
		input := e.pageSelector(o)
		body = append([]jen.Code{jen.Id(input).Op(":=").Id(input)}, turn...)
	}
	if e.pagesByOption(o) {
		options = jen.Id("withParams").Call(options, jen.Id("params"))
	}
	call := jen.Id("s").Dot(e.names.Operation(o).Method).Call(arguments(o, steered(o.Pagination, options))...)
	if o.Results[0].Use.Nullable {
		call = jen.Id("pageOrEmpty").Call(call)
	}
	return jen.Func().Params(position).Params(jen.Op("*").Id(e.names.PageType(o)), jen.Error()).
		Block(append(body, jen.Return(call))...)
}

// pageSelector is the variable that selects the page: the request, the body or the option
// with the optional parameters.
func (e *emitter) pageSelector(o *api.Operation) string {
	switch {
	case e.pagesByOption(o):
		return "params"
	case o.Input() == api.InputBody:
		return "body"
	}
	return "request"
}

// steered are options that have what steers the listing read strictly.
func steered(p *api.Pagination, options jen.Code) jen.Code {
	list := []jen.Code{options}
	for _, fields := range p.Steering() {
		pointer := ""
		for _, f := range fields {
			pointer += "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(f.Name)
		}
		list = append(list, jen.Lit(pointer))
	}
	return jen.Id("withSteering").Call(list...)
}

// ofPage is the function that finds something out of a page, and of its position.
func (e *emitter) ofPage(o *api.Operation, result, found jen.Code, position ...jen.Code) jen.Code {
	params := append([]jen.Code{jen.Id("page").Op("*").Id(e.names.PageType(o))}, position...)
	return jen.Func().Params(params...).Add(result).Add(gofile.Inline(jen.Return(found)))
}

// morePages is the condition under which another page follows.
func morePages(p *api.Pagination, page func([]*api.Field) *jen.Statement) *jen.Statement {
	number, last := jen.Id("number"), func() *jen.Statement { return jen.Int64().Call(page(p.Pages)) }
	if p.First() == 0 { // the last of n pages is n-1
		number = jen.Id("number").Op("+").Lit(1)
	}
	switch p.Stop() {
	case api.StopAtCount:
		return number.Op("<").Add(last())
	case api.StopAtCountOrWithoutItems:
		return jen.Id("morePages").Call(number, last(), jen.Len(page(p.Items)))
	}
	return jen.Len(page(p.Items)).Op(">").Lit(0)
}

// pageInput is the field of the request that selects the page.
func (e *emitter) pageInput(o *api.Operation) (field func() *jen.Statement, use api.TypeUse) {
	p := o.Pagination
	if p.Parameter != nil {
		for i, parameter := range o.Parameters {
			if parameter == p.Parameter {
				name := e.names.Operation(o).Parameters[i]
				return func() *jen.Statement { return jen.Id(e.pageSelector(o)).Dot(name) }, parameter.Use
			}
		}
	}
	name := e.fieldName(o.Body.Use.Type, p.BodyField)
	if o.Input() == api.InputBody {
		return func() *jen.Statement { return jen.Id("body").Dot(name) }, p.BodyField.Use
	}
	return func() *jen.Statement { return jen.Id("request").Dot("Body").Dot(name) }, p.BodyField.Use
}

func (e *emitter) fieldName(t *api.Type, f *api.Field) string {
	for i, field := range t.Fields {
		if field == f {
			return e.names.Fields(t)[i]
		}
	}
	return ""
}

// valueAt is the value that fields lead to, and the zero value where one of them
// is absent.
func (e *emitter) valueAt(value *jen.Statement, t *api.Type, fields []*api.Field) *jen.Statement {
	for _, f := range fields {
		value = e.presentValue(value.Dot(e.fieldName(t, f)), f.Use)
		t = f.Use.Type
	}
	return value
}

// presentValue is the value in a field, and the zero value if it is absent.
func (e *emitter) presentValue(field *jen.Statement, use api.TypeUse) *jen.Statement {
	if !use.Optional() {
		return field
	}
	zero := gofile.Number(names.ZeroValue(use.Type))
	if names.ZeroValue(use.Type) == "" {
		zero = gofile.Type(e.names.ValueType(use.Type)).Values()
		if names.IsPointer(use) {
			zero = jen.Op("&").Add(zero)
		}
	}
	return field.Dot("Or").Call(zero)
}

// setValue is what puts a value into a field.
func setValue(use api.TypeUse, value jen.Code) jen.Code {
	if use.Optional() {
		return jen.Id("Some").Call(value)
	}
	return value
}

// pageValue converts the position of a page to the type of the parameter.
func pageValue(use api.TypeUse, position string) jen.Code {
	switch {
	case use.Type.Basic == api.String && position != "cursor":
		return jen.Id("pageText").Call(jen.Id(position))
	case use.Type.Basic == api.Integer32:
		return jen.Int32().Call(jen.Id(position))
	case use.Type.Basic == api.Unsigned:
		return jen.Uint64().Call(jen.Id(position))
	case use.Type.Basic == api.Number:
		return jen.Float64().Call(jen.Id(position))
	}
	return jen.Id(position)
}

// pageStart is the position that the caller's request begins with, and where it does
// not say, the usual one. A plain number always says so, but not below the first.
func pageStart(use api.TypeUse, field *jen.Statement, p *api.Pagination) jen.Code {
	usual := jen.Lit(int(p.Start))
	switch {
	case use.Type.Basic == api.String && use.Optional():
		return jen.Id("pageStart").Call(field.Dot("Or").Call(jen.Lit("")), usual)
	case use.Type.Basic == api.String:
		return jen.Id("pageStart").Call(field, usual)
	case use.Optional():
		return jen.Int64().Call(field.Dot("Or").Call(usual))
	case p.First() == 0:
		return jen.Int64().Call(field)
	}
	return jen.Id("max").Call(jen.Int64().Call(field), jen.Lit(int(p.First())))
}
