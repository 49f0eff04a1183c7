// Package peers pins what the generator and its output are measured against. It
// is a module of its own, because oapi-codegen needs another kin-openapi than
// the generator does, and a peer has to be measured as its authors release it.
// The programs that bench writes are built with this module's requirements.
package peers

import (
	_ "github.com/bytedance/sonic"            // JSON by machine code that is made at run time
	_ "github.com/go-faster/jx"               // JSON by code for each type
	_ "github.com/goccy/go-json"              // JSON as encoding/json has it, faster
	_ "github.com/oapi-codegen/runtime"       // imported by what oapi-codegen writes
	_ "github.com/oapi-codegen/runtime/types" // likewise
	_ "github.com/segmentio/encoding/json"    // JSON as encoding/json has it, faster
)
