// Package spec embeds the description of StackOne's connect sessions, the
// generator's default input, so that the binary works without any other file.
package spec

import _ "embed"

// Name is the name of the embedded description in diagnostics and manifests. It is
// the file's path in the repository, so that reported positions can be opened
// there.
const Name = "spec/openapi.yaml"

// OpenAPI is the embedded description, an OpenAPI 3.1 document. It is shared: treat
// it as read-only.
//
//go:embed openapi.yaml
var OpenAPI []byte
