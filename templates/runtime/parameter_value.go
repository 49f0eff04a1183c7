package runtime

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// parameterValue is the JSON of a parameter, taken apart so that every style can
// lay it out. Going through JSON gives each type one way to be written, and keeps
// the text of numbers. Null items and members are left out.
type parameterValue struct {
	kind  valueKind
	text  string   // of a plain value, strings decoded
	raw   string   // the JSON text
	names []string // of an object's members, beside items
	items []parameterValue
}

type valueKind int

const (
	valueNull valueKind = iota
	valueText
	valueList
	valueObject
)

var errNotJSON = errors.New("the value is not JSON")

func parseParameterValue(data []byte) (parameterValue, error) {
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return parameterValue{}, errNotJSON
	}
	v := parameterValue{raw: string(data)}
	switch data[0] {
	case 'n':
		return v, nil
	case '"':
		v.kind = valueText
		if end := len(data) - 1; end > 0 && bytes.IndexByte(data, '\\') < 0 {
			v.text = string(data[1:end])
			return v, nil
		}
		return v, json.Unmarshal(data, &v.text)
	case '[':
		v.kind = valueList
	case '{':
		v.kind = valueObject
	default:
		v.kind, v.text = valueText, string(data)
		return v, nil
	}
	if len(data) == len("{}") {
		return v, nil
	}
	return v, v.parseItems(data)
}

func (v *parameterValue) parseItems(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		name := ""
		if v.kind == valueObject {
			token, err := dec.Token()
			if err != nil {
				return err
			}
			name = fmt.Sprint(token)
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		item, err := parseParameterValue(raw)
		if err != nil {
			return err
		}
		if item.kind == valueNull {
			continue
		}
		v.items = append(v.items, item)
		if v.kind == valueObject {
			v.names = append(v.names, name)
		}
	}
	return nil
}

// isEmpty tells whether there is nothing to send. An empty string is something.
func (v parameterValue) isEmpty() bool {
	return (v.kind == valueList || v.kind == valueObject) && len(v.items) == 0
}

// isPlain tells whether no item has items of its own.
func (v parameterValue) isPlain() bool {
	for _, item := range v.items {
		if item.kind != valueText {
			return false
		}
	}
	return true
}

// plain is the text of an item. The styles define none for nested lists and
// objects; those are sent as JSON rather than lost.
func (v parameterValue) plain() string {
	if v.kind == valueText {
		return v.text
	}
	return v.raw
}

// texts lists the values without the names of members.
func (v parameterValue) texts() []string {
	if v.kind == valueText {
		return []string{v.text}
	}
	texts := make([]string, len(v.items))
	for i, item := range v.items {
		texts[i] = item.plain()
	}
	return texts
}

// flat lists the values, those of an object after their names.
func (v parameterValue) flat() []string {
	if v.kind != valueObject {
		return v.texts()
	}
	var texts []string
	for i, item := range v.items {
		texts = append(texts, v.names[i], item.plain())
	}
	return texts
}
