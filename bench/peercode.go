package main

import (
	"bytes"
	"fmt"
	"go/format"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// peerCode writes the code that a person would write to read a type without an SDK:
// structs for encoding/json, with pointers where a value can be absent or null, and
// decoders of the same structs over go-faster/jx. What can be of several types
// stays raw JSON in them, and what is not declared is lost: the peers do less work.
type peerCode struct {
	code    bytes.Buffer
	structs map[*api.Type]string
	pending []*api.Type
	depth   int // of the current value
}

// writePeerCode returns a file of package main in which root is called plainPage.
func writePeerCode(root *api.Type) ([]byte, error) {
	p := &peerCode{structs: map[*api.Type]string{}}
	p.code.WriteString("package main\n\nimport (\n\t\"encoding/json\"\n\t\"time\"\n\n\t\"github.com/go-faster/jx\"\n)\n\nvar _ json.RawMessage\n\n")
	p.printf("type plainPage = %s\n\n", p.goType(root))
	for len(p.pending) > 0 {
		t := p.pending[0]
		p.pending = p.pending[1:]
		p.declare(t)
		p.decoder(t)
	}
	return format.Source(p.code.Bytes())
}

func (p *peerCode) printf(format string, args ...any) { fmt.Fprintf(&p.code, format, args...) }

// goType returns the Go type of a value that is there.
func (p *peerCode) goType(t *api.Type) string {
	switch t.Kind {
	case api.Any:
		return "any"
	case api.Free:
		return "map[string]any"
	case api.List:
		return "[]" + p.goType(t.Elem.Type)
	case api.Map:
		return "map[string]" + p.goType(t.Elem.Type)
	case api.Union:
		return "json.RawMessage"
	case api.Object:
		name, known := p.structs[t]
		if !known {
			name = fmt.Sprintf("plain%d", len(p.structs))
			p.structs[t] = name
			p.pending = append(p.pending, t)
		}
		return name
	}
	switch t.Basic {
	case api.Boolean:
		return "bool"
	case api.Integer:
		return "int64"
	case api.Integer32:
		return "int32"
	case api.Number:
		return "float64"
	case api.DateTime:
		return "time.Time"
	default:
		return "string"
	}
}

// isPointed reports whether a field is a pointer.
func isPointed(u api.TypeUse) bool {
	switch u.Type.Kind {
	case api.Scalar, api.Enum, api.Object:
		return u.Optional() || u.Recursive
	default:
		return false
	}
}

func fieldName(i int) string { return fmt.Sprintf("F%d", i) }

func (p *peerCode) declare(t *api.Type) {
	p.printf("type %s struct {\n", p.structs[t])
	for i, f := range t.Fields {
		pointer, omit := "", ""
		if isPointed(f.Use) {
			pointer = "*"
		}
		if f.Use.Optional() {
			omit = ",omitempty"
		}
		p.printf("%s %s%s `json:%q`\n", fieldName(i), pointer, p.goType(f.Use.Type), f.Name+omit)
	}
	p.printf("}\n\n")
}

func (p *peerCode) decoder(t *api.Type) {
	p.printf("func (v *%s) decode(d *jx.Decoder) error {\n", p.structs[t])
	p.printf("return d.ObjBytes(func(d *jx.Decoder, key []byte) error {\nswitch string(key) {\n")
	for i, f := range t.Fields {
		p.printf("case %q:\n", f.Name)
		if f.Use.Type.Kind != api.Union { // raw JSON holds a null as encoding/json does
			p.printf("if d.Next() == jx.Null {\nreturn d.Null()\n}\n")
		}
		target := "v." + fieldName(i)
		if isPointed(f.Use) {
			p.printf("var x %s\n", p.goType(f.Use.Type))
			p.read("x", f.Use.Type)
			p.printf("%s = &x\n", target)
		} else {
			p.read(target, f.Use.Type)
		}
		p.printf("return nil\n")
	}
	p.printf("default:\nreturn d.Skip()\n}\n})\n}\n\n")
}

// read writes the statements that read a value into a variable.
func (p *peerCode) read(target string, t *api.Type) {
	p.depth++
	defer func() { p.depth-- }()
	item, err := fmt.Sprintf("x%d", p.depth), fmt.Sprintf("err%d", p.depth)
	simple := func(method string) {
		p.printf("%s, %s := %s\nif %s != nil {\nreturn %s\n}\n%s = %s\n", item, err, method, err, err, target, item)
	}
	switch t.Kind {
	case api.Any:
		simple("readAny(d)")
		return
	case api.Free:
		simple("readFree(d)")
		return
	case api.Union:
		p.printf("%s, %s := d.RawAppend(nil)\nif %s != nil {\nreturn %s\n}\n%s = json.RawMessage(%s)\n", item, err, err, err, target, item)
		return
	case api.Object:
		p.printf("if %s := %s.decode(d); %s != nil {\nreturn %s\n}\n", err, target, err, err)
		return
	case api.List:
		p.printf("%s = %s{}\nif %s := d.Arr(func(d *jx.Decoder) error {\nvar %s %s\n%s = append(%s, %s)\n",
			target, p.goType(t), err, item, p.goType(t.Elem.Type), target, target, item)
		p.printf("if d.Next() == jx.Null {\nreturn d.Null()\n}\n")
		p.read(fmt.Sprintf("%s[len(%s)-1]", target, target), t.Elem.Type) // in place: records are large
		p.printf("return nil\n}); %s != nil {\nreturn %s\n}\n", err, err)
		return
	case api.Map:
		p.printf("%s = %s{}\nif %s := d.Obj(func(d *jx.Decoder, key string) error {\nvar %s %s\nif d.Next() == jx.Null {\n%s[key] = %s\nreturn d.Null()\n}\n",
			target, p.goType(t), err, item, p.goType(t.Elem.Type), target, item)
		p.read(item, t.Elem.Type)
		p.printf("%s[key] = %s\nreturn nil\n}); %s != nil {\nreturn %s\n}\n", target, item, err, err)
		return
	}
	switch t.Basic {
	case api.Boolean:
		simple("d.Bool()")
	case api.Integer:
		simple("d.Int64()")
	case api.Integer32:
		simple("d.Int32()")
	case api.Number:
		simple("d.Float64()")
	case api.DateTime:
		simple("readTime(d)")
	default:
		simple("d.Str()")
	}
}
