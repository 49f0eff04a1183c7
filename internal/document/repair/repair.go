// Package repair mends defects that published descriptions are known to have, so
// that they do not stop a run: whoever generates an SDK can seldom mend the
// description itself. Each repair is a rule with a name, which is the code of the
// warning that it leaves at the place of the defect.
//
// Only what has one possible meaning is mended. Defects that need no change of the
// tree, such as a null in an enum of strings, are left to the parser, which reads
// and reports them.
package repair

import (
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// Apply mends a description in place and reports what it changed.
func Apply(root *document.Node, ds *diag.List) {
	booleanRequired(root, ds)
}
