package sdk

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
)

// partRules say how the members of a multipart body are sent that are not sent as usual.
func partRules(b *api.Body) []jen.Code {
	var rules []jen.Code
	for _, p := range b.Parts {
		fields := []jen.Code{gofile.Field("name", jen.Lit(p.Name))}
		switch {
		case p.Style != "":
			fields = append(fields, gofile.Field("styled", jen.True()), gofile.Field("layout", jen.Id(styleConstant(p.Style))), gofile.Field("explode", jen.Lit(p.Explode)))
		case p.ContentType != "":
			fields = append(fields, gofile.Field("contentType", jen.Lit(p.ContentType)))
		default:
			continue
		}
		rules = append(rules, jen.Line().Id("partRule").Values(fields...))
	}
	if len(rules) > 0 {
		rules = append(rules, jen.Line())
	}
	return rules
}

// partNotes tell of headers that files of a body can have.
func partNotes(b *api.Body) []string {
	if b == nil {
		return nil
	}
	var notes []string
	for _, p := range b.Parts {
		var headers []string
		for _, h := range p.Headers {
			headers = append(headers, strconv.Quote(h.Name))
		}
		if len(headers) > 0 {
			notes = append(notes, "The Header of the file "+strconv.Quote(p.Name)+" can have "+gofile.List(headers, "and")+".")
		}
	}
	return notes
}
