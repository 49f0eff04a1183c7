package names

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// ErrorSet is a set of documented errors with the name of the function that gives
// errors their types.
type ErrorSet struct {
	*api.ErrorSet
	Name string
}

// ErrorSets names the different sets of errors.
func ErrorSets(a *api.API) []*ErrorSet {
	var sets []*ErrorSet
	taken := map[string]*ErrorSet{}
	for _, set := range a.ErrorSets() {
		t := &ErrorSet{ErrorSet: set}
		name := ErrorSetName(t.Cases)
		if first := taken[name]; first != nil {
			name += t.difference(first)
		}
		for n := 2; taken[name] != nil; n++ {
			name = ErrorSetName(t.Cases) + "Variant" + strconv.Itoa(n)
		}
		t.Name = name
		taken[name] = t
		sets = append(sets, t)
	}
	return sets
}

// ErrorSetName names a set by its first and last status.
func ErrorSetName(cases []*api.ErrorCase) string {
	first, last := cases[0].Status, cases[len(cases)-1].Status
	if first == last {
		return "errors" + statusWord(first)
	}
	return "errors" + statusWord(first) + "To" + statusWord(last)
}

// difference names the statuses that a set has more or less than one with
// the same bounds.
func (t *ErrorSet) difference(first *ErrorSet) string {
	without := func(x, y *ErrorSet) string {
		var words []string
		for _, c := range x.Cases {
			if !slices.ContainsFunc(y.Cases, func(other *api.ErrorCase) bool { return other.Status == c.Status }) {
				words = append(words, statusWord(c.Status))
			}
		}
		return strings.Join(words, "And")
	}
	name := ""
	if more := without(t, first); more != "" {
		name += "With" + more
	}
	if less := without(first, t); less != "" {
		name += "Without" + less
	}
	return name
}

// statusWord is a status in a name; the parser has checked what it is made of.
func statusWord(status api.Status) string {
	if status == api.Default {
		return "Others"
	}
	return string(status)
}
