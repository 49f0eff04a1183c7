package gofile

import (
	"strings"

	"github.com/dave/jennifer/jen"
)

// Type returns a Go type that package names has decided on, as it is written in the
// SDK's own package.
func Type(goType string) *jen.Statement { return jen.Id(goType) }

// Number returns a literal of a number in the spelling of the description.
func Number(text string) *jen.Statement { return jen.Id(text) }

// String returns a string literal, a raw one if all of the text can be seen as it is.
func String(text string) *jen.Statement { return jen.Id(Literal(text)) }

// Tag returns a struct tag of keys and their values, in that order.
func Tag(pairs ...string) *jen.Statement {
	var parts []string
	for i := 0; i < len(pairs); i += 2 {
		parts = append(parts, pairs[i]+":"+Quote(pairs[i+1]))
	}
	return jen.Id(rawOrQuoted(strings.Join(parts, " ")))
}

// Field returns an item of a composite literal.
func Field(name string, value jen.Code) *jen.Statement { return jen.Id(name).Op(":").Add(value) }

// Lines returns the items of a composite literal, one to a line.
func Lines(items ...jen.Code) *jen.Statement {
	return jen.Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, items...)
}

// Sum returns the texts, joined, as a string literal or as the sum of several on lines of
// their own if one would be long.
func Sum(texts []string, separator string) *jen.Statement {
	const width = 120
	sum, line := jen.Null(), ""
	for i, text := range texts {
		if line != "" && len(line)+len(text) > width {
			sum.Lit(line).Op("+").Line()
			line = ""
		}
		line += text
		if i < len(texts)-1 {
			line += separator
		}
	}
	return sum.Lit(line)
}

// Strings returns a list of strings.
func Strings[S ~string](texts []S) *jen.Statement {
	return jen.Index().String().Add(StringValues(texts))
}

// StringValues returns the items of a list of strings.
func StringValues[S ~string](texts []S) *jen.Statement {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = Quote(string(text))
	}
	return Words(quoted)
}

// Words returns the items of a composite literal that are names or literals, several
// of them to a line.
func Words(words []string) *jen.Statement {
	const width = 100
	items := make([]jen.Code, len(words))
	total, column := 0, 0
	for i, word := range words {
		items[i] = jen.Id(word)
		total += len(word) + len(", ")
	}
	if total-len(", ") < width {
		return jen.Values(items...)
	}
	for i, word := range words {
		if column += len(word) + len(", "); i > 0 && column > width {
			items[i] = jen.Line().Add(items[i])
			column = len(word) + len(",")
		}
	}
	items[0] = jen.Line().Add(items[0])
	items[len(items)-1] = jen.Add(items[len(items)-1]).Op(",").Line()
	return jen.Custom(jen.Options{Open: "{", Close: "}", Separator: ","}, items...)
}

// Inline returns the body of a function that is written on one line.
func Inline(statement jen.Code) *jen.Statement {
	return jen.Custom(jen.Options{Open: "{", Close: "}"}, statement)
}

// TextOrFlag returns a field of a composite literal: a text, or true for an empty one.
func TextOrFlag(name, text string) jen.Code {
	if text == "" {
		return Field(name, jen.True())
	}
	return Field(name, jen.Lit(text))
}
