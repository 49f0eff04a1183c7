package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// errorUse is a documented error, before it is known which type it has: a schema gives
// its name to one that serves a single status, and that is known at the end.
type errorUse struct {
	errorCase *api.ErrorCase
	source    api.ErrorSource
	name      string   // of the schema or the shared response
	context   []string // of the operation, or the name again
	body      *api.Type
}

// named identifies what a name is of.
type named struct {
	source api.ErrorSource
	name   string
}

// errorTypes makes the error types of the documented errors.
type errorTypes struct {
	uses []errorUse
	list []*api.ErrorType
}

func (t *errorTypes) add(use errorUse) { t.uses = append(t.uses, use) }

// resolve gives each documented error its type, and returns the types by their status.
func (t *errorTypes) resolve() []*api.ErrorType {
	statuses := map[named][]api.Status{}
	for _, use := range t.uses {
		key, status := named{use.source, use.name}, use.errorCase.Status
		if !slices.Contains(statuses[key], status) {
			statuses[key] = append(statuses[key], status)
		}
	}
	single := map[named]*api.ErrorType{}
	for _, use := range t.uses {
		key := named{use.source, use.name}
		switch {
		case use.body == nil: // below, when those with a body are known
			continue
		case use.name == "" || len(statuses[key]) > 1:
			use.take(t.ofStatus(use))
		default:
			if single[key] == nil {
				single[key] = t.make(use, api.ErrorType{Source: use.source, Name: use.name})
			}
			use.take(single[key])
		}
	}
	for _, use := range t.uses {
		if use.body == nil {
			use.take(t.bare(use))
		}
	}
	slices.SortStableFunc(t.list, func(a, b *api.ErrorType) int { return a.Statuses[0].Compare(b.Statuses[0]) })
	return t.list
}

// take makes a type that of a documented error.
func (use errorUse) take(e *api.ErrorType) {
	c := use.errorCase
	c.Error = e
	if e.Doc.Description == "" {
		e.Doc = c.Doc
	}
	if e.Pos == (api.Position{}) {
		e.Pos = c.Pos
	}
}

func (t *errorTypes) make(use errorUse, e api.ErrorType) *api.ErrorType {
	e.Body, e.Statuses = use.body, []api.Status{use.errorCase.Status}
	t.list = append(t.list, &e)
	return &e
}

// ofStatus returns the type of a status with a body.
func (t *errorTypes) ofStatus(use errorUse) *api.ErrorType {
	status := use.errorCase.Status
	for _, e := range t.list {
		if e.Source == api.ErrorOfStatus && e.Statuses[0] == status && sameShape(e.Body, use.body) {
			return e
		}
	}
	return t.make(use, api.ErrorType{Name: status.Phrase(), Context: slices.Clone(use.context)})
}

// bare returns the type of a status without a body: that of the status with one, or of a
// schema that is called like it, or one without.
func (t *errorTypes) bare(use errorUse) *api.ErrorType {
	status := use.errorCase.Status
	for _, e := range t.list {
		called := strings.TrimSuffix(strings.TrimSuffix(normalize(e.Name), "response"), "error")
		if e.Statuses[0] == status && (e.Source == api.ErrorOfStatus || called == strings.TrimSuffix(normalize(status.Phrase()), "error")) {
			return e
		}
	}
	return t.make(use, api.ErrorType{Name: status.Phrase()})
}
