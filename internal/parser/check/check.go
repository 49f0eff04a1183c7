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
	places []openapi.Place // all that the root has
	model  *openapi3.T
	diags  *diag.List
}

// New returns a checker that reports to a list.
func New(root *document.Node, ds *diag.List) *Checker {
	return &Checker{root: root, places: slices.Collect(openapi.All(root)), diags: ds}
}

// Structure reports what could not be read: nodes of another form than the
// specification says, and references that lead nowhere.
func (c *Checker) Structure() {
	before := c.diags.Count(diag.Error)
	c.checkForm()
	openapi.CheckRefs(c.root, c.diags)
	c.checkTargets()
	if c.diags.Count(diag.Error) == before {
		c.checkDiscriminators()
	}
}

// Load makes kin-openapi's model of the description, and reports an error if it
// cannot.
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
