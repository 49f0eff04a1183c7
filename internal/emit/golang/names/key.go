package names

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// The keys of a lock say what a name stands for: a JSON pointer into the description,
// and a role where one thing has several names.

// key joins a pointer and a role. Neither has a space of its own.
func key(pointer, role string) string {
	if role == "" {
		return escapeSpace(pointer)
	}
	return escapeSpace(pointer) + " " + escapeSpace(role)
}

// escapeSpace writes what would part words or lines as a URI does (RFC 6901, section 6).
func escapeSpace(text string) string {
	if !strings.ContainsFunc(text, isBlank) && !strings.Contains(text, "%") {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if r != '%' && r != '=' && !isBlank(r) {
			b.WriteRune(r)
			continue
		}
		for _, c := range []byte(string(r)) {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// escape writes a segment of a pointer.
func escape(segment string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(segment)
}

// isOrdered reports whether a keyword has a list whose items are told apart by their
// position: reordering them is no reason to rename anything.
func isOrdered(keyword string) bool {
	return slices.Contains([]string{"oneOf", "anyOf", "allOf", "prefixItems", "parameters"}, keyword)
}

// keyOfType returns the pointer of a type. Inside a list, where pointers count, the names
// that lead to the type stand for the rest of it.
func keyOfType(t *api.Type, role string) string {
	segments := strings.Split(t.Ref, "/")
	for i, segment := range segments[:max(len(segments)-1, 0)] {
		if _, err := strconv.Atoi(segments[i+1]); err == nil && isOrdered(segment) {
			path := make([]string, len(t.Path))
			for j, name := range t.Path {
				path[j] = escape(name)
			}
			return key(strings.Join(segments[:i], "/"), "at:"+strings.Join(path, "/")+role)
		}
	}
	return key(t.Ref, role)
}

// keysOfUnion returns the keys of a union that is named by its variants: the set of them,
// whatever their order, and the place that has it first.
func keysOfUnion(t *api.Type) []string {
	set := make([]string, len(t.Variants))
	for i, v := range t.Variants {
		set[i] = shapeOf(v.Type)
	}
	slices.Sort(set)
	sum := sha256.Sum256([]byte(strings.Join(set, "|")))
	return []string{key("#", "union:"+hex.EncodeToString(sum[:6])), keyOfType(t, "")}
}

// keyOfVariant returns the key of what a union has for a variant.
func keyOfVariant(union, variant *api.Type) string {
	pointer, role, _ := strings.Cut(keyOfType(union, ""), " ")
	if len(union.Path) == 0 {
		pointer, role, _ = strings.Cut(keysOfUnion(union)[0], " ")
	}
	return pointer + " " + strings.TrimPrefix(role+":variant:", ":") + shapeOf(variant)
}

// shapeOf tells a type from others without the help of Go.
func shapeOf(t *api.Type) string {
	switch {
	case t.Named() && len(t.Path) == 0:
		_, role, _ := strings.Cut(keysOfUnion(t)[0], " ")
		return role
	case t.Named():
		return strings.Replace(keyOfType(t, ""), " ", ":", 1)
	case t.Elem != nil:
		return t.Kind.String() + "<" + shapeOf(t.Elem.Type) + ">"
	case t.Kind == api.Scalar || t.Kind == api.Enum:
		return strings.ReplaceAll(t.Basic.String(), " ", "-")
	}
	return strings.ReplaceAll(t.Kind.String(), " ", "-")
}

// keyOfMember returns the key of a property or a value of a type.
func keyOfMember(t *api.Type, keyword, name string) string {
	pointer, role, inList := strings.Cut(keyOfType(t, ""), " ")
	if inList {
		return key(pointer, "") + " " + role + "/" + keyword + "/" + escapeSpace(escape(name))
	}
	return key(t.Ref+"/"+keyword+"/"+escape(name), "")
}

// keyOfOperation returns the key of something that belongs to an operation. Operations
// are told apart by path and method, wherever they are written.
func keyOfOperation(o *api.Operation, role string) string {
	if o.Variant != "" {
		role = strings.TrimSuffix(o.Variant+":"+role, ":")
	}
	return key("#/paths/"+escape(o.Path)+"/"+strings.ToLower(o.Method), role)
}

// keyOfService returns the key of something that belongs to a service.
func keyOfService(s *api.Service, role string) string {
	path := make([]string, len(s.Path))
	for i, name := range s.Path {
		path[i] = escape(name)
	}
	return key("#", "service:"+strings.Join(path, "/")+role)
}

// keysOfError returns the keys of an error type: its body with each of its statuses.
// What the type is named after may change when more operations share it.
func keysOfError(e *api.ErrorType) []string {
	pointer := "#"
	if e.Body != nil {
		pointer = cmp.Or(e.Body.Ref, "#")
	}
	statuses := e.Statuses
	if len(statuses) == 0 {
		statuses = []api.Status{""}
	}
	keys := make([]string, len(statuses))
	for i, status := range statuses {
		keys[i] = key(pointer, "error:"+string(status))
	}
	return keys
}
