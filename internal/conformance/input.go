package conformance

import (
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// input is what a call is made with, and what it should send therefore.
type input struct {
	value reflect.Value
	// options has the optional parameters of an operation that takes a body.
	options []reflect.Value
	// parameters are the JSON texts of the parameters that are set, in the order
	// of the operation; empty for those that are not.
	parameters []string
	body       string
	hasBody    bool
}

// input draws a valid input for a call.
func (d drawer) input(t *testing.T, c call) (input, error) {
	in := input{value: c.newInput(t)}
	o := c.op
	body, holder := in.value, in.value
	if o.Input() == api.InputRequest {
		body = in.value.FieldByName("Body")
	} else if name := d.Names.Operation(o).Params; name != "" {
		if c.params[name] == nil {
			return in, fmt.Errorf("the SDK has no option %s", name)
		}
		holder = reflect.ValueOf(c.params[name]()).Elem()
		in.options = []reflect.Value{holder}
	}
	if len(o.Parameters) > 0 {
		for i, name := range d.Names.Operation(o).Parameters {
			text := ""
			if p := o.Parameters[i]; p.Global == nil && (p.Use.Required || !d.oneIn(3)) {
				text = d.parameter(p)
			}
			in.parameters = append(in.parameters, text)
			if text == "" {
				continue
			}
			field := holder.FieldByName(name)
			if !field.IsValid() {
				return in, fmt.Errorf("%s has no field %s", holder.Type(), name)
			}
			if err := set(field, text); err != nil {
				return in, fmt.Errorf("set %s to %s: %w", name, text, err)
			}
		}
	}
	if o.Body == nil || !o.Body.Use.Required && d.oneIn(3) {
		return in, nil
	}
	if !body.IsValid() {
		return in, fmt.Errorf("%s has no field Body", in.value.Type())
	}
	in.hasBody = true
	if o.Body.Content == api.ContentStream {
		in.body = rapid.StringN(1, -1, -1).Draw(d.T, "content")
		body.Set(reflect.ValueOf(io.Reader(strings.NewReader(in.body))))
		return in, nil
	}
	in.body = d.use(o.Body.Use, usualDepth)
	if err := set(body, in.body); err != nil {
		return in, fmt.Errorf("set the body to %s: %w", in.body, err)
	}
	return in, nil
}

// parameter draws a value that a server can tell from no value at all: empty
// texts and texts that are lost on the way are no values of parameters.
func (d drawer) parameter(p *api.Parameter) string {
	t := p.Use.Type
	d.filled = true
	if t.Kind == api.Free && p.Style == "form" {
		return d.anyObject(1) // the style has no rule for values inside values
	}
	if t.Kind != api.Scalar || t.Basic != api.String {
		return d.value(t, usualDepth)
	}
	switch p.In {
	case api.InPath:
		return d.oneOf(`"id-1"`, `"a b/c"`, `"50%"`, `"%2F"`, `"..."`, `"?x=1#y"`, `"é日😀"`, `"a+b;c,d=e&f:@$!*'()"`, `"<>\"\\^{|}"`)
	case api.InHeader:
		return d.oneOf(`"abc-123"`, `"a, b"`, `"x y"`, `"\"quoted\""`, `"%20"`)
	default:
		if d.oneIn(2) {
			return d.oneOf(`"a b"`, `"a&b=c"`, `"50%"`, `"%2C"`, `"a+b"`, `"a,b,c"`, `"é日😀"`, `"a[b]"`, `"#?/;:@"`, `"\u0000\n"`)
		}
		return quote(d.text(1))
	}
}
