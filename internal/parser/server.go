package parser

import (
	"net/url"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// servers reads a list of servers, without unusable ones.
func (r *reader) servers(list *document.Node, pointer string) []*api.Server {
	var servers []*api.Server
	for i, n := range list.Items() {
		s := &api.Server{Pointer: pointer + index(i), Pos: n.Pos}
		s.URL, _ = n.Get("url").Text()
		s.Description, _ = n.Get("description").Text()
		for m := range n.Get("variables").Members() {
			v := api.ServerVariable{Name: m.Key}
			v.Default, _ = m.Value.Get("default").Text()
			v.Description, _ = m.Value.Get("description").Text()
			for _, value := range m.Value.Get("enum").Items() {
				v.Enum = append(v.Enum, value.Value)
			}
			s.Variables = append(s.Variables, v)
		}
		if !isServerURL(s.Address()) {
			d := r.diags.Warnf("unusable-server", n.Pos, "%q is not an absolute URL or has unresolved variables; server ignored", s.Address())
			d.Pointer, d.Hint = s.Pointer, "without a server, callers must set one when creating the client"
			continue
		}
		servers = append(servers, s)
	}
	return servers
}

// isServerURL reports whether an address is an absolute URL without variables.
func isServerURL(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(address, "{}")
}
