package names

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// Had returns the name that an earlier run gave the method of an operation that is now left
// out; "" if it had none.
func (l *Lock) Had(o *api.LeftOut) string {
	if l == nil {
		return ""
	}
	of := key("#/paths/"+escape(o.Path)+"/"+strings.ToLower(o.Method), "")
	for _, line := range l.lines {
		if isMember(line.name) && slices.Contains(line.keys, of) {
			return line.name
		}
	}
	return ""
}
