package names

import (
	"go/token"
	"maps"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
)

// shaped are the names of the SDK itself that generated code declares.
const shaped = "Client DecodeUnverifiedWebhook New NewCore ParseWebhook SDKVersion"

// later are names that the SDK itself may need yet. A schema of such a name has its suffix
// from the start, so that it never has to change.
const later = "Event File Page Part Version Webhook"

// Reserved returns the exported names of an SDK that are its own, whatever it is generated
// from, sorted. A schema of such a name gets a suffix.
func Reserved() ([]string, error) {
	runtime, err := gofile.Runtime()
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for name := range runtime.Taken {
		names[name] = token.IsExported(name)
	}
	for _, name := range strings.Fields(shaped + " " + later) {
		names[name] = true
	}
	maps.DeleteFunc(names, func(_ string, exported bool) bool { return !exported })
	return slices.Sorted(maps.Keys(names)), nil
}
