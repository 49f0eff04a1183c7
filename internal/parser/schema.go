package parser

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// source is a schema in the document. path is the wire names for a type that it declares.
type source struct {
	node    *document.Node
	pointer string
	path    []string
}

// member returns the schema below s at the given keys; path is extended by
// names.
func (s source) member(n *document.Node, pointer string, names ...string) source {
	return source{n, s.pointer + pointer, append(slices.Clone(s.path), names...)}
}

// resolved is the meaning of a schema at its position.
type resolved struct {
	typ      *api.Type
	nullable bool
	// nullListed is set if an enum lists null but its type does not admit it: this
	// makes a property nullable, but not an item.
	nullListed bool
	doc        api.Doc
	pos        api.Position
}

func (r resolved) property(required bool) api.TypeUse {
	return api.TypeUse{Type: r.typ, Nullable: r.nullable || r.nullListed, Required: required}
}

func (r resolved) item() api.TypeUse {
	return api.TypeUse{Type: r.typ, Nullable: r.nullable, Required: true}
}

// schemas turns the schemas of a document into types. Types are known by the
// pointer of the schema that declares them.
type schemas struct {
	root  *document.Node
	bad   map[*document.Node]bool // examples and defaults that do not match
	diags *diag.List

	done map[string]resolved
	// open counts how often a schema is being resolved. The second time it may be
	// an alias inside its target; the third time it is defined only by itself.
	open   map[string]int
	types  []*api.Type // named types in the order of declaration
	filled []*api.Type // lists and maps that must not be empty
	unions map[string]*api.Type
	// unfinished holds the unions whose variants are being resolved, and whether a
	// variant refers to its union.
	unfinished map[*api.Type]bool
	// openUnions are the unions with a variant that was unfinished when they were read.
	openUnions map[*api.Type]*openUnion
	// tagged are the discriminators of unions, and mapped the variants that a mapping names.
	tagged map[*api.Type]*tagged
	mapped map[*api.Variant]bool

	// parents are the pointers of the schemas that each component schema extends.
	parents map[string][]string
	// inherits are the pointers of those that extend a base.
	inherits map[string]bool
	// merges are the pointers of merged schemas by their leaves.
	merges     map[string]string
	merged     int
	mergeDepth int
	// origins are the schemas of the variants that have the members of others, too.
	origins map[*api.Type]string
}

func newSchemas(root *document.Node, bad map[*document.Node]bool, ds *diag.List) *schemas {
	return &schemas{
		root: root, bad: bad, diags: ds,
		done: map[string]resolved{}, open: map[string]int{}, unions: map[string]*api.Type{}, unfinished: map[*api.Type]bool{},
		openUnions: map[*api.Type]*openUnion{}, tagged: map[*api.Type]*tagged{}, mapped: map[*api.Variant]bool{},
		merges: map[string]string{}, origins: map[*api.Type]string{},
	}
}

// component returns the source of a component schema.
func (c *schemas) component(name string) source {
	pointer := openapi.Schemas + document.EscapePointer(name)
	node := c.root.At(pointer)
	return source{node, pointer, []string{cmp.Or(nameOverride(node), name)}}
}

// nameOverride returns the overridden name of an operation or a schema, or "".
func nameOverride(n *document.Node) string {
	name, _ := n.Get("x-speakeasy-name-override").Text()
	return name
}

// target returns the schema that a reference points to.
func (c *schemas) target(ref string, from source) source {
	segments, pointer := openapi.PointerOf(ref)
	if len(segments) < 3 || segments[0] != "components" || segments[1] != "schemas" {
		return source{c.root.At(ref), pointer, from.path}
	}
	s := c.component(segments[2])
	s.path = append(s.path, c.wordsBelow(s.node, segments[3:])...)
	s.node, s.pointer = c.root.At(ref), pointer
	return s
}

// wordsBelow returns what a schema below n adds to the path of n, so that a type
// has the same name whether it is resolved there or by a reference.
func (c *schemas) wordsBelow(n *document.Node, segments []string) []string {
	var words []string
	for i := 0; i < len(segments); i++ {
		n = n.At(document.Pointer(segments[i]))
		if segments[i] == "additionalProperties" {
			words = append(words, "Value")
			continue
		}
		if i+1 == len(segments) {
			break
		}
		member := n.At(document.Pointer(segments[i+1]))
		switch segments[i] {
		case "properties", "$defs", "definitions":
			words = append(words, segments[i+1])
		case "oneOf", "anyOf":
			if index, err := strconv.Atoi(segments[i+1]); err == nil {
				words = append(words, c.variantName(member, index))
			}
		case "allOf":
		default: // such as items, which have no name
			continue
		}
		n = member
		i++
	}
	return words
}

// componentName returns the name of the component schema that a reference points to, or "".
func componentName(ref string) string {
	segments, _ := document.Segments(ref)
	if len(segments) == 3 && segments[0] == "components" && segments[1] == "schemas" {
		return segments[2]
	}
	return ""
}

// resolve returns the meaning of a schema. Each schema is resolved once.
func (c *schemas) resolve(s source) resolved {
	if r, ok := c.done[s.pointer]; ok {
		if _, unfinished := c.unfinished[r.typ]; unfinished {
			c.unfinished[r.typ] = true
		}
		return r
	}
	if c.open[s.pointer] > 1 {
		return c.cycle(s)
	}
	c.open[s.pointer]++
	r := c.describe(s)
	c.open[s.pointer]--
	c.done[s.pointer] = r
	return r
}

// cycle reports a schema that is defined only by itself.
func (c *schemas) cycle(s source) resolved {
	d := c.diags.Warnf("schema-cycle", s.node.Pos, "this schema is defined only by itself; read as any JSON value")
	d.Pointer = s.pointer
	d.Hint = "break the chain of $ref, allOf or oneOf that returns here"
	return c.anything(s)
}

// describe resolves a schema by its kind.
func (c *schemas) describe(s source) resolved {
	n := s.node
	if n.Kind == document.Bool { // a boolean schema of JSON Schema 2020-12
		return c.anything(s)
	}
	c.warnUnsupported(s)
	if ref, ok := n.Get("$ref").Text(); ok {
		return c.decorate(s, c.resolve(c.target(ref, s)))
	}
	if name := nameOverride(n); name != "" {
		s.path = []string{name}
	}
	if b := c.base(s); b != nil {
		return c.inheritance(s, b)
	}
	c.warnAlone(s)
	if n.Get("allOf").Len() > 0 {
		return c.allOf(s)
	}
	if values := c.listing(n); values != nil {
		return c.enum(s, values)
	}
	if alternatives, key := c.alternatives(n); alternatives != nil {
		return c.oneOf(s, alternatives, key)
	}
	kinds := c.kindsOf(n)
	switch len(kinds) {
	case 0:
		return c.anything(s)
	case 1:
		return c.ofKind(s, kinds[0])
	default:
		return c.severalKinds(s, kinds)
	}
}

// anything returns the meaning of a schema that admits every value.
func (c *schemas) anything(s source) resolved {
	return c.plain(s, &api.Type{Kind: api.Any, Ref: s.pointer})
}

// plain returns the meaning of a schema without references.
func (c *schemas) plain(s source, t *api.Type) resolved {
	if t.Pos == (api.Position{}) {
		t.Pos = s.node.Pos
	}
	r := resolved{typ: t, nullable: openapi.AdmitsNull(s.node), doc: c.doc(s.node), pos: s.node.Pos}
	t.Rules = r.doc.Rules()
	openValues(s.node, t)
	if t.Named() && t.Doc.Description == "" && t.Doc.Title == "" && t.Doc.Examples == nil {
		t.Doc = r.doc
	}
	return r
}

// decorate applies the keywords beside a $ref or an allOf to its meaning.
func (c *schemas) decorate(s source, base resolved) resolved {
	own := c.doc(s.node)
	r := base
	r.nullable = base.nullable || openapi.AdmitsNull(s.node)
	r.pos = s.node.Pos
	r.doc = overlay(base.doc, own)
	openValues(s.node, r.typ)
	return r
}

// kindsOf returns the types that a schema admits besides null, inferred from its
// other keywords if the type is missing.
func (c *schemas) kindsOf(n *document.Node) []string {
	names := openapi.Types(n)
	if len(names) == 0 {
		switch {
		case n.Get("properties") != nil || n.Get("additionalProperties") != nil || n.Get("required") != nil:
			return []string{"object"}
		case n.Get("items") != nil || n.Get("prefixItems") != nil:
			return []string{"array"}
		case n.Get("format") != nil || n.Get("pattern") != nil || n.Get("minLength") != nil || n.Get("maxLength") != nil:
			return []string{"string"}
		}
		return nil
	}
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == "null" })
}

// ofKind resolves a schema of one type.
func (c *schemas) ofKind(s source, kind string) resolved {
	switch kind {
	case "object":
		return c.object(s)
	case "array":
		return c.list(s)
	default:
		return c.plain(s, &api.Type{Kind: api.Scalar, Ref: s.pointer, Basic: basicOf(kind, s.node)})
	}
}

// basicOf returns the representation of a scalar of the given type.
func basicOf(kind string, n *document.Node) api.Basic {
	format, _ := n.Get("format").Text()
	if encoding, _ := n.Get("contentEncoding").Text(); encoding == "base64" && format == "" {
		format = "byte" // as OpenAPI 3.0 calls it
	}
	switch kind {
	case "boolean":
		return api.Boolean
	case "number":
		return api.Number
	case "integer":
		switch {
		case format == "int32":
			return api.Integer32
		case format == "uint64" || beyondInt64(n):
			return api.Unsigned
		}
		return api.Integer
	}
	switch format {
	case "date-time":
		return api.DateTime
	case "date":
		return api.Date
	case "datetime-local", "local-date-time":
		return api.LocalTime
	case "byte":
		return api.Bytes
	default:
		return api.String
	}
}

// beyondInt64 reports whether an integer is never negative and may be greater than 64 bits
// with a sign can hold.
func beyondInt64(n *document.Node) bool {
	maximum := n.Get("maximum")
	if maximum == nil || bound(n, "minimum", -1) < 0 {
		return false
	}
	_, err := strconv.ParseInt(maximum.Value, 10, 64)
	return err != nil && bound(n, "maximum", 0) >= 1<<63
}

// list resolves an array. It adds the type to c.done before resolving its items, so
// that recursive arrays terminate.
func (c *schemas) list(s source) resolved {
	t := &api.Type{Kind: api.List, Ref: s.pointer}
	r := c.plain(s, t)
	c.done[s.pointer] = r
	if bound(s.node, "minItems", 0) > 0 {
		c.filled = append(c.filled, t)
	}
	items := s.node.Get("items")
	if tuple := s.node.Get("prefixItems").Items(); len(tuple) > 0 {
		elem := c.tuple(s, tuple, items).item()
		t.Elem = &elem
		c.nameCycle(s, t)
		return r
	}
	if items == nil {
		t.Elem = &api.TypeUse{Type: &api.Type{Kind: api.Any, Ref: s.pointer + "/items", Pos: r.pos}, Required: true}
		return r
	}
	elem := c.resolve(s.member(items, "/items")).item()
	t.Elem = &elem
	c.nameCycle(s, t)
	return r
}

// tuple returns the meaning of the items of an array that describes its first ones one by one:
// each is one of these, or one of the others if they are described, too.
func (c *schemas) tuple(s source, first []*document.Node, others *document.Node) resolved {
	var chosen []source
	null := false
	for i, item := range first {
		if isNull(item) {
			null = true
			continue
		}
		chosen = append(chosen, s.member(item, "/prefixItems"+index(i), c.variantName(item, i)))
	}
	if admitted, isBool := others.Bool(); others.Len() > 0 || isBool && admitted {
		chosen = append(chosen, s.member(others, "/items", c.variantName(others, len(first))))
	}
	at := source{&document.Node{Kind: document.Mapping, Pos: s.node.Pos}, s.pointer + "#items", append(slices.Clone(s.path), "item")}
	return c.choice(at, chosen, null)
}

// maxNested limits how deep lists and maps may be nested. Compilers fail on types
// that are nested a few times deeper.
const maxNested = 50

// nameCycle declares a list or map that contains itself through lists and maps
// only, which requires a name.
func (c *schemas) nameCycle(s source, t *api.Type) {
	depth := 1
	for inner := t; inner.Elem != nil && !inner.Elem.Type.Named(); depth++ {
		inner = inner.Elem.Type
		if inner == t {
			t.Path = s.path
			c.types = append(c.types, t)
			return
		}
	}
	if depth == maxNested+1 { // do not repeat the error at the other levels
		d := c.diags.Warnf("too-deep", s.node.Pos, "lists and maps are nested deeper than %d levels; the inner ones are read as any JSON value", maxNested)
		d.Pointer, d.Hint = s.pointer, "insert an object"
		t.Elem = &api.TypeUse{Type: &api.Type{Kind: api.Any, Ref: t.Elem.Type.Ref, Pos: t.Elem.Type.Pos}, Required: true}
	}
}

// severalKinds resolves a schema with several types.
func (c *schemas) severalKinds(s source, kinds []string) resolved {
	if len(kinds) >= 5 {
		return c.anything(s)
	}
	var variants []resolved
	for _, kind := range kinds {
		// The same keywords, as if this were the only type.
		variant := c.ofKind(source{s.node, s.pointer + "#" + kind, append(slices.Clone(s.path), kind)}, kind)
		variant.nullable = false
		variants = append(variants, variant)
	}
	return c.union(s, &api.Type{Kind: api.Union, Ref: s.pointer}, variants, nil)
}

// declare adds a named type.
func (c *schemas) declare(s source, t *api.Type) {
	t.Path = s.path
	t.Component = componentName(s.pointer) != ""
	t.Pos = s.node.Pos
	c.types = append(c.types, t)
}

// unsupported are keywords with restrictions that types cannot express. It is safe
// to leave them to the server.
var unsupported = []string{"if", "dependentSchemas", "prefixItems", "patternProperties", "unevaluatedProperties", "$dynamicRef"}

func (c *schemas) warnUnsupported(s source) {
	for _, key := range unsupported {
		if s.node.Get(key) != nil {
			d := c.diags.Warnf("unsupported-keyword", s.node.KeyPos(key), "%q has no counterpart in Go types; values that it forbids are accepted", key)
			d.Pointer = s.pointer + "/" + document.EscapePointer(key)
		}
	}
}

func index(i int) string { return "/" + strconv.Itoa(i) }
