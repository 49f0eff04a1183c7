package check

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// load returns kin-openapi's model of the document without the nodes that it cannot
// read, which are reported; nil if nothing is left to validate. The API itself is read
// from the tree, of which only the values of an unexpected kind are lost.
func load(root *document.Node, ds *diag.List) *openapi3.T {
	root = lower(root)
	model, err := loadModel(root)
	if err == nil {
		return model
	}
	rest := root.Clone()
	for locateUnreadable(rest, ds) {
		if model, err = loadModel(rest); err == nil {
			return model
		}
	}
	ds.Warnf("unreadable", root.Pos, "the document cannot be validated: %s", firstLine(err.Error()))
	return nil
}

// Validate reports the findings of kin-openapi as warnings. It only uses the model,
// so that the description can be read concurrently.
func (c *Checker) Validate(ds *diag.List) {
	if c.model == nil {
		return
	}
	err := c.model.Validate(context.Background(), validationOptions()...)
	if err == nil {
		return
	}
	c.reportInvalid(err, c.validateSchemas(ds), ds)
}

func validationOptions() []openapi3.ValidationOption {
	return []openapi3.ValidationOption{
		openapi3.EnableMultiError(), openapi3.DisableExamplesValidation(),
		openapi3.DisableSchemaDefaultsValidation(), openapi3.DisableSchemaPatternValidation(),
	}
}

// readable are the nodes that kin-openapi can read alone.
var readable = map[openapi.Role]func() any{
	openapi.Info:           func() any { return new(openapi3.Info) },
	openapi.PathItem:       func() any { return new(openapi3.PathItem) },
	openapi.Operation:      func() any { return new(openapi3.Operation) },
	openapi.Parameter:      func() any { return new(openapi3.ParameterRef) },
	openapi.RequestBody:    func() any { return new(openapi3.RequestBodyRef) },
	openapi.Response:       func() any { return new(openapi3.ResponseRef) },
	openapi.Header:         func() any { return new(openapi3.HeaderRef) },
	openapi.MediaType:      func() any { return new(openapi3.MediaType) },
	openapi.Schema:         func() any { return new(openapi3.SchemaRef) },
	openapi.SecurityScheme: func() any { return new(openapi3.SecuritySchemeRef) },
	openapi.Tag:            func() any { return new(openapi3.Tag) },
	openapi.Server:         func() any { return new(openapi3.Server) },
}

// locateUnreadable reports the innermost nodes that kin-openapi cannot read, because
// its errors have no position, and replaces them with empty ones.
func locateUnreadable(root *document.Node, ds *diag.List) bool {
	var find func(el openapi.Element) bool
	find = func(el openapi.Element) bool {
		found := false
		for child := range el.Children() {
			found = find(child) || found
		}
		part, ok := readable[el.Role]
		if found || !ok {
			return found
		}
		err := json.Unmarshal(el.Node.AppendJSON(nil), part())
		least := leastNode(el.Role, el.Node.Pos)
		if err == nil || string(el.Node.AppendJSON(nil)) == string(least.AppendJSON(nil)) {
			return false
		}
		ds.Warnf("unreadable", el.Node.Pos, "%s; the value is ignored, and the rest not validated", strings.TrimPrefix(firstLine(err.Error()), "json: ")).Pointer = el.Pointer()
		*el.Node = *least
		return true
	}
	return find(openapi.Element{Node: root, Role: openapi.Root})
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// reportInvalid turns the findings of kin-openapi's validation into warnings. It
// skips those that this package reports at their exact position, and those of
// schemas: reported has the messages of validateSchemas.
func (c *Checker) reportInvalid(err error, reported []string, ds *diag.List) {
	var several openapi3.MultiError
	if errors.As(err, &several) && len(several) > 0 {
		for _, one := range several {
			c.reportInvalid(one, reported, ds)
		}
		return
	}
	if err == nil || reportedHere(err) {
		return
	}
	at, leaf := locateInvalid(c.root, err)
	message := firstLine(leaf.Error())
	if slices.ContainsFunc(reported, func(known string) bool { return message == known || strings.HasSuffix(message, ": "+known) }) {
		return
	}
	invalid(ds, at, leaf)
}

// reportedHere matches the findings that this package reports as well, and a wrong
// one: OpenAPI 3.1 does have pathItems among the components.
func reportedHere(err error) bool {
	var (
		description *openapi3.ResponseDescriptionRequired
		scheme      *openapi3.SecurityRequirementSchemeUndefinedError
		parameters  *openapi3.PathParametersError
		required    *openapi3.PathParameterRequiredError
		duplicate   *openapi3.DuplicateParameterError
		style       *openapi3.InvalidSerializationMethodError
		location    *openapi3.InvalidParameterInError
		id          *openapi3.DuplicateOperationIDError
		path        *openapi3.PathMustStartWithSlashError
		items       *openapi3.SchemaItemsRequired
		extra       *openapi3.ExtraSiblingFieldsError
	)
	if errors.As(err, &extra) && slices.Equal(extra.Fields, []string{"pathItems"}) {
		return true
	}
	return errors.As(err, &description) || errors.As(err, &scheme) || errors.As(err, &parameters) || errors.As(err, &required) ||
		errors.As(err, &duplicate) || errors.As(err, &style) || errors.As(err, &location) || errors.As(err, &id) ||
		errors.As(err, &path) || errors.As(err, &items)
}

// located is a node with its pointer and the position for its findings.
type located struct {
	node    *document.Node
	pointer string
	pos     diag.Position
}

// locateInvalid finds the node that the wrappers of an error name, and unwraps the error.
func locateInvalid(root *document.Node, err error) (at located, leaf error) {
	at = located{node: root, pos: root.Pos}
	step := func(keys ...string) {
		for _, key := range keys {
			if next := at.node.Get(key); next != nil {
				at = located{next, at.pointer + "/" + document.EscapePointer(key), at.node.KeyPos(key)}
			}
		}
	}
	for {
		switch e := err.(type) {
		case *openapi3.SectionValidationError:
			step(e.Section)
			err = e.Cause
		case *openapi3.ComponentValidationError:
			for m := range at.node.Members() {
				section := strings.ToLower(strings.ReplaceAll(m.Key, "ies", "y"))
				if strings.HasPrefix(section, strings.ToLower(strings.ReplaceAll(e.Section, " ", ""))) {
					step(m.Key, e.Name)
					break
				}
			}
			err = e.Cause
		case *openapi3.PathValidationError:
			step(e.Path)
			err = e.Cause
		case *openapi3.OperationValidationError:
			step(strings.ToLower(e.Method))
			err = e.Cause
		case *openapi3.ParameterFieldValidationError:
			for i, p := range at.node.Get("parameters").Items() {
				if name, _ := p.Get("name").Text(); name == e.ParameterName {
					at = located{p, at.pointer + "/parameters/" + strconv.Itoa(i), p.Pos}
					break
				}
			}
			err = e.Cause
		default:
			return at, err
		}
	}
}
