package changes

import "strings"

// Bump is the part of a version that a release has to raise.
type Bump string

// The bumps.
const (
	BumpNone  Bump = "none"
	BumpPatch Bump = "patch"
	BumpMinor Bump = "minor"
	BumpMajor Bump = "major"
)

// bumpOf returns the bump that Go's rules ask for. Version 0 promises nothing, so there a
// break is a minor release.
func bumpOf(changes []*Change, version string) Bump {
	bump := BumpNone
	for _, c := range changes {
		switch {
		case c.Source() == Breaks || c.Rule.Major:
			if isVersion0(version) {
				return BumpMinor
			}
			return BumpMajor
		case c.Rule.Minor || c.Source() == Quiet || c.Wire != OK:
			bump = BumpMinor
		case bump == BumpNone:
			bump = BumpPatch
		}
	}
	return bump
}

func isVersion0(version string) bool {
	version = strings.TrimPrefix(version, "v")
	return version == "" || strings.HasPrefix(version, "0.") || version == "0"
}
