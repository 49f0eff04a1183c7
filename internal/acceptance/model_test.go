package acceptance_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

const problem = `{"statusCode": 409, "message": "exists", "timestamp": "2025-11-03T09:26:53.000Z", "new_member": {"n": 1.0}}`

// models makes each model's empty value and a document of it.
func models() map[string]struct {
	empty func() any
	text  string
} {
	type model = struct {
		empty func() any
		text  string
	}
	return map[string]model{
		"ConnectSessionCreate": {
			func() any { return new(stackone.ConnectSessionCreate) },
			`{"origin_owner_id": "customer-42", "origin_owner_name": "Acme", "label": null, "metadata": {"n": 9007199254740993}}`,
		},
		"ConnectSessionTokenAuthLink": {func() any { return new(stackone.ConnectSessionTokenAuthLink) }, createdSession},
		"ConnectSession":              {func() any { return new(stackone.ConnectSession) }, `{` + fullSession + `, "new_member": [1.0]}`},
		"ConnectionAttempt":           {func() any { return new(stackone.ConnectionAttempt) }, `{"id": "a", "created_at": "2026-06-01", "updated_at": "2026-06-01T08:16:30Z", "status": "resumed", "account_secure_id": null}`},
		"ConnectSessionAuthenticate":  {func() any { return new(stackone.ConnectSessionAuthenticate) }, `{"token": "t", "new_member": null}`},
		"BadRequestResponse":          {func() any { return new(stackone.BadRequestResponse) }, withMembers(problem, `"provider_errors": [{"raw": {"a": [1.0]}}], "data": {"headers": {}}`)},
		"UnauthorizedResponse":        {func() any { return new(stackone.UnauthorizedResponse) }, problem},
		"ForbiddenResponse":           {func() any { return new(stackone.ForbiddenResponse) }, problem},
		"NotFoundResponse":            {func() any { return new(stackone.NotFoundResponse) }, problem},
		"RequestTimedOutResponse":     {func() any { return new(stackone.RequestTimedOutResponse) }, problem},
		"ConflictResponse":            {func() any { return new(stackone.ConflictResponse) }, problem},
		"UnprocessableEntityResponse": {func() any { return new(stackone.UnprocessableEntityResponse) }, problem},
		"TooManyRequestsResponse":     {func() any { return new(stackone.TooManyRequestsResponse) }, problem},
		"InternalServerErrorResponse": {func() any { return new(stackone.InternalServerErrorResponse) }, problem},
		"NotImplementedResponse":      {func() any { return new(stackone.NotImplementedResponse) }, problem},
		"BadGatewayResponse":          {func() any { return new(stackone.BadGatewayResponse) }, problem},
		"ProviderError":               {func() any { return new(stackone.ProviderError) }, `{"status": 422, "url": null, "raw": {"n": 1e400}, "headers": {"a": ["b"]}}`},
		"UnifiedError":                {func() any { return new(stackone.UnifiedError) }, `{"statusCode": 400, "message": "no", "headers": null, "x": 0}`},
	}
}

// TestModelsWithEncodingJSON uses models as an app does that stores them or hands
// them on.
func TestModelsWithEncodingJSON(t *testing.T) {
	for name, model := range models() {
		t.Run(name, func(t *testing.T) {
			pointer := model.empty()
			if _, ok := pointer.(interface {
				json.Marshaler
				json.Unmarshaler
			}); !ok {
				t.Fatalf("%T is no json.Marshaler and json.Unmarshaler", pointer)
			}
			if err := json.Unmarshal([]byte(model.text), pointer); err != nil {
				t.Fatal(err)
			}
			value := reflect.ValueOf(pointer).Elem().Interface()
			if _, ok := value.(json.Marshaler); !ok {
				t.Errorf("%T is no json.Marshaler", value)
			}
			sameJSON(t, "value", encode(t, value), model.text)
			sameJSON(t, "pointer", encode(t, pointer), model.text)
			sameJSON(t, "slice", encode(t, []any{pointer, value}), `[`+model.text+`,`+model.text+`]`)
			sameJSON(t, "map", encode(t, map[string]any{"m": value}), `{"m": `+model.text+`}`)

			var indented strings.Builder
			encoder := json.NewEncoder(&indented)
			encoder.SetIndent("", "\t")
			if err := encoder.Encode(pointer); err != nil {
				t.Fatal(err)
			}
			sameJSON(t, "indented", indented.String(), model.text)
		})
	}
}

// record is a struct of an app's own, with models in all places.
type record struct {
	Session  stackone.ConnectSession                        `json:"session"`
	Pointer  *stackone.ConnectSession                       `json:"pointer"`
	List     []stackone.ConnectSession                      `json:"list"`
	ByID     map[string]stackone.ConnectSession             `json:"by_id"`
	Optional stackone.Opt[stackone.ConnectSession]          `json:"optional,omitzero"`
	Absent   stackone.Opt[stackone.ConnectSession]          `json:"absent,omitzero"`
	Null     stackone.Opt[string]                           `json:"null,omitzero"`
	Text     stackone.Opt[string]                           `json:"text,omitzero"`
	Free     stackone.Opt[map[string]any]                   `json:"free,omitzero"`
	Enum     stackone.Opt[stackone.ConnectSessionType]      `json:"enum,omitzero"`
	Enums    map[stackone.ConnectSessionCategories]struct{} `json:"enums"`
	When     stackone.Time                                  `json:"when"`
	Never    stackone.Time                                  `json:"never,omitzero"`
	Value    stackone.JSONValue                             `json:"value"`
}

func TestModelsInsideOtherTypes(t *testing.T) {
	session := `{` + fullSession + `, "new_member": {"n": 1.0}}`
	document := fmt.Sprintf(`{
		"session": %[1]s, "pointer": %[1]s, "list": [%[1]s, %[1]s], "by_id": {"a": %[1]s}, "optional": %[1]s,
		"null": null, "text": "", "free": {"n": 9007199254740993}, "enum": "sandbox", "enums": {"payroll": {}},
		"when": "2025-11-03T09:26:53.120+01:00", "value": [1.0, {"n": 9007199254740993}]
	}`, session)
	var got record
	if err := json.Unmarshal([]byte(document), &got); err != nil {
		t.Fatal(err)
	}
	sameJSON(t, "encoded again", encode(t, got), document)
	sameJSON(t, "a pointer to it", encode(t, &got), document)
	if !got.Absent.IsZero() || !got.Null.IsNull() {
		t.Errorf("Absent is %s, Null is %s", got.Absent, got.Null)
	}
}

// TestUnmarshalReplaces forgets what the variable held before.
func TestUnmarshalReplaces(t *testing.T) {
	got := stackone.ConnectSession{Provider: stackone.Some("old"), OriginOwnerName: "old"}
	if err := got.Extras.Set("old", true); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(foundSession), &got); err != nil {
		t.Fatal(err)
	}
	sameJSON(t, "encoded again", encode(t, got), foundSession)
}

// TestUnmarshalError says where, and leaves the variable alone.
func TestUnmarshalError(t *testing.T) {
	body := minimal()
	err := json.Unmarshal([]byte(`["secret"]`), &body)
	var failed *stackone.DecodeError
	if !errors.As(err, &failed) {
		t.Fatalf("error is %T %v", err, err)
	}
	equal(t, "error", err.Error(), "stackone: decode: expected an object, found a list")
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("error %q quotes the document", err)
	}
	sameJSON(t, "after the error", encode(t, body), encode(t, minimal()))
}

// TestChangedFieldWins over what is remembered of the response that it came from.
func TestChangedFieldWins(t *testing.T) {
	var got stackone.ConnectSession
	if err := json.Unmarshal([]byte(withMembers(foundSession, `"label": null, "type": "sandbox", "new_member": 1`)), &got); err != nil {
		t.Fatal(err)
	}
	got.Label = stackone.Some("Head office")
	got.Type = stackone.Opt[stackone.ConnectSessionType]{}
	got.ID = 7
	if err := got.Extras.Set("new_member", 2); err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(withMembers(foundSession, `"label": "Head office", "new_member": 2`), `1042`, `7`, 1)
	sameJSON(t, "encoded again", encode(t, got), want)
}

func TestTimesKeepTheirText(t *testing.T) {
	for _, text := range []string{
		"2025-11-03T09:26:53.000Z", "2025-11-03T09:26:53.1200+05:30", "2025-11-03T09:26:53", "2025-11-03",
	} {
		t.Run(text, func(t *testing.T) {
			document := strings.Replace(foundSession, "2025-11-03T09:26:53.000Z", text, 1)
			var got stackone.ConnectSession
			if err := json.Unmarshal([]byte(document), &got); err != nil {
				t.Fatal(err)
			}
			sameJSON(t, "encoded again", encode(t, got), document)
			equal(t, "Text", got.CreatedAt.Text(), text)
		})
	}
}

func TestEnumValues(t *testing.T) {
	known := stackone.ConnectSessionCreateCategories("").Values()
	equal(t, "values", len(known), 14)
	for _, value := range known {
		if !value.IsKnown() {
			t.Errorf("%s is not known", value)
		}
	}
	for _, value := range []stackone.ConnectSessionCreateCategories{"", "HRIS", "payroll"} {
		if value.IsKnown() {
			t.Errorf("%q is known", value)
		}
	}
	known[0] = "changed"
	equal(t, "after a caller changed the list", stackone.ConnectSessionCreateCategories("").Values()[0], stackone.ConnectSessionCreateCategoriesATS)
}

// TestModelsAsYAML checks what a program gets that prints models as YAML: the package goes by
// fields and must not fail on those of an Opt; through JSON it prints all.
func TestModelsAsYAML(t *testing.T) {
	session := stackone.ConnectSession{ID: 7, Provider: stackone.Some("bamboohr")}
	if _, err := yaml.Marshal(session); err != nil {
		t.Error(err)
	}
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(encode(t, session)), &document); err != nil {
		t.Fatal(err)
	}
	text, err := yaml.Marshal(&document)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "bamboohr") {
		t.Errorf("%s", text)
	}
}

// TestCopyOfWhatWasRead makes a request of a response: what only the response has stays out.
func TestCopyOfWhatWasRead(t *testing.T) {
	var read stackone.ConnectSession
	if err := json.Unmarshal([]byte(`{`+fullSession+`, "new_member": 1}`), &read); err != nil {
		t.Fatal(err)
	}
	created := stackone.ConnectSessionCreate{Multiple: stackone.Some(true)}
	if err := stackone.Copy(&created, &read); err != nil {
		t.Fatal(err)
	}
	if created.OriginOwnerID != read.OriginOwnerID || created.Label != read.Label || created.Multiple != stackone.Some(true) {
		t.Errorf("%+v", created)
	}
	if created.Extras.Map() != nil {
		t.Errorf("extras %s were copied", created.Extras)
	}
	var document map[string]any
	if err := json.Unmarshal([]byte(encode(t, created)), &document); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"id", "created_at", "new_member"} {
		if _, ok := document[name]; ok {
			t.Errorf("%s was copied", name)
		}
	}
}
