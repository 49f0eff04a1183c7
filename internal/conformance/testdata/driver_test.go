package stackone_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/conformance"
	"github.com/StackOneHQ/stackone-gen/internal/document"

	stackone "github.com/StackOneHQ/stackone-gen/internal/conformance/sdk"
	"github.com/StackOneHQ/stackone-gen/internal/conformance/sdk/stackonetest"
)

// This test is built into the package of a generated SDK, beside a file that
// declares description, the path of what the SDK was generated from, the number
// of operations in it, types, all types of the SDK with JSON methods, and params, its
// options with parameters.
func Test(t *testing.T) {
	description, err := conformance.Open(description)
	if err != nil {
		t.Fatal(err)
	}
	if found := len(description.API.Operations()); found != operations {
		t.Errorf("%d operations, not %d", found, operations)
	}
	sdk := &conformance.SDK{Description: description, Types: types, Params: params, New: newClient}
	t.Run("Types", sdk.CheckTypes)
	t.Run("RoundTrips", sdk.CheckRoundTrips)
	t.Run("Fields", sdk.CheckFields)
	t.Run("Kinds", sdk.CheckKinds)
	t.Run("Results", sdk.CheckResults)
	t.Run("Errors", sdk.CheckErrors)
	t.Run("Pages", sdk.CheckPages)
	validate := newValidator(t, description.Root)
	server := stackonetest.Start()
	t.Cleanup(server.Close)
	sdk.New = func(transport http.RoundTripper, account string) (any, error) {
		return newClient(served{server, transport}, account)
	}
	t.Run("Requests", func(t *testing.T) { sdk.CheckRequests(t, validate) })
}

// served sends each request to the test server, too, which must not refuse it. Empty strings
// are an exception: the description admits them, and the server takes them for a mistake.
type served struct {
	server    *stackonetest.Server
	transport http.RoundTripper
}

func (s served) RoundTrip(r *http.Request) (*http.Response, error) {
	again := r.Clone(r.Context())
	address, err := url.Parse(s.server.URL + strings.TrimPrefix(r.URL.String(), conformance.Server))
	if err != nil {
		return nil, err
	}
	again.URL, again.Host = address, ""
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body.Close()
		r.Body, again.Body = io.NopCloser(bytes.NewReader(body)), io.NopCloser(bytes.NewReader(body))
	}
	response, err := s.server.Transport().RoundTrip(again)
	if err != nil {
		return nil, fmt.Errorf("the test server: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode < 400 {
		return s.transport.RoundTrip(r)
	}
	var refused struct{ Problems []string }
	if err := json.NewDecoder(response.Body).Decode(&refused); err != nil {
		return nil, fmt.Errorf("the test server: %w", err)
	}
	for _, problem := range refused.Problems {
		if !strings.Contains(problem, "has the zero value") {
			return nil, fmt.Errorf("the test server refuses it: %s", problem)
		}
	}
	return s.transport.RoundTrip(r)
}

func newClient(transport http.RoundTripper, account string) (any, error) {
	options := []stackone.ClientOption{
		stackone.WithServerURL(conformance.Server),
		stackone.WithAPIKey(conformance.Key),
		stackone.WithHTTPClient(&http.Client{Transport: transport}),
		stackone.WithRetry(stackone.NoRetry()),
	}
	if account != "" {
		options = append(options, stackone.WithAccountID(account))
	}
	return stackone.New(options...)
}

// newValidator lets kin-openapi read the description by itself. It is read as
// OpenAPI 3.0, because the rules of 3.1 know no "nullable".
func newValidator(t *testing.T, root *document.Node) conformance.Validator {
	relabelled := root.Clone()
	relabelled.Set("openapi", &document.Node{Kind: document.String, Value: "3.0.3"})
	exclude(relabelled, relabelled)
	model, err := openapi3.NewLoader().LoadFromData(relabelled.AppendJSON(nil))
	if err != nil {
		t.Fatal(err)
	}
	options := &openapi3filter.Options{
		AuthenticationFunc:                openapi3filter.NoopAuthenticationFunc,
		RejectWhenRequestBodyNotSpecified: true,
		SkipSettingDefaults:               true,
	}
	return func(o *api.Operation, r *http.Request, values map[string]string) error {
		item := model.Paths.Value(o.Path)
		operation := item.GetOperation(o.Method)
		if operation == nil || operation.OperationID != o.ID {
			return fmt.Errorf("%s is not at %s %s", o.ID, o.Method, o.Path)
		}
		return openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
			Request:    r,
			PathParams: values,
			Route:      &routers.Route{Spec: model, Path: o.Path, PathItem: item, Method: o.Method, Operation: operation},
			Options:    options,
		})
	}
}

// exclude changes what kin-openapi cannot judge.
//
//   - Query parameters without a type, such as x-account-id of the MCP operations:
//     their values are taken to be empty. They become strings.
//   - Header parameters named Accept: they have to be sent, although OpenAPI says
//     that the definition "SHALL be ignored". They become optional.
//   - oneOf objects that require nothing, such as the message_content of messages:
//     what one of them admits the others do, too, so that no value is valid. They
//     become anyOf.
func exclude(n, root *document.Node) {
	for _, item := range n.Items() {
		exclude(item, root)
	}
	for member := range n.Members() {
		exclude(member.Value, root)
	}
	in, _ := n.Get("in").Text()
	name, _ := n.Get("name").Text()
	switch schema := n.Get("schema"); {
	case in == "query" && schema != nil && schema.Len() == 0:
		schema.Set("type", &document.Node{Kind: document.String, Value: "string"})
	case in == "header" && strings.EqualFold(name, "Accept"):
		n.Remove("required")
	}
	alternatives := n.Get("oneOf")
	if alternatives == nil || n.Get("discriminator") != nil {
		return
	}
	for _, alternative := range alternatives.Items() {
		ref, ok := alternative.Get("$ref").Text()
		if target := root.At(ref); !ok || target.Get("properties") == nil || target.Get("required") != nil {
			return
		}
	}
	n.Remove("oneOf")
	n.Set("anyOf", alternatives)
}
