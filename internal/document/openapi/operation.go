package openapi

import (
	"regexp"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// Tags returns the names of an operation's tags.
func Tags(operation *document.Node) []string {
	var tags []string
	for _, tag := range operation.Get("tags").Items() {
		tags = append(tags, tag.Value)
	}
	return tags
}

// Group returns the path of an operation's group: x-speakeasy-group, split at its
// dots, else the first tag, else "default".
func Group(operation *document.Node) []string {
	if group, ok := operation.Get("x-speakeasy-group").Text(); ok && group != "" {
		return strings.Split(group, ".")
	}
	if tags := Tags(operation); len(tags) > 0 {
		return tags[:1]
	}
	return []string{"default"}
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
