package testkit

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// value describes what the description asks of a value in a place.
func (k *Kit) value(use api.TypeUse, rules api.Rules) value {
	t := use.Type
	if t.Kind == api.Scalar && t.Basic == api.File {
		return value{file: true}
	}
	v := value{kinds: use.JSONKinds(), integral: integral(t, map[*api.Type]bool{}), of: k.shape(t)}
	if v.kinds == api.JSONAny {
		v.kinds = 0
	}
	if v.of == "" && t.Elem != nil && t.Undeclared != api.UndeclaredAdmitted {
		if items := k.value(*t.Elem, api.Rules{}); !items.isZero() {
			v.items = []value{items}
		}
	}
	rules = t.Rules.And(rules)
	if t.Kind == api.Scalar && slices.Contains(checkedFormats, rules.Format) {
		v.format = rules.Format
	}
	for _, c := range rules.Constraints {
		if kind, ok := limitKinds[c.Kind]; ok && v.mayBe(kind.of) && !(c.Value == "0" && kind.least) {
			v.limits = append(v.limits, limit{kind.name, c.Value, c.Exclusive})
		}
	}
	return v
}

// mayBe reports whether a limit of some kinds can concern the value.
func (v value) mayBe(kinds api.JSONKinds) bool { return v.kinds == 0 || v.kinds.Has(kinds) }

// checkedFormats are those that the server knows.
var checkedFormats = []string{"date-time", "date", "uuid", "email", "uri", "url", "ipv4", "ipv6", "int32"}

// limitKinds are the names that the server has for constraints, and the kinds that they
// concern. A least length of 0 says nothing.
var limitKinds = map[api.ConstraintKind]struct {
	name  string
	of    api.JSONKinds
	least bool
}{
	api.Minimum: {"minimum", api.JSONNumber, false}, api.Maximum: {"maximum", api.JSONNumber, false}, api.MultipleOf: {"multipleOf", api.JSONNumber, false},
	api.MinLength: {"minLength", api.JSONString, true}, api.MaxLength: {"maxLength", api.JSONString, false}, api.Pattern: {"pattern", api.JSONString, false},
	api.MinItems: {"minItems", api.JSONArray, true}, api.MaxItems: {"maxItems", api.JSONArray, false},
	api.MinProperties: {"minMembers", api.JSONObject, true}, api.MaxProperties: {"maxMembers", api.JSONObject, false},
	api.Always: {"always", api.JSONBoolean, false},
}

// integral reports whether the numbers of a type are integers.
func integral(t *api.Type, unions map[*api.Type]bool) bool {
	switch t.Kind {
	case api.Scalar, api.Enum:
		return t.Basic != api.Number
	case api.Union:
		if unions[t] {
			return true
		}
		unions[t] = true
		return !slices.ContainsFunc(t.Variants, func(v *api.Variant) bool { return !integral(v.Type, unions) })
	}
	return t.Kind != api.Any
}

// shape returns the name of the shape of a type, which the first use describes; empty if
// there is nothing to say of it.
func (k *Kit) shape(t *api.Type) string {
	if !t.Named() || t.Kind == api.Enum && (t.Open || len(t.Values) == 0) {
		return ""
	}
	if name, known := k.shapeNames[t]; known {
		return name
	}
	s := &shape{name: k.names.Type(t)}
	if k.shapeNames[t] = s.name; s.name == "" {
		return "" // calls do not reach it
	}
	k.shapes = append(k.shapes, s)
	switch t.Kind {
	case api.Object:
		k.object(s, t)
	case api.Enum:
		for _, v := range t.Values {
			s.enum = append(s.enum, v.Text)
		}
	case api.Union:
		for _, v := range t.Variants {
			s.variants = append(s.variants, k.value(api.TypeUse{Type: v.Type, Required: true}, api.Rules{}))
		}
	default: // a list or a map of itself
		items := k.value(*t.Elem, api.Rules{})
		s.items = []value{items}
	}
	return s.name
}

func (k *Kit) object(s *shape, t *api.Type) {
	s.closed, s.open = t.Undeclared == api.UndeclaredRefused, t.Undeclared == api.UndeclaredAdmitted
	for _, f := range t.Fields {
		s.members = append(s.members, member{f.Name, f.Use.Required, f.Use.Required && mayBeEmpty(f.Doc), k.value(f.Use, f.Doc.Rules())})
	}
	if t.Elem != nil && !s.open {
		rest := k.value(*t.Elem, api.Rules{})
		s.rest = []value{rest}
	}
}

// mayBeEmpty reports whether a description says that an empty string is a value.
func mayBeEmpty(doc api.Doc) bool {
	return doc.Default == `""` || slices.Contains(doc.Examples, `""`) ||
		slices.Contains(doc.Constraints, api.Constraint{Kind: api.MinLength, Value: "0"})
}

// parameters returns the name of the list of an operation's parameters, as far as there is
// something to check; empty if there are none.
func (k *Kit) parameters(o *api.Operation) string {
	var list parameters
	add := func(p parameter) {
		list = append(list, k.shared.name(p, names.Unexported(append(k.speller.Words(p.name), "Parameter")...)))
	}
	for _, p := range o.Parameters {
		if described, ok := k.parameter(p); ok {
			add(described)
		}
	}
	for _, name := range queryKeys(o) {
		add(parameter{location: "inQuery", name: name})
	}
	if len(list) == 0 {
		return ""
	}
	return k.shared.name(list, "parametersOf"+k.operations[o])
}

// queryKeys are the API keys that may be in the query of an operation whose security the
// server does not check.
func queryKeys(o *api.Operation) []string {
	if _, checked := credentialsOf(o); checked {
		return nil
	}
	var keys []string
	for _, together := range o.Security {
		for _, use := range together {
			if use.Scheme.Kind == api.SecurityAPIKeyQuery && !slices.Contains(keys, use.Scheme.Parameter) {
				keys = append(keys, use.Scheme.Parameter)
			}
		}
	}
	return keys
}

// parameter describes a parameter, and reports whether the server has to know it.
func (k *Kit) parameter(p *api.Parameter) (described parameter, ok bool) {
	described = parameter{name: p.Name, required: p.Use.Required, layout: layoutOf(p), value: k.value(p.Use, p.Doc.Rules())}
	described.blank = p.Use.Required && mayBeEmpty(p.Doc)
	switch described.layout {
	case "opaque":
		described.value = value{}
	case "spread", "deep":
		if kind := p.Use.Type.Kind; kind != api.Object && kind != api.Map {
			described.value = value{} // any members
		}
		described.required = described.required && described.layout != "spread"
	}
	checked := described.layout != "opaque" && (described.value.of != "" || described.value.format != "" || described.value.limits != nil ||
		described.value.items != nil || described.value.kinds&^api.JSONNull != api.JSONString)
	switch p.In {
	case api.InQuery:
		described.location = "inQuery"
		return described, true
	case api.InPath:
		described.location, described.required = "inPath", false // a path without it is another
		return described, checked
	case api.InHeader:
		switch strings.ToLower(p.Name) {
		case "accept", "authorization", "content-type", "host": // not a matter of parameters
			return described, false
		}
		described.location = "inHeader"
		return described, checked || described.required
	}
	described.location = "inCookie"
	if p.Explode && mayBeObject(p.Use.Type) {
		return described, false // its members are cookies of their own
	}
	return described, checked || described.required
}

// layoutOf returns the name of the way in which a parameter is written. Of what no one way is
// certain, the server does not look at the value.
func layoutOf(p *api.Parameter) string {
	object, list := mayBeObject(p.Use.Type), p.Use.Type.JSONKinds().Has(api.JSONArray)
	switch {
	case p.JSON:
		return "encoded"
	case p.Style == api.StyleDeepObject && object:
		return "deep"
	case p.In == api.InQuery && p.Style == api.StyleForm && p.Explode && object:
		return "spread"
	case object || p.Style == api.StyleLabel || p.Style == api.StyleMatrix || list && p.In == api.InCookie:
		return "opaque"
	case !list || p.Explode && p.In == api.InQuery:
		return ""
	}
	switch p.Style {
	case api.StyleSpaceDelimited:
		return "spaces"
	case api.StylePipeDelimited:
		return "pipes"
	}
	return "commas"
}

func mayBeObject(t *api.Type) bool { return t.JSONKinds().Has(api.JSONObject) }

// errorTypes describes the error types of the SDK.
func (k *Kit) errorTypes() []errorType {
	var list []errorType
	for _, e := range k.api.Errors {
		described := errorType{name: k.names.Error(e)}
		for _, status := range e.Statuses {
			described.statuses = append(described.statuses, statusNumber(status))
		}
		list = append(list, described)
	}
	return list
}
