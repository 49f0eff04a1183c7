package runtime

import (
	"errors"
	"fmt"
	"strings"
)

// parameter says where and how the value of a parameter is written.
type parameter struct {
	name     string
	location parameterLocation
	layout   parameterStyle
	explode  bool
	reserved bool
	slashed  bool // whether slashes in a path stay
	asJSON   bool
	form     timeForm // of times in it
	fixed    string   // the JSON of a value that is not set
	nulls    bool     // a null is sent as an empty value
}

type parameterLocation int

const (
	inPath parameterLocation = iota
	inQuery
	inHeader
	inCookie
)

func (l parameterLocation) String() string {
	return [...]string{inPath: "path", inQuery: "query", inHeader: "header", inCookie: "cookie"}[l]
}

// parameterStyle is a serialisation style of OpenAPI.
type parameterStyle int

const (
	styleForm parameterStyle = iota
	styleSimple
	styleLabel
	styleMatrix
	styleSpaceDelimited
	stylePipeDelimited
	styleDeepObject
)

// The four constructors have the defaults that OpenAPI gives each location.

func path(name string) parameter {
	return parameter{name: name, location: inPath, layout: styleSimple}
}

func query(name string) parameter {
	return parameter{name: name, location: inQuery, layout: styleForm, explode: true}
}

func header(name string) parameter {
	return parameter{name: name, location: inHeader, layout: styleSimple}
}

func cookie(name string) parameter {
	return parameter{name: name, location: inCookie, layout: styleForm, explode: true}
}

func (p parameter) style(layout parameterStyle, explode bool) parameter {
	p.layout, p.explode = layout, explode
	return p
}

func (p parameter) deepObject() parameter { return p.style(styleDeepObject, true) }

// allowReserved leaves reserved characters as they are, except those that would
// end or split the value.
func (p parameter) allowReserved() parameter {
	p.reserved = true
	return p
}

// slashes keeps the slashes of a value in a path, which has several segments then.
func (p parameter) slashes() parameter {
	p.slashed = true
	return p
}

// format says how times are written, as the tag of a field does.
func (p parameter) format(name string) parameter {
	p.form = formOf(name)
	return p
}

// constant is the JSON that a zero value is sent as, for parameters with only one value.
func (p parameter) constant(text string) parameter {
	p.fixed = text
	return p
}

// orNull sends a null as an empty value, for parameters that must be there.
func (p parameter) orNull() parameter {
	p.nulls = true
	return p
}

// json sends the value as JSON text, for parameters described by content.
func (p parameter) json() parameter {
	p.asJSON = true
	return p
}

// reservedInQuery are the reserved characters that cannot be mistaken for a part
// of the query's own syntax. The comma depends on the style.
const reservedInQuery = ":/?@!$'()*="

// escape percent-encodes everything but unreserved characters (RFC 3986, 2.3) and
// the extra ones.
func escape(s, extra string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	b.Grow(len(s))
	for _, c := range []byte(s) {
		if isAlphanumeric(c) || strings.IndexByte("-._~", c) >= 0 || strings.IndexByte(extra, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// pairs lays a value out as the name=value pairs of a query, a form or cookies.
// Absent values and nulls give none, and so do empty lists and objects.
func (p parameter) pairs(v parameterValue) ([]string, error) {
	separator, escaped := ",", ","
	switch p.layout {
	case styleDeepObject:
		if v.kind == valueObject || v.kind == valueList && !v.isPlain() {
			return p.deepPairs(nil, p.name, v), nil
		}
	case styleSpaceDelimited:
		separator, escaped = " ", "%20"
	case stylePipeDelimited:
		separator, escaped = "|", "%7C"
	}
	name := escape(p.name, "")
	switch {
	case v.kind == valueNull && p.nulls:
		return []string{name + "="}, nil
	case v.kind == valueNull || v.isEmpty():
		return nil, nil
	case v.kind == valueText:
		return []string{name + "=" + p.escapeAlone(v.text)}, nil
	case p.explode && v.kind == valueList:
		var pairs []string
		for _, text := range v.texts() {
			pairs = append(pairs, name+"="+p.escapeAlone(text))
		}
		return pairs, nil
	case p.explode:
		var pairs []string
		for i, text := range v.texts() {
			pairs = append(pairs, escape(v.names[i], "")+"="+p.escapeAlone(text))
		}
		return pairs, nil
	}
	var parts []string
	for _, text := range v.flat() {
		if separator != "," && strings.Contains(text, separator) {
			return nil, fmt.Errorf("%q contains the character that separates the values", text)
		}
		parts = append(parts, p.escapePart(text))
	}
	return []string{name + "=" + strings.Join(parts, escaped)}, nil
}

// deepPairs writes members as name[member]=value, to any depth. A list of plain
// values repeats its name, and a list of lists or objects counts in brackets:
// both are what servers that know this style read as lists. Nulls and empty lists are
// empty values, where they are sent.
func (p parameter) deepPairs(pairs []string, name string, v parameterValue) []string {
	if p.nulls && (v.kind == valueNull || v.kind == valueList && len(v.items) == 0) {
		return append(pairs, escape(name, "")+"=")
	}
	switch v.kind {
	case valueText:
		return append(pairs, escape(name, "")+"="+p.escapeAlone(v.text))
	case valueObject:
		for i, item := range v.items {
			pairs = p.deepPairs(pairs, name+"["+v.names[i]+"]", item)
		}
	case valueList:
		for i, item := range v.items {
			if v.isPlain() {
				pairs = p.deepPairs(pairs, name, item)
			} else {
				pairs = p.deepPairs(pairs, fmt.Sprintf("%s[%d]", name, i), item)
			}
		}
	}
	return pairs
}

// escapeAlone escapes a value that no separator follows.
func (p parameter) escapeAlone(text string) string {
	if p.reserved && p.location == inQuery {
		return escape(text, reservedInQuery+",")
	}
	return escape(text, "")
}

// escapePart escapes one of several values.
func (p parameter) escapePart(text string) string {
	if p.reserved && p.location == inQuery {
		return escape(text, reservedInQuery)
	}
	return escape(text, "")
}

// joined lays a value out as one text, for paths (escaped) and headers (not).
func (p parameter) joined(v parameterValue) (string, error) {
	quote := func(s string) string { return s }
	if p.location == inPath {
		quote = func(s string) string { return escape(s, "") }
	}
	if p.slashed {
		quote = func(s string) string { return escape(s, "/") }
	}
	texts := v.texts()
	prefix, separator, names := "", ",", p.explode && v.kind == valueObject
	switch p.layout {
	case styleLabel:
		prefix = "."
		if p.explode {
			separator = "."
		}
	case styleMatrix:
		if p.explode && v.kind != valueText {
			prefix, separator, names = ";", ";", true
		} else {
			prefix = ";" + quote(p.name) + "="
		}
	}
	if !names {
		texts = v.flat()
	}
	parts := make([]string, len(texts))
	for i, text := range texts {
		parts[i] = quote(text)
		switch {
		case names && v.kind == valueObject:
			parts[i] = quote(v.names[i]) + "=" + parts[i]
		case names:
			parts[i] = quote(p.name) + "=" + parts[i]
		}
	}
	text := strings.Join(parts, separator)
	if text == "" && p.location == inPath {
		return "", errors.New("the value is empty")
	}
	return prefix + text, nil
}
