package runtime

import (
	"os"
	"strings"
)

// FromEnv takes the API key and the server's URL from environment variables, if they
// are set. Their names begin with the name of the package in capitals, as in
// STACKONE_API_KEY and STACKONE_SERVER_URL. A variable that is set but empty is an error.
// Later options override this one.
func FromEnv() ClientOption {
	return clientOption(func(s *settings) {
		prefix := strings.ToUpper(strings.Trim(s.sdk.name, "_"))
		for _, variable := range []struct {
			name string
			set  func(string)
		}{
			{prefix + "_API_KEY", func(key string) { WithAPIKey(key).applyToClient(s) }},
			{prefix + "_SERVER_URL", func(address string) { WithServerURL(address).applyToClient(s) }},
		} {
			if value, ok := os.LookupEnv(variable.name); ok {
				before := len(s.errs)
				variable.set(value)
				if len(s.errs) > before {
					s.reject("FromEnv: %s is not as it has to be", variable.name)
				}
			}
		}
	})
}
