// Package check validates a description: against the table of OpenAPI, our own
// conventions, and kin-openapi, which decides whether the document is OpenAPI and
// whether examples match their schemas.
package check

import (
	"slices"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// Checker checks one description.
type Checker struct {
	root     *document.Node
	elements []openapi.Element // all elements of the root
	model    *openapi3.T
	diags    *diag.List
	cuts     []string // pointers to unreadable nodes
	// replaced are the nodes that were put in the place of unreadable ones, each with
	// the finding.
	replaced map[*document.Node]diag.Diagnostic
}

// New returns a checker that reports to ds.
func New(root *document.Node, ds *diag.List) *Checker {
	return &Checker{root: root, elements: slices.Collect(openapi.All(root)), diags: ds, replaced: map[*document.Node]diag.Diagnostic{}}
}

// Structure reports what cannot be read: nodes of the wrong kind, and dangling
// references. It cuts them out of Root, so that the rest can be read. That is a warning,
// which says what became of the node, unless the node concerns the whole description.
func (c *Checker) Structure() {
	c.settle(func() {
		c.checkForm()
		openapi.CheckRefs(c.root, c.diags)
		c.checkTargets()
	})
	c.settle(c.checkDiscriminators)
}

// Load builds kin-openapi's model of the description, or reports an error. The
// checks that need the model then find nothing.
func (c *Checker) Load() { c.model = load(c.root, c.diags) }

// Tree reports what is missing or unexpected in the description.
func (c *Checker) Tree(ds *diag.List) {
	c.diags = ds
	c.checkMappings()
	c.checkExtensions()
	c.checkDeprecations()
	c.checkResponses()
	c.checkSiblings()
	c.checkItems()
	c.checkNullInEnum()
	c.checkLeftOut()
	c.checkLater()
}
