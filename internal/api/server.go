package api

import "strings"

// Server is a base URL of the API.
type Server struct {
	// URL is the template, as in the document: its variables are in braces.
	URL         string
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

// Address returns the URL with the defaults of its variables.
func (s *Server) Address() string {
	address := s.URL
	for _, v := range s.Variables {
		address = strings.ReplaceAll(address, "{"+v.Name+"}", v.Default)
	}
	return address
}
