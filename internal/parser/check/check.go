// Package check finds what is wrong with a description: by the table of OpenAPI, by
// conventions of our own, and by kin-openapi, which decides whether the document is
// OpenAPI and whether its examples fit their schemas.
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
	root   *document.Node
	places []openapi.Element // all that the root has
	model  *openapi3.T
	diags  *diag.List
	cuts   []string // pointers to what could not be read
}

// New returns a checker that reports to a list.
func New(root *document.Node, ds *diag.List) *Checker {
	return &Checker{root: root, places: slices.Collect(openapi.All(root)), diags: ds}
}

// Structure reports what cannot be read: nodes of another form than the
// specification says, and references that lead nowhere. Afterwards Root is without
// them, so that the run can go on and find all that is wrong.
func (c *Checker) Structure() {
	c.settle(func() {
		c.checkForm()
		openapi.CheckRefs(c.root, c.diags)
		c.checkTargets()
	})
	c.settle(c.checkDiscriminators)
}

// Load makes kin-openapi's model of the description, and reports an error if it
// cannot. The checks that need it find nothing then.
func (c *Checker) Load() { c.model = load(c.root, c.diags) }

// Tree reports what a reader of the description would miss, or not expect.
func (c *Checker) Tree() {
	c.checkExtensions()
	c.checkDeprecations()
	c.checkResponses()
	c.checkSiblings()
	c.checkItems()
	c.checkNullInEnum()
	c.checkLeftOut()
	c.checkBaseTypes()
}
