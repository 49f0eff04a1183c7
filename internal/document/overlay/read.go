package overlay

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/jsonpath"
)

// reader turns an overlay into actions. It reports and counts all errors.
type reader struct {
	doc    *document.Document
	ds     *diag.List
	faults int
	// later is set for version 1.1 of the specification.
	later bool
}

func (r *reader) errorf(code string, pos diag.Position, pointer, format string, args ...any) *diag.Diagnostic {
	r.faults++
	d := r.ds.Errorf(code, pos, format, args...)
	d.Pointer = pointer
	return d
}

// version accepts all versions 1.0.x and 1.1.x: by the specification, patch versions do
// not affect readers.
var version = regexp.MustCompile(`^1\.([01])\.[0-9]+$`)

func (r *reader) read() []action {
	root := r.doc.Root
	if root.Get("overlay") == nil && root.Get("openapi") != nil {
		r.errorf("overlay-missing-key", root.Pos, "", "this is an OpenAPI document, not an overlay").
			Hint = `pass it with --spec or under "sources"`
		return nil
	}
	r.keys(root, "", "overlay", "info", "extends", "actions")
	r.version(root)
	r.info(root)
	if root.Get("extends") != nil {
		r.text(root, "", "extends")
	}
	list := r.member(root, "", "actions", document.Sequence)
	if list != nil && list.Len() == 0 {
		r.errorf("overlay-missing-key", list.Pos, "/actions", "an overlay must have at least one action")
	}
	var actions []action
	for i, n := range list.Items() {
		pointer := "/actions/" + strconv.Itoa(i)
		if n.Kind != document.Mapping {
			r.errorf("overlay-wrong-form", n.Pos, pointer, "an action must be a mapping, not a %s", n.Kind)
			continue
		}
		before := r.faults
		if a := r.action(n, pointer); r.faults == before {
			actions = append(actions, a)
		}
	}
	return actions
}

func (r *reader) version(root *document.Node) {
	n := r.text(root, "", "overlay")
	if n == nil {
		return
	}
	found := version.FindStringSubmatch(n.Value)
	if found == nil {
		r.errorf("overlay-version", n.Pos, "/overlay", "unsupported version %q of the Overlay Specification", n.Value).
			Hint = "use 1.1.0"
		return
	}
	r.later = found[1] == "1"
}

func (r *reader) info(root *document.Node) {
	info := r.member(root, "", "info", document.Mapping)
	if info == nil {
		return
	}
	keys := []string{"title", "version"}
	if r.later {
		keys = append(keys, "description")
	}
	r.keys(info, "/info", keys...)
	r.text(info, "/info", "title")
	r.text(info, "/info", "version")
	if r.later && info.Get("description") != nil {
		r.text(info, "/info", "description")
	}
}

func (r *reader) action(n *document.Node, pointer string) action {
	keys := []string{"target", "description", "update", "remove"}
	a := action{pointer: pointer + "/target", update: n.Get("update"), scalars: r.later}
	if from := n.Get("copy"); from != nil {
		keys = append(keys, "copy")
		r.copy(&a, n, pointer)
	}
	r.keys(n, pointer, keys...)
	if a.target = r.text(n, pointer, "target"); a.target != nil {
		a.path = r.path(a.target, a.pointer, "the target")
	}
	if n.Get("description") != nil {
		r.text(n, pointer, "description")
	}
	idle := a.update == nil && a.from == nil
	if n.Get("remove") != nil {
		remove := r.member(n, pointer, "remove", document.Bool)
		a.remove, _ = remove.Bool()
		idle = idle && remove != nil && !a.remove
	}
	_, value := a.value()
	key := strings.TrimPrefix(value, pointer+"/")
	switch {
	case a.remove && (a.update != nil || a.from != nil):
		d := r.ds.Warnf("overlay-no-effect", n.KeyPos(key), "the %s has no effect with \"remove: true\"", key)
		d.Pointer = value
		d.Hint = "write two actions to replace the targets"
	case idle:
		d := r.ds.Warnf("overlay-no-effect", n.Pos, "the action changes nothing")
		d.Pointer = pointer
		d.Hint = `add "update" or "remove: true"`
	}
	return a
}

// copy reads the target to copy from.
func (r *reader) copy(a *action, n *document.Node, pointer string) {
	at := pointer + "/copy"
	switch {
	case !r.later:
		r.errorf("overlay-unknown-key", n.KeyPos("copy"), at, "\"copy\" needs version 1.1 of the Overlay Specification").
			Hint = `write "overlay: 1.1.0" at the top`
	case a.update != nil:
		r.errorf("overlay-wrong-form", n.KeyPos("copy"), at, "an action must not have both \"update\" and \"copy\"").
			Hint = "write two actions"
		return
	}
	if a.from = r.text(n, pointer, "copy"); a.from != nil {
		a.source = r.path(a.from, at, "the source of the copy")
	}
}

func (r *reader) path(target *document.Node, pointer, noun string) *jsonpath.Path {
	path, err := jsonpath.Compile(target.Value)
	if err == nil {
		return path
	}
	d := r.errorf("overlay-bad-target", target.Pos, pointer, "%s is not a JSONPath: %v", noun, err)
	if fault, ok := errors.AsType[*jsonpath.Error](err); ok {
		d.Pos = within(r.doc, target, fault.Offset)
		d.Message = noun + " is not a JSONPath: " + fault.Message
		d.Hint = fault.Hint
	}
	return nil
}

// keys reports unknown members.
func (r *reader) keys(n *document.Node, pointer string, known ...string) {
	for m := range n.Members() {
		if slices.Contains(known, m.Key) || strings.HasPrefix(m.Key, "x-") {
			continue
		}
		d := r.errorf("overlay-unknown-key", m.KeyPos, pointer+document.Pointer(m.Key), "unknown key %q", m.Key)
		d.Hint = diag.Guess(m.Key, known, "use "+strings.Join(known, ", ")+", and extensions that begin with x-")
	}
}

// member returns a required member of a kind, or nil after an error.
func (r *reader) member(n *document.Node, pointer, key string, kind document.Kind) *document.Node {
	value := n.Get(key)
	switch {
	case value == nil:
		r.errorf("overlay-missing-key", n.Pos, pointer, "%q is missing", key)
		return nil
	case value.Kind != kind:
		d := r.errorf("overlay-wrong-form", value.Pos, pointer+document.Pointer(key), "%q must be a %s, not a %s", key, kind, value.Kind)
		switch {
		case kind == document.String && value.Kind == document.Number:
			d.Hint = "put it in quotes"
		case kind == document.Bool:
			d.Hint = "write true or false"
		}
		return nil
	}
	return value
}

func (r *reader) text(n *document.Node, pointer, key string) *document.Node {
	return r.member(n, pointer, key, document.String)
}
