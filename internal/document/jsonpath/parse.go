package jsonpath

import "unicode/utf8"

// maxDepth limits how deep filters may be nested: parsing is recursive.
const maxDepth = 100

// path reads the whole query.
func (p *parser) path() (*query, error) {
	for i, r := range p.text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(p.text[i:]); size == 1 {
				return nil, p.fault(i, "the query is not UTF-8")
			}
		}
	}
	if !p.take("$") {
		err := p.expected(`"$"`)
		err.Hint = `a query begins with "$", the root of the document`
		return nil, err
	}
	q := &query{}
	if err := p.segments(q); err != nil {
		return nil, err
	}
	if p.at < len(p.text) {
		return nil, p.expected(`".", ".." or "["`)
	}
	return q, nil
}

// segments reads the segments after "$" or "@". It leaves trailing white space for the caller.
func (p *parser) segments(q *query) *Error {
	for {
		start := p.at
		p.blank()
		if c := p.peek(); c != '.' && c != '[' {
			p.at = start
			return nil
		}
		s, err := p.segment()
		if err != nil {
			return err
		}
		q.segments = append(q.segments, s)
	}
}

func (p *parser) segment() (segment, *Error) {
	var s segment
	var err *Error
	s.descendant = p.take("..")
	if s.descendant || p.take(".") {
		if s.descendant && p.peek() == '[' {
			s.selectors, err = p.bracketed()
			return s, err
		}
		one := selector{offset: p.at, kind: wildcardSelector}
		if !p.take("*") {
			one.kind = nameSelector
			if one.name = p.name(); one.name == "" {
				err = p.expected(`a name or "*"`)
				err.Hint = "write names with other characters than letters, digits and _ as ['name']"
				return s, err
			}
			if p.peek() == '-' {
				err = p.expected(`".", ".." or "["`)
				err.Hint = "write names with other characters than letters, digits and _ as ['name']"
				return s, err
			}
		}
		s.selectors = []selector{one}
		return s, nil
	}
	s.selectors, err = p.bracketed()
	return s, err
}

// bracketed reads one or more selectors in brackets.
func (p *parser) bracketed() ([]selector, *Error) {
	p.at++ // the bracket
	var selectors []selector
	for {
		p.blank()
		s, err := p.selector()
		if err != nil {
			return nil, err
		}
		selectors = append(selectors, s)
		p.blank()
		switch {
		case p.take("]"):
			return selectors, nil
		case !p.take(","):
			return nil, p.expected(`"," or "]"`)
		}
	}
}

func (p *parser) selector() (selector, *Error) {
	s := selector{offset: p.at}
	var err *Error
	switch c := p.peek(); {
	case c == '\'' || c == '"':
		s.name, err = p.quoted()
		return s, err
	case c == '*':
		p.at++
		s.kind = wildcardSelector
		return s, nil
	case c == '?':
		p.at++
		p.blank()
		s.kind = filterSelector
		s.filter, err = p.condition()
		return s, err
	case c == ':' || c == '-' || isDigit(c):
		err = p.indexOrSlice(&s)
		return s, err
	default:
		err = p.expected("a selector")
		if p.name() != "" {
			err.Hint = "put the name in quotes"
		}
		return s, err
	}
}

func (p *parser) indexOrSlice(s *selector) *Error {
	s.kind = indexSelector
	bounds := []**int64{&s.start, &s.end, &s.step}
	for i, bound := range bounds {
		if c := p.peek(); c == '-' || isDigit(c) {
			value, err := p.integer()
			if err != nil {
				return err
			}
			*bound = &value
		}
		start := p.at
		p.blank()
		if i == len(bounds)-1 || !p.take(":") {
			p.at = start
			return nil
		}
		s.kind = sliceSelector
		p.blank()
	}
	return nil
}
