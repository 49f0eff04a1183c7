package config

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// text is a string of a form.
type text struct {
	target *diag.Text
	want   form
}

func (v text) noun() string {
	if len(v.want.values) > 0 {
		return v.want.noun
	}
	return "a string"
}

func (v text) form() form      { return v.want }
func (v text) schema() *schema { return v.want.schema() }
func (v text) initial() string { return v.target.Value }

func (v text) read(r *reader, n *document.Node) {
	if t, ok := r.text(n, v.want); ok {
		*v.target = t
	}
}

// flag is true or false.
type flag struct{ target *bool }

func (v flag) noun() string    { return "true or false" }
func (v flag) initial() string { return strconv.FormatBool(*v.target) }
func (v flag) schema() *schema { return &schema{Type: "boolean"} }

func (v flag) read(r *reader, n *document.Node) {
	if r.kind(n, document.Bool, v) {
		*v.target, _ = n.Bool()
	}
}

// texts is a list of strings of a form. An empty list differs from none.
type texts struct {
	target *[]diag.Text
	want   form
}

func (v texts) noun() string    { return "a list of strings" }
func (v texts) initial() string { return "" }
func (v texts) schema() *schema { return &schema{Type: "array", Items: v.want.schema()} }

func (v texts) read(r *reader, n *document.Node) {
	if !r.kind(n, document.Sequence, v) {
		return
	}
	list := make([]diag.Text, 0, n.Len())
	for i, item := range n.Items() {
		r.item(i, func() {
			if t, ok := r.text(item, v.want); ok {
				list = append(list, t)
			}
		})
	}
	*v.target = list
}

// entries is a mapping from names that the user chooses to strings of a form.
type entries[T any] struct {
	target *[]T
	want   form
	entry  func(key, value diag.Text) T
	// least is the minimum number of entries.
	least int
}

func (v entries[T]) noun() string    { return "a mapping of names to strings" }
func (v entries[T]) initial() string { return "" }

func (v entries[T]) schema() *schema {
	return &schema{Type: "object", MinProperties: v.least, PropertyNames: plain.schema(), AdditionalProperties: v.want.schema()}
}

func (v entries[T]) read(r *reader, n *document.Node) {
	if !r.kind(n, document.Mapping, v) {
		return
	}
	if n.Len() < v.least {
		r.errorf(codeValue, n.Pos, "%s must not be empty", r.name).Hint = "write at least one entry"
	}
	for m := range n.Members() {
		r.member(m.Key, func() {
			name, named := r.formed(&document.Node{Kind: document.String, Value: m.Key, Pos: m.KeyPos}, plain)
			t, ok := r.text(m.Value, v.want)
			if named && ok {
				*v.target = append(*v.target, v.entry(name, t))
			}
		})
	}
}

// mapping is a mapping with fixed keys.
type mapping struct {
	keys []key
	// choice lists keys of which exactly one is required.
	choice []string
}

func (v mapping) noun() string    { return "a mapping" }
func (v mapping) initial() string { return "" }

func (v mapping) read(r *reader, n *document.Node) {
	if !r.kind(n, document.Mapping, v) {
		return
	}
	known := make(map[string]value, len(v.keys))
	for _, k := range v.keys {
		known[k.name] = k.value
		if k.required && n.Get(k.name) == nil {
			r.errorf(codeMissingKey, n.Pos, "%s must have the key %q", r.name, k.name).
				Hint = "add " + strconv.Quote(k.name) + ": " + strings.ToLower(k.about[:1]) + k.about[1:]
		}
	}
	for m := range n.Members() {
		if known[m.Key] == nil {
			r.unknown(m, v.keys)
			continue
		}
		r.member(m.Key, func() { known[m.Key].read(r, m.Value) })
	}
	v.checkChoice(r, n)
}

// checkChoice reports a missing or ambiguous choice.
func (v mapping) checkChoice(r *reader, n *document.Node) {
	var made []string
	for m := range n.Members() {
		if slices.Contains(v.choice, m.Key) {
			made = append(made, m.Key)
		}
	}
	switch {
	case len(v.choice) == 0 || len(made) == 1:
	case len(made) == 0:
		r.errorf(codeMissingKey, n.Pos, "%s has neither %s", r.name, quoted(v.choice, " nor ")).
			Hint = "add one of them"
	default:
		d := r.errorf(codeConflict, n.KeyPos(made[1]), "%q conflicts with %q", made[1], made[0])
		d.Hint = "remove one of them"
		d.Related = []diag.Related{{Pos: n.KeyPos(made[0]), Message: strconv.Quote(made[0]) + " is here"}}
	}
}

// quoted quotes and joins names.
func quoted(names []string, between string) string {
	return `"` + strings.Join(names, `"`+between+`"`) + `"`
}

// parents describes where the file has a key of this name, except in entries of lists.
func (v mapping) parents(name string) []string {
	var found []string
	for _, k := range v.keys {
		if k.name == name {
			found = append(found, "at the top level")
		}
		inner, ok := k.value.(mapping)
		if !ok {
			continue
		}
		for _, below := range inner.keys {
			if below.name == name {
				found = append(found, "below "+strconv.Quote(k.name))
			}
		}
	}
	return found
}

// records is a list of mappings with the same keys.
type records[T any] struct {
	target *[]T
	keys   func(*T) []key
	choice []string
}

func (v records[T]) noun() string    { return "a list of mappings" }
func (v records[T]) initial() string { return "" }

// bound returns the mapping of one entry.
func (v records[T]) bound(entry *T) mapping {
	return mapping{keys: v.keys(entry), choice: v.choice}
}

// entryKeys returns the keys of a new entry.
func (v records[T]) entryKeys() []key { return v.keys(new(T)) }

func (v records[T]) read(r *reader, n *document.Node) {
	if !r.kind(n, document.Sequence, v) {
		return
	}
	for i, item := range n.Items() {
		var entry T
		r.item(i, func() { v.bound(&entry).read(r, item) })
		*v.target = append(*v.target, entry)
	}
}

func (v records[T]) schema() *schema {
	return &schema{Type: "array", Items: v.bound(new(T)).schema()}
}

// shorthands is a list of mappings of which a text can stand for one. A list without
// items is not the same as none.
type shorthands[T any] struct {
	records[T]
	want form
	of   func(diag.Text) T
}

func (v shorthands[T]) noun() string { return "a list of strings or mappings" }

func (v shorthands[T]) read(r *reader, n *document.Node) {
	if !r.kind(n, document.Sequence, v) {
		return
	}
	list := make([]T, 0, n.Len())
	for i, item := range n.Items() {
		r.item(i, func() {
			var entry T
			if item.Kind == document.Mapping {
				v.bound(&entry).read(r, item)
			} else if t, ok := r.text(item, v.want); ok {
				entry = v.of(t)
			}
			list = append(list, entry)
		})
	}
	*v.target = list
}

func (v shorthands[T]) schema() *schema {
	return &schema{Type: "array", Items: &schema{OneOf: []*schema{v.want.schema(), v.bound(new(T)).schema()}}}
}
