package runtime

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strings"
)

// partRule says how a member of a body is sent where that is not the default: files with
// the type that their names suggest, objects as JSON, all other values as text, and
// each item of a list as a part of its own.
type partRule struct {
	name        string
	contentType string
	styled      bool // whether the value is laid out as that of a query parameter
	layout      parameterStyle
	explode     bool
}

// setMultipart sends the members of the object that v points to as parts. An absent Opt
// is no body, and so is one that is null.
func (req *request) setMultipart(v any, mediaType string, rules ...partRule) {
	c, _ := codecFor(v)
	w := partWriter{rules: rules, boundary: rand.Text()}
	if err := w.body(reflect.ValueOf(v).Elem(), c); err != nil {
		req.settings.reject("request body: %w", err)
		return
	}
	if w.absent {
		return
	}
	w.text.WriteString("--" + w.boundary + "--\r\n")
	contentType := mediaType + "; boundary=" + w.boundary
	if len(w.pieces) == 0 {
		req.body = bodyInMemory(contentType, []byte(w.text.String()))
		return
	}
	source := &multipartSource{pieces: append(w.pieces, multipartPiece{text: w.text.String()})}
	req.body = &requestBody{contentType: contentType, length: source.length(), open: source.open, source: source}
	source.moved = &req.body.moved
}

// partWriter composes a body.
type partWriter struct {
	rules    []partRule
	boundary string
	absent   bool

	pieces  []multipartPiece
	text    strings.Builder // behind the last piece
	readers []namedReader
}

// namedReader is a reader of a file that has been used.
type namedReader struct {
	reader any
	label  string
}

// body writes the members of a body.
func (w *partWriter) body(v reflect.Value, c *codec) error {
	if c.kind == codecOpt {
		value, state := placeOf(v.Addr()).opt(c)
		if *state != optValue {
			w.absent = true
			return nil
		}
		v, c = value.value(c.elem.typ), c.elem
	}
	if c.kind == codecPointer {
		if v.IsNil() {
			w.absent = true
			return nil
		}
		v, c = v.Elem(), c.elem
	}
	if c.kind == codecModel {
		return w.model(v)
	}
	data, err := c.marshal(placeOf(v.Addr()))
	if err != nil {
		return err
	}
	value, err := parseParameterValue(data)
	if err == nil && value.kind != valueObject {
		err = errors.New("a form needs an object")
	}
	for i, item := range value.items {
		err = cmp.Or(err, w.value(value.names[i], item))
	}
	return err
}

// model writes the members of a model, those without a field last.
func (w *partWriter) model(v reflect.Value) error {
	t := v.Type()
	var extras *Extras
	set := map[string]bool{}
	for i := range t.NumField() {
		f := t.Field(i)
		if found, ok := v.Field(i).Addr().Interface().(*Extras); ok {
			extras = found
			continue
		}
		name, named := f.Tag.Lookup("member")
		if !named {
			name = f.Tag.Get("json")
		}
		var err error
		if name == "-" && !named {
			err = w.rest(v.Field(i), f.Tag.Get("format"))
		} else {
			set[name], err = w.member(name, v.Field(i), f.Tag.Get("format"))
		}
		if err != nil {
			return err
		}
	}
	for name, raw := range extras.members() {
		value, err := parseParameterValue([]byte(raw))
		if set[name] {
			err = fmt.Errorf("%s is set both as a field and in Extras", name)
		}
		if err = cmp.Or(err, w.value(name, value)); err != nil {
			return err
		}
	}
	return nil
}

// rest writes the members that are additional properties.
func (w *partWriter) rest(members reflect.Value, format string) error {
	for _, name := range slices.Sorted(maps.Keys(keysOf(members))) {
		member := reflect.New(members.Type().Elem()).Elem()
		member.Set(members.MapIndex(reflect.ValueOf(name)))
		if _, err := w.member(name, member, format); err != nil {
			return err
		}
	}
	return nil
}

func keysOf(members reflect.Value) map[string]bool {
	keys := map[string]bool{}
	for _, key := range members.MapKeys() {
		keys[key.String()] = true
	}
	return keys
}

// member writes one member, and reports whether there is one.
func (w *partWriter) member(name string, v reflect.Value, format string) (bool, error) {
	c := codecAs(v.Type(), formOf(format))
	if c.kind == codecOpt {
		value, state := placeOf(v.Addr()).opt(c)
		if *state != optValue {
			if *state == optNull {
				w.plain(name, w.rule(name), parameterValue{raw: "null"})
			}
			return *state == optNull, nil
		}
		v, c = value.value(c.elem.typ), c.elem
	}
	switch files := v.Addr().Interface().(type) {
	case *File:
		return true, w.file(name, name, files)
	case *[]File:
		for i := range *files {
			if err := w.file(name, fmt.Sprintf("%s[%d]", name, i), &(*files)[i]); err != nil {
				return true, err
			}
		}
		return true, nil
	}
	data, err := c.marshal(placeOf(v.Addr()))
	if err != nil {
		return true, fmt.Errorf("part %s: %w", name, err)
	}
	value, err := parseParameterValue(data)
	return true, cmp.Or(err, w.value(name, value))
}

// file writes the headers of a file, behind which its content is read.
func (w *partWriter) file(name, label string, f *File) error {
	part, err := f.part(label)
	if err == nil {
		err = w.claim(f.Reader, label)
	}
	if err != nil {
		return fmt.Errorf("part %s: %w", label, err)
	}
	mediaType := f.mediaType(w.rule(name).contentType)
	header := []string{"Content-Type: " + mediaType}
	for _, key := range slices.Sorted(maps.Keys(f.Header)) {
		for _, value := range f.Header[key] {
			if !isToken(key) || hasControl(value) || strings.EqualFold(key, "Content-Disposition") || strings.EqualFold(key, "Content-Type") {
				return fmt.Errorf("part %s: the header %q cannot be sent", label, key)
			}
			header = append(header, key+": "+value)
		}
	}
	if hasControl(mediaType) {
		return fmt.Errorf("part %s: %q is not a content type", label, mediaType)
	}
	w.begin(name, `; filename="`+escapeName(f.fileName())+`"`, header...)
	w.pieces = append(w.pieces, multipartPiece{text: w.text.String(), file: &part})
	w.text.Reset()
	w.text.WriteString("\r\n")
	return nil
}

// claim refuses a reader that another part reads, too: each would have a part of it.
func (w *partWriter) claim(r io.Reader, label string) error {
	if r == nil || !reflect.ValueOf(r).Comparable() {
		return nil
	}
	for _, used := range w.readers {
		if used.reader == any(r) {
			return fmt.Errorf("its reader is also that of part %s: each file needs a reader of its own", used.label)
		}
	}
	w.readers = append(w.readers, namedReader{r, label})
	return nil
}

func (w *partWriter) rule(name string) partRule {
	for _, rule := range w.rules {
		if rule.name == name {
			return rule
		}
	}
	return partRule{name: name}
}

// value writes a member that is no file.
func (w *partWriter) value(name string, v parameterValue) error {
	rule := w.rule(name)
	if rule.styled {
		return w.styled(rule, v)
	}
	if v.kind == valueList {
		for _, item := range v.items {
			w.plain(name, rule, item)
		}
		return nil
	}
	w.plain(name, rule, v)
	return nil
}

// plain writes one part.
func (w *partWriter) plain(name string, rule partRule, v parameterValue) {
	contentType, text := firstType(rule.contentType), v.text
	bare, _, _ := strings.Cut(contentType, ";")
	isJSON := strings.HasSuffix(strings.TrimSpace(bare), "json")
	switch {
	case v.kind == valueNull && !isJSON:
		return
	case bare == "application/x-www-form-urlencoded" && v.kind == valueObject:
		var pairs []string
		for i, item := range v.items {
			pairs = query("").deepPairs(pairs, v.names[i], item)
		}
		text = strings.Join(pairs, "&")
	case v.kind != valueText || isJSON:
		text, contentType = v.raw, cmp.Or(contentType, jsonType)
	}
	if contentType == "" {
		w.begin(name, "")
	} else {
		w.begin(name, "", "Content-Type: "+contentType)
	}
	w.text.WriteString(text + "\r\n")
}

// firstType returns the first media type of a list that is no pattern.
func firstType(list string) string {
	for t := range strings.SplitSeq(list, ",") {
		if t = strings.TrimSpace(t); t != "" && !strings.Contains(t, "*") {
			return t
		}
	}
	return ""
}

// styled writes a value as parts that a style lays out: what would be name=value in a
// query is a part.
func (w *partWriter) styled(rule partRule, v parameterValue) error {
	pairs, err := query(rule.name).style(rule.layout, rule.explode).pairs(v)
	for _, pair := range pairs {
		name, text, _ := strings.Cut(pair, "=")
		name, _ = url.PathUnescape(name) // both were escaped by the style
		text, _ = url.PathUnescape(text)
		w.begin(name, "")
		w.text.WriteString(text + "\r\n")
	}
	if err != nil {
		return fmt.Errorf("part %s: %w", rule.name, err)
	}
	return nil
}

// begin writes the headers of a part.
func (w *partWriter) begin(name, disposition string, header ...string) {
	w.text.WriteString("--" + w.boundary + "\r\nContent-Disposition: form-data; name=\"" + escapeName(name) + `"` + disposition + "\r\n")
	for _, line := range header {
		w.text.WriteString(line + "\r\n")
	}
	w.text.WriteString("\r\n")
}

// escapeName escapes a name as browsers do (RFC 7578, section 4.2, and HTML's
// multipart/form-data encoding algorithm).
func escapeName(name string) string {
	return strings.NewReplacer("\r", "%0D", "\n", "%0A", `"`, "%22").Replace(strings.ToValidUTF8(name, "\ufffd"))
}
