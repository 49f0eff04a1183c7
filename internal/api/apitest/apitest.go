// Package apitest builds APIs for tests by hand, also such as no parser would make.
package apitest

import (
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// Sample is an API in the making.
type Sample struct {
	api.API
	line int
}

// Pos returns positions that differ and grow.
func (s *Sample) Pos() api.Position {
	s.line++
	return api.Position{File: "api.yaml", Line: s.line, Column: 1}
}

// Add lists a type.
func (s *Sample) Add(t *api.Type) *api.Type {
	t.Pos = s.Pos()
	if t.Ref == "" {
		t.Ref = "#/types/" + strconv.Itoa(s.line)
	}
	s.Types = append(s.Types, t)
	return t
}

// Component makes a type that of a schema with a name.
func (s *Sample) Component(name string, t *api.Type) *api.Type {
	t.Path, t.Component, t.Ref = []string{name}, true, "#/components/schemas/"+name
	t.InRequest, t.InResponse = true, true
	return s.Add(t)
}

// Object adds a schema of an object.
func (s *Sample) Object(name string, fields ...*api.Field) *api.Type {
	for _, f := range fields {
		f.Pos = s.Pos()
	}
	return s.Component(name, &api.Type{Kind: api.Object, Fields: fields})
}

// Enum adds a schema of an enum.
func (s *Sample) Enum(name string, basic api.Basic, values ...string) *api.Type {
	t := &api.Type{Kind: api.Enum, Basic: basic}
	for _, value := range values {
		t.Values = append(t.Values, api.EnumValue{Text: value, Pos: s.Pos()})
	}
	return s.Component(name, t)
}

// Union adds a union that is named by its variants.
func (s *Sample) Union(variants ...*api.Type) *api.Type {
	t := &api.Type{Kind: api.Union}
	for _, v := range variants {
		alternative := &api.Variant{Type: v}
		for _, f := range v.Fields {
			alternative.Known = append(alternative.Known, f.Name)
			if f.Use.Required {
				alternative.Required = append(alternative.Required, f.Name)
			}
		}
		t.Variants = append(t.Variants, alternative)
	}
	return s.Add(t)
}

// Service finds or makes the service of a dotted path.
func (s *Sample) Service(path string) *api.Service {
	services, names := &s.Services, strings.Split(path, ".")
	var found *api.Service
	for depth := range names {
		found = nil
		for _, candidate := range *services {
			if candidate.Path[depth] == names[depth] {
				found = candidate
			}
		}
		if found == nil {
			found = &api.Service{Path: names[:depth+1], Pos: s.Pos()}
			*services = append(*services, found)
		}
		services = &found.Services
	}
	return found
}

// Operation adds an operation to the service of a dotted path.
func (s *Sample) Operation(service, name string, o *api.Operation) *api.Operation {
	o.Service, o.Name, o.Pos = s.Service(service), name, s.Pos()
	if o.ID == "" {
		o.ID = service + "_" + name
	}
	if o.Method == "" {
		o.Method, o.Path = "GET", "/"+strings.ReplaceAll(service, ".", "/")+"/"+name
	}
	for _, p := range o.Parameters {
		p.Pos = s.Pos()
	}
	o.Service.Operations = append(o.Service.Operations, o)
	return o
}

// Scalar returns a type without a name.
func Scalar(b api.Basic) *api.Type { return &api.Type{Kind: api.Scalar, Basic: b} }

// ListOf returns a list of a type.
func ListOf(t *api.Type) *api.Type {
	return &api.Type{Kind: api.List, Elem: &api.TypeUse{Type: t, Required: true}}
}

// MapOf returns a map of a type.
func MapOf(t *api.Type) *api.Type {
	return &api.Type{Kind: api.Map, Elem: &api.TypeUse{Type: t, Required: true}}
}

// NullableItems lets the items of a list or map be null.
func NullableItems(t *api.Type) *api.Type {
	t.Elem.Nullable = true
	return t
}

// Required returns a required property.
func Required(name string, t *api.Type) *api.Field {
	return &api.Field{Name: name, Use: api.TypeUse{Type: t, Required: true}}
}

// Optional returns a property that can be absent.
func Optional(name string, t *api.Type) *api.Field {
	return &api.Field{Name: name, Use: api.TypeUse{Type: t}}
}

// Parameter returns a parameter of the usual style.
func Parameter(in api.Location, name string, t *api.Type, must bool) *api.Parameter {
	p := &api.Parameter{Name: name, In: in, Use: api.TypeUse{Type: t, Required: must}, Style: in.DefaultStyle()}
	p.Explode = p.Style.DefaultExplode()
	return p
}

// JSONBody returns a body that is sent as JSON.
func JSONBody(t *api.Type, must bool) *api.Body {
	return &api.Body{Content: api.ContentJSON, MediaType: "application/json", Use: api.TypeUse{Type: t, Required: must}}
}

// JSONResult returns a success with JSON.
func JSONResult(status api.Status, t *api.Type) *api.Result {
	return &api.Result{Status: status, Content: api.ContentJSON, MediaTypes: []string{"application/json"},
		Use: api.TypeUse{Type: t, Required: true}}
}
