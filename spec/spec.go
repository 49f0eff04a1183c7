// Package spec holds the description of StackOne's connect sessions that is
// the generator's default input, so that the binary works without any file
// beside it.
package spec

import _ "embed"

// Name is the path by which diagnostics and manifests call the embedded
// description. It is the file's place in the repository, so that a reported
// position can be opened there.
const Name = "spec/openapi.yaml"

// OpenAPI is the text of the embedded description, an OpenAPI 3.1 document.
// It is shared by all its readers: treat it as read-only.
//
//go:embed openapi.yaml
var OpenAPI []byte
