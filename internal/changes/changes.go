// Package changes compares two SDKs before anything is emitted: what an app notices that
// compiles against them (source), and what an app notices that runs the old SDK against the
// new API (wire). Both need Go names and the description, so it reads the IR with its names.
package changes

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// Verdict says what a change does to an app.
type Verdict string

// The verdicts, from harmless to harmful.
const (
	OK Verdict = "ok"
	// Quiet compiles and runs, but means something else.
	Quiet Verdict = "quiet"
	// Breaks no longer compiles, or no longer works against the new API.
	Breaks Verdict = "breaks"
)

func (v Verdict) rank() int { return slices.Index([]Verdict{OK, Quiet, Breaks}, v) }

// worse returns the more harmful of two verdicts.
func worse(a, b Verdict) Verdict {
	if a.rank() > b.rank() {
		return a
	}
	return b
}

// Side is one of the two SDKs.
type Side struct {
	API   *api.API
	Names *names.Table
}

// Change is one difference between the two SDKs.
type Change struct {
	Rule *Rule
	// Subject is the Go name of what has changed: the old one, if it had one.
	Subject string
	// Service is the way to the service that it belongs to, as "HRIS.Employees"; empty
	// if it belongs to none or to several.
	Service string
	Wire    Verdict
	// Before and After describe both sides; one is empty for what was added or removed.
	Before, After string
	// Old and New are the positions in the descriptions; zero where there is none.
	Old, New api.Position
	// Confidence is how much of a type that was renamed, split or merged is the same, from 0
	// to 1; 0 for all other changes.
	Confidence float64
	// Fingerprint identifies the change whatever else changes around it.
	Fingerprint string

	wire string // the subject in the description
}

// Source returns whether apps still compile.
func (c *Change) Source() Verdict { return c.Rule.Source }

// Report lists all differences: the most harmful first, by service and name.
type Report struct {
	Changes []*Change
	Bump    Bump
	// Source, Wire and Quiet count the changes that break apps at compile time, that break
	// running apps, and that do either in silence.
	Source, Wire, Quiet int
}

// Compare returns what has changed from old to new. A version is that of the old SDK, if it
// is known; without one it counts as version 0.
func Compare(old, new Side, version string) *Report {
	c := &comparison{old: old, new: new, types: map[*api.Type]*api.Type{}, renamed: map[string][]string{}, services: map[string]string{}, rules: map[string]*Rule{},
		split: map[*api.Type][]*api.Type{}, seen: map[string]bool{}}
	for _, r := range Rules() {
		c.rules[r.ID] = r
	}
	c.matchOperations()
	c.matchServices()
	c.matchTypes()
	c.compareAPI()
	c.compareServices()
	c.compareOperations()
	c.compareTypes()
	c.compareErrors()
	return c.report(version)
}

// comparison is the state of Compare.
type comparison struct {
	rules    map[string]*Rule
	old, new Side
	pairs    []pair                    // operations of both sides
	gone     []*api.Operation          // operations of the old side alone
	added    []*api.Operation          // operations of the new side alone
	services map[string]string         // selectors of services that were renamed
	types    map[*api.Type]*api.Type   // old types with their new selves
	renamed  map[string][]string       // what Go names of types became
	split    map[*api.Type][]*api.Type // types that have become several
	seen     map[string]bool           // fingerprints with subjects: a type that was split can lose a member twice
	moves    []move                    // types that have got other names
	found    []*Change
}

// pair is an operation on both sides.
type pair struct{ old, new *api.Operation }

// direction is where values of a place go.
type direction struct{ request, response bool }

// add records a change. The verdict on the wire is the worst of the directions.
func (c *comparison) add(rule string, in direction, change Change) {
	change.Rule = c.rules[rule]
	change.Wire = OK
	if in.request {
		change.Wire = worse(change.Wire, change.Rule.Request)
	}
	if in.response {
		change.Wire = worse(change.Wire, change.Rule.Response)
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{rule, change.wire, change.Before, change.After}, "\x00")))
	change.Fingerprint = hex.EncodeToString(sum[:8])
	if once := change.Fingerprint + change.Subject; !c.seen[once] {
		c.seen[once] = true
		c.found = append(c.found, &change)
	}
}

// everywhere is the direction of what is no value.
var everywhere = direction{request: true, response: true}

func (c *comparison) report(version string) *Report {
	r := &Report{Changes: c.found}
	slices.SortStableFunc(r.Changes, func(a, b *Change) int {
		return cmp.Or(
			-cmp.Compare(a.Source().rank(), b.Source().rank()),
			-cmp.Compare(a.Wire.rank(), b.Wire.rank()),
			cmp.Compare(a.Service, b.Service),
			cmp.Compare(a.Rule.ID, b.Rule.ID),
			cmp.Compare(a.Subject, b.Subject),
			cmp.Compare(a.Fingerprint, b.Fingerprint),
		)
	})
	for _, change := range r.Changes {
		if change.Source() == Breaks {
			r.Source++
		}
		if change.Wire == Breaks {
			r.Wire++
		}
		if change.Source() == Quiet || change.Wire == Quiet {
			r.Quiet++
		}
	}
	r.Bump = bumpOf(r.Changes, version)
	return r
}
