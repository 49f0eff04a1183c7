package sample

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// Member is a member of a JSON object.
type Member struct {
	Name  string
	Value json.RawMessage
}

// Members returns the members of an object in order; none if the text is not an
// object. The last of duplicate members wins.
func Members(text json.RawMessage) []Member {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return nil
	}
	var members []Member
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil
		}
		m := Member{}
		m.Name, _ = key.(string)
		if err := decoder.Decode(&m.Value); err != nil {
			return nil
		}
		members = slices.DeleteFunc(members, func(other Member) bool { return other.Name == m.Name })
		members = append(members, m)
	}
	return members
}

// compact removes white space from valid JSON.
func compact(text json.RawMessage) string {
	var b bytes.Buffer
	if err := json.Compact(&b, text); err != nil {
		return "null"
	}
	return b.String()
}

// quoted formats a string as JSON.
func quoted(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}
