package openapi

// DeprecationMessages are the extensions that hold what to do instead of using a
// thing, in words; the first one that is there is taken.
func DeprecationMessages() []string {
	return []string{"x-speakeasy-deprecation-message", "x-deprecation-message", "x-deprecated-message", "x-deprecated-reason"}
}

// DeprecationReplacement is the extension that names what to use instead.
const DeprecationReplacement = "x-speakeasy-deprecation-replacement"
