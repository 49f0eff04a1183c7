// Package peers pins the peers of the generator and its output. It is a separate
// module, because oapi-codegen needs another version of kin-openapi than the
// generator, and a peer must be measured as released. The programs that bench
// writes are built with this module's requirements.
package peers

import (
	_ "github.com/go-faster/jx"         // read JSON without reflection
	_ "github.com/oapi-codegen/runtime" // imported by the output of oapi-codegen
	_ "github.com/oapi-codegen/runtime/types"
)
