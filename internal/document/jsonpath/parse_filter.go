package jsonpath

import (
	"maps"
	"slices"
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// condition reads conditions joined by "||".
func (p *parser) condition() (condition, *Error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxDepth {
		return nil, p.fault(p.at, "the query is nested too deeply")
	}
	var conditions either
	for {
		c, err := p.conjunction()
		if err != nil {
			return nil, err
		}
		conditions = append(conditions, c)
		if !p.operator("||") {
			break
		}
	}
	if len(conditions) == 1 {
		return conditions[0], nil
	}
	return conditions, nil
}

func (p *parser) conjunction() (condition, *Error) {
	var conditions all
	for {
		c, err := p.basic()
		if err != nil {
			return nil, err
		}
		conditions = append(conditions, c)
		if !p.operator("&&") {
			break
		}
	}
	if len(conditions) == 1 {
		return conditions[0], nil
	}
	return conditions, nil
}

// operator consumes an operator and the white space around it, if it is next.
func (p *parser) operator(s string) bool {
	start := p.at
	p.blank()
	if !p.take(s) {
		p.at = start
		return false
	}
	p.blank()
	return true
}

// basic reads a condition in parentheses, a comparison or a test.
func (p *parser) basic() (condition, *Error) {
	negated := p.take("!")
	if negated {
		p.blank()
	}
	var c condition
	if p.take("(") {
		p.blank()
		inner, err := p.condition()
		if err != nil {
			return nil, err
		}
		p.blank()
		if !p.take(")") {
			return nil, p.expected(`")"`)
		}
		c = inner
	} else {
		test, err := p.test(negated)
		if err != nil {
			return nil, err
		}
		c = test
	}
	if negated {
		return not{c}, nil
	}
	return c, nil
}

func (p *parser) test(negated bool) (condition, *Error) {
	start := p.at
	left, err := p.term()
	if err != nil {
		return nil, err
	}
	end := p.at
	p.blank()
	offset, operator := p.at, p.comparisonOperator()
	if operator == "" {
		p.at = end
		return p.standalone(left, start)
	}
	if negated {
		e := p.fault(offset, `"!" does not go with a comparison`)
		e.Hint = "put the comparison in parentheses"
		return nil, e
	}
	p.blank()
	rightStart := p.at
	right, err := p.term()
	if err != nil {
		return nil, err
	}
	c := comparison{operator: operator}
	if c.left, err = p.comparable(left, start); err != nil {
		return nil, err
	}
	if c.right, err = p.comparable(right, rightStart); err != nil {
		return nil, err
	}
	return c, nil
}

var comparisonOperators = []string{"==", "!=", "<=", ">=", "<", ">"}

func (p *parser) comparisonOperator() string {
	for _, operator := range comparisonOperators {
		if p.take(operator) {
			return operator
		}
	}
	return ""
}

// standalone turns a term without a comparison into a condition.
func (p *parser) standalone(t any, start int) (condition, *Error) {
	switch t := t.(type) {
	case *query:
		return exists{t}, nil
	case condition:
		return t, nil
	case literal:
		if p.peek() == '=' {
			return nil, p.expected(`a comparison such as "=="`)
		}
		return nil, p.fault(start, "a value is not a condition")
	default:
		e := p.fault(start, "the function returns a value, which is not a condition")
		e.Hint = `compare it, as in "length(@.name) > 3"`
		return nil, e
	}
}

// comparable turns a term into an operand.
func (p *parser) comparable(t any, start int) (operand, *Error) {
	switch t := t.(type) {
	case *query:
		if !t.singular() {
			e := p.fault(start, "the query may select several nodes and cannot be compared")
			e.Hint = `use names and indexes only, or the function "value" or "count"`
			return nil, e
		}
		return single{t}, nil
	case operand:
		return t, nil
	default:
		return nil, p.fault(start, "the function gives a condition, which cannot be compared")
	}
}

// term reads a *query, an operand or, for a function that tests, a condition.
func (p *parser) term() (any, *Error) {
	start := p.at
	switch c := p.peek(); {
	case c == '$' || c == '@':
		p.at++
		q := &query{relative: c == '@'}
		return q, p.segments(q)
	case c == '\'' || c == '"':
		text, err := p.quoted()
		return literal{&document.Node{Kind: document.String, Value: text}}, err
	case c == '-' || isDigit(c):
		text, err := p.number()
		return literal{&document.Node{Kind: document.Number, Value: text}}, err
	}
	name := p.functionName()
	if name != "" && p.peek() == '(' {
		return p.function(name, start)
	}
	switch name {
	case "true", "false":
		return literal{&document.Node{Kind: document.Bool, Value: name}}, nil
	case "null":
		return literal{&document.Node{Kind: document.Null}}, nil
	}
	p.at = start
	err := p.expected("a value, a query or a function")
	if p.name() != "" {
		err.Hint = `start a query with "@" or "$", and quote strings`
	}
	return nil, err
}

func (p *parser) functionName() string {
	start := p.at
	for c := p.peek(); 'a' <= c && c <= 'z' || p.at > start && (c == '_' || isDigit(c)); c = p.peek() {
		p.at++
	}
	return p.text[start:p.at]
}

// functions maps the functions of the RFC to their number of arguments.
var functions = map[string]int{"length": 1, "count": 1, "value": 1, "match": 2, "search": 2}

func (p *parser) function(name string, start int) (any, *Error) {
	arity, known := functions[name]
	if !known {
		e := p.fault(start, "unknown function "+strconv.Quote(name))
		e.Hint = diag.Guess(name, slices.Sorted(maps.Keys(functions)), "")
		return nil, e
	}
	terms, starts, err := p.arguments()
	if err != nil {
		return nil, err
	}
	if len(terms) != arity {
		return nil, p.fault(start, "the function "+strconv.Quote(name)+" takes "+[]string{"one argument", "two arguments"}[arity-1]+
			", found "+strconv.Itoa(len(terms)))
	}
	if name == "count" || name == "value" {
		q, ok := terms[0].(*query)
		switch {
		case !ok:
			return nil, p.fault(starts[0], "the function "+strconv.Quote(name)+" takes a query")
		case name == "count":
			return countOf{q}, nil
		default:
			return valueOf{q}, nil
		}
	}
	operands := make([]operand, len(terms))
	for i, t := range terms {
		if operands[i], err = p.comparable(t, starts[i]); err != nil {
			return nil, err
		}
	}
	if name == "length" {
		return lengthOf{operands[0]}, nil
	}
	m := matches{text: operands[0], pattern: operands[1], whole: name == "match"}
	fixed, _ := m.pattern.(literal)
	if pattern, ok := fixed.node.Text(); ok { // anything else matches nothing
		re, reason := compilePattern(pattern, m.whole)
		if reason != nil {
			return nil, p.fault(starts[1], "the pattern cannot be read: "+reason.Error())
		}
		m.fixed = re
	}
	return m, nil
}

// arguments reads the arguments of a function with their offsets.
func (p *parser) arguments() (terms []any, starts []int, err *Error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxDepth {
		return nil, nil, p.fault(p.at, "the query is nested too deeply")
	}
	p.at++ // the parenthesis
	p.blank()
	for !p.take(")") {
		if len(terms) > 0 {
			if !p.take(",") {
				return nil, nil, p.expected(`"," or ")"`)
			}
			p.blank()
		}
		starts = append(starts, p.at)
		t, err := p.term()
		if err != nil {
			return nil, nil, err
		}
		terms = append(terms, t)
		p.blank()
	}
	return terms, starts, nil
}
