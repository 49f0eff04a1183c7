// Package sdk writes the Go code that a description shapes: the client, services,
// methods, models and errors.
package sdk

import (
	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// Options are the choices that a description leaves open.
type Options struct {
	Package string
	Version string // of the SDK
	// NoTestKit says that there is no test server, so that nothing mentions it.
	NoTestKit bool
}

// emitter prints; every decision is in the API or in the names.
type emitter struct {
	api       *api.API
	names     *names.Table
	opts      Options
	errorSets []*names.ErrorSet
	common    []*api.ErrorCase // what most operations can fail with

	commonRetries []api.Status // after which most operations are repeated
}

// Units says which file has what.
func Units(a *api.API, table *names.Table, opts Options) []gofile.Unit {
	e := &emitter{api: a, names: table, opts: opts, errorSets: names.ErrorSets(a), common: a.CommonErrors(), commonRetries: a.CommonRetries()}
	owned, ofErrors := a.TypesByOwner()
	var types []gofile.Part
	if len(a.Errors) > 0 {
		types = append(types, gofile.Part{Write: e.errors})
	}
	client := e.unit("client", gofile.Part{Write: e.client})
	client.Comment = e.packageComment()
	units := []gofile.Unit{client, e.unit(table.ErrorsFile(), append(types, e.models(ofErrors)...)...)}
	if a.ReceivesWebhooks() {
		units = append(units, e.unit(table.WebhooksFile(), gofile.Part{Write: e.webhooks}))
	}
	for _, s := range a.AllServices() {
		units = append(units, e.unit(table.Service(s).File, e.serviceParts(s)...))
		units = append(units, e.typeUnits(s, owned[s])...)
	}
	return append(units, e.typeUnits(nil, owned[nil])...)
}

// typeUnits are the files of a service's types, or of the shared ones: models and enums
// apart, as far as there are any.
func (e *emitter) typeUnits(owner *api.Service, types []*api.Type) []gofile.Unit {
	models, enums := api.PartEnums(types)
	var units []gofile.Unit
	if len(models) > 0 {
		units = append(units, e.unit(e.names.TypeFile(owner, false), e.models(models)...))
	}
	if len(enums) > 0 {
		units = append(units, e.unit(e.names.TypeFile(owner, true), e.models(enums)...))
	}
	return units
}

func (e *emitter) unit(name string, parts ...gofile.Part) gofile.Unit {
	return gofile.Unit{Name: name, Package: e.opts.Package, Parts: parts}
}
