package golang

import (
	"cmp"
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// scope hands out the names of one Go scope, each of them once.
type scope struct {
	taken map[string]claim
}

// claim is who holds a name.
type claim struct {
	what string // such as "schema Pet"
	pos  api.Position
	// hint says how to get another name, if not by the usual extension.
	hint string
	// chosen says that the user chose the name, at pos.
	chosen bool
	// reserved says that the name belongs to the SDK itself, and not to
	// something in the description.
	reserved bool
}

func newScope(reserved ...string) *scope {
	s := &scope{taken: map[string]claim{}}
	s.reserve(reserved...)
	return s
}

func (s *scope) reserve(names ...string) {
	for _, name := range names {
		s.taken[name] = claim{what: "the SDK itself", reserved: true}
	}
}

func (s *scope) isReserved(name string) bool { return s.taken[name].reserved }

// unreserved returns the name, with the suffix if the SDK itself has it.
func (s *scope) unreserved(name, suffix string) string {
	if s.isReserved(name) {
		return name + suffix
	}
	return name
}

func (s *scope) free(name string) bool {
	_, taken := s.taken[name]
	return !taken
}

// number gives the claimant the name, or the name with the first free number
// from 2 behind it.
func (s *scope) number(name string, c claim) string {
	given := s.unused(name)
	s.taken[given] = c
	return given
}

// unused returns the name that number would give.
func (s *scope) unused(name string) string {
	numbered := name
	for n := 2; !s.free(numbered); n++ {
		numbered = words.Join(name, strconv.Itoa(n))
	}
	return numbered
}

// mustTake gives a name to its claimant. If another part of the description
// holds it, that is an error of the description, or of who chose the name: renaming
// one of them silently would break callers when the other one is added.
func (s *scope) mustTake(name string, c claim, ds *diag.List) string {
	holder, taken := s.taken[name]
	if !taken {
		s.taken[name] = c
		return name
	}
	second := c
	if holder.chosen && !c.chosen {
		second, holder = holder, c
	}
	d := ds.Errorf("name-collision", position(second.pos), "%s and %s both want the Go name %s", second.what, holder.what, name)
	d.Hint = cmp.Or(second.hint, "rename one of them with x-speakeasy-name-override")
	if !holder.reserved {
		d.Related = append(d.Related, diag.Related{Pos: position(holder.pos), Message: "the name is taken here"})
	}
	return s.number(name, c)
}

// numberAloud is number, with a warning if the name was taken: someone will
// wonder where the number comes from.
func (s *scope) numberAloud(name string, c claim, ds *diag.List) string {
	given := s.number(name, c)
	if given != name {
		s.warn("name-renumbered", name, given, c, ds)
	}
	return given
}

// warn tells that the claimant has not the name that it would have alone.
func (s *scope) warn(code, wanted, given string, c claim, ds *diag.List) {
	holder := s.taken[wanted]
	d := ds.Warnf(code, position(c.pos), "%s is named %s, because %s has the Go name %s", c.what, given, holder.what, wanted)
	if !holder.reserved {
		d.Related = append(d.Related, diag.Related{Pos: position(holder.pos), Message: "the name is taken here"})
	}
}

func position(p api.Position) diag.Position {
	return diag.Position(p)
}
