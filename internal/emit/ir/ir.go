package ir

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// Emit returns the IR as JSON, indented and ending in a newline.
func Emit(a *api.API) ([]byte, error) {
	d := newDumper(a)
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(d.api())
	return out.Bytes(), err
}

// dumper turns the IR into the format.
type dumper struct {
	a      *api.API
	types  []*api.Type // all that are declared
	listed map[*api.Type]bool
	errors map[*api.ErrorType]int
	sets   []*api.ErrorSet
	failed api.Reach // what bodies of errors are made of
}

func newDumper(a *api.API) *dumper {
	d := &dumper{a: a, listed: map[*api.Type]bool{}, errors: map[*api.ErrorType]int{}, sets: a.ErrorSets(), failed: a.ReachedByErrors()}
	d.types = slices.Clone(a.Types)
	for t := range a.ReachedByHeaders() { // which SDKs need no types for
		if t.Named() && !slices.Contains(a.Types, t) {
			d.types = append(d.types, t)
		}
	}
	slices.SortFunc(d.types[len(a.Types):], func(x, y *api.Type) int { return strings.Compare(x.Ref, y.Ref) })
	for _, t := range d.types {
		d.listed[t] = true
	}
	for i, e := range a.Errors {
		d.errors[e] = i
	}
	return d
}

// each turns a list into the format.
func each[T, J any](list []T, convert func(T) J) []J {
	var converted []J
	for _, item := range list {
		converted = append(converted, convert(item))
	}
	return converted
}

func (d *dumper) api() apiJSON {
	out := apiJSON{
		Format: Format, Title: d.a.Title, Description: d.a.Description, Version: d.a.Version, OpenAPI: d.a.OpenAPI,
		Servers:  each(d.a.Servers, server),
		Tags:     each(d.a.Tags, func(t api.Tag) tagJSON { return tagJSON(t) }),
		Security: each(d.a.Security, scheme),
		Globals: each(d.a.Globals, func(g *api.Global) globalJSON {
			return globalJSON{g.Name, g.Label, g.In.String(), d.use(g.Use), where("", g.Pos)}
		}),
		Services:  each(d.a.Services, d.service),
		LeftOut:   each(d.a.LeftOut, leftOut),
		Types:     each(d.types, d.declared),
		Errors:    each(d.a.Errors, d.errorType),
		ErrorSets: each(d.sets, func(s *api.ErrorSet) []caseJSON { return each(s.Cases, d.errorCase) }),
		Webhooks:  each(d.a.Webhooks, d.incoming),
		Features:  each(d.a.Features(), api.Feature.String),
	}
	if d.a.Webhook != nil {
		webhook := d.typ(d.a.Webhook)
		out.Webhook = &webhook
	}
	if d.a.Signature != nil {
		out.Signature = signature(d.a.Signature)
	}
	return out
}

func signature(s *api.Signature) *signatureJSON {
	return &signatureJSON{
		Header: s.Header, Prefix: s.Prefix, Algorithm: string(s.Algorithm), Encoding: string(s.Encoding), Key: string(s.Key),
		Timestamp: s.Timestamp, ToleranceSeconds: int64(s.Tolerance.Seconds()), Position: position(s.Pos),
		Signed: each(s.Signed, func(p api.SignedPart) signedPartJSON { return signedPartJSON{p.Kind.String(), p.Text} }),
	}
}

func where(pointer string, pos api.Position) whereJSON { return whereJSON{pointer, position(pos)} }

func position(pos api.Position) *positionJSON {
	if pos.Line == 0 {
		return nil
	}
	return &positionJSON{pos.File, pos.Line, pos.Column}
}

func doc(d api.Doc) docJSON {
	out := docJSON{
		Title: d.Title, Summary: d.Summary, Description: d.Description, ReadOnly: d.ReadOnly, WriteOnly: d.WriteOnly, Sensitive: d.Sensitive, Format: d.Format,
		Examples:    each(d.Examples, raw),
		Constraints: each(d.Constraints, constraint),
	}
	if d.Default != "" {
		out.Default = raw(d.Default)
	}
	if d.Constant != "" {
		out.Constant = raw(d.Constant)
	}
	if d.Deprecated != nil {
		out.Deprecated = &deprecatedJSON{d.Deprecated.Message, d.Deprecated.Replacement, d.Deprecated.Sunset}
	}
	return out
}

func constraint(c api.Constraint) constraintJSON {
	return constraintJSON{c.Kind.String(), c.Value, c.Exclusive}
}

// raw is a JSON text as a value.
func raw(text string) any { return json.RawMessage(text) }

func server(s *api.Server) serverJSON {
	return serverJSON{
		Name: s.Name, URL: s.URL, Address: s.Address(), Description: s.Description, whereJSON: where(s.Pointer, s.Pos),
		Variables: each(s.Variables, func(v api.ServerVariable) variableJSON {
			return variableJSON{v.Name, v.Default, v.Enum, v.Description}
		}),
	}
}

func scheme(s *api.SecurityScheme) schemeJSON {
	return schemeJSON{
		Name: s.Name, Kind: s.Kind.String(), Parameter: s.Parameter, Description: s.Description,
		OpenIDConnectURL: s.OpenIDConnectURL, whereJSON: where(s.Pointer, s.Pos),
		Flows: each(s.Flows, func(f api.OAuthFlow) flowJSON {
			return flowJSON{f.Kind, f.AuthorizationURL, f.TokenURL, f.RefreshURL, each(f.Scopes, func(s api.OAuthScope) scopeJSON {
				return scopeJSON{s.Name, s.Description}
			})}
		}),
	}
}

func leftOut(l *api.LeftOut) leftOutJSON {
	return leftOutJSON{
		ID: l.ID, Method: l.Method, Path: l.Path, whereJSON: where(l.Pointer(), l.Pos),
		Reasons: each(l.Reasons, func(r api.Reason) reasonJSON { return reasonJSON{r.Code, r.Message, position(r.Pos)} }),
	}
}

func (d *dumper) service(s *api.Service) serviceJSON {
	return serviceJSON{s.Path, s.Tag, doc(s.Doc), each(s.Operations, d.operation), each(s.Services, d.service)}
}
