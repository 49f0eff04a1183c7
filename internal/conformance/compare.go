package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/big"
	"slices"
	"strings"
)

// parse reads a JSON document without rounding its numbers.
func parse(doc []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(doc))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("there is more behind the document")
	}
	return value, nil
}

// Difference says where two JSON documents differ in value, empty if nowhere.
// Members have no order, strings are equal by their characters and numbers by
// their exact decimal value.
func Difference(got, want []byte) string {
	g, err := parse(got)
	if err != nil {
		return fmt.Sprintf("not JSON: %v: %s", err, got)
	}
	w, err := parse(want)
	if err != nil {
		return fmt.Sprintf("the wanted value is not JSON: %v: %s", err, want)
	}
	return differ("$", g, w)
}

func differ(path string, got, want any) string {
	switch want := want.(type) {
	case map[string]any:
		got, ok := got.(map[string]any)
		if !ok {
			break
		}
		for _, name := range slices.Sorted(maps.Keys(want)) {
			value, ok := got[name]
			if !ok {
				return fmt.Sprintf("%s.%s is lost", path, name)
			}
			if d := differ(path+"."+name, value, want[name]); d != "" {
				return d
			}
		}
		for _, name := range slices.Sorted(maps.Keys(got)) {
			if _, ok := want[name]; !ok {
				return fmt.Sprintf("%s.%s is new", path, name)
			}
		}
		return ""
	case []any:
		got, ok := got.([]any)
		if !ok || len(got) != len(want) {
			break
		}
		for i := range want {
			if d := differ(fmt.Sprintf("%s[%d]", path, i), got[i], want[i]); d != "" {
				return d
			}
		}
		return ""
	case json.Number:
		if got, ok := got.(json.Number); ok && decimalOf(got.String()) == decimalOf(want.String()) {
			return ""
		}
	default: // strings, booleans and null
		if got == want {
			return ""
		}
	}
	return fmt.Sprintf("%s is %s, not %s", path, text(got), text(want))
}

func text(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(data)
}

// decimalOf returns a text that two JSON numbers share if their values are the
// same: the digits without zeros at either end, and the power of ten. Minus zero
// is another number than zero.
func decimalOf(number string) string {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(number), "e")
	power := new(big.Int)
	if exponent != "" {
		power.SetString(strings.TrimPrefix(exponent, "+"), 10)
	}
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	short := strings.TrimRight(digits, "0")
	power.Add(power, big.NewInt(int64(len(digits)-len(short)-len(fraction))))
	if short == "" {
		short, power = "0", new(big.Int)
	}
	if negative {
		short = "-" + short
	}
	return short + "e" + power.String()
}
