package parser

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// pagination resolves the names in x-speakeasy-pagination against the operation's
// input and result. It runs when all fields are known. Invalid pagination is
// ignored with a warning.
func (r *reader) pagination(op *api.Operation, declared *document.Node) *api.Pagination {
	found := &api.Pagination{}
	var fault *pagingFault
	page := op.Page()
	if page == nil {
		fault = faultAt(nil, "the result is not a JSON object that could be a page")
	} else if fault = takePosition(found, op, declared); fault == nil {
		fault = takeOutputs(found, page.Use.Type, declared.Get("outputs"))
	}
	if fault == nil && op.Outcome() != api.OutcomeValue {
		op.PageOfOne = found
		fault = faultAt(nil, "the method returns several results, not a page")
	}
	if fault == nil {
		return found
	}
	if fault.node == nil {
		fault.node = declared
	}
	r.diags.Warnf("bad-pagination", fault.node.Pos, "%s", fault.message).Hint = op.ID + " has no iterators"
	return nil
}

// pagingFault is why paging makes no sense; the node is nil for the whole of it.
type pagingFault struct {
	node    *document.Node
	message string
}

func faultAt(n *document.Node, format string, args ...any) *pagingFault {
	return &pagingFault{n, fmt.Sprintf(format, args...)}
}

// takePosition reads the kind of paging, and the input that takes the position of a page.
func takePosition(found *api.Pagination, op *api.Operation, declared *document.Node) *pagingFault {
	kind, _ := declared.Get("type").Text()
	role := ""
	switch kind {
	case "cursor":
		found.Kind, role = api.PageCursor, "cursor"
	case "url":
		found.Kind = api.PageURL
		return nil
	case "offsetLimit":
		found.Kind, role = api.PageOffset, "offset"
		if pageInput(declared, "page") != nil {
			found.Kind, role = api.PageNumber, "page"
		}
	default:
		return faultAt(declared.Get("type"), "unknown pagination type %q; use cursor, offsetLimit or url", kind)
	}
	input := pageInput(declared, role)
	if input == nil {
		return faultAt(declared.Get("inputs"), "no input of type %s", role)
	}
	if !takeInput(found, op, input) {
		name, _ := input.Get("name").Text()
		return faultAt(input, "%s has no parameter or body property %q for the %s", op.ID, name, role)
	}
	return nil
}

// takeOutputs reads where a page has its items, and what it says of the next one.
func takeOutputs(found *api.Pagination, page *api.Type, outputs *document.Node) *pagingFault {
	output := map[api.PageKind]string{api.PageCursor: "nextCursor", api.PageURL: "nextUrl"}[found.Kind]
	if output != "" {
		found.Next = fieldsAt(page, outputs.Get(output))
		if len(found.Next) == 0 || !isText(found.Next[len(found.Next)-1].Use.Type) {
			return faultAt(outputs.Get(output), "outputs.%s is not a string in the result", output)
		}
	}
	if n := outputs.Get("numPages"); n != nil {
		found.Pages = fieldsAt(page, n)
		if len(found.Pages) == 0 || !isNumber(found.Pages[len(found.Pages)-1].Use.Type) {
			return faultAt(n, "outputs.numPages is not a number in the result")
		}
	}
	if n := outputs.Get("results"); n != nil {
		found.Items = fieldsAt(page, n)
		if len(found.Items) == 0 || found.Items[len(found.Items)-1].Use.Type.Kind != api.List {
			return faultAt(n, "outputs.results is not a list in the result")
		}
	} else if items := defaultItems(page); items != nil {
		found.Items = []*api.Field{items}
	}
	if len(found.Items) == 0 && len(found.Next) == 0 && len(found.Pages) == 0 {
		return faultAt(outputs, "no stop rule: outputs.results is missing")
	}
	return nil
}

// superseded returns the deprecated parameters that a cursor replaces: those that say so,
// or count pages by one of the names that are usual for it.
func superseded(op *api.Operation, cursor *api.Parameter) []*api.Parameter {
	var found []*api.Parameter
	for _, p := range op.Parameters {
		if d := p.Doc.Deprecated; d == nil || p == cursor || !p.Use.Optional() {
			continue
		} else if d.Replacement == cursor.Name || slices.Contains([]string{"page", "pagenumber", "offset", "skip"}, normalize(p.Name)) {
			found = append(found, p)
		}
	}
	return found
}

// pageInput returns the declared input with a role.
func pageInput(declared *document.Node, role string) *document.Node {
	for _, input := range declared.Get("inputs").Items() {
		if name, _ := input.Get("type").Text(); name == role {
			return input
		}
	}
	return nil
}

// takeInput finds the parameter or body property that an input names. A cursor is a
// string; offsets and page numbers may be strings, too.
func takeInput(found *api.Pagination, op *api.Operation, input *document.Node) bool {
	name, _ := input.Get("name").Text()
	fits := func(t *api.Type) bool { return isText(t) || isNumber(t) && found.Kind != api.PageCursor }
	if in, _ := input.Get("in").Text(); in == "requestBody" {
		if op.Body == nil || op.Body.Use.Optional() || op.Body.Use.Type == nil {
			return false
		}
		for _, f := range op.Body.Use.Type.Fields {
			if f.Name == name && fits(f.Use.Type) {
				found.BodyField, found.Start = f, pageStart(found.Kind, f.Doc.Default)
				return true
			}
		}
		return false
	}
	for _, p := range op.Parameters {
		if p.Name == name && p.In != api.InPath && p.Global == nil && fits(p.Use.Type) {
			found.Parameter, found.Start = p, pageStart(found.Kind, p.Doc.Default)
			if found.Kind == api.PageCursor {
				found.Superseded = superseded(op, p)
			}
			return true
		}
	}
	return false
}

// pageStart returns the start position from a default, which may be a number or a
// string. It ignores values that are not positions or exceed 32 bits.
func pageStart(kind api.PageKind, text string) int64 {
	if n, err := strconv.ParseUint(strings.Trim(text, `"`), 10, 31); err == nil {
		return int64(n)
	}
	if kind == api.PageNumber {
		return 1
	}
	return 0
}

// fieldsAt follows a JSON path of plain names, such as $.meta.next, through an
// object. It returns nil if the path does not exist or passes through a value that
// is not an object.
func fieldsAt(t *api.Type, path *document.Node) []*api.Field {
	text, _ := path.Text()
	rest, ok := strings.CutPrefix(text, "$.")
	if !ok {
		return nil
	}
	var fields []*api.Field
	for name := range strings.SplitSeq(rest, ".") {
		i := slices.IndexFunc(t.Fields, func(f *api.Field) bool { return f.Name == name })
		if i < 0 || t.Fields[i].Use.Recursive {
			return nil
		}
		fields = append(fields, t.Fields[i])
		t = t.Fields[i].Use.Type
	}
	return fields
}

// defaultItems returns the list of items of a page if the description does not name
// it: data, items, results or records, or else the only list.
func defaultItems(page *api.Type) *api.Field {
	var lists []*api.Field
	for _, f := range page.Fields {
		if f.Use.Type.Kind == api.List {
			lists = append(lists, f)
		}
	}
	for _, common := range []string{"data", "items", "results", "records"} {
		for _, f := range lists {
			if f.Name == common {
				return f
			}
		}
	}
	if len(lists) == 1 {
		return lists[0]
	}
	return nil
}

func isText(t *api.Type) bool {
	return t.Kind == api.Scalar && t.Basic == api.String
}

func isNumber(t *api.Type) bool {
	return t.Kind == api.Scalar && t.JSONKinds() == api.JSONNumber
}
