package runtime

// parameterValue is the JSON of a parameter, taken apart so that every style can
// lay it out. Going through JSON gives each type one way to be written, and keeps
// the text of numbers.
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

// parseParameterValue leaves out null items and members.
func parseParameterValue(data []byte) (parameterValue, error) {
	r := jsonReader{text: string(data)} // a copy, which the value shares
	v := r.parameterValue(false)
	return v, r.finish()
}

// parseFormValue is parseParameterValue for a form, whose nulls say something.
func parseFormValue(data []byte) (parameterValue, error) {
	r := jsonReader{text: string(data)}
	v := r.parameterValue(true)
	return v, r.finish()
}

func (r *jsonReader) parameterValue(nulls bool) parameterValue {
	kind := r.kind()
	start := r.pos
	v := parameterValue{kind: valueText}
	switch kind {
	case kindNull:
		r.null()
		v.kind = valueNull
	case kindString:
		v.text, _ = r.token()
	case kindArray:
		v.kind = valueList
		for more := r.firstItem(); more; more = r.nextItem() {
			if item := r.parameterValue(nulls); item.kind != valueNull || nulls {
				v.items = append(v.items, item)
			}
		}
	case kindObject:
		v.kind = valueObject
		r.enter()
		for first := true; ; first = false {
			name, more := r.nextMember(first)
			if !more {
				break
			}
			if item := r.parameterValue(nulls); item.kind != valueNull || nulls {
				v.names, v.items = append(v.names, name), append(v.items, item)
			}
		}
	default:
		r.skip()
		v.text = r.text[start:r.pos]
	}
	v.raw = r.text[start:r.pos]
	return v
}

// isEmpty reports whether there is nothing to send. An empty string is something.
func (v parameterValue) isEmpty() bool {
	return (v.kind == valueList || v.kind == valueObject) && len(v.items) == 0
}

// isPlain reports whether no item has items of its own.
func (v parameterValue) isPlain() bool {
	for _, item := range v.items {
		if item.kind == valueList || item.kind == valueObject {
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
