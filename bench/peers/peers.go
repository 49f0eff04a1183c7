// Package peers pins the peers of the generator and its output. It is a separate
// module, because oapi-codegen needs another version of kin-openapi than the
// generator, and a peer must be measured as released. The programs that bench
// writes are built with this module's requirements.
package peers

import (
	_ "github.com/bytedance/sonic"            // JSON by machine code that is made at run time
	_ "github.com/go-faster/jx"               // JSON by code for each type
	_ "github.com/goccy/go-json"              // JSON as encoding/json has it, faster
	_ "github.com/oapi-codegen/runtime"       // imported by what oapi-codegen writes
	_ "github.com/oapi-codegen/runtime/types" // likewise
	_ "github.com/segmentio/encoding/json"    // JSON as encoding/json has it, faster
)
