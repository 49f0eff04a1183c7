package gofile

import "github.com/dave/jennifer/jen"

// Code is an expression or statement in its final form.
func Code(text string) *jen.Statement { return jen.Op(text) }

// Lines writes a composite literal with one item to a line.
func Lines(items ...jen.Code) *jen.Statement {
	return jen.Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, items...)
}
