package program

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/sample"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// How much of what can be left out an example shows: enough to learn from, and
// no more than one wants to read.
const (
	shownOptional = 8
	shownDeeper   = 3
	shownItems    = 3
	shownDepth    = 4
)

// exprWriter writes examples as Go expressions. They are what the description
// gives for an example, or else a value that suits the type and the name.
type exprWriter struct {
	*Writer
	inside map[*api.Type]bool // the types around the present place
	depth  int
	filled bool // nothing may be empty, as in a parameter or a form, where it is not sent then
	joined bool // no text may hold a space, as spaces separate the items
	// form is the union that a form is, of whose variants only objects can be sent.
	form *api.Type
}

func (w *exprWriter) body(b *api.Body) string {
	if b.Content == api.ContentStream {
		return `strings.NewReader("example content")`
	}
	if b.Content == api.ContentForm || b.Content == api.ContentMultipart { // which send no empty objects and lists
		w.filled, w.form = true, b.Use.Type
		defer func() { w.filled, w.form = false, nil }()
	}
	if text, ok := w.place(b.Use, "body", b.Doc, nil); ok {
		return text
	}
	return "*new(" + names.Qualify(w.qualifier, w.names.GoType(b.Use)) + ")"
}

// request leaves out what the client holds or the server fills in.
func (w *exprWriter) request(o *api.Operation) string {
	operation := w.names.Operation(o)
	var fields []string
	for i, p := range o.Parameters {
		if !p.Use.Required || p.Global != nil {
			continue
		}
		w.filled, w.joined = !p.JSON, p.Style == api.StyleSpaceDelimited && !p.Explode
		var given json.RawMessage
		if p.Pattern != "" && len(p.Doc.Examples) == 0 {
			given = sample.Segments(p.Pattern)
		}
		if text, ok := w.place(names.FieldUse(p), p.Name, p.Doc, given); ok {
			fields = append(fields, operation.Parameters[i]+": "+text)
		}
		w.filled, w.joined = false, false
	}
	if o.Body != nil {
		fields = append(fields, "Body: "+w.body(o.Body))
	}
	return composite(w.qualifier+"."+operation.Request, fields)
}

func composite(goType string, items []string) string {
	if len(items) == 0 {
		return goType + "{}"
	}
	return goType + "{" + "\n" + strings.Join(items, ",\n") + ",\n" + "}"
}

var placeholder = regexp.MustCompile(`^"<.*>"$`)

// place writes a value for a place. It is false if no expression has that value.
func (w *exprWriter) place(use api.TypeUse, name string, doc api.Doc, given json.RawMessage) (string, bool) {
	rules := use.Type.Rules.And(doc.Rules())
	usable := func(text json.RawMessage) bool {
		return len(text) > 0 && !use.Type.IsFiles() && sample.Fits(use.Type, text) && sample.Obeys(rules, text) && !placeholder.Match(text) && !(w.filled && string(text) == `""`)
	}
	if !usable(given) {
		given = nil
	}
	for _, example := range slices.Concat(doc.Examples, use.Type.Doc.Examples, []string{doc.Default}) {
		if given == nil && usable(json.RawMessage(example)) {
			given = json.RawMessage(example)
		}
	}
	text, ok := w.value(use.Type, rules, name, given, nil)
	if !ok {
		return "", false
	}
	if names.IsPointer(use) {
		if use.Type.Kind != api.Object {
			return "", false
		}
		text = "&" + text
	}
	if !use.Optional() {
		return text, true
	}
	some := w.qualifier + ".Some"
	if use.Type.Kind == api.Scalar {
		switch goType := names.BasicType(use.Type.Basic); goType {
		case "int64", "int32", "uint64", "float64": // a literal alone would be an int
			some += "[" + goType + "]"
		}
	}
	return some + "(" + text + ")", true
}

// value writes a value of a type. Fixed members are those by which a variant of a
// union is known.
func (w *exprWriter) value(t *api.Type, rules api.Rules, name string, given json.RawMessage, fixed map[string]string) (string, bool) {
	switch t.Kind {
	case api.Scalar:
		return w.scalar(t, rules, name, given), true
	case api.Enum:
		return w.enum(t, given)
	case api.Any:
		return w.any(name, given), true
	case api.Free:
		return w.free(given), true
	}
	if w.inside[t] || w.depth >= shownDepth && t.Kind != api.Union {
		return "", false
	}
	w.inside[t] = true
	w.depth++
	defer func() { delete(w.inside, t); w.depth-- }()
	goType := names.Qualify(w.qualifier, w.names.ValueType(t))
	switch t.Kind {
	case api.List:
		return w.list(t, goType, name, given)
	case api.Map:
		return w.mapping(t, goType, given)
	case api.Union:
		return w.union(t, name, given, fixed)
	}
	return w.object(t, goType, given, fixed)
}

func (w *exprWriter) scalar(t *api.Type, rules api.Rules, name string, given json.RawMessage) string {
	if t.Basic == api.File {
		return w.qualifier + `.FileFromReader("example.txt", strings.NewReader("example content"))`
	}
	if text, ok := scalarLiteral(t.Basic, given); ok && !(w.joined && strings.Contains(text, " ")) {
		return w.typed(t.Basic, text)
	}
	text, _ := scalarLiteral(t.Basic, json.RawMessage(w.unspaced(sample.Scalar(t.Basic, rules, name))))
	return w.typed(t.Basic, text)
}

// unspaced returns a sample as the present place can have it.
func (w *exprWriter) unspaced(sample string) string {
	if w.joined {
		return strings.ReplaceAll(sample, " ", "-")
	}
	return sample
}

func (w *exprWriter) typed(basic api.Basic, literal string) string {
	switch basic {
	case api.DateTime, api.Date, api.LocalTime:
		return w.qualifier + ".MustParseTime(" + literal + ")"
	case api.Bytes:
		return `[]byte("example")`
	}
	return literal
}

// scalarLiteral writes JSON as a literal of Go; it says no if the type cannot hold
// the value.
func scalarLiteral(basic api.Basic, given json.RawMessage) (string, bool) {
	text := strings.TrimSpace(string(given))
	switch names.BasicType(basic) {
	case "bool":
		return text, text == "true" || text == "false"
	case "int64":
		n, err := strconv.ParseInt(text, 10, 64)
		return strconv.FormatInt(n, 10), err == nil
	case "int32":
		n, err := strconv.ParseInt(text, 10, 32)
		return strconv.FormatInt(n, 10), err == nil
	case "uint64":
		n, err := strconv.ParseUint(text, 10, 64)
		return strconv.FormatUint(n, 10), err == nil
	case "float64":
		n, err := strconv.ParseFloat(text, 64)
		return strconv.FormatFloat(n, 'g', -1, 64), err == nil && json.Valid(given)
	}
	var s string
	err := json.Unmarshal(given, &s)
	return gofile.Quote(s), err == nil
}

func (w *exprWriter) enum(t *api.Type, given json.RawMessage) (string, bool) {
	constants := w.names.Constants(t)
	if len(constants) == 0 {
		return "", false
	}
	text := strings.TrimSpace(string(given))
	_ = json.Unmarshal(given, &text) // it is a string, or stays as it is
	i := slices.IndexFunc(t.Values, func(v api.EnumValue) bool { return given != nil && v.Text == text })
	if i < 0 {
		i = slices.IndexFunc(t.Values, func(v api.EnumValue) bool {
			return !(w.filled && v.Text == "") && !(w.joined && strings.Contains(v.Text, " "))
		})
	}
	i = max(i, 0) // of values that are all of that kind, one is as good as another
	return w.qualifier + "." + constants[i], true
}

func (w *exprWriter) any(name string, given json.RawMessage) string {
	var value any
	_ = json.Unmarshal(given, &value) // what is not given is nil
	switch value := value.(type) {
	case bool:
		return w.qualifier + ".BoolValue(" + strconv.FormatBool(value) + ")"
	case float64:
		return w.qualifier + ".NumberValue(" + strconv.FormatFloat(value, 'g', -1, 64) + ")"
	case string:
		return w.qualifier + ".StringValue(" + gofile.Quote(value) + ")"
	}
	return w.qualifier + ".StringValue(" + gofile.Quote(w.unspaced(sample.Text("", name))) + ")"
}

func (w *exprWriter) free(given json.RawMessage) string {
	members := sample.Members(given)
	if len(members) == 0 {
		members = []sample.Member{{Name: "key", Value: json.RawMessage(`"value"`)}}
	}
	var items []string
	for _, m := range members[:min(len(members), shownOptional)] {
		items = append(items, gofile.Quote(m.Name)+": "+w.native(m.Value))
	}
	return composite("map[string]any", items)
}

// native writes JSON as what encoding/json makes of it.
func (w *exprWriter) native(text json.RawMessage) string {
	var list []json.RawMessage
	var literal any
	switch {
	case len(sample.Members(text)) > 0:
		return w.free(text)
	case json.Unmarshal(text, &list) == nil && list != nil:
		var items []string
		for _, item := range list {
			items = append(items, w.native(item))
		}
		return "[]any{" + strings.Join(items, ", ") + "}"
	case json.Unmarshal(text, &literal) != nil:
		return "nil"
	}
	switch literal := literal.(type) {
	case string:
		return gofile.Quote(literal)
	case bool:
		return strconv.FormatBool(literal)
	case float64:
		return strconv.FormatFloat(literal, 'g', -1, 64)
	case map[string]any:
		return "map[string]any{}"
	}
	return "nil"
}

func (w *exprWriter) list(t *api.Type, goType, name string, given json.RawMessage) (string, bool) {
	var items []json.RawMessage
	_ = json.Unmarshal(given, &items) // it is a list, or nothing
	if len(items) == 0 {
		items = []json.RawMessage{nil}
	}
	var texts []string
	for _, item := range items[:min(len(items), shownItems)] {
		if text, ok := w.place(*t.Elem, words.Singular(name), api.Doc{}, item); ok {
			texts = append(texts, text)
		}
	}
	if len(texts) == 0 {
		return "", false
	}
	return composite(goType, texts), true
}

func (w *exprWriter) mapping(t *api.Type, goType string, given json.RawMessage) (string, bool) {
	members := sample.Members(given)
	if len(members) == 0 {
		members = []sample.Member{{Name: "key"}}
	}
	var texts []string
	for _, m := range members[:min(len(members), shownItems)] {
		if text, ok := w.place(*t.Elem, m.Name, api.Doc{}, m.Value); ok {
			texts = append(texts, gofile.Quote(m.Name)+": "+text)
		}
	}
	return composite(goType, texts), len(texts) > 0
}

// object writes the required fields, and of the others those for which the
// description has an example.
func (w *exprWriter) object(t *api.Type, goType string, given json.RawMessage, fixed map[string]string) (string, bool) {
	members := sample.Members(given)
	left := shownOptional
	if w.depth > 1 {
		left = shownDeeper
	}
	var texts []string
	for i, f := range t.Fields {
		var value json.RawMessage
		for _, m := range members {
			if m.Name == f.Name {
				value = m.Value
			}
		}
		if text, ok := fixed[f.Name]; ok {
			value = json.RawMessage(text)
		}
		if !f.Use.Required {
			shown := f.Use.Type.IsFiles() || value != nil || given == nil && len(f.Doc.Examples) > 0 && f.Doc.Deprecated == nil
			if !shown || f.Doc.ReadOnly || left == 0 {
				continue
			}
		}
		text, ok := w.place(f.Use, f.Name, f.Doc, value)
		if !ok {
			if names.IsRequired(f) && f.Use.Type.Kind == api.Union {
				return "", false // an empty union cannot be sent
			}
			continue
		}
		if !f.Use.Required {
			left--
		}
		texts = append(texts, w.names.Fields(t)[i]+": "+text)
	}
	for i, f := range t.Fields {
		if !w.filled || len(texts) > 0 {
			break
		}
		if text, ok := w.place(f.Use, f.Name, f.Doc, nil); ok && !f.Doc.ReadOnly {
			texts = append(texts, w.names.Fields(t)[i]+": "+text)
		}
	}
	return composite(goType, texts), true
}

// union writes the first variant that can be written, of those that what is given
// can be.
func (w *exprWriter) union(t *api.Type, name string, given json.RawMessage, around map[string]string) (string, bool) {
	members := sample.Members(given)
	has := func(name string) bool {
		return slices.ContainsFunc(members, func(m sample.Member) bool { return m.Name == name })
	}
	for _, useGiven := range []bool{true, false} {
		for _, v := range w.names.Variants(t) {
			if t == w.form && !v.Type.JSONKinds().Has(api.JSONObject) {
				continue
			}
			value := given
			if given != nil && (!sample.Fits(v.Type, given) || v.Type.Kind == api.Object && slices.ContainsFunc(v.Required, func(name string) bool { return !has(name) })) {
				value = nil
			}
			if useGiven && given != nil && value == nil {
				continue
			}
			fixed := sample.FixedMembers(t, v.Variant, around)
			if value == nil {
				value = sample.FirstFitting(v.Type)
			}
			if text, ok := w.value(v.Type, v.Type.Rules, name, value, fixed); ok {
				return w.qualifier + "." + v.Maker + "(" + text + ")", true
			}
		}
	}
	return "", false
}
