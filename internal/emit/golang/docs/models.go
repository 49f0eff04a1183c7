package docs

import (
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

type modelsPage struct {
	Title, Intro string
	IsErrors     bool
	CatchAll     string
	Index        []link
	Errors       []errorSection
	Types        []typeSection
}

type errorSection struct {
	Heading, Text, Statuses, Body string
	Deprecated                    string
}

type typeSection struct {
	Heading, Intro, Text string
	Deprecated           string
	Fields               []fieldRow
	Additional           string
	Values               []valueRow
	Variants             []variantRow
	Discriminator        string
	Rest                 string // the variant of values that the discriminator does not tell
}

type fieldRow struct{ Name, Wire, Type, Required, Description, Example string }

type valueRow struct{ Constant, Value, Description string }

type variantRow struct{ Type, Accessor, Maker string }

func (w *writer) modelsPage(g group) *modelsPage {
	from := g.path()
	page := &modelsPage{Title: g.title, IsErrors: g.file == "errors", CatchAll: catchAll}
	intro := "Models that several services use."
	switch {
	case g.service != nil:
		intro = "Models of [" + w.names.Service(g.service).Selector + "](" + href(from, w.ofService[g.service]) + ") and the services below it."
	case page.IsErrors:
		intro = "The API's errors and their bodies. [The README](" + href(from, "README.md#errors") + ") shows how to handle them."
	}
	page.Intro = sentences(intro + " Fields that can be absent or null are of type `Opt`: see [optional and null values](" +
		href(from, "README.md#optional-and-null-values") + "). Members of a struct without a field are in its `Extras`. Enums are open: " +
		"other values pass, too, and `IsKnown` tells them.")
	for _, e := range g.errors {
		page.Index = append(page.Index, link{Name: w.names.Error(e), To: href(from, w.ofError[e])})
		page.Errors = append(page.Errors, w.errorSection(from, e))
	}
	for _, t := range g.types {
		page.Index = append(page.Index, link{Name: w.names.Type(t), To: href(from, w.ofType[t])})
		page.Types = append(page.Types, w.typeSection(from, t))
	}
	return page
}

func (w *writer) errorSection(from string, e *api.ErrorType) errorSection {
	var statuses []string
	for _, status := range e.Statuses {
		statuses = append(statuses, inline(statusName(status)))
	}
	section := errorSection{
		Heading: w.names.Error(e), Text: docText(e.Doc), Statuses: list(statuses), Deprecated: block(w.deprecation(e.Doc)),
	}
	if e.Body != nil {
		section.Body = w.typeLink(from, w.names.ValueType(e.Body), e.Body)
	}
	return section
}

func docText(doc api.Doc) string {
	for _, text := range []string{doc.Description, doc.Summary, doc.Title} {
		if text := block(text); text != "" {
			return text
		}
	}
	return ""
}

func (w *writer) typeSection(from string, t *api.Type) typeSection {
	section := typeSection{Heading: w.names.Type(t), Text: docText(t.Doc), Deprecated: block(w.deprecation(t.Doc)), Intro: w.intro(from, t)}
	switch t.Kind {
	case api.Object:
		w.fields(&section, from, t)
	case api.Enum:
		for i, constant := range w.names.Constants(t) {
			value := t.Values[i]
			text := value.Text
			if w.names.Structure(t) == "string" {
				text = strconv.Quote(text)
			}
			section.Values = append(section.Values, valueRow{code(constant), code(text), w.describe(value.Doc, api.TypeUse{})})
		}
	case api.Union:
		for _, v := range w.names.Variants(t) {
			section.Variants = append(section.Variants, variantRow{w.typeLink(from, v.GoType, v.Type), code(v.Accessor), code(v.Maker)})
			if v.Otherwise {
				section.Rest = w.typeLink(from, v.GoType, v.Type)
			}
		}
		if t.Discriminator != "" {
			section.Discriminator = code(t.Discriminator)
		}
	}
	return section
}

func (w *writer) intro(from string, t *api.Type) string {
	side := "."
	switch {
	case t.ErrorBody && !t.InRequest:
		side = ", the body of an error."
	case t.InRequest && t.InResponse:
		side = " in requests and responses."
	case t.InRequest:
		side = " in requests."
	case t.InResponse:
		side = " in responses."
	}
	switch t.Kind {
	case api.Object:
		return sentences("A struct" + side)
	case api.Enum:
		return sentences("An enum of " + code(w.names.Structure(t)) + " values" + side)
	case api.Union:
		return sentences("One of several types" + side + " `Raw` returns the JSON of a value that is none of them.")
	}
	return sentences("The type " + w.typeLink(from, w.names.Structure(t), t.Elem.Type) + " under a name of its own" + side)
}

func (w *writer) fields(section *typeSection, from string, t *api.Type) {
	for i, f := range t.Fields {
		section.Fields = append(section.Fields, fieldRow{
			Name: code(w.names.Fields(t)[i]), Wire: code(f.Name), Type: w.typeLink(from, w.names.GoType(f.Use), f.Use.Type),
			Required: need(f.Use), Description: joinText(w.describe(f.Doc, f.Use), defaultNote(f.Doc)), Example: exampleOf(f),
		})
	}
	if wrap := w.names.Wrap(t); wrap != "" {
		section.Intro += "\n\n" + sentences(code(wrap)+" makes one of its value, as an `Opt`.")
	}
	if t.Elem != nil {
		section.Additional = sentences("`AdditionalProperties` has the other members, as " +
			w.typeLink(from, "map[string]"+w.names.GoType(*t.Elem), t.Elem.Type) + ".")
	}
}

func defaultNote(doc api.Doc) string {
	if text := defaultOf(doc); text != "" {
		return "Default: " + text + "."
	}
	return ""
}

// mostExample is the length beyond which an example is too long for a table.
const mostExample = 120

func exampleOf(f *api.Field) string {
	for _, example := range append(append([]string{}, f.Doc.Examples...), f.Use.Type.Doc.Examples...) {
		if len(example) <= mostExample {
			return code(strings.TrimSpace(example))
		}
	}
	return ""
}

func formatFloat(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }
