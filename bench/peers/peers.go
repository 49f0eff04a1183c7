// Package peers pins what the generator and its output are measured against. It
// is a module of its own, because oapi-codegen needs another kin-openapi than
// the generator does, and a peer has to be measured as its authors release it.
// The programs that bench writes are built with this module's requirements.
package peers

import (
	_ "github.com/go-faster/jx"         // read JSON without reflection
	_ "github.com/oapi-codegen/runtime" // imported by what oapi-codegen writes
	_ "github.com/oapi-codegen/runtime/types"
)
