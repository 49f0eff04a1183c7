package check

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// load returns kin-openapi's model of the document, and reports an error if it
// cannot read the document at all.
func load(root *document.Node, ds *diag.List) *openapi3.T {
	model, err := loadModel(root)
	if err != nil {
		if !locateUnreadable(root, ds) {
			ds.Errorf("unreadable", root.Pos, "the document cannot be read: %s", firstLine(err.Error()))
		}
		return nil
	}
	return model
}

// Validate reports what kin-openapi finds fault with as warnings. It only looks at
// the model, so that the description can be read meanwhile.
func (c *Checker) Validate(ds *diag.List) {
	err := c.model.Validate(context.Background(), openapi3.EnableMultiError(),
		openapi3.DisableExamplesValidation(), openapi3.DisableSchemaDefaultsValidation(), openapi3.DisableSchemaPatternValidation())
	reportInvalid(c.root, err, ds)
}

// readable are the parts of a document that kin-openapi reads by themselves.
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

// locateUnreadable reports the innermost parts that kin-openapi cannot read,
// as its own errors say nothing of the place.
func locateUnreadable(root *document.Node, ds *diag.List) bool {
	var find func(pl openapi.Place) bool
	find = func(pl openapi.Place) bool {
		found := false
		for child := range pl.Children() {
			found = find(child) || found
		}
		part, ok := readable[pl.Role]
		if found || !ok {
			return found
		}
		err := json.Unmarshal(pl.Node.AppendJSON(nil), part())
		if err == nil {
			return false
		}
		ds.Errorf("unreadable", pl.Node.Pos, "%s", strings.TrimPrefix(firstLine(err.Error()), "json: ")).Pointer = pl.Pointer()
		return true
	}
	return find(openapi.Place{Node: root, Role: openapi.Root})
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// reportInvalid turns the findings of kin-openapi's validation into warnings.
// Those that the checks of this package report with an exact place are left out.
func reportInvalid(root *document.Node, err error, ds *diag.List) {
	var several openapi3.MultiError
	if errors.As(err, &several) && len(several) > 0 {
		for _, one := range several {
			reportInvalid(root, one, ds)
		}
		return
	}
	if err == nil || reportedHere(err) {
		return
	}
	pos, leaf := locateInvalid(root, err)
	ds.Warnf("invalid-openapi", pos, "%s", firstLine(leaf.Error()))
}

// reportedHere tells the findings that this package has, too, and the one that
// is none: OpenAPI 3.1 has pathItems among its components.
func reportedHere(err error) bool {
	var (
		description *openapi3.ResponseDescriptionRequired
		scheme      *openapi3.SecurityRequirementSchemeUndefinedError
		parameters  *openapi3.PathParametersError
		required    *openapi3.PathParameterRequiredError
		duplicate   *openapi3.DuplicateParameterError
		style       *openapi3.InvalidSerializationMethodError
		place       *openapi3.InvalidParameterInError
		id          *openapi3.DuplicateOperationIDError
		path        *openapi3.PathMustStartWithSlashError
		items       *openapi3.SchemaItemsRequired
		extra       *openapi3.ExtraSiblingFieldsError
	)
	if errors.As(err, &extra) && slices.Equal(extra.Fields, []string{"pathItems"}) {
		return true
	}
	return errors.As(err, &description) || errors.As(err, &scheme) || errors.As(err, &parameters) || errors.As(err, &required) ||
		errors.As(err, &duplicate) || errors.As(err, &style) || errors.As(err, &place) || errors.As(err, &id) ||
		errors.As(err, &path) || errors.As(err, &items)
}

// locateInvalid finds the place that the wrappers around an error name, and
// the error without them.
func locateInvalid(root *document.Node, err error) (diag.Position, error) {
	node, pos := root, root.Pos
	step := func(keys ...string) {
		for _, key := range keys {
			if next := node.Get(key); next != nil {
				pos, node = node.KeyPos(key), next
			}
		}
	}
	for {
		switch e := err.(type) {
		case *openapi3.SectionValidationError:
			step(e.Section)
			err = e.Cause
		case *openapi3.ComponentValidationError:
			for m := range node.Members() {
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
			for _, p := range node.Get("parameters").Items() {
				if name, _ := p.Get("name").Text(); name == e.ParameterName {
					node, pos = p, p.Pos
				}
			}
			err = e.Cause
		default:
			return pos, err
		}
	}
}
