package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// Advise reports what is valid but could be more precise: numbers that are probably
// integers.
func Advise(root *document.Node, ds *diag.List) {
	c := New(root, ds)
	for _, el := range c.elements {
		switch el.Role {
		case openapi.Parameter:
			name, _ := el.Node.Get("name").Text()
			if why := looksIntegral(name, el.Node.Get("schema"), el.Node.Get("example")); why != "" {
				c.adviseInteger(el.Node.Get("schema"), el.Pointer()+"/schema", fmt.Sprintf("the parameter %q is a number%s", name, why))
			}
		case openapi.Schema:
			c.checkIntegralProperties(el)
		}
	}
}

// checkIntegralProperties reports the first property of a schema that is probably an
// integer, and the number of others.
func (c *Checker) checkIntegralProperties(el openapi.Element) {
	var first document.Member
	message, more := "", 0
	for m := range el.Node.Get("properties").Members() {
		why := looksIntegral(m.Key, m.Value, nil)
		switch {
		case why == "":
		case message == "":
			first, message = m, fmt.Sprintf("the property %q is a number%s", m.Key, why)
		default:
			more++
		}
	}
	switch {
	case message == "":
		return
	case more == 1:
		message += "; so is another one of the schema"
	case more > 1:
		message += fmt.Sprintf("; so are %d others of the schema", more)
	}
	c.adviseInteger(first.Value, el.Pointer()+"/properties/"+document.EscapePointer(first.Key), message)
}

func (c *Checker) adviseInteger(schema *document.Node, pointer, message string) {
	d := c.diags.Warnf("integral-number", schema.Get("type").Pos, "%s", message)
	d.Pointer = pointer + "/type"
	d.Hint = fmt.Sprintf(`if it has no fractions, add to "overrides" in the configuration: {target: "%s", type: int64}`, jsonPath(pointer))
}

// identifier matches the names of identifiers.
var identifier = regexp.MustCompile(`^(id|ID|Id)$|_(id|ID)$|[a-z0-9](Id|ID)$`)

// looksIntegral says why a number of a name is probably an integer, in words that go
// after "is a number", or "".
func looksIntegral(name string, schema, example *document.Node) string {
	types := slices.DeleteFunc(openapi.Types(schema), func(t string) bool { return t == "null" })
	if !slices.Equal(types, []string{"number"}) || schema.Get("format") != nil || schema.Get("enum") != nil {
		return ""
	}
	for _, key := range []string{"default", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"} {
		if limit := schema.Get(key); limit != nil && limit.Kind == document.Number && !isInteger(limit) {
			return ""
		}
	}
	examples := slices.Clone(schema.Get("examples").Items())
	for _, one := range []*document.Node{schema.Get("example"), example} {
		if one != nil {
			examples = append(examples, one)
		}
	}
	switch {
	case slices.ContainsFunc(examples, func(n *document.Node) bool { return !isInteger(n) }):
		return ""
	case identifier.MatchString(name):
		return ", and an identifier by its name"
	case len(examples) > 0:
		return " whose examples are all integers"
	default:
		return ""
	}
}

func isInteger(n *document.Node) bool {
	return n.Kind == document.Number && !strings.ContainsAny(n.Value, ".eE")
}

var (
	index     = regexp.MustCompile(`^[0-9]+$`)
	shorthand = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
)

// jsonPath returns the JSONPath of what a pointer leads to.
func jsonPath(pointer string) string {
	segments, _ := document.Segments(pointer)
	var b strings.Builder
	b.WriteByte('$')
	inList := false
	for _, s := range segments {
		switch {
		case inList && index.MatchString(s):
			b.WriteString("[" + s + "]")
		case shorthand.MatchString(s):
			b.WriteString("." + s)
		default:
			b.WriteString("['" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "']")
		}
		inList = slices.Contains([]string{"parameters", "allOf", "oneOf", "anyOf", "prefixItems"}, s)
	}
	return b.String()
}
