package parser

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// servers reads a list of servers, without unusable ones. Those of the API resolve
// relative URLs for which the description has no address of its own; nil if it is they
// that are read.
func (r *reader) servers(list *document.Node, pointer string, whole []*api.Server) []*api.Server {
	var servers []*api.Server
	for i, n := range list.Items() {
		s := readServer(n)
		s.Pointer = pointer + index(i)
		r.resolveServer(s, whole)
		if isServerURL(s.Address()) {
			servers = append(servers, s)
			continue
		}
		d := r.diags.Warnf("unusable-server", n.Pos, "%q is not an absolute URL or has unresolved variables; server ignored", s.Address())
		d.Pointer, d.Hint = s.Pointer, "without a server, callers must set one when creating the client"
	}
	return servers
}

// ownServers returns the servers of an operation, or else of its path; nil if they are
// those of the API.
func (r *reader) ownServers(operation, item located) []*api.Server {
	for _, at := range []located{operation, item} {
		list := at.node.Get("servers")
		if list.Len() == 0 {
			continue
		}
		own := r.servers(list, at.pointer+"/servers", r.api.Servers)
		if slices.EqualFunc(own, r.api.Servers, (*api.Server).Same) {
			return nil
		}
		return own
	}
	return nil
}

func readServer(n *document.Node) *api.Server {
	s := &api.Server{Pos: n.Pos}
	s.URL, _ = n.Get("url").Text()
	s.Description, _ = n.Get("description").Text()
	name, _ := n.Get("name").Text() // of OpenAPI 3.2
	id, _ := n.Get("x-speakeasy-server-id").Text()
	s.Name = cmp.Or(id, name)
	for m := range n.Get("variables").Members() {
		v := api.ServerVariable{Name: m.Key}
		if value := m.Value.Get("default"); value != nil {
			v.Default = value.Value
		}
		v.Description, _ = m.Value.Get("description").Text()
		for _, value := range m.Value.Get("enum").Items() {
			v.Enum = append(v.Enum, value.Value)
		}
		s.Variables = append(s.Variables, v)
	}
	return s
}

// resolveServer makes a relative URL absolute, with a warning that names the host: that
// is where credentials go. It is relative to the description, if that has an address, or
// else to the first server of the API.
func (r *reader) resolveServer(s *api.Server, whole []*api.Server) {
	if address, err := url.Parse(s.Address()); err != nil || address.IsAbs() || s.URL == "" || strings.HasPrefix(s.URL, "{") {
		return
	}
	base, err := url.Parse(s.Pos.File)
	if err != nil || base.Scheme != "https" && base.Scheme != "http" {
		if len(whole) == 0 {
			return
		}
		if base, err = url.Parse(whole[0].Address()); err != nil {
			return
		}
	}
	origin, template := base.Scheme+"://"+base.Host, s.URL
	switch {
	case strings.HasPrefix(template, "//"):
		s.URL = base.Scheme + ":" + template
	case strings.HasPrefix(template, "/"):
		s.URL = origin + template
	default:
		s.URL = origin + path.Join("/", path.Dir(base.Path), template)
	}
	d := r.diags.Warnf("relative-server", s.Pos, "the server %q is relative; read as %q", template, s.URL)
	d.Pointer, d.Hint = s.Pointer, "write the URL out"
}

// isServerURL reports whether an address is an absolute URL without variables.
func isServerURL(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(address, "{}")
}
