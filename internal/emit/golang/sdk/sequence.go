package sdk

import (
	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
)

// sequenceMethod writes the method that goes through a response value by value. Each
// range makes a request of its own.
func (e *emitter) sequenceMethod(f *jen.File, o *api.Operation) {
	s := o.Results[0].Sequence
	receive := "receiveLines"
	if s.Kind == api.Events {
		receive = "receiveEvents"
	}
	var format []jen.Code
	if s.Sentinel != "" {
		format = append(format, gofile.Field("sentinel", jen.Lit(s.Sentinel)))
	}
	for _, flag := range []struct {
		name string
		set  bool
	}{{"text", s.Text}, {"whole", s.Whole}, {"records", s.Kind == api.Records}} {
		if flag.set {
			format = append(format, gofile.Field(flag.name, jen.True()))
		}
	}
	newRequest := jen.Func().Params().Id("sequenceRequest").BlockFunc(func(g *jen.Group) {
		e.prepare(g, o)
		g.Return(jen.Id("req"))
	})
	f.Func().Params(e.receiver(o)).Id(e.names.Operation(o).Method).Params(e.params(o)...).
		Qual("iter", "Seq2").Types(gofile.Type(e.names.SequenceItem(o)), jen.Error()).Block(
		jen.Return(jen.Id(receive).Types(gofile.Type(e.names.SequenceType(o))).Call(jen.Id("ctx"), newRequest, jen.Id("sequenceFormat").Values(format...))),
	).Line()
}
