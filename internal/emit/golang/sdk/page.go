package sdk

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// iterators writes the methods that go through the pages of an operation.
func (e *emitter) iterators(f *jen.File, o *api.Operation) {
	names := e.names.Operation(o)
	page := e.names.PageType(o)
	f.Add(gofile.Comment(names.Pages + " goes through the pages of [" + e.names.Service(o.Service).Type + "." + names.Method + "]" + pageOrigin(o) +
		". It ends after the last page, or with the error of the page that failed."))
	e.iterator(f, o, names.Pages, page, e.pages(o))
	if names.All == "" {
		return
	}
	item := e.names.ItemType(o)
	f.Add(gofile.Comment(names.All + " goes through the items of all pages of [" + e.names.Service(o.Service).Type + "." + names.Method + "]" + pageOrigin(o) +
		". It ends after the last item, or with the error of the page that failed."))
	e.iterator(f, o, names.All, item, "return pageItems(s."+names.Pages+"("+iteratorArguments(o)+"), func(page *"+page+", yield func(*"+item+", error) bool) bool {\n"+
		"items := "+e.valueAt("page", o.Results[0].Use.Type, o.Pagination.Items)+`
for i := range items {
if !yield(&items[i], nil) {
return false
}
}
return true
})`)
}

// pageOrigin says where the iteration begins.
func pageOrigin(o *api.Operation) string {
	if o.Pagination.Kind == api.PageURL {
		return ""
	}
	return ", beginning with the one that the request asks for"
}

// iterator writes a method that returns what the statement says.
func (e *emitter) iterator(f *jen.File, o *api.Operation, name, yields, statement string) {
	f.Func().Params(gofile.Code("s *"+e.names.Service(o.Service).Type)).Id(name).Params(e.params(o)...).
		Qual("iter", "Seq2").Index(jen.List(gofile.Code("*"+yields), jen.Error())).Block(gofile.Code(statement)).Line()
}

// iteratorArguments are the parameters of a method, handed on.
func iteratorArguments(o *api.Operation) string {
	switch o.Input() {
	case api.InputBody:
		return "ctx, body, opts..."
	case api.InputRequest:
		return "ctx, request, opts..."
	default:
		return "ctx, opts..."
	}
}

// pages is the walk over pages. Each page is asked for with a copy of the caller's
// request.
func (e *emitter) pages(o *api.Operation) string {
	p := o.Pagination
	result := o.Results[0].Use.Type
	empty := ""
	if o.Results[0].Use.Nullable { // a null has no items, and no page after it
		empty = "if page == nil {\npage = &" + e.names.PageType(o) + "{}\n}\n"
	}
	walk := func(function, start, parameter, found, set, none, after string) string {
		return "return " + function + "(" + start + ", func(" + parameter + ") (*" + e.names.PageType(o) + ", " + found + ", error) {\n" + set +
			"page, err := s." + e.names.Operation(o).Method + "(" + iteratorArguments(o) + ")\nif err != nil {\nreturn nil, " + none + ", err\n}\n" +
			empty + after + "\n})"
	}
	if p.Kind == api.PageURL {
		return walk("cursorPages", `""`, "address string", "string", "opts := opts\nif address != \"\" {\nopts = withNextPage(opts, address)\n}\n", `""`,
			"return page, "+e.valueAt("page", result, p.Next)+", nil")
	}
	input, use := e.pageInput(o)
	variable := "request"
	if o.Input() == api.InputBody {
		variable = "body"
	}
	turn := func(parameter, condition string) string {
		set := input + " = " + setValue(use, pageValue(use, parameter)) + "\n"
		if condition != "" {
			set = "if " + condition + " {\n" + set + "}\n"
		}
		return variable + " := " + variable + "\n" + set
	}
	switch p.Kind {
	case api.PageOffset:
		return walk("offsetPages", pageStart(use, input, p.Start, 0), "offset int64", "int", turn("offset", ""), "0",
			"return page, len("+e.valueAt("page", result, p.Items)+"), nil")
	case api.PageNumber:
		more := "return page, len(" + e.valueAt("page", result, p.Items) + ") > 0, nil"
		first, number := int64(1), "number"
		if p.Start == 0 {
			first, number = 0, "number+1"
		}
		if len(p.Pages) > 0 {
			last := "int64(" + e.valueAt("page", result, p.Pages) + ")"
			if len(p.Items) == 0 {
				more = "return page, " + number + " < " + last + ", nil"
			} else { // a page need not say how many there are
				more = "if last := " + last + "; last > 0 {\nreturn page, " + number + " < last, nil\n}\n" + more
			}
		}
		return walk("numberPages", pageStart(use, input, p.Start, first), "number int64", "bool", turn("number", ""), "false", more)
	default:
		return walk("cursorPages", e.presentValue(input, use), "cursor string", "string", turn("cursor", `cursor != ""`), `""`,
			"return page, "+e.valueAt("page", result, p.Next)+", nil")
	}
}

// pageInput is the field of the request that selects the page.
func (e *emitter) pageInput(o *api.Operation) (field string, use api.TypeUse) {
	p := o.Pagination
	if p.Parameter != nil {
		for i, parameter := range o.Parameters {
			if parameter == p.Parameter {
				return "request." + e.names.Operation(o).Parameters[i], parameter.Use
			}
		}
	}
	body := "request.Body"
	if o.Input() == api.InputBody {
		body = "body"
	}
	return body + "." + e.fieldName(o.Body.Use.Type, p.BodyField), p.BodyField.Use
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
func (e *emitter) valueAt(variable string, t *api.Type, fields []*api.Field) string {
	value := variable
	for _, f := range fields {
		value = e.presentValue(value+"."+e.fieldName(t, f), f.Use)
		t = f.Use.Type
	}
	return value
}

// presentValue is the value in a place, and the zero value if it is absent.
func (e *emitter) presentValue(place string, use api.TypeUse) string {
	if !use.Optional() {
		return place
	}
	zero := names.ZeroValue(use.Type)
	if zero == "" {
		zero = e.names.ValueType(use.Type) + "{}"
		if names.IsPointer(use) {
			zero = "&" + zero
		}
	}
	return place + ".Or(" + zero + ")"
}

// setValue is what puts a value into a place.
func setValue(use api.TypeUse, value string) string {
	if use.Optional() {
		return "Some(" + value + ")"
	}
	return value
}

// pageValue converts the position of a page to the type of the parameter.
func pageValue(use api.TypeUse, parameter string) string {
	switch {
	case use.Type.Basic == api.String && parameter != "cursor":
		return "pageText(" + parameter + ")"
	case use.Type.Basic == api.Integer32:
		return "int32(" + parameter + ")"
	case use.Type.Basic == api.Number:
		return "float64(" + parameter + ")"
	}
	return parameter
}

// pageStart is the position that the caller's request begins with, and where it does
// not say, the usual one. A plain number always says so, but not below the first.
func pageStart(use api.TypeUse, field string, start, first int64) string {
	usual := strconv.FormatInt(start, 10)
	switch {
	case use.Type.Basic == api.String && use.Optional():
		return "pageStart(" + field + `.Or(""), ` + usual + ")"
	case use.Type.Basic == api.String:
		return "pageStart(" + field + ", " + usual + ")"
	case use.Optional():
		return "int64(" + field + ".Or(" + usual + "))"
	case first == 0:
		return "int64(" + field + ")"
	}
	return "max(int64(" + field + "), " + strconv.FormatInt(first, 10) + ")"
}
