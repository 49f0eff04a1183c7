// Package repair fixes known defects of published descriptions, so that they do not
// stop a run: SDK authors can seldom fix the description itself. Each repair is a
// rule, whose code is that of the warning at the defect.
//
// It only fixes what has one possible meaning. Defects that need no change of the
// tree, such as a null in an enum of strings, are left to the parser, which reads
// and reports them.
package repair

import (
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// Apply repairs a description in place and reports what it changed.
func Apply(root *document.Node, ds *diag.List) {
	references(root, ds)
	types(root, ds)
	serverVariables(root, ds)
	listedItems(root, ds)
	booleanRequired(root, ds)
}
