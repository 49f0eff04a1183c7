package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// shortName is an operation whose name may begin with the words of its group.
type shortName struct {
	key         operationKey
	group, name string
	short       string // empty if the name is to stay
}

// operationKey tells operations apart, also those of a path item that two paths share.
type operationKey struct{ path, method string }

// shortenNames finds the operations whose names repeat their group, as activity/list does
// in the group activity: such a name goes without, unless the rest is the name of another
// operation of the service. Names as they are in the description go first, and among
// the others the document's order decides, so that what is added at the end gives way.
func (r *reader) shortenNames() {
	var found []shortName
	taken := map[[2]string]bool{} // group and name
	for m := range r.root.Get("paths").Members() {
		seen := map[string]bool{}
		for _, item := range r.chain(m.Value, "#/paths/"+document.EscapePointer(m.Key)) {
			for o := range openapi.Methods(item.node) {
				if seen[o.Name] || ignored(o.Value) {
					continue
				}
				seen[o.Name] = true
				path := r.groups.Of(o.Value)
				s := shorten(o.Value, path)
				s.key = operationKey{m.Key, strings.ToLower(o.Name)}
				taken[[2]string{s.group, normalizedWords(s.name)}] = true
				found = append(found, s)
				// A service beside the operations has a name among theirs, too.
				if len(path) > 1 {
					last := len(path) - 1
					taken[[2]string{normalizedGroup(path[:last]), normalizedWords(path[last])}] = true
				}
			}
		}
	}
	for _, s := range found {
		claim := [2]string{s.group, normalizedWords(s.short)}
		if s.short != "" && !taken[claim] {
			taken[claim] = true
			r.short[s.key] = s.short
		}
	}
}

// shorten returns what the name of an operation is without its group, which has a path.
func shorten(n *document.Node, path []string) shortName {
	s := shortName{group: normalizedGroup(path), name: nameOverride(n)}
	if s.name != "" {
		return s
	}
	s.name, _ = n.Get("operationId").Text()
	var leading [][]string // the longest first
	var all []string
	for _, segment := range path {
		all = append(all, words.Lower(segment)...)
		leading = append([][]string{slices.Clone(all)}, leading...)
	}
	for _, group := range append(leading, words.Lower(path[len(path)-1])) {
		if s.short == "" {
			s.short = words.WithoutLeading(s.name, group)
		}
	}
	return s
}

func normalizedGroup(path []string) string {
	keys := make([]string, len(path))
	for i, segment := range path {
		keys[i] = normalize(segment)
	}
	return strings.Join(keys, ".")
}

// normalizedWords makes names equal that most languages spell alike.
func normalizedWords(name string) string { return strings.Join(words.Lower(name), "") }
