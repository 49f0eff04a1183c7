package runtime

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// server is a base URL that the API's description names.
type server struct {
	name      string // empty if it has none
	url       string // template, whose variables are in braces
	variables []serverVariable
}

// serverVariable is a part of a server's URL.
type serverVariable struct {
	name  string
	value string   // unless the caller gives another
	enum  []string // the values that the description lists
}

// serverChoice is a server that a caller chose.
type serverChoice struct {
	name      string // empty for the index
	index     int
	variables map[string]string
}

// WithServer sends requests to another server of the API's description, by its name or by
// its index from 0, and sets variables of its URL. What they lack has its default; a
// value that the description does not list must not contain any of / ? # @ and \.
//
// For a client, it chooses among the servers of the whole API. Operations with servers of
// their own only take the variables; given to their calls, it chooses among those.
// [WithServerURL] replaces all servers, also one that WithServer chooses.
func WithServer[S int | string](server S, variables map[string]string) Option {
	choice := &serverChoice{variables: maps.Clone(variables)}
	switch s := any(server).(type) {
	case int:
		choice.index = s
	case string:
		choice.name = s
		if s == "" {
			choice.index = -1 // which there is not
		}
	}
	return choice
}

func (c *serverChoice) applyToClient(s *settings) {
	if _, err := c.address(s.sdk.allServers()); err != nil {
		s.reject("WithServer: %w", err)
	}
	s.server = c
}

func (c *serverChoice) applyToCall(s *settings) { s.serverOfCall = c }

// allServers are those of the whole API.
func (sdk *sdkInfo) allServers() []server {
	if len(sdk.servers) == 0 && sdk.serverURL != "" {
		return []server{{url: sdk.serverURL}}
	}
	return sdk.servers
}

// address returns the URL of the chosen one of several servers.
func (c *serverChoice) address(servers []server) (*url.URL, error) {
	i := c.index
	if c.name != "" {
		i = slices.IndexFunc(servers, func(s server) bool { return s.name == c.name })
	}
	if i < 0 || i >= len(servers) {
		return nil, fmt.Errorf("the API's description has no server %s%s", c, listServers(servers))
	}
	for name := range c.variables {
		if !slices.ContainsFunc(servers[i].variables, func(v serverVariable) bool { return v.name == name }) {
			return nil, fmt.Errorf("the server %s has no variable %q", c, name)
		}
	}
	return servers[i].address(c.variables)
}

// String names the choice in errors.
func (c *serverChoice) String() string {
	if c.name != "" {
		return strconv.Quote(c.name)
	}
	return strconv.Itoa(c.index)
}

func listServers(servers []server) string {
	if len(servers) == 0 {
		return ", and none at all"
	}
	names := make([]string, len(servers))
	for i, s := range servers {
		names[i] = strconv.Itoa(i)
		if s.name != "" {
			names[i] += " " + strconv.Quote(s.name)
		}
	}
	return ": it has " + strings.Join(names, ", ")
}

// address returns the URL with the given values of its variables, or their defaults.
func (s *server) address(values map[string]string) (*url.URL, error) {
	var b strings.Builder
	rest := s.url
	for {
		literal, after, found := strings.Cut(rest, "{")
		b.WriteString(literal)
		if !found {
			break
		}
		name, tail, _ := strings.Cut(after, "}")
		value, err := s.value(name, values)
		if err != nil {
			return nil, err
		}
		b.WriteString(value)
		rest = tail
	}
	u, err := parseServerURL(b.String())
	if err != nil {
		return nil, fmt.Errorf("the server %s: %w", s.url, err)
	}
	return u, nil
}

// value returns the value of a variable. One that the description does not list could
// send the credentials elsewhere if it could end the host.
func (s *server) value(name string, values map[string]string) (string, error) {
	i := slices.IndexFunc(s.variables, func(v serverVariable) bool { return v.name == name })
	if i < 0 {
		return "", fmt.Errorf("the server %s does not describe its variable %q", s.url, name)
	}
	v := s.variables[i]
	value, given := values[name]
	switch {
	case !given:
		return v.value, nil
	case value == v.value || slices.Contains(v.enum, value):
		return value, nil
	case value == "":
		return "", fmt.Errorf("the variable %q of the server is empty", name)
	case strings.ContainsAny(value, `/?#@\{}`) || hasControl(value):
		return "", fmt.Errorf(`the value of the variable %q of the server contains one of / ? # @ \ or a character that no URL has`, name)
	}
	return value, nil
}

// base returns the URL of the server of a request: the caller's, or else one of the
// description, where an operation may have its own.
func (req *request) base() (*url.URL, error) {
	s, own := &req.settings, req.op.servers
	switch {
	case s.ownServer:
		return s.serverURL, nil
	case s.serverOfCall != nil && len(own) > 0:
		return s.serverOfCall.address(own)
	case s.serverOfCall != nil:
		return s.serverOfCall.address(s.sdk.allServers())
	case len(own) > 0 && s.server != nil:
		return own[0].address(s.server.variables)
	case len(own) > 0:
		return own[0].address(nil)
	case s.serverURL == nil:
		return nil, errors.New("the API's description names no server of this operation: use WithServerURL")
	}
	return s.serverURL, nil
}

// settleServer sets the server of the description, unless the caller gave another.
func (s *settings) settleServer() {
	servers := s.sdk.allServers()
	if s.ownServer || len(s.errs) > 0 {
		return
	}
	if len(servers) == 0 {
		if !s.sdk.ownServers {
			s.reject("the API's description names no server: use WithServerURL")
		}
		return
	}
	choice := s.server
	if choice == nil {
		choice = &serverChoice{}
	}
	u, err := choice.address(servers)
	if err != nil {
		s.reject("%w", err)
	}
	s.serverURL = u
}
