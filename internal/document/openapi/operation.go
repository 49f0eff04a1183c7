package openapi

import (
	"iter"
	"regexp"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// methodKeys are the members of a path item that are operations.
var methodKeys = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}

// additional is the member of a path item with the operations of other methods.
const additional = "additionalOperations"

// Method is an operation of a path item with its method, as it is sent.
type Method struct {
	document.Member
	Name string
	Keys []string // from the path item to the operation
}

// Methods yields the operations of a path item in document order. A method among the
// additional ones that has a member of its own is left out if that is there.
func Methods(item *document.Node) iter.Seq[Method] {
	return func(yield func(Method) bool) {
		for m := range item.Members() {
			if slices.Contains(methodKeys, m.Key) && !yield(Method{m, strings.ToUpper(m.Key), []string{m.Key}}) {
				return
			}
			if m.Key != additional {
				continue
			}
			for o := range m.Value.Members() {
				name := o.Key
				if own := OwnMethod(name); own != "" {
					if item.Get(own) != nil {
						continue
					}
					name = strings.ToUpper(own)
				}
				if IsToken(name) && !yield(Method{o, name, []string{m.Key, o.Key}}) {
					return
				}
			}
		}
	}
}

// OwnMethod returns the member of a path item that a method has, in any spelling, or "".
func OwnMethod(method string) string {
	if key := strings.ToLower(method); slices.Contains(methodKeys, key) {
		return key
	}
	return ""
}

var token = regexp.MustCompile("^[-!#$%&'*+.^_`|~0-9A-Za-z]+$")

// IsToken reports whether a text can be a method or the name of a header (RFC 9110,
// 5.6.2).
func IsToken(text string) bool { return token.MatchString(text) }

// Tags returns the names of an operation's tags.
func Tags(operation *document.Node) []string {
	var tags []string
	for _, tag := range operation.Get("tags").Items() {
		tags = append(tags, tag.Value)
	}
	return tags
}

// Groups knows the groups of a description's operations.
type Groups struct{ tags map[string]*document.Node }

// NewGroups returns the groups of a description.
func NewGroups(root *document.Node) Groups {
	g := Groups{map[string]*document.Node{}}
	for _, tag := range root.Get("tags").Items() {
		if name, ok := tag.Get("name").Text(); ok && g.tags[name] == nil {
			g.tags[name] = tag
		}
	}
	return g
}

// Of returns the path of an operation's group: x-speakeasy-group, split at its dots,
// else the first tag, with the tags above it, else "default". A tag whose kind says
// that it is not for navigation, such as "badge", only counts if there is no other.
func (g Groups) Of(operation *document.Node) []string {
	if group, ok := operation.Get("x-speakeasy-group").Text(); ok && group != "" {
		return strings.Split(group, ".")
	}
	tags := Tags(operation)
	if len(tags) == 0 {
		return []string{"default"}
	}
	first := max(0, slices.IndexFunc(tags, func(tag string) bool {
		kind, _ := g.tags[tag].Get("kind").Text()
		return kind == "" || kind == "nav"
	}))
	return g.path(tags[first])
}

// path returns a tag after the tags above it. A tag that is above itself has none.
func (g Groups) path(tag string) []string {
	path := []string{tag}
	for above := tag; ; path = append(path, above) {
		parent, _ := g.tags[above].Get("parent").Text()
		if parent == "" || g.tags[parent] == nil {
			break
		}
		if slices.Contains(path, parent) {
			return path[:1]
		}
		above = parent
	}
	slices.Reverse(path)
	return path
}

// ParameterKey identifies a parameter by its location and name.
func ParameterKey(parameter *document.Node) string {
	name, _ := parameter.Get("name").Text()
	in, _ := parameter.Get("in").Text()
	if in == "header" {
		name = strings.ToLower(name)
	}
	return in + " " + name
}

var templateExpression = regexp.MustCompile(`\{([^{}]*)\}`)

// Template returns the names of the template expressions of a path, and the path without them.
func Template(path string) (names []string, rest string) {
	for _, m := range templateExpression.FindAllStringSubmatch(path, -1) {
		names = append(names, m[1])
	}
	return names, templateExpression.ReplaceAllString(path, "")
}
