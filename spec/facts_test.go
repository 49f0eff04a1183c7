package spec

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// asOf is the date of the facts in this file. Changing it means checking every line again.
const asOf = "2026-06-01"

// fact is what StackOne's API says of one member of a model, one word after another:
//
//	kind         string, number, boolean, free (an object of any members), a schema, or [] before what is in the list
//	(format)     where there is one
//	required     it is always there
//	nullable     it may be null
//	deprecated   it is to be left behind
//	=value       what the server assumes
//	a|b|c        the values it may have, of which later ones may follow
type fact struct{ member, is string }

const categories = "ats|hris|hris-legacy|crm|iam|marketing|lms|stackone|documents|ticketing|screening|messaging|accounting|scheduling"

// session lists the members of every connect session.
var session = []fact{
	{"id", "number required"},
	{"organization_id", "string required"}, // a number before February 2026
	{"project_id", "string required"},
	{"categories", "[]string nullable " + categories},
	{"provider", "string nullable"},
	{"origin_owner_id", "string required"},
	{"origin_owner_name", "string required"},
	{"origin_username", "string nullable"},
	{"account_id", "string nullable"},
	{"label", "string nullable"},
	{"created_at", "string (date-time) required"},
	{"metadata", "free nullable"},
	{"external_trigger_token", "string nullable"},
	{"type", "string nullable production|test|unmapped_value"},
	{"integration_id", "string nullable deprecated"},
	{"connector_profile_id", "string nullable"},
	{"latest_connection_attempt", "ConnectionAttempt nullable"},
}

// models holds the facts of the models of connect sessions.
var models = map[string][]fact{
	"ConnectSessionCreate": {
		{"categories", "[]string nullable " + categories},
		{"provider", "string nullable"},
		{"provider_version", "string nullable deprecated"},
		{"origin_owner_id", "string required"},
		{"origin_owner_name", "string required"},
		{"origin_username", "string nullable"},
		{"account_id", "string nullable"},
		{"expires_in", "number nullable =1800"},
		{"metadata", "free nullable"},
		{"multiple", "boolean nullable =false"},
		{"label", "string nullable"},
		{"type", "string nullable =production production|test"},
		{"integration_id", "string nullable deprecated"},
		{"connector_profile_id", "string nullable"},
	},
	"ConnectSession": session,
	"ConnectSessionTokenAuthLink": append(slices.Clip(session),
		fact{"token", "string required"},
		fact{"auth_link_url", "string required"},
	),
	"ConnectionAttempt": {
		{"id", "string required"},
		{"created_at", "string (date-time) required"},
		{"updated_at", "string (date-time) required"},
		{"status", "string nullable pending|authenticated|error|cancelled"},
		{"account_secure_id", "string nullable"},
		{"oauth_error_code", "string nullable"},
		{"oauth_error_description", "string nullable"},
	},
	"ConnectSessionAuthenticate": {{"token", "string required"}},
}

// calls holds the facts of the operations.
var calls = map[string]string{
	"POST /connect_sessions": "stackone_create_connect_session createConnectSession " +
		"body=ConnectSessionCreate 201=ConnectSessionTokenAuthLink",
	"GET /connect_sessions/{id}": "stackone_get_connect_session getConnectSession " +
		"path:id=number required 200=ConnectSession",
	"POST /connect_sessions/authenticate": "stackone_authenticate_connect_session authenticateConnectSession " +
		"body=ConnectSessionAuthenticate 201=ConnectSession",
}

// everyCall holds the facts that all operations share: errors, retries, group and security.
const everyCall = "400=BadRequestResponse 401=UnauthorizedResponse 403=ForbiddenResponse 404=NotFoundResponse " +
	"408=RequestTimedOutResponse 409=ConflictResponse 422=UnprocessableEntityResponse 429=TooManyRequestsResponse " +
	"500=InternalServerErrorResponse 501=NotImplementedResponse 502=BadGatewayResponse " +
	"retry=429,408 backoff connectSessions basic"

// TestFacts compares what the description says, member by member and operation by
// operation, with what StackOne's API is like on the day that it bears.
func TestFacts(t *testing.T) {
	doc := parse(t, OpenAPI)
	if version := get(doc, "info", "version").Value; version != asOf || !strings.Contains(get(doc, "info", "description").Value, asOf) {
		t.Errorf("the description says that it is of %s, the facts are of %s", version, asOf)
	}
	schemas := get(doc, "components", "schemas")
	for name, want := range models {
		var got []fact
		schema := get(schemas, name)
		properties := get(schema, "properties")
		if properties == nil {
			t.Errorf("%s is not there", name)
			continue
		}
		for i := 0; i < len(properties.Content); i += 2 {
			member := properties.Content[i].Value
			got = append(got, fact{member, says(properties.Content[i+1], slices.Contains(texts(get(schema, "required")), member))})
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(fact{})); diff != "" {
			t.Errorf("%s (-fact +described):\n%s", name, diff)
		}
	}
	for i := 0; i < len(schemas.Content); i += 2 {
		if name := schemas.Content[i].Value; strings.HasPrefix(name, "Connect") && models[name] == nil {
			t.Errorf("there are no facts of %s", name)
		}
	}
	got := map[string]string{}
	paths := get(doc, "paths")
	for i := 0; i < len(paths.Content); i += 2 {
		for j, item := 0, paths.Content[i+1]; j < len(item.Content); j += 2 {
			got[strings.ToUpper(item.Content[j].Value)+" "+paths.Content[i].Value] = call(doc, item.Content[j+1])
		}
	}
	want := map[string]string{}
	for name, is := range calls {
		want[name] = is + " " + everyCall
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("operations (-fact +described):\n%s", diff)
	}
}

// TestReplacements checks that everything deprecated names a replacement.
func TestReplacements(t *testing.T) {
	schemas := get(parse(t, OpenAPI), "components", "schemas")
	for name, members := range models {
		for _, m := range members {
			if !strings.Contains(m.is, "deprecated") {
				continue
			}
			properties := get(schemas, name, "properties")
			property := get(properties, m.member)
			replacement := get(property, "x-speakeasy-deprecation-replacement")
			if replacement == nil && get(property, "x-speakeasy-deprecation-message") == nil {
				t.Errorf("%s.%s does not say what to do instead", name, m.member)
			}
			if m.member == "integration_id" && (replacement == nil || replacement.Value != "connector_profile_id") {
				t.Errorf("%s.integration_id is not replaced by connector_profile_id", name)
			}
		}
	}
}

// says formats a schema as a [fact].
func says(schema *yaml.Node, required bool) string {
	kind, nullable := kindOf(schema)
	if items := get(schema, "items"); items != nil {
		kind = "[]" + get(items, "type").Value
	}
	words := []string{kind}
	add := func(holds bool, word string) {
		if holds {
			words = append(words, word)
		}
	}
	if format := get(schema, "format"); format != nil {
		add(true, "("+format.Value+")")
	}
	add(required, "required")
	add(nullable, "nullable")
	deprecated := get(schema, "deprecated")
	add(deprecated != nil && deprecated.Value == "true", "deprecated")
	if value := get(schema, "default"); value != nil {
		add(true, "="+value.Value)
	}
	values := get(schema, "enum")
	if items := get(schema, "items"); items != nil {
		values = get(items, "enum")
	}
	listed := slices.DeleteFunc(texts(values), func(value string) bool { return value == "null" })
	add(values != nil, strings.Join(listed, "|"))
	open := get(schema, "x-speakeasy-unknown-values")
	add(values != nil && (open == nil || open.Value != "allow"), "closed")
	return strings.Join(words, " ")
}

// kindOf returns the kind of a schema's values, and whether null is one.
func kindOf(schema *yaml.Node) (kind string, nullable bool) {
	if ref := get(schema, "$ref"); ref != nil {
		return ref.Value[strings.LastIndex(ref.Value, "/")+1:], false
	}
	if either := get(schema, "oneOf"); either != nil {
		kind, _ = kindOf(either.Content[0])
		return kind, len(either.Content) == 2 && get(either.Content[1], "type").Value == "null"
	}
	types := get(schema, "type")
	kind = types.Value
	if types.Kind == yaml.SequenceNode {
		kind, nullable = types.Content[0].Value, slices.Contains(texts(types), "null")
	}
	if kind == "object" && get(schema, "properties") == nil {
		kind = "free"
	}
	return kind, nullable
}

// call formats an operation.
func call(doc, o *yaml.Node) string {
	words := []string{get(o, "operationId").Value, get(o, "x-speakeasy-name-override").Value}
	if parameters := get(o, "parameters"); parameters != nil {
		for _, p := range parameters.Content {
			required := get(p, "required")
			words = append(words, fmt.Sprintf("%s:%s=%s", get(p, "in").Value, get(p, "name").Value,
				says(get(p, "schema"), required != nil && required.Value == "true")))
		}
	}
	if body := get(o, "requestBody"); body != nil {
		words = append(words, "body="+content(body))
	}
	responses := get(o, "responses")
	for i := 0; i < len(responses.Content); i += 2 {
		response := responses.Content[i+1]
		if ref := get(response, "$ref"); ref != nil {
			response = get(doc, strings.Split(strings.TrimPrefix(ref.Value, "#/"), "/")...)
		}
		words = append(words, responses.Content[i].Value+"="+content(response))
	}
	retries := get(o, "x-speakeasy-retries")
	words = append(words, "retry="+strings.Join(texts(get(retries, "statusCodes")), ","), get(retries, "strategy").Value,
		get(o, "x-speakeasy-group").Value, get(o, "security").Content[0].Content[0].Value)
	return strings.Join(words, " ")
}

// content returns the schema of a JSON body.
func content(n *yaml.Node) string {
	kind, _ := kindOf(get(n, "content", "application/json", "schema"))
	return kind
}

// texts returns the items of a list.
func texts(list *yaml.Node) []string {
	var all []string
	if list != nil {
		for _, item := range list.Content {
			all = append(all, item.Value)
		}
	}
	return all
}
