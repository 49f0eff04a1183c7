package names

import (
	"strings"
	"unicode"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// Signature is how a method of a service is called.
type Signature struct {
	Method string
	Params string // with parentheses
	Result string
}

// Signatures returns the method of an operation, and those that go through its
// pages.
func (n *Table) Signatures(o *api.Operation) []Signature {
	names := n.operations[o]
	params := "(ctx context.Context"
	switch o.Input() {
	case api.InputBody:
		params += ", body " + n.BodyType(o.Body)
	case api.InputRequest:
		params += ", request " + names.Request
	}
	params += ", opts ...CallOption)"
	result := "error"
	if value := n.ResultType(o); o.Outcome() == api.OutcomeSequence {
		result = value
	} else if value != "" {
		result = "(" + value + ", error)"
	}
	signatures := []Signature{{names.Method, params, result}}
	if names.Pages != "" {
		signatures = append(signatures, Signature{names.Pages, params, "iter.Seq2[*" + n.PageType(o) + ", error]"})
	}
	if names.All != "" {
		signatures = append(signatures, Signature{names.All, params, "iter.Seq2[*" + n.ItemType(o) + ", error]"})
	}
	return signatures
}

// BodyType returns the Go type of a request's body.
func (n *Table) BodyType(b *api.Body) string {
	if b.Content == api.ContentStream {
		return "io.Reader"
	}
	return n.GoType(b.Use)
}

// Qualify puts the package in front of the names that a Go type has of the SDK.
// These are all that begin with a capital.
func Qualify(qualifier, goType string) string {
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

// ResultType returns the Go type of what an operation returns beside the error;
// empty if that is all.
func (n *Table) ResultType(o *api.Operation) string {
	switch o.Outcome() {
	case api.OutcomeNone:
		return ""
	case api.OutcomeStream:
		return "*Stream"
	case api.OutcomeSequence:
		return "iter.Seq2[" + n.SequenceItem(o) + ", error]"
	case api.OutcomeSeveral:
		return "*" + n.operations[o].Result
	}
	t := o.Results[0].Use.Type
	if ZeroValue(t) == "" {
		return "*" + n.ValueType(t)
	}
	return n.ValueType(t)
}

// SequenceType returns the Go type of the values of a sequence: what is behind a pointer in
// a result is so here, but for the data of an event.
func (n *Table) SequenceType(o *api.Operation) string {
	r := o.Results[0]
	if r.Sequence.Kind != api.Events && ZeroValue(r.Use.Type) == "" {
		return "*" + n.ValueType(r.Use.Type)
	}
	return n.ValueType(r.Use.Type)
}

// SequenceItem returns the Go type of what an operation yields for each value.
func (n *Table) SequenceItem(o *api.Operation) string {
	if o.Results[0].Sequence.Kind == api.Events {
		return "*Event[" + n.SequenceType(o) + "]"
	}
	return n.SequenceType(o)
}

// PageType returns the Go type of a page of an operation.
func (n *Table) PageType(o *api.Operation) string { return n.ValueType(o.Results[0].Use.Type) }

// ItemType returns the Go type of the items on the pages of an operation.
func (n *Table) ItemType(o *api.Operation) string {
	items := o.Pagination.Items[len(o.Pagination.Items)-1]
	return n.GoType(*items.Use.Type.Elem)
}
