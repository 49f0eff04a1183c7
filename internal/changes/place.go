package changes

import (
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// place is something that has a type on both sides: a parameter, a body or a member.
type place struct {
	kind     string // the first word of its rules
	change   Change // what its changes have in common
	old, new api.TypeUse
	oldGo    string // the Go types of the fields; both are empty if Go has no field
	newGo    string
	oldDoc   api.Doc
	newDoc   api.Doc
	in       direction
}

// comparePlace compares what a place holds.
func (c *comparison) comparePlace(p place) {
	r := c.relate(p.old.Type, p.new.Type, map[[2]*api.Type]bool{})
	add := func(rule, before, after string) {
		change := p.change
		change.Before, change.After = before, after
		c.add(p.kind+"-"+rule, p.in, change)
	}
	oldGo, newGo := p.oldGo, p.newGo
	if !c.sameGo(bare(oldGo), bare(newGo)) {
		add(map[relation]string{same: "type-renamed", narrowed: "type-narrowed", widened: "type-widened", changed: "type-changed"}[r], oldGo, newGo)
	} else if r != same && oldGo == newGo {
		add("values-changed", describe(p.old.Type), describe(p.new.Type))
	}
	c.compareOptional(p, add)
	if before, after := tighter(p.oldDoc.Constraints, p.newDoc.Constraints); after != "" && p.in.request {
		add("limits-narrowed", before, after)
	}
	if p.oldDoc.Default != p.newDoc.Default && p.in.request && p.new.Optional() {
		add("default-changed", p.oldDoc.Default, p.newDoc.Default)
	}
}

// compareOptional compares whether the value can be left out or null.
func (c *comparison) compareOptional(p place, add func(rule, before, after string)) {
	before, after := p.oldGo, p.newGo
	if before == "" || bare(before) != bare(after) { // say it even if the type says more
		before, after = needed(p.old), needed(p.new)
	}
	if p.oldGo == "" && p.newGo == "" { // the client holds it, and has no type of its own for it
		p.change.Before, p.change.After = before, after
		switch {
		case !p.old.Required && p.new.Required:
			c.add("held-parameter-required", p.in, p.change)
		case p.old.Required && !p.new.Required:
			c.add("held-parameter-optional", p.in, p.change)
		}
		return
	}
	switch {
	case p.old.Optional() && !p.new.Optional():
		add("required", before, after)
	case !p.old.Optional() && p.new.Optional():
		add("optional", before, after)
	case !p.old.Nullable && p.new.Nullable:
		add("nullable", "", "null")
	case p.old.Nullable && !p.new.Nullable:
		add("not-nullable", "null", "")
	case !p.old.Required && p.new.Required: // and both may be null
		add("values-changed", needed(p.old), needed(p.new))
	}
}

// bare is a Go type without what says that the value may be missing.
func bare(goType string) string {
	if inner, ok := strings.CutPrefix(goType, "Opt["); ok {
		goType = strings.TrimSuffix(inner, "]")
	}
	return strings.TrimPrefix(goType, "*")
}

func needed(use api.TypeUse) string {
	word := "optional"
	if use.Required {
		word = "required"
	}
	if use.Nullable {
		word += ", may be null"
	}
	return word
}

// describe names a type as the description does.
func describe(t *api.Type) string {
	switch {
	case t.Kind == api.Scalar || t.Kind == api.Enum && t.Named():
		return t.Basic.String()
	case t.Elem != nil:
		return t.Kind.String() + " of " + describe(t.Elem.Type)
	}
	return t.Kind.String()
}

// compareText records that only the words about something have changed.
func (c *comparison) compareText(before, after api.Doc, change Change) {
	if before.About() != after.About() {
		c.add("text-changed", direction{}, change)
	}
}

// compareDeprecation records that something is deprecated from now on.
func (c *comparison) compareDeprecation(rule string, before, after api.Doc, change Change) {
	if before.Deprecated == nil && after.Deprecated != nil {
		change.After = after.Deprecated.Replacement
		c.add(rule, direction{}, change)
	}
}
