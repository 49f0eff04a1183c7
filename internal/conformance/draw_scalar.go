package conformance

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// scalar draws a value without a list of values.
func (d drawer) scalar(t *api.Type) string {
	if !d.strict {
		return d.basic(t.Basic)
	}
	schema := d.schemaOf(t)
	for _, keyword := range []string{"pattern", "minLength", "maxLength", "multipleOf"} {
		if schema.Get(keyword) != nil {
			d.Fatalf("%s: there is no way to draw values for %q yet", t.Ref, keyword)
		}
	}
	if fixed := schema.Get("const"); fixed != nil {
		return string(fixed.AppendJSON(nil))
	}
	if listed := schema.Get("enum").Items(); len(listed) > 0 { // of a variant that is read as any string
		return string(rapid.SampledFrom(listed).Draw(d.T, "listed").AppendJSON(nil))
	}
	switch t.Basic {
	case api.Boolean:
		return d.oneOf("true", "false")
	case api.Integer, api.Integer32, api.Unsigned, api.Number:
		least, greatest := limits(schema)
		text := strconv.Itoa(rapid.IntRange(least, greatest).Draw(d.T, "number"))
		if t.Basic == api.Number && schema.Get("minimum") == nil && schema.Get("maximum") == nil && d.oneIn(3) {
			text += d.oneOf(".5", ".125", ".0625")
		}
		return text
	case api.DateTime:
		return d.oneOf(`"2024-02-29T12:34:56Z"`, `"2024-02-29T12:34:56.789Z"`, `"1999-12-31T23:59:59+05:30"`, `"2024-02-29T12:34:56.000000-08:00"`)
	case api.Date:
		return d.oneOf(`"2024-02-29"`, `"0001-01-01"`, `"9999-12-31"`)
	case api.LocalTime:
		return d.oneOf(`"2024-02-29T12:34:56"`, `"2024-02-29T12:34:56.500"`)
	case api.Bytes:
		return quote(base64.StdEncoding.EncodeToString(rapid.SliceOfN(rapid.Byte(), 0, 8).Draw(d.T, "bytes")))
	default:
		return d.string()
	}
}

// basic draws any spelling of a value of a representation, and texts that only
// look like one where the text alone matters.
func (d drawer) basic(b api.Basic) string {
	switch b {
	case api.Boolean:
		return d.oneOf("true", "false")
	case api.Integer:
		return d.integer("9007199254740993", "-9223372036854775808", "9223372036854775807")
	case api.Integer32:
		return d.integer("-2147483648", "2147483647")
	case api.Unsigned:
		return d.oneOf("0", "1", "1e3", "1.0", "9223372036854775808", "18446744073709551615")
	case api.Number:
		return d.number()
	case api.DateTime, api.Date, api.LocalTime:
		if d.oneIn(8) {
			return d.string()
		}
		return d.oneOf(`"2024-02-29T12:34:56Z"`, `"2024-02-29T12:34:56.000Z"`, `"2024-02-29T12:34:56.120+05:30"`, `"2024-02-29"`,
			`"2024-02-29 12:34:56"`, `"2024-02-29T12:34"`, `"2023-02-29"`, `"2024-02-29t12:34:56z"`, `"2024-02-29T12:34:56,5Z"`,
			`"2024-02-29T12:34:56.1234567890Z"`, `"2024-02-29T12:34:56-00:00"`, `"2016-12-31T23:59:60Z"`, `"0000-01-01"`,
			`"0001-01-01T00:00:00Z"`, `"2024-02-29T12:34:56+0530"`, `"soon"`, `""`, `"1709210096"`, `"\u0032024-02-29"`)
	case api.Bytes:
		return d.oneOf(`""`, `"YQ=="`, `"YQ"`, `"YR=="`, `"-_8="`, `"+/8="`, `"YW\nE="`, `"\u0059Q=="`)
	default:
		return d.string()
	}
}

func (d drawer) integer(edges ...string) string {
	switch {
	case d.oneIn(4):
		return d.oneOf("1e3", "1.0", "-0", "120e-1", "100.00", "1E+2")
	case d.oneIn(4):
		return d.oneOf(edges...)
	}
	return fmt.Sprint(rapid.Int32().Draw(d.T, "integer"))
}

// number draws a number in the range of a float64, though often none that a
// float64 can hold.
func (d drawer) number() string {
	switch rapid.IntRange(0, 3).Draw(d.T, "spelling") {
	case 0:
		return d.oneOf("9007199254740993", "-0", "-0.0", "0.1", "1.10", "0e5", "1e-400", "123456789012345678901234567890",
			"0.1000000000000000055511151231257827", "1E+2", "5e-324", "1.7976931348623157e308", "0.30000000000000001", "100")
	case 1:
		return fmt.Sprintf("%d.%de%d", rapid.IntRange(-99, 99).Draw(d.T, "whole"), rapid.Uint64().Draw(d.T, "fraction"), rapid.IntRange(-40, 40).Draw(d.T, "exponent"))
	case 2:
		return strconv.FormatFloat(rapid.Float64().Draw(d.T, "float"), 'g', -1, 64)
	default:
		return fmt.Sprint(rapid.Int64().Draw(d.T, "integer"))
	}
}

// anyNumber draws a number that need not fit into any Go type.
func (d drawer) anyNumber() string {
	if d.strict {
		return strconv.Itoa(rapid.IntRange(-1_000_000, 1_000_000).Draw(d.T, "number"))
	}
	if d.oneIn(4) {
		return d.oneOf("1e400", "-1e-999999", "1e99999999999999999999", "18446744073709551616")
	}
	return d.number()
}

func (d drawer) string() string {
	if !d.strict && d.oneIn(10) {
		return d.oneOf(`"\ud83d x"`, `"\udc00\ud800\ud800"`, `"\ud83d\ude00"`, `"\/\b\f\n\r\t\"\\"`)
	}
	if d.oneIn(3) && !d.filled {
		return d.quote(d.oneOf("", " ", "null", "<&>", "\u2028\u2029", "\x00\x1e\x7f", "😀", "日本語", "e\u0301", "\"\\/", "true", "1", "\ufeff", "\U0010ffff"))
	}
	least := 0
	if d.filled {
		least = 1
	}
	return d.quote(d.text(least))
}

// text draws characters without quotes around them.
func (d drawer) text(least int) string {
	s := rapid.StringN(least, 8, -1).Draw(d.T, "text")
	if d.strict {
		// The character with which kin-openapi joins the names of nested members is
		// no text that it can take apart again.
		s = strings.ReplaceAll(s, "\x1f", "-")
	}
	return s
}

// quote writes a string in one of the ways that JSON has for it.
func (d drawer) quote(s string) string {
	if d.strict || !d.oneIn(6) {
		return quote(s)
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, d.oneOf(`\u%04x`, `\u%04X`), unit)
	}
	b.WriteByte('"')
	return b.String()
}

func quote(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings cannot fail
	}
	return string(data)
}
