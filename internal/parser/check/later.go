package check

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// unread are the additions of OpenAPI 3.2 that have no effect on the SDK, with what to
// do instead.
var unread = map[openapi.Role]map[string]string{
	openapi.Root:           {"$self": "references are resolved from where the description was read"},
	openapi.MediaType:      {"itemSchema": "callers read or write the values themselves", "prefixEncoding": anEncoding, "itemEncoding": anEncoding},
	openapi.Encoding:       {"encoding": anEncoding, "prefixEncoding": anEncoding, "itemEncoding": anEncoding},
	openapi.Server:         {"name": "callers choose a server by its URL"},
	openapi.SecurityScheme: {"oauth2MetadataUrl": "declare the flows, with their URLs"},
}

const anEncoding = "the parts are sent with the default encoding of their types"

// checkLater reports the additions of OpenAPI 3.2 that have no effect, and those of its
// rules that are broken.
func (c *Checker) checkLater() {
	for _, el := range c.elements {
		for key, hint := range unread[el.Role] {
			if el.Node.Get(key) != nil && !(key == "itemSchema" && isReadByValue(el)) {
				c.leftOut(el, key, hint)
			}
		}
		switch el.Role {
		case openapi.Schema:
			if xml := el.Node.Get("xml"); xml.Get("nodeType") != nil {
				c.noEffect(xml, "nodeType", memberPointer(el, "xml"), "the SDK does not read or write XML")
			}
		case openapi.SecurityScheme:
			if flows := el.Node.Get("flows"); flows.Get("deviceAuthorization") != nil {
				c.noEffect(flows, "deviceAuthorization", memberPointer(el, "flows"), "callers obtain the token, and pass it to the client")
			}
		case openapi.Parameter:
			c.checkLaterParameter(el)
		case openapi.PathItem:
			c.checkMethods(el)
		}
	}
	c.checkTags()
}

// isReadByValue reports whether a media type is that of a response that the SDK goes
// through value by value.
func isReadByValue(el openapi.Element) bool {
	keys, _ := document.Segments(el.Pointer())
	_, sequence := api.SequenceOf(keys[len(keys)-1])
	return sequence && slices.Contains(keys, "responses")
}

func (c *Checker) leftOut(el openapi.Element, key, hint string) {
	c.noEffect(el.Node, key, el.Pointer(), hint)
}

func (c *Checker) noEffect(n *document.Node, key, pointer, hint string) {
	d := c.diags.Warnf("keyword-left-out", n.KeyPos(key), "%q has no effect on the SDK", key)
	d.Pointer, d.Hint = pointer+document.Pointer(key), hint
}

func (c *Checker) checkLaterParameter(el openapi.Element) {
	if in := el.Node.Get("in"); in != nil && in.Value == "querystring" {
		d := c.diags.Warnf("keyword-left-out", in.Pos, "a parameter that is the whole query is not supported; parameter ignored")
		d.Pointer, d.Hint = memberPointer(el, "in"), "callers can set the query with WithQuery"
	}
	if style := el.Node.Get("style"); style != nil && style.Value == "cookie" {
		d := c.diags.Warnf("keyword-left-out", style.Pos, "the style \"cookie\" is not supported; using \"form\"")
		d.Pointer, d.Hint = memberPointer(el, "style"), "the two differ in values that need escaping"
	}
}

// checkMethods reports additional operations that cannot be called, or that are not
// additional.
func (c *Checker) checkMethods(el openapi.Element) {
	for m := range el.Node.Get("additionalOperations").Members() {
		own := openapi.OwnMethod(m.Key)
		var d *diag.Diagnostic
		switch {
		case own != "" && el.Node.Get(own) != nil:
			d = c.diags.Warnf("bad-method", m.KeyPos, "the path has an operation %q of its own; this one is ignored", own)
			d.Hint = "remove one of them"
		case own != "":
			d = c.diags.Warnf("bad-method", m.KeyPos, "%q is not an additional method", m.Key)
			d.Hint = "move the operation up, to the key " + own + " of the path"
		case !openapi.IsToken(m.Key):
			d = c.diags.Warnf("bad-method", m.KeyPos, "%q is not an HTTP method; operation ignored", m.Key)
			d.Hint = "write the method as it is to be sent, such as COPY"
		default:
			continue
		}
		d.Pointer = memberPointer(el, "additionalOperations") + document.Pointer(m.Key)
	}
}

// checkTags reports tags whose parent does not exist, or leads back to them.
func (c *Checker) checkTags() {
	parents, names := map[string]string{}, []string{}
	for _, tag := range c.root.Get("tags").Items() {
		name, _ := tag.Get("name").Text()
		parents[name], _ = tag.Get("parent").Text()
		names = append(names, name)
	}
	for _, el := range c.elements {
		parent := el.Node.Get("parent")
		if el.Role != openapi.Tag || parent == nil {
			continue
		}
		name, _ := el.Node.Get("name").Text()
		var d *diag.Diagnostic
		switch {
		case !slices.Contains(names, parent.Value):
			d = c.diags.Warnf("bad-tag-parent", parent.Pos, "unknown tag %q; the tag is read as one without a parent", parent.Value)
			d.Hint = diag.Guess(parent.Value, names, "declare it under \"tags\"")
		case leadsBack(parents, name):
			d = c.diags.Warnf("bad-tag-parent", parent.Pos, "the tag %q is above itself; it is read as one without a parent", name)
			d.Hint = "remove one of the parents"
		default:
			continue
		}
		d.Pointer = memberPointer(el, "parent")
	}
}

// leadsBack reports whether the parents of a tag lead back to it.
func leadsBack(parents map[string]string, name string) bool {
	above := parents[name]
	for range parents {
		if above == name {
			return true
		}
		above = parents[above]
	}
	return false
}
