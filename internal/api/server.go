package api

import (
	"slices"
	"strings"
)

// Server is a base URL of the API.
type Server struct {
	// URL is the template, as in the document: its variables are in braces.
	URL string
	// Name is what callers choose the server by; empty if it has none.
	Name        string
	Description string
	Variables   []ServerVariable
	Pointer     string
	Pos         Position
}

// ServerVariable is a variable of a server's URL.
type ServerVariable struct {
	Name        string
	Default     string
	Enum        []string // the values that it can have; nil for any
	Description string
}

// Same reports whether two servers have the same addresses.
func (s *Server) Same(other *Server) bool {
	return s.URL == other.URL && slices.EqualFunc(s.Variables, other.Variables, func(a, b ServerVariable) bool {
		return a.Name == b.Name && a.Default == b.Default && slices.Equal(a.Enum, b.Enum)
	})
}

// Address returns the URL with the defaults of its variables.
func (s *Server) Address() string {
	address := s.URL
	for _, v := range s.Variables {
		address = strings.ReplaceAll(address, "{"+v.Name+"}", v.Default)
	}
	return address
}
