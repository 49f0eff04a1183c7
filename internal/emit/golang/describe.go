package golang

import (
	"strings"
	"unicode"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// GoType returns the Go type of a place, as files of the SDK's own package write
// it.
func (n *NameTable) GoType(use api.TypeUse) string { return n.goType(use) }

// ValueType returns the Go type of a value of t that is there.
func (n *NameTable) ValueType(t *api.Type) string { return n.baseType(t) }

// Structure spells the Go type of t out, also where it has a name.
func (n *NameTable) Structure(t *api.Type) string {
	if t.Kind == api.Enum {
		return basicType(enumBasic(t))
	}
	return n.structure(t)
}

// VariantNames are the Go names of an alternative of a union.
type VariantNames struct {
	Type     *api.Type
	GoType   string
	Accessor string // the method that returns the value
	Maker    string // the function that makes a union of a value
}

// Variants returns the alternatives of a union that Go can tell apart.
func (n *NameTable) Variants(t *api.Type) []VariantNames {
	var names []VariantNames
	for _, v := range n.variants[t] {
		names = append(names, VariantNames{v.Type, v.goType, v.accessor, v.maker})
	}
	return names
}

// Signature is how a method of a service is called.
type Signature struct {
	Method string
	Params string // with parentheses
	Result string
}

// Signatures returns the method of an operation, and those that go through its
// pages.
func (n *NameTable) Signatures(o *api.Operation) []Signature {
	e := emitter{names: n}
	names := n.operations[o]
	params := "(ctx context.Context"
	switch o.Input() {
	case api.InputBody:
		params += ", body " + n.BodyType(o.Body)
	case api.InputRequest:
		params += ", request " + names.Request
	}
	params += ", opts ...CallOption)"
	signatures := []Signature{{names.Method, params, e.signatureResult(o)}}
	if names.Pages != "" {
		signatures = append(signatures, Signature{names.Pages, params, "iter.Seq2[*" + n.pageType(o) + ", error]"})
	}
	if names.All != "" {
		signatures = append(signatures, Signature{names.All, params, "iter.Seq2[*" + n.itemType(o) + ", error]"})
	}
	return signatures
}

// BodyType returns the Go type of a request's body.
func (n *NameTable) BodyType(b *api.Body) string {
	if b.Content == api.ContentStream {
		return "io.Reader"
	}
	return n.goType(b.Use)
}

// TypeFiles returns the base name of the files that declare each type, without
// extension: that of a service, "errors" or "models".
func (n *NameTable) TypeFiles(a *api.API) map[*api.Type]string {
	errors := a.TypesOfErrors()
	files := map[*api.Type]string{}
	for _, t := range a.Types {
		switch {
		case errors[t]:
			files[t] = "errors"
		case t.Owner == nil:
			files[t] = "models"
		default:
			files[t] = n.services[t.Owner].File
		}
	}
	return files
}

// TestOperations returns the names that the fake server's package has for the
// operations.
func TestOperations(a *api.API, names *NameTable, opts Options) (map[*api.Operation]string, error) {
	e := emitter{api: a, names: names, opts: opts.WithDefaults()}
	kit, err := e.newTestKit(&diag.List{})
	if err != nil {
		return nil, err
	}
	return kit.operations, nil
}

// qualify puts the package in front of the names that a Go type has of the SDK.
// These are all that begin with a capital.
func qualify(qualifier, goType string) string {
	var b strings.Builder
	inside := false // an identifier
	for _, r := range goType {
		word := r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
		if word && !inside && unicode.IsUpper(r) {
			b.WriteString(qualifier + ".")
		}
		inside = word
		b.WriteRune(r)
	}
	return b.String()
}
