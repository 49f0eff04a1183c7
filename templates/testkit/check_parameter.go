package testkit

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// parameters checks all parameters, and the names in the query.
func (c *checker) parameters(o *operation, r *http.Request, call Call) {
	c.known, c.anyName = c.queryNames(o)
	for _, p := range o.parameters {
		texts, present := p.texts(r, call)
		if !present {
			if p.required {
				c.refuse("The required %s %q is missing.", p.in, p.name)
			}
			continue
		}
		c.parameter(*p, texts, call.Query)
	}
	if !c.anyName {
		c.names(call.Query)
	}
}

// texts returns what a request has for a parameter, and whether it has it at all. The
// members of an object in the query have no text in common.
func (p parameter) texts(r *http.Request, call Call) (texts []string, present bool) {
	switch p.in {
	case inQuery:
		if p.layout == spread {
			return nil, true
		}
		return call.Query[p.name], hasKey(call.Query, p.name)
	case inHeader:
		texts = r.Header.Values(p.name)
		return texts, len(texts) > 0
	case inPath:
		text, present := call.PathValues[p.name]
		return []string{text}, present
	default:
		cookie, err := r.Cookie(p.name)
		if err != nil {
			return nil, false
		}
		return []string{cookie.Value}, true
	}
}

func (c *checker) parameter(p parameter, texts []string, query url.Values) {
	about := subject{part: fmt.Sprintf("the %s %q", p.in, p.name)}
	required := p.required && !p.blank
	switch p.layout {
	case opaque:
	case deep:
		c.deepObject(p, query)
	case spread:
		c.spreadObject(p, query)
	case encoded:
		for _, text := range texts {
			if !json.Valid([]byte(text)) {
				c.refuseValue("%s is not JSON.", about)
				continue
			}
			c.value(about, p.value, []byte(strings.TrimSpace(text)))
		}
	case plain:
		c.texts(about, p.value, texts, required)
	default:
		if p.value.kinds&^isNull == isArray {
			separator := map[layout]string{commas: ",", spaces: " ", pipes: "|"}[p.layout]
			var items []string
			for _, text := range texts {
				items = append(items, strings.Split(text, separator)...)
			}
			texts = items
		}
		c.texts(about, p.value, texts, required)
	}
}

// texts checks the value of a parameter that is a list, or one text.
func (c *checker) texts(about subject, v value, texts []string, required bool) {
	switch {
	case v.kinds&^isNull == isArray:
		for _, l := range v.limits {
			l.checkCount(c, about, len(texts), minItems, maxItems, "item")
		}
		items := v.items
		if s := c.shapes[v.of]; s != nil && items == nil {
			items = s.items
		}
		for _, text := range texts {
			if items != nil {
				c.text(about, *items, strings.TrimSpace(text), false)
			}
		}
	case v.kinds == 0 || v.kinds&(isArray|isObject) != 0: // not a plain value, or not only that
	case c.isTwin(about): // which value is whose cannot be told
	case len(texts) > 1:
		c.refuseValue("%s is there %d times.", about, len(texts))
	case len(texts) == 1:
		c.text(about, v, texts[0], required)
	}
}

// isTwin reports whether a name in the query is that of a parameter and of a member of an
// object, too.
func (c *checker) isTwin(about subject) bool {
	n := 0
	for _, name := range c.known {
		if about == queryParameter(name) {
			n++
		}
	}
	return n > 1
}

func queryParameter(name string) subject {
	return subject{part: fmt.Sprintf("the query parameter %q", name)}
}

// text checks a value that is written without the quotes of JSON.
func (c *checker) text(about subject, v value, text string, required bool) {
	if v.kinds == 0 || v.kinds&(isArray|isObject) != 0 || v.kinds&isNull != 0 && (text == "" || text == "null") {
		return
	}
	if s := c.shapes[v.of]; s != nil && len(s.variants) > 0 {
		c.variants(about, s, func(c *checker, v value) { c.text(about, v, text, required) }, isAny)
		return
	}
	asIs := json.Valid([]byte(text)) && kindOf([]byte(strings.TrimSpace(text)))&v.kinds&(isNumber|isBoolean) != 0
	switch {
	case asIs:
		c.value(about, v, []byte(strings.TrimSpace(text)))
	case v.kinds&isString != 0:
		c.filled(about, v, quoted(text), required)
	case text == "" && !required: // a parameter may be there without a value
	default:
		c.refuseValue("%s is %s, and not %s.", about, short(quoted(text)), v.kinds)
	}
}

// spreadObject checks the members of an object that are parameters of their own.
func (c *checker) spreadObject(p parameter, query url.Values) {
	s := c.shapes[p.value.of]
	if s == nil {
		return
	}
	for _, m := range s.members {
		if texts := query[m.name]; len(texts) > 0 {
			c.texts(queryParameter(m.name), m.value, texts, m.required && !m.blank)
		}
	}
}

// deepObject checks the members of an object, which are written as name[member]=value.
func (c *checker) deepObject(p parameter, query url.Values) {
	for _, key := range slices.Sorted(maps.Keys(query)) {
		path, ok := deepPath(key, p.name)
		if ok {
			c.deepValue(queryParameter(key), p.value, path, query[key], false)
		}
	}
	s := c.shapes[p.value.of]
	if s == nil {
		return
	}
	for _, m := range s.members {
		if key := p.name + "[" + m.name + "]"; m.required && !hasKey(query, key) {
			c.refuseValue("The required query parameter %q is missing.", key)
		}
	}
}

// deepPath takes the key of a member of an object apart.
func deepPath(key, name string) (path []string, ok bool) {
	rest, ok := strings.CutPrefix(key, name+"[")
	if !ok {
		return nil, false
	}
	return strings.Split(strings.TrimSuffix(rest, "]"), "]["), true
}

// deepValue follows the path to a member.
func (c *checker) deepValue(about subject, v value, path, texts []string, required bool) {
	if len(path) == 0 {
		c.texts(about, v, texts, required)
		return
	}
	s := c.shapes[v.of]
	switch {
	case s != nil && len(s.variants) > 0: // which one is not told
	case s != nil && v.kinds&isObject != 0 && s.items == nil:
		c.deepMember(about, s, path, texts)
	case v.items != nil:
		c.deepValue(about, *v.items, path[1:], texts, false)
	case v.kinds != 0 && v.kinds&(isObject|isArray) == 0:
		c.refuseValue("%s is a member of %s.", about, v.kinds)
	}
}

func (c *checker) deepMember(about subject, s *shape, path, texts []string) {
	var known []string
	for _, m := range s.members {
		if m.name == path[0] {
			c.deepValue(about, m.value, path[1:], texts, m.required && !m.blank)
			return
		}
		known = append(known, m.name)
	}
	switch {
	case s.rest != nil:
		c.deepValue(about, *s.rest, path[1:], texts, false)
	case !s.open:
		c.refuseValue("%s is unknown%s", about, meant(path[0], known))
	}
}

// names refuses the names in a query that the operation does not declare.
func (c *checker) names(query url.Values) {
	for _, key := range slices.Sorted(maps.Keys(query)) {
		name, _, isMember := strings.Cut(key, "[")
		if slices.Contains(c.known, key) || isMember && slices.Contains(c.known, name) {
			continue
		}
		c.refuseValue("The query parameter %q is unknown%s", key, meant(key, c.known))
	}
}

// queryNames returns the names that a query may have, and whether it may have any.
func (c *checker) queryNames(o *operation) (known []string, open bool) {
	// The address of a page has whatever the server wrote into it.
	open = o.paging != nil && o.paging.by == byAddress
	for _, p := range o.fixed {
		known = append(known, p.name)
	}
	for _, p := range o.parameters {
		switch s := c.shapes[p.value.of]; {
		case p.in != inQuery:
		case p.layout != spread:
			known = append(known, p.name)
		case s == nil || s.open || s.rest != nil:
			open = true
		default:
			for _, m := range s.members {
				known = append(known, m.name)
			}
		}
	}
	for _, alternative := range o.security {
		for _, credential := range alternative {
			if credential.in == inQuery {
				known = append(known, credential.name)
			}
		}
	}
	return known, open
}
