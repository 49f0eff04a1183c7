package document

import (
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// maxAliasNodes limits how many nodes aliases may add to a document: otherwise a
// few lines of aliases to aliases could exhaust the memory. The largest real
// descriptions have some 100,000 nodes in all.
const maxAliasNodes = 250_000

// yamlTree turns the nodes of the YAML library into ours.
type yamlTree struct {
	*builder
	lines lineTable
	// open holds the anchors around the current node, to find those that contain
	// themselves. Nodes within an alias count towards copied.
	open    map[*yaml.Node]bool
	aliases int
	copied  int
	// slab allocates nodes in blocks.
	slab []Node
}

// yaml reads the builder's text as YAML.
func (b *builder) yaml() *Node {
	if i := indexForbidden(b.text.s); i >= 0 {
		r, _ := utf8.DecodeRuneInString(b.text.s[i:])
		b.errorf("control-character", b.text.position(i), "the character %U is not allowed", r).
			Hint = `write it as an escape in a double-quoted string, or remove it`
		return nil
	}
	t := &yamlTree{builder: b, lines: newLineTable(b.text.s), open: make(map[*yaml.Node]bool)}
	source := withKnownVersion(b.text.s)
	stream := &yamlStream{decoder: yaml.NewDecoder(strings.NewReader(source))}
	top, err := stream.next()
	switch {
	case err == io.EOF:
		b.errorf("empty-file", diag.Position{File: b.text.file}, "the file is empty")
		return nil
	case err != nil:
		b.yamlError(source, err)
		return nil
	}
	// Report a second document, or an error in it, rather than ignore it.
	switch second, err := stream.next(); {
	case err == io.EOF:
	case err != nil:
		b.yamlError(source, err)
		return nil
	default:
		b.errorf("several-documents", t.position(second), "a second YAML document starts here, but only one is allowed").
			Hint = "put each into a file of its own"
		return nil
	}
	return t.node(top)
}

var versionDirective = regexp.MustCompile(`\A(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*%YAML[ \t]+1\.[02-9]\b`)

// withKnownVersion replaces a directive for YAML 1.2, which the library rejects
// although it reads such text well. No position changes.
func withKnownVersion(s string) string {
	if at := versionDirective.FindStringIndex(s); at != nil {
		return s[:at[1]-1] + "1" + s[at[1]:]
	}
	return s
}

// indexForbidden returns the index of the first forbidden character, or -1.
func indexForbidden(s string) int {
	for i := 0; i < len(s); {
		if c := s[i]; ' ' <= c && c <= '~' || c == '\n' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if isForbidden(r) {
			return i
		}
		i += size
	}
	return -1
}

// isForbidden reports whether YAML forbids a character. The library checks this
// too, but without a position.
func isForbidden(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r', r == 0x85:
		return false
	case r < 0x20, 0x7F <= r && r < 0xA0:
		return true
	default:
		return r == 0xFFFE || r == 0xFFFF
	}
}

// yamlStream returns the documents of a stream, except empty ones after a trailing
// marker or comment.
type yamlStream struct{ decoder *yaml.Decoder }

func (s *yamlStream) next() (*yaml.Node, error) {
	for {
		n, err := decodeYAML(s.decoder)
		if err != nil {
			return nil, err
		}
		if n.Kind == yaml.ScalarNode && n.Value == "" && n.Style == 0 && n.Anchor == "" && n.Tag == "!!null" {
			continue
		}
		return n, nil
	}
}

// decodeYAML reads one document. The library panics on some malformed input, which
// becomes an error.
func decodeYAML(d *yaml.Decoder) (n *yaml.Node, err error) {
	defer func() {
		if recover() != nil {
			n, err = nil, errUnreadable
		}
	}()
	var doc yaml.Node
	if err := d.Decode(&doc); err != nil {
		return nil, err
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		return nil, errUnreadable
	}
	return doc.Content[0], nil
}

var errUnreadable = errors.New("yaml: malformed text")

func (t *yamlTree) position(n *yaml.Node) diag.Position {
	line, column := t.lines.editor(n.Line, n.Column)
	return diag.Position{File: t.text.file, Line: line, Column: column}
}

// node converts a node of the library.
func (t *yamlTree) node(y *yaml.Node) *Node {
	if y.Kind == yaml.AliasNode {
		return t.alias(y)
	}
	if t.aliases > 0 {
		t.copied++
	}
	n := t.newNode()
	n.Pos = t.position(y)
	if y.Kind == yaml.ScalarNode {
		t.scalar(n, y)
		return n
	}
	if y.Anchor != "" {
		t.open[y] = true
		defer delete(t.open, y)
	}
	defer t.leave()
	if !t.enter(n.Pos) {
		return n
	}
	if y.Kind == yaml.MappingNode {
		n.Kind = Mapping
		t.mapping(n, y)
		return n
	}
	n.Kind = Sequence
	n.items = make([]*Node, 0, len(y.Content))
	for _, item := range y.Content {
		if t.stopped {
			break
		}
		n.items = append(n.items, t.node(item))
	}
	return n
}

func (t *yamlTree) newNode() *Node {
	if len(t.slab) == 0 {
		t.slab = make([]Node, 256)
	}
	n := &t.slab[0]
	t.slab = t.slab[1:]
	return n
}

// alias returns a copy of the aliased value, so that changing one never changes the other.
func (t *yamlTree) alias(y *yaml.Node) *Node {
	if t.open[y.Alias] {
		t.errorf("alias-cycle", t.position(y), "the alias *%s is inside the value it refers to", y.Value)
		return t.newNode()
	}
	t.aliases++
	n := t.node(y.Alias)
	t.aliases--
	if t.copied > maxAliasNodes && !t.stopped {
		t.stopped = true
		t.errorf("alias-limit", t.position(y), "aliases expand to more than %d values", maxAliasNodes)
	}
	return n
}

func (t *yamlTree) scalar(n *Node, y *yaml.Node) {
	n.Kind, n.Value = String, y.Value
	tag := ""
	switch {
	case y.Style&yaml.TaggedStyle != 0:
		tag = y.Tag
	case y.Style == 0:
		tag = "plain"
	}
	switch tag {
	case "plain", "!!int", "!!float", "!!bool", "!!null":
	default:
		// Quoted and block scalars are strings, and so are values with a tag that
		// is not a JSON kind.
		return
	}
	kind, value, ok := resolvePlain(y.Value)
	wanted := map[string]Kind{"!!int": Number, "!!float": Number, "!!bool": Bool, "!!null": Null}
	if want, tagged := wanted[tag]; tagged && kind != want {
		t.errorf("bad-tag", n.Pos, "%q is not a %s, despite its tag %s", y.Value, want, tag)
		return
	}
	if !ok {
		t.errorf("bad-number", n.Pos, "JSON has no number %s", y.Value).
			Hint = "remove it, or quote it if it is a string"
		return
	}
	n.Kind, n.Value = kind, value
}

// mapping fills a mapping. Merged members take the order of the merge key, and the
// mapping's own keys override them.
func (t *yamlTree) mapping(n *Node, y *yaml.Node) {
	n.members = make([]Member, 0, len(y.Content)/2)
	var own map[string]bool
	for i := 0; i+1 < len(y.Content); i += 2 {
		if isMerge(y.Content[i]) {
			own = t.ownKeys(y)
			break
		}
	}
	var merged diag.Position
	for i := 0; i+1 < len(y.Content) && !t.stopped; i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		pos := t.position(k)
		if isMerge(k) {
			if !merged.IsZero() {
				t.duplicate("<<", pos, merged)
			}
			merged = pos
			t.merge(n, v, own)
			continue
		}
		key, ok := keyText(k)
		if !ok {
			t.errorf("complex-key", pos, "a key must be a string, not a %s", kindOf(k))
			continue
		}
		if j := n.find(key); j >= 0 {
			t.duplicate(key, pos, n.members[j].KeyPos)
			continue
		}
		n.Put(Member{Key: key, KeyPos: pos, Value: t.node(v)})
	}
}

func isMerge(k *yaml.Node) bool { return k.Kind == yaml.ScalarNode && k.Tag == "!!merge" }

// ownKeys returns the keys that a mapping has apart from merged ones.
func (t *yamlTree) ownKeys(y *yaml.Node) map[string]bool {
	own := make(map[string]bool)
	for i := 0; i+1 < len(y.Content); i += 2 {
		if key, ok := keyText(y.Content[i]); ok && !isMerge(y.Content[i]) {
			own[key] = true
		}
	}
	return own
}

// keyText returns a key as a string, as in JSON. A number keeps its spelling: the
// status 200 is the key "200".
func keyText(k *yaml.Node) (string, bool) {
	if k.Kind == yaml.AliasNode {
		k = k.Alias
	}
	return k.Value, k.Kind == yaml.ScalarNode
}

func kindOf(k *yaml.Node) Kind {
	if k.Kind == yaml.AliasNode {
		k = k.Alias
	}
	if k.Kind == yaml.MappingNode {
		return Mapping
	}
	return Sequence
}

// merge adds the members of one or several mappings; the first mapping with a key wins.
func (t *yamlTree) merge(n *Node, v *yaml.Node, own map[string]bool) {
	source := v
	if v.Kind == yaml.AliasNode {
		source = v.Alias
	}
	if source.Kind != yaml.MappingNode && source.Kind != yaml.SequenceNode {
		t.errorf("bad-merge", t.position(v), "the value of << must be a mapping or a list of mappings")
		return
	}
	resolved := t.node(v)
	sources := []*Node{resolved}
	if resolved.Kind == Sequence {
		sources = resolved.items
	}
	for i, s := range sources {
		if s.Kind != Mapping {
			// An error in the value itself has been reported.
			if s.Kind != Null || !t.failed {
				t.errorf("bad-merge", s.Pos, "the value of << must be a mapping or a list of mappings, but item %d is a %s", i+1, s.Kind)
			}
			continue
		}
		for _, m := range s.members {
			if !own[m.Key] && n.find(m.Key) < 0 {
				n.Put(m)
			}
		}
	}
}
