package config

import (
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// The codes of configuration errors.
const (
	codeUnknownKey = "config-unknown-key"
	codeMissingKey = "config-missing-key"
	codeKind       = "config-kind"
	codeValue      = "config-value"
	codeConflict   = "config-conflict"
)

// value is the kind of value of a key, bound to the variable that it sets.
type value interface {
	// noun describes what is expected, with an article.
	noun() string
	// read sets the value, or reports all errors of the node.
	read(r *reader, n *document.Node)
	// schema describes what read accepts.
	schema() *schema
	// initial is the default, or "" if there is none.
	initial() string
}

// reader walks a configuration and collects its errors.
type reader struct {
	ds     *diag.List
	failed bool
	// path is the path of the current node, for the pointers of diagnostics.
	path []string
	// name is the name of the current node in messages.
	name string
}

func (r *reader) errorf(code string, pos diag.Position, format string, args ...any) *diag.Diagnostic {
	r.failed = true
	d := r.ds.Errorf(code, pos, format, args...)
	d.Pointer = document.Pointer(r.path...)
	return d
}

// within calls do for a node below the current one.
func (r *reader) within(segment, name string, do func()) {
	outer := r.name
	r.path, r.name = append(r.path, segment), name
	do()
	r.path, r.name = r.path[:len(r.path)-1], outer
}

func (r *reader) member(key string, do func()) { r.within(key, strconv.Quote(key), do) }

func (r *reader) item(i int, do func()) { r.within(strconv.Itoa(i), "an item of "+r.name, do) }

// kind checks the kind of a node.
func (r *reader) kind(n *document.Node, want document.Kind, v value) bool {
	switch n.Kind {
	case want:
		return true
	case document.Null:
		r.errorf(codeKind, n.Pos, "%s must be %s, not empty", r.name, v.noun()).
			Hint = "write a value, or remove it"
		return false
	}
	r.errorf(codeKind, n.Pos, "%s must be %s, not a %s", r.name, v.noun(), n.Kind).
		Hint = kindHint(n, want, v)
	return false
}

// kindHint suggests how to correct a node of the wrong kind.
func kindHint(n *document.Node, want document.Kind, v value) string {
	scalar := n.Kind != document.Mapping && n.Kind != document.Sequence
	switch f, formed := v.(interface{ form() form }); {
	case want == document.String && formed && scalar:
		if hint, ok := f.form().fits(n.Value); !ok {
			return hint
		}
		return "put it in quotes"
	case want == document.Sequence && scalar:
		return "write it as a list: put \"- \" before it, or [ ] around it"
	case want == document.Bool:
		return "write true or false"
	}
	return ""
}

// text reads a string of a form.
func (r *reader) text(n *document.Node, f form) (diag.Text, bool) {
	if !r.kind(n, document.String, text{want: f}) {
		return diag.Text{}, false
	}
	return r.formed(n, f)
}

func (r *reader) formed(n *document.Node, f form) (diag.Text, bool) {
	hint, ok := f.fits(n.Value)
	if ok {
		return diag.Text{Value: n.Value, Pos: n.Pos}, true
	}
	r.errorf(codeValue, n.Pos, "%q is not %s", n.Value, f.noun).Hint = diag.Guess(n.Value, f.values, hint)
	return diag.Text{}, false
}

// unknown reports an unknown key.
func (r *reader) unknown(m document.Member, here []key) {
	names := make([]string, len(here))
	for i, k := range here {
		names[i] = k.name
	}
	r.member(m.Key, func() {
		d := r.errorf(codeUnknownKey, m.KeyPos, "unknown key %q", m.Key)
		d.Hint = diag.Guess(m.Key, names, "use one of "+strings.Join(names, ", "))
		if elsewhere := keys(Default()).parents(m.Key); len(elsewhere) > 0 {
			d.Hint = "it belongs " + strings.Join(elsewhere, " or ")
		}
	})
}
