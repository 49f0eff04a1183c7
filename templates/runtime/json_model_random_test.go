package runtime

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// jsonText draws the text of JSON values. Values are of the type of a field
// most of the time, but not always in the way that Go would write them.
type jsonText struct{ *rapid.T }

func (d jsonText) pick(values ...string) string { return rapid.SampledFrom(values).Draw(d.T, "value") }

func (d jsonText) oneIn(n int) bool { return rapid.IntRange(1, n).Draw(d.T, "chance") == 1 }

func (d jsonText) space() string {
	return rapid.SampledFrom([]string{"", "", "", " ", "\n\t"}).Draw(d.T, "space")
}

func (d jsonText) string() string {
	if d.oneIn(3) {
		return d.pick(`""`, `"\ud83d\ude00"`, `"\ud83d x"`, `"\u0000\u001f"`, `"<&>\u2028"`, `"\/\b\f\n\r\t\"\\"`, "\"\u2028\"", "\"\xff\xfe\"", `"\udc00\ud800\ud800"`)
	}
	return string(appendJSONString(nil, rapid.String().Draw(d.T, "string")))
}

func (d jsonText) number() string {
	switch rapid.IntRange(0, 4).Draw(d.T, "number") {
	case 0:
		return d.integer()
	case 1:
		return d.pick("9007199254740993", "-0", "-0.0", "0.1", "1.10", "0e5", "1e-400", "123456789012345678901234567890", "0.1000000000000000055511151231257827", "1E+2", "5e-324", "1.7976931348623157e308")
	case 2:
		data, _ := json.Marshal(rapid.Float64().Draw(d.T, "float"))
		return string(data)
	default:
		return fmt.Sprintf("%d.%de%d", rapid.IntRange(-99, 99).Draw(d.T, "int"), rapid.Uint64().Draw(d.T, "frac"), rapid.IntRange(-40, 40).Draw(d.T, "exp"))
	}
}

func (d jsonText) integer() string {
	if d.oneIn(4) {
		return d.pick("1e3", "1.0", "-0", "-0.0", "120e-1", "100.00")
	}
	return fmt.Sprint(rapid.Int32().Draw(d.T, "integer"))
}

func (d jsonText) time() string {
	return d.pick(`"2024-02-29T12:34:56Z"`, `"2024-02-29T12:34:56.000Z"`, `"2024-02-29T12:34:56.120+05:30"`, `"2024-02-29"`, `"2024-02-29 12:34:56"`,
		`"soon"`, `""`, `"2023-02-29"`, `"2024-02-29T12:34:56.1234567890Z"`, `"2024-02-29T12:34:56-00:00"`, `"2016-12-31T23:59:60Z"`, `"0000-01-01"`, "\"\xff\"")
}

func (d jsonText) list(item func() string) string {
	var b strings.Builder
	b.WriteString("[" + d.space())
	for i := range rapid.IntRange(0, 4).Draw(d.T, "items") {
		if i > 0 {
			b.WriteString("," + d.space())
		}
		b.WriteString(item() + d.space())
	}
	b.WriteByte(']')
	return b.String()
}

// object draws an object of the given members, in any order, with absent and
// repeated and null ones, and with others if value is not nil.
func (d jsonText) object(members map[string]func() string, value func() string) string {
	names := slices.Sorted(maps.Keys(members))
	if len(names) > 0 {
		names = rapid.Permutation(names).Draw(d.T, "order")
	}
	var parts []string
	add := func(name string, value func() string) {
		text := "null"
		if !d.oneIn(8) {
			text = value()
		}
		parts = append(parts, d.space()+string(appendJSONString(nil, name))+d.space()+":"+d.space()+text+d.space())
	}
	for _, name := range names {
		if !d.oneIn(4) {
			add(name, members[name])
		}
		if d.oneIn(20) {
			add(name, members[name])
		}
	}
	if value != nil {
		for range rapid.IntRange(0, 3).Draw(d.T, "unknown") {
			add(rapid.SampledFrom([]string{"x", "y", "", "ID", "a b", "é"}).Draw(d.T, "name"), value)
		}
	}
	return "{" + strings.Join(parts, ",") + d.space() + "}"
}

func (d jsonText) any(depth int) string {
	kinds := 6
	if depth <= 0 {
		kinds = 4
	}
	next := func() string { return d.any(depth - 1) }
	switch rapid.IntRange(1, kinds).Draw(d.T, "kind") {
	case 1:
		return d.string()
	case 2:
		return d.number()
	case 3:
		return d.pick("true", "false")
	case 4:
		return "null"
	case 5:
		return d.list(next)
	default:
		return d.object(nil, next)
	}
}

func (d jsonText) orNull(value func() string) func() string {
	return func() string {
		if d.oneIn(6) {
			return "null"
		}
		return value()
	}
}

func (d jsonText) address() string {
	return d.object(map[string]func() string{"city": d.string, "zip": d.string}, func() string { return d.any(1) })
}

func (d jsonText) open() string {
	return d.object(map[string]func() string{"size": d.integer, "note": d.string}, d.number)
}

func (d jsonText) pet() string {
	if d.oneIn(3) {
		return d.any(1)
	}
	rest := d.pick(d.address(), d.open())
	if d.oneIn(3) && strings.TrimSpace(rest[1:]) != "}" {
		return `{"petType":` + d.pick(`"address"`, `"open"`, `"else"`, "7") + "," + rest[1:]
	}
	return rest
}

func (d jsonText) model(depth int) string {
	value := func() string { return d.any(2) }
	members := map[string]func() string{
		"id": d.number, "name": d.string, "created_at": d.time, "count": d.integer, "home": d.address,
		"active":   func() string { return d.pick("true", "false") },
		"codes":    func() string { return d.list(d.orNull(d.integer)) },
		"scores":   func() string { return d.object(nil, d.number) },
		"free":     func() string { return d.object(nil, value) },
		"blob":     func() string { return d.pick(`""`, `"YQ=="`, `"YQ"`, `"YR=="`, `"-_8="`, `"+/8="`, `"Y\nQ=="`) },
		"anything": value,
		"pet":      d.pet,
		"label":    d.string,
		"kind":     d.string,
		"ratio":    func() string { return d.pick("0.1", "16777217", "1e-50", "3.4e38", "-0", "1.2345678") },
		"born":     d.time,
		"local":    d.time,
		"metadata": func() string { return d.object(nil, value) },
		"kinds":    func() string { return d.list(d.orNull(d.string)) },
		"names":    func() string { return d.list(d.orNull(d.string)) },
		"work":     d.address,
		"homes":    func() string { return d.list(d.orNull(d.address)) },
		"by_name":  func() string { return d.object(nil, d.address) },
		"either": func() string {
			return d.pick(d.any(2), d.string(), `"big"`, d.list(d.orNull(d.address)), d.time(), d.number())
		},
		"value": value,
		"open":  d.open,
	}
	if depth > 0 {
		members["parent"] = func() string { return d.model(depth - 1) }
	}
	return d.object(members, value)
}
