package runtime

import (
	"slices"
	"testing"
)

func TestEnum(t *testing.T) {
	type color string
	colors := []color{"red", "green"}
	got := enumValues(colors)
	got[0] = "blue"
	if !slices.Equal(colors, []color{"red", "green"}) {
		t.Error("a caller can change the values of an enum")
	}
	if !isEnumValue(colors, "green") || isEnumValue(colors, "blue") || isEnumValue(nil, color("")) {
		t.Error("a value is not found, or one that is none")
	}
}
