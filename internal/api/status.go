package api

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"
)

// Status is a key of a map of responses: a code such as "404", a range such as
// "4XX", or "default". The XX of a range is in capitals.
type Status string

// Default is the status of all responses that have no other.
const Default Status = "default"

// ParseStatus reads a status; it says no to what is none.
func ParseStatus(text string) (Status, bool) {
	if text == string(Default) {
		return Default, true
	}
	s := Status(strings.ToUpper(text))
	if len(s) != 3 || s[0] < '1' || s[0] > '5' {
		return "", false
	}
	if _, err := strconv.ParseUint(text, 10, 16); err != nil && s[1:] != "XX" {
		return "", false
	}
	return s, true
}

// Code returns the code of a status that is neither a range nor the default.
func (s Status) Code() (code int, ok bool) {
	code, err := strconv.Atoi(string(s))
	return code, err == nil
}

// IsRange reports whether the status is a range such as 4XX.
func (s Status) IsRange() bool { return len(s) == 3 && s[1:] == "XX" }

// Class returns the first digit of the status, 0 for the default.
func (s Status) Class() int {
	if s == Default || s == "" {
		return 0
	}
	return int(s[0] - '0')
}

// IsSuccess reports whether the status is one from 200 to 299, or their range.
func (s Status) IsSuccess() bool { return s.Class() == 2 }

// Compare orders codes before ranges, and the default last.
func (s Status) Compare(other Status) int {
	return cmp.Or(cmp.Compare(s.breadth(), other.breadth()), cmp.Compare(s, other))
}

// breadth is how much a status stands for: one code, a hundred, or the rest.
func (s Status) breadth() int {
	switch {
	case s == Default:
		return 2
	case s.IsRange():
		return 1
	}
	return 0
}

// Matches reports whether a response with the code can be of the status. Of several
// that match, the first in the order of Compare counts.
func (s Status) Matches(code int) bool {
	if exact, ok := s.Code(); ok {
		return exact == code
	}
	return s == Default || s.Class() == code/100
}

// Phrase returns the standard phrase of the status, for use in names: "Not Found",
// or "Client" for 4XX.
func (s Status) Phrase() string {
	switch s {
	case "3XX":
		return "Redirect"
	case "4XX":
		return "Client"
	case "5XX":
		return "Server"
	case Default:
		return "Unexpected"
	}
	code, _ := s.Code()
	if phrase := http.StatusText(code); phrase != "" {
		return phrase
	}
	return "Status " + string(s)
}
