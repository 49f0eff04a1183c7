package golang

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// errorTable is a list of documented errors that operations share.
type errorTable struct {
	name  string
	cases []*api.ErrorCase
}

// errorTables returns the different lists of errors, in the order of the
// operations.
func errorTables(a *api.API) []*errorTable {
	var tables []*errorTable
	taken := map[string]*errorTable{}
	for _, o := range a.Operations() {
		if !hasErrorTypes(o) || slices.ContainsFunc(tables, func(t *errorTable) bool { return t.holds(o) }) {
			continue
		}
		t := &errorTable{cases: o.Errors}
		name := t.bounds()
		if first := taken[name]; first != nil {
			name += t.difference(first)
		}
		for n := 2; taken[name] != nil; n++ {
			name = t.bounds() + "Variant" + strconv.Itoa(n)
		}
		t.name = name
		taken[name] = t
		tables = append(tables, t)
	}
	return tables
}

// hasErrorTypes says that some errors of an operation have a type of their own.
func hasErrorTypes(o *api.Operation) bool {
	return slices.ContainsFunc(o.Errors, func(c *api.ErrorCase) bool { return c.Error != nil })
}

func (t *errorTable) holds(o *api.Operation) bool {
	return slices.EqualFunc(t.cases, o.Errors, func(x, y *api.ErrorCase) bool {
		return x.Status == y.Status && x.Error == y.Error
	})
}

// bounds names a table by its first and last status.
func (t *errorTable) bounds() string {
	first, last := t.cases[0].Status, t.cases[len(t.cases)-1].Status
	if first == last {
		return "errors" + statusWord(first)
	}
	return "errors" + statusWord(first) + "To" + statusWord(last)
}

// difference names the statuses that a table has more or less than one with
// the same bounds.
func (t *errorTable) difference(first *errorTable) string {
	without := func(x, y *errorTable) string {
		var words []string
		for _, c := range x.cases {
			if !slices.ContainsFunc(y.cases, func(other *api.ErrorCase) bool { return other.Status == c.Status }) {
				words = append(words, statusWord(c.Status))
			}
		}
		return strings.Join(words, "And")
	}
	name := ""
	if more := without(t, first); more != "" {
		name += "With" + more
	}
	if less := without(first, t); less != "" {
		name += "Without" + less
	}
	return name
}

// statusWord is a status in a name; the parser has checked what it is made of.
func statusWord(status string) string {
	if status == "default" {
		return "Others"
	}
	return strings.ToUpper(status)
}

// errorTable returns the table with an operation's errors, nil if it has none.
func (e *emitter) errorTable(o *api.Operation) *errorTable {
	for _, t := range e.tables {
		if t.holds(o) {
			return t
		}
	}
	return nil
}

// errors writes the error types and the tables that lead to them.
func (e *emitter) errors(f *jen.File) {
	for _, t := range e.api.Errors {
		e.errorType(f, t)
	}
	for _, t := range e.tables {
		e.errorFunction(f, t)
	}
}

func (e *emitter) errorType(f *jen.File, t *api.ErrorType) {
	name := e.names.errors[t]
	statuses := make([]string, len(t.Statuses))
	for i, status := range t.Statuses {
		statuses[i] = statusName(status)
	}
	first := name + " is the error that the API documents for " + list(statuses, "and") + "."
	f.Add(comment(paragraphs(follow(first, about(t.Doc)), e.names.deprecation(t.Doc))))
	f.Type().Id(name).StructFunc(func(g *jen.Group) {
		g.Op("*").Id("APIError")
		if t.Body != nil {
			g.Comment("// Body is what the API says of the error. It is empty if DecodeErr is set.")
			g.Id("Body").Add(code(e.names.baseType(t.Body)))
		}
	}).Line()
	f.Func().Id(e.names.makers[t]).Params(code("e *APIError")).Error().BlockFunc(func(g *jen.Group) {
		if t.Body == nil {
			g.Return(code("&" + name + "{APIError: e}"))
			return
		}
		g.Add(code("err := &" + name + "{APIError: e}"))
		g.Add(code("decodeErrorBody(e, &err.Body)"))
		g.Return(code("err"))
	}).Line()
	f.Comment("// Unwrap returns the error without its type, for [errors.As].")
	f.Add(code("func (e *" + name + ") Unwrap() error { return e.APIError }")).Line()
}

// errorFunction writes a table as the function that the runtime calls.
func (e *emitter) errorFunction(f *jen.File, t *errorTable) {
	f.Commentf("// %s gives errors the types that operations document for their statuses.", t.name)
	f.Func().Id(t.name).Params(code("e *APIError")).Error().BlockFunc(func(g *jen.Group) {
		var exact, ranges []jen.Code
		last := code("return e")
		for _, c := range t.cases {
			make := code("return e")
			if c.Error != nil {
				make = code("return " + e.names.makers[c.Error] + "(e)")
			}
			switch _, isCode := exactStatus(c.Status); {
			case isCode:
				exact = append(exact, jen.Case(code(c.Status)).Block(make))
			case isRange(c.Status):
				ranges = append(ranges, jen.Case(code(c.Status[:1])).Block(make))
			case c.Status == "default":
				last = make
			}
		}
		if len(exact) > 0 {
			g.Switch(code("e.StatusCode")).Block(exact...)
		}
		if len(ranges) > 0 {
			g.Switch(code("e.StatusCode / 100")).Block(ranges...)
		}
		g.Add(last)
	}).Line()
}
