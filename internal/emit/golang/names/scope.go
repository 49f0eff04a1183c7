package names

import (
	"cmp"
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// Scope hands out the names of one Go scope, each of them once.
type Scope struct {
	taken map[string]Claim
}

// Claim is who holds a name.
type Claim struct {
	What string // such as "schema Pet"
	Pos  api.Position
	// hint says how to get another name, if not by the usual extension.
	hint string
	// chosen says that the user chose the name, at pos.
	chosen bool
	// reserved says that the name belongs to the SDK itself, and not to
	// something in the description.
	reserved bool
}

// NewScope returns a scope in which names are taken by the SDK itself.
func NewScope(reserved ...string) *Scope {
	s := &Scope{taken: map[string]Claim{}}
	s.Reserve(reserved...)
	return s
}

// Reserve takes names for the SDK itself.
func (s *Scope) Reserve(names ...string) {
	for _, name := range names {
		s.taken[name] = Claim{What: "the SDK itself", reserved: true}
	}
}

func (s *Scope) isReserved(name string) bool { return s.taken[name].reserved }

// Unreserved returns the name, with the suffix if the SDK itself has it.
func (s *Scope) Unreserved(name, suffix string) string {
	if s.isReserved(name) {
		return name + suffix
	}
	return name
}

func (s *Scope) free(name string) bool {
	_, taken := s.taken[name]
	return !taken
}

// Number gives the claimant the name, or the name with the first free number
// from 2 behind it.
func (s *Scope) Number(name string, c Claim) string {
	given := s.unused(name)
	s.taken[given] = c
	return given
}

// unused returns the name that number would give.
func (s *Scope) unused(name string) string {
	numbered := name
	for n := 2; !s.free(numbered); n++ {
		numbered = words.Join(name, strconv.Itoa(n))
	}
	return numbered
}

// mustTake gives a name to its claimant. If another part of the description
// holds it, that is an error of the description, or of who chose the name: renaming
// one of them silently would break callers when the other one is added.
func (s *Scope) mustTake(name string, c Claim, ds *diag.List) string {
	holder, taken := s.taken[name]
	if !taken {
		s.taken[name] = c
		return name
	}
	second := c
	if holder.chosen && !c.chosen {
		second, holder = holder, c
	}
	d := ds.Errorf("name-collision", second.Pos, "%s and %s both want the Go name %s", second.What, holder.What, name)
	d.Hint = cmp.Or(second.hint, "rename one of them with x-speakeasy-name-override")
	if !holder.reserved {
		d.Related = append(d.Related, diag.Related{Pos: holder.Pos, Message: "the name is taken here"})
	}
	return s.Number(name, c)
}

// NumberAloud is number, with a warning if the name was taken: someone will
// wonder where the number comes from.
func (s *Scope) NumberAloud(name string, c Claim, ds *diag.List) string {
	given := s.Number(name, c)
	if given != name {
		s.warn("name-renumbered", name, given, c, ds)
	}
	return given
}

// warn tells that the claimant has not the name that it would have alone.
func (s *Scope) warn(code, wanted, given string, c Claim, ds *diag.List) {
	holder := s.taken[wanted]
	d := ds.Warnf(code, c.Pos, "%s is named %s, because %s has the Go name %s", c.What, given, holder.What, wanted)
	if !holder.reserved {
		d.Related = append(d.Related, diag.Related{Pos: holder.Pos, Message: "the name is taken here"})
	}
}
