package jsonpath

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// parser reads a query from left to right. Its methods stop at the first error,
// since later ones are rarely meaningful.
type parser struct {
	text  string
	at    int
	depth int
}

// fault is an error at a byte of the query.
func (p *parser) fault(offset int, message string) *Error {
	return &Error{Offset: utf8.RuneCountInString(p.text[:offset]), Message: message}
}

// expected returns the error for anything but what is allowed here.
func (p *parser) expected(what string) *Error {
	if p.at >= len(p.text) {
		return p.fault(p.at, "expected "+what+", but the query ends")
	}
	r, _ := utf8.DecodeRuneInString(p.text[p.at:])
	return p.fault(p.at, "expected "+what+", found "+strconv.QuoteRune(r))
}

func (p *parser) peek() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *parser) looking(at string) bool { return strings.HasPrefix(p.text[p.at:], at) }

// take consumes s if it is next.
func (p *parser) take(s string) bool {
	if !p.looking(s) {
		return false
	}
	p.at += len(s)
	return true
}

func (p *parser) blank() {
	for p.at < len(p.text) && strings.IndexByte(" \t\n\r", p.text[p.at]) >= 0 {
		p.at++
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// name reads a name without quotes. It is empty if there is none.
func (p *parser) name() string {
	start := p.at
	for p.at < len(p.text) {
		c := p.text[p.at]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= utf8.RuneSelf
		if !letter && (p.at == start || !isDigit(c)) {
			break
		}
		p.at++
	}
	return p.text[start:p.at]
}

func (p *parser) digits() int {
	start := p.at
	for isDigit(p.peek()) {
		p.at++
	}
	return p.at - start
}

// maxInteger is the largest index that the RFC allows.
const maxInteger = 1<<53 - 1

func (p *parser) integer() (int64, *Error) {
	start := p.at
	p.take("-")
	first := p.at
	if p.digits() == 0 {
		return 0, p.expected("an integer")
	}
	text := p.text[start:p.at]
	if p.text[first] == '0' && len(text) > 1 {
		return 0, p.fault(start, strconv.Quote(text)+" is not a way to write an integer here")
	}
	i, err := strconv.ParseInt(text, 10, 64)
	if err != nil || i > maxInteger || i < -maxInteger {
		return 0, p.fault(start, text+" is too large")
	}
	return i, nil
}

// number reads a JSON number and returns it as it is written.
func (p *parser) number() (string, *Error) {
	start := p.at
	p.take("-")
	first := p.at
	n := p.digits()
	if n == 0 {
		return "", p.expected("a digit")
	}
	if n > 1 && p.text[first] == '0' {
		return "", p.fault(start, "a number must not begin with a zero")
	}
	if p.take(".") && p.digits() == 0 {
		return "", p.expected("a digit")
	}
	if p.take("e") || p.take("E") {
		if !p.take("+") {
			p.take("-")
		}
		if p.digits() == 0 {
			return "", p.expected("a digit")
		}
	}
	return p.text[start:p.at], nil
}

// quoted reads a string in single or double quotes.
func (p *parser) quoted() (string, *Error) {
	start, quote := p.at, p.text[p.at]
	p.at++
	var b strings.Builder
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch {
		case c == quote:
			p.at++
			return b.String(), nil
		case c == '\\':
			r, err := p.escape(quote)
			if err != nil {
				return "", err
			}
			b.WriteRune(r)
		case c < ' ':
			return "", p.fault(p.at, "a control character must be written as an escape")
		default:
			b.WriteByte(c)
			p.at++
		}
	}
	return "", p.fault(start, "the quote is not closed")
}

var escapes = map[byte]rune{'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', '/': '/', '\\': '\\'}

func (p *parser) escape(quote byte) (rune, *Error) {
	start := p.at
	p.at++
	c := p.peek()
	r, known := escapes[c]
	switch {
	case p.at == len(p.text):
		return 0, p.fault(start, "the escape is not complete")
	case known:
		p.at++
		return r, nil
	case c == quote:
		p.at++
		return rune(c), nil
	case c != 'u':
		return 0, p.fault(start, "unknown escape")
	}
	r, ok := p.codeUnit()
	if ok && utf16.IsSurrogate(r) {
		var second rune
		if second, ok = 0, p.take(`\`) && p.peek() == 'u'; ok {
			second, ok = p.codeUnit()
		}
		r = utf16.DecodeRune(r, second)
		ok = ok && r != utf8.RuneError
	}
	if !ok {
		return 0, p.fault(start, "the escape is not a character")
	}
	return r, nil
}

// codeUnit reads u and four hexadecimal digits.
func (p *parser) codeUnit() (rune, bool) {
	if len(p.text)-p.at < 5 {
		return 0, false
	}
	u, err := strconv.ParseUint(p.text[p.at+1:p.at+5], 16, 16)
	p.at += 5
	return rune(u), err == nil
}
