package parser

import (
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// declaredIDs collects the operationIds of the description, which go before those that
// are made up.
func (r *reader) declaredIDs() {
	for el := range openapi.AllOperations(r.root) {
		if id, _ := el.Node.Get("operationId").Text(); id != "" && el.Role == openapi.Operation {
			r.declared[id] = true
		}
	}
}

// operationID returns the operationId, or one derived from method and path if there is
// none, or if an earlier operation has it.
func (r *reader) operationID(op *api.Operation, n *document.Node) string {
	id, _ := n.Get("operationId").Text()
	if id == "" {
		derived := r.derivedID(op, n.Pos)
		r.diags.Warnf("missing-operation-id", n.Pos, "%s %s has no operationId; using %q", op.Method, r.place.key, derived).
			Hint = "add an operationId: a derived one changes with the path"
		return derived
	}
	pos := n.Get("operationId").Pos
	first, twice := r.ids[id]
	if !twice {
		r.ids[id] = pos
		return id
	}
	derived := r.derivedID(op, pos)
	if first == pos {
		d := r.diags.Warnf("duplicate-operation-id", r.place.pos, "another path shares the operation %q; using %q here", id, derived)
		d.Hint = "write the operations of this path out, each with its own operationId"
		d.Related = append(d.Related, diag.Related{Pos: first, Message: "declared here"})
		return derived
	}
	d := r.diags.Warnf("duplicate-operation-id", pos, "duplicate operationId %q; using %q", id, derived)
	d.Hint = "make it unique: a derived one changes with the path"
	d.Related = append(d.Related, diag.Related{Pos: first, Message: "first used here"})
	return derived
}

// derivedID makes an operationId of method and path that no other operation has.
func (r *reader) derivedID(op *api.Operation, pos diag.Position) string {
	base := strings.ToLower(op.Method) + "_" + strings.NewReplacer("/", "_", "{", "", "}", "", "#", "_", "?", "_", "&", "_", "=", "_").Replace(strings.TrimPrefix(r.place.key, "/"))
	id := base
	for number := 2; r.declared[id] || r.has(id); number++ {
		id = base + "_" + strconv.Itoa(number)
	}
	r.ids[id] = pos
	return id
}

func (r *reader) has(id string) bool {
	_, ok := r.ids[id]
	return ok
}
