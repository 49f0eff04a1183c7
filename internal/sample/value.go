package sample

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// unknownValue returns a value from just a type, what is asked of it and a name.
func unknownValue(t *api.Type, rules api.Rules, name string) string {
	switch t.Kind {
	case api.Enum:
		return unknownEnum(t, name)
	case api.Free:
		return `{"key":"value"}`
	case api.Any:
		return quoted(Text("", name))
	}
	return Scalar(t.Basic, rules, name)
}

func unknownEnum(t *api.Type, name string) string {
	for _, value := range t.Values {
		if t.JSONKinds() == api.JSONString {
			return quoted(value.Text)
		}
		if json.Valid([]byte(value.Text)) {
			return value.Text
		}
	}
	return usual(t.Basic, t.Doc.Format, name)
}

// Scalar returns a value from just a type, what is asked of it and a name.
func Scalar(basic api.Basic, rules api.Rules, name string) string {
	return obedient(usual(basic, rules.Format, name), rules)
}

// usual is Scalar where nothing more is asked than a format.
func usual(basic api.Basic, format, name string) string {
	switch basic {
	case api.Boolean:
		return "true"
	case api.Integer, api.Integer32, api.Unsigned:
		return "1"
	case api.Number:
		return "1.5"
	case api.DateTime:
		return `"2024-05-01T09:30:00Z"`
	case api.Date:
		return `"2024-05-01"`
	case api.LocalTime:
		return `"2024-05-01T09:30:00"`
	case api.Bytes:
		return `"ZXhhbXBsZQ=="`
	}
	return quoted(Text(format, name))
}

// sampleFormats are strings by format.
var sampleFormats = map[string]string{
	"date": "2024-05-01", "date-time": "2024-05-01T09:30:00Z", "time": "09:30:00Z", "duration": "P1D",
	"email": "jane.doe@example.com", "hostname": "example.com", "ipv4": "192.0.2.1", "ipv6": "2001:db8::1",
	"uri": "https://example.com/", "url": "https://example.com/", "uuid": "0b8f6a52-3d7c-4f0e-9a41-6c2d9e7b1f35",
}

// sampleNames are strings by the suffix of a name, most specific first.
var sampleNames = []struct{ end, text string }{
	{"uuid", "0b8f6a52-3d7c-4f0e-9a41-6c2d9e7b1f35"},
	{"email", "jane.doe@example.com"}, {"url", "https://example.com/"}, {"uri", "https://example.com/"}, {"link", "https://example.com/"},
	{"first_name", "Jane"}, {"last_name", "Doe"}, {"user_name", "jane.doe"}, {"username", "jane.doe"}, {"company_name", "Acme"},
	{"display_name", "Jane Doe"}, {"full_name", "Jane Doe"}, {"file_name", "example.pdf"},
	{"phone", "+44 20 7946 0000"}, {"phone_number", "+44 20 7946 0000"},
	{"created_at", "2024-05-01T09:30:00Z"}, {"updated_at", "2024-05-01T09:30:00Z"}, {"timestamp", "2024-05-01T09:30:00Z"},
	{"date", "2024-05-01"}, {"currency", "USD"}, {"country", "GB"}, {"language", "en"}, {"timezone", "Europe/London"},
	{"message", "An example message."}, {"description", "An example description."},
}

// Text returns a string from just a format and a name.
func Text(format, name string) string {
	if text, ok := sampleFormats[format]; ok {
		return text
	}
	parts := words.Lower(name)
	snake := strings.Join(parts, "_")
	for _, s := range sampleNames {
		if snake == s.end || strings.HasSuffix(snake, "_"+s.end) {
			return s.text
		}
	}
	switch {
	case len(parts) == 0:
		return "example"
	case parts[len(parts)-1] == "id":
		return strings.Join(append(parts[:len(parts)-1:len(parts)-1], "1"), "-")
	}
	return "example " + strings.Join(parts, " ")
}

// Segments returns a JSON string that fits the pattern of a parameter of several segments.
func Segments(pattern string) json.RawMessage {
	segments := strings.Split(pattern, "/")
	for i, segment := range segments {
		switch segment {
		case "*":
			segments[i] = strconv.Itoa(i + 1)
		case "**":
			segments[i] = "example/path"
		}
	}
	text, _ := json.Marshal(strings.Join(segments, "/")) // a string always has a JSON text
	return text
}
