package names

import (
	"slices"
	"strconv"
	"unicode"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// Scope hands out the names of one Go scope, each of them once.
type Scope struct {
	taken map[string]Claim
	// owner is the type that the names are members of, with a dot; empty for those of
	// the package.
	owner string
	// book has the names that last; nil in a scope whose names nobody else writes.
	book *book
}

// Claim is who holds a name.
type Claim struct {
	What string // such as "schema Pet"
	Pos  api.Position
	// keys are what the lock knows the claimant by; empty for what is not exported.
	keys []string
	// hint says how to get another name.
	hint string
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

// membersOf returns a scope for the fields or methods of a type of the package.
func (p *naming) membersOf(owner string, reserved ...string) *Scope {
	s := NewScope(reserved...)
	s.owner, s.book = owner+".", p.book
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

// free reports whether nobody has the name or held it in the run before.
func (s *Scope) free(name string) bool {
	if _, taken := s.taken[name]; taken {
		return false
	}
	return s.book == nil || s.book.holders[s.owner+name] == ""
}

// remembered gives the claimant the name that it had in the run before, if the SDK
// itself has not taken that since.
func (s *Scope) remembered(c Claim) (string, bool) {
	if s.book == nil {
		return "", false
	}
	name := s.book.of(s.owner, c.keys)
	if _, taken := s.taken[name]; name == "" || taken {
		return "", false
	}
	return s.grant(name, c), true
}

func (s *Scope) grant(name string, c Claim) string {
	s.taken[name] = c
	if s.book != nil && len(c.keys) > 0 {
		s.book.grant(s.owner+name, c.keys)
	}
	return name
}

// Number gives the claimant the name, or the name with the first free number
// from 2 behind it.
func (s *Scope) Number(name string, c Claim) string {
	if given, ok := s.remembered(c); ok {
		return given
	}
	return s.grant(s.unused(name), c)
}

// unused returns the name that number would give.
func (s *Scope) unused(name string) string {
	given := name
	for n := 2; !s.free(given); n++ {
		given = numbered(name, n)
	}
	return given
}

func numbered(name string, n int) string { return words.Join(name, strconv.Itoa(n)) }

// NumberAloud is Number, with a warning if the name was taken: someone will
// wonder where the number comes from.
func (s *Scope) NumberAloud(name string, c Claim, ds *diag.List) string {
	if given, ok := s.remembered(c); ok {
		return given
	}
	given := s.grant(s.unused(name), c)
	if given != name {
		s.warn("name-renumbered", name, given, c, ds)
	}
	return given
}

// Called is NumberAloud for a name that may be chosen: it then replaces the name of the run
// before, unless somebody else has it.
func (s *Scope) Called(chosen bool, name string, c Claim, ds *diag.List) string {
	if _, taken := s.taken[name]; !chosen || taken {
		return s.NumberAloud(name, c, ds)
	}
	if s.book != nil {
		own := func(key string) bool { return s.book.holders[s.owner+name] == scoped(s.owner, key) }
		if s.book.holders[s.owner+name] != "" && !slices.ContainsFunc(c.keys, own) {
			return s.NumberAloud(name, c, ds)
		}
	}
	return s.grant(name, c)
}

// Suffixed puts the suffix of its kind behind a name that is taken, and a number if that
// is taken, too, with a warning if it is not the SDK itself that has the name: the
// claimant could lose it to what is added to the description later.
func (s *Scope) Suffixed(name, suffix string, c Claim, ds *diag.List) string {
	if given, ok := s.remembered(c); ok {
		return given
	}
	if s.free(name) {
		return s.grant(name, c)
	}
	given := s.grant(s.unused(name+suffix), c)
	if !s.isReserved(name) {
		s.warn("name-suffixed", name, given, c, ds)
	} else if given != name+suffix {
		s.warn("name-suffixed", name+suffix, given, c, ds)
	}
	return given
}

// warn tells that the claimant has not the name that it would have alone.
func (s *Scope) warn(code, wanted, given string, c Claim, ds *diag.List) {
	holder, taken := s.taken[wanted]
	reason := holder.What + " has the Go name " + wanted
	if !taken {
		reason = "the last run gave the Go name " + wanted + " to another"
	}
	d := ds.Warnf(code, c.Pos, "%s is named %s, because %s", c.What, given, reason)
	d.Hint = c.hint
	if taken && !holder.reserved {
		d.Related = append(d.Related, diag.Related{Pos: holder.Pos, Message: "the name is taken here"})
	}
}

// plainness is how far a wire name is from the word that it is in Go: of two that are
// the same word, the plainer one goes first.
func plainness(name string) int {
	n := 0
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
