package acceptance_test

import (
	"encoding/json"
	"math"
	"net/http"
	"regexp"
	"strings"
	"testing"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// basicAuth is apiKey as user name with an empty password.
const basicAuth = "Basic c2tfbGl2ZV85ZlE3Og=="

func TestRequestLineAndHeaders(t *testing.T) {
	agent := regexp.MustCompile(`^stackone-go/\d+\.\d+\.\d+ api/\d{4}-\d{2}-\d{2}$`)
	for _, op := range operations() {
		t.Run(op.name, func(t *testing.T) {
			api := serve(t, answer{body: op.success})
			client := api.client(t, stackone.WithHeader("X-Tenant", "blue"))
			if err := op.call(t.Context(), client.ConnectSessions, stackone.WithHeader("x-trace", "abc")); err != nil {
				t.Fatal(err)
			}
			got := api.only(t)
			equal(t, "method", got.Method, op.method)
			equal(t, "path", got.Path, op.sent)
			equal(t, "query", got.Query, "")
			if value := got.Header.Get("User-Agent"); !agent.MatchString(value) {
				t.Errorf("User-Agent is %q, want %s", value, agent)
			}
			got.Header.Del("User-Agent")
			got.Header.Del("Content-Length")
			want := http.Header{
				"Accept":          {"application/json"},
				"Accept-Encoding": {"gzip"},
				"Authorization":   {basicAuth},
				"X-Tenant":        {"blue"},
				"X-Trace":         {"abc"},
			}
			if op.method == http.MethodPost {
				want.Set("Content-Type", "application/json")
			}
			equal(t, "header", got.Header, want)
		})
	}
}

func TestCreateConnectSessionBody(t *testing.T) {
	tests := []struct {
		name string
		body func(*stackone.ConnectSessionCreate)
		want string // besides the required members
	}{
		{"minimal", func(*stackone.ConnectSessionCreate) {}, ``},
		{
			"full",
			func(b *stackone.ConnectSessionCreate) {
				b.Categories = stackone.Some([]stackone.ConnectSessionCreateCategories{
					stackone.ConnectSessionCreateCategoriesATS,
					stackone.ConnectSessionCreateCategoriesHRISLegacy,
				})
				b.Provider = stackone.Some("bamboohr")
				b.ProviderVersion = stackone.Some("2.1.0")
				b.OriginUsername = stackone.Some("jane.doe@acme.example")
				b.AccountID = stackone.Some("45355976281015164504")
				b.ExpiresIn = stackone.Some(3600.0)
				b.Metadata = stackone.Some(map[string]any{"plan": "pro"})
				b.Multiple = stackone.Some(true)
				b.Label = stackone.Some("Head office")
				b.Type = stackone.Some(stackone.ConnectSessionCreateTypeTest)
				b.IntegrationID = stackone.Some("0b8f6a52-3d7c-4f0e-9a41-6c2d9e7b1f35")
				b.ConnectorProfileID = stackone.Some("3e9d5f04-71c8-4b6a-a2fd-58c01e96b7d2")
			},
			`"categories": ["ats", "hris-legacy"], "provider": "bamboohr", "provider_version": "2.1.0",
			 "origin_username": "jane.doe@acme.example", "account_id": "45355976281015164504",
			 "expires_in": 3600, "metadata": {"plan": "pro"}, "multiple": true, "label": "Head office",
			 "type": "test", "integration_id": "0b8f6a52-3d7c-4f0e-9a41-6c2d9e7b1f35",
			 "connector_profile_id": "3e9d5f04-71c8-4b6a-a2fd-58c01e96b7d2",`,
		},
		{
			"null is sent and absent is not",
			func(b *stackone.ConnectSessionCreate) {
				b.Label = stackone.Null[string]()
				b.Provider = stackone.Opt[string]{}
				b.Metadata = stackone.Null[map[string]any]()
				b.Categories = stackone.Null[[]stackone.ConnectSessionCreateCategories]()
			},
			`"label": null, "metadata": null, "categories": null,`,
		},
		{
			"zero values are values",
			func(b *stackone.ConnectSessionCreate) {
				b.Label = stackone.Some("")
				b.Multiple = stackone.Some(false)
				b.ExpiresIn = stackone.Some(0.0)
				b.Metadata = stackone.Some(map[string]any{})
				b.Categories = stackone.Some([]stackone.ConnectSessionCreateCategories{})
			},
			`"label": "", "multiple": false, "expires_in": 0, "metadata": {}, "categories": [],`,
		},
		{
			"nil slices and maps are empty values, and not null",
			func(b *stackone.ConnectSessionCreate) {
				b.Metadata = stackone.Some(map[string]any(nil))
				b.Categories = stackone.Some([]stackone.ConnectSessionCreateCategories(nil))
			},
			`"metadata": {}, "categories": [],`,
		},
		{
			"pointers of the caller",
			func(b *stackone.ConnectSessionCreate) {
				label := "Head office"
				b.Label = stackone.FromPtr(&label)
				b.Provider = stackone.FromPtr[string](nil)
			},
			`"label": "Head office",`,
		},
		{
			"a value that the description lacks",
			func(b *stackone.ConnectSessionCreate) {
				b.Categories = stackone.Some([]stackone.ConnectSessionCreateCategories{"payroll"})
				b.Type = stackone.Some(stackone.ConnectSessionCreateType("sandbox"))
			},
			`"categories": ["payroll"], "type": "sandbox",`,
		},
		{
			"a member that the description lacks",
			func(b *stackone.ConnectSessionCreate) {
				if err := b.Extras.Set("locale", map[string]string{"lang": "cy"}); err != nil {
					panic(err)
				}
			},
			`"locale": {"lang": "cy"},`,
		},
		{
			"texts that JSON, HTML and Go treat differently",
			func(b *stackone.ConnectSessionCreate) {
				b.Label = stackone.Some("<b>&\"\\\u2028\n\x00é😀</b>")
			},
			`"label": "<b>&\"\\\u2028\n\u0000é😀</b>",`,
		},
		{
			"metadata with nested values and large numbers",
			func(b *stackone.ConnectSessionCreate) {
				b.Metadata = stackone.Some(map[string]any{
					"nested": map[string]any{"list": []any{"a", 1, nil, true, map[string]any{}, []any{}}},
					"int64":  int64(math.MaxInt64),
					"uint64": uint64(math.MaxUint64),
					"number": json.Number("123456789012345678901234567890.10"),
					"raw":    json.RawMessage(`{"kept": 1e400}`),
					"struct": struct {
						Seats int `json:"seats"`
					}{25},
				})
			},
			`"metadata": {
				"nested": {"list": ["a", 1, null, true, {}, []]},
				"int64": 9223372036854775807, "uint64": 18446744073709551615,
				"number": 123456789012345678901234567890.10,
				"raw": {"kept": 1e400}, "struct": {"seats": 25}
			 },`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			api := serve(t, answer{body: createdSession})
			body := minimal()
			test.body(&body)
			if _, err := api.client(t).ConnectSessions.CreateConnectSession(t.Context(), body); err != nil {
				t.Fatal(err)
			}
			want := `{` + test.want + `"origin_owner_id": "customer-42", "origin_owner_name": "Acme"}`
			sameJSON(t, "body", api.only(t).Body, want)
		})
	}
}

func TestAuthenticateConnectSessionBody(t *testing.T) {
	api := serve(t, answer{body: foundSession})
	body := stackone.ConnectSessionAuthenticate{Token: sessionToken}
	if _, err := api.client(t).ConnectSessions.AuthenticateConnectSession(t.Context(), body); err != nil {
		t.Fatal(err)
	}
	sameJSON(t, "body", api.only(t).Body, `{"token": "`+sessionToken+`"}`)
}

// TestBodyIsDeterministic lets caches, signatures and recorded tests of an app
// depend on the bytes.
func TestBodyIsDeterministic(t *testing.T) {
	api := serve(t, answer{body: createdSession})
	client := api.client(t)
	for range 20 {
		body := minimal()
		body.Metadata = stackone.Some(map[string]any{"c": 1, "a": 2, "b": map[string]any{"z": 1, "y": 2}, "d": 3, "e": 4})
		if _, err := client.ConnectSessions.CreateConnectSession(t.Context(), body); err != nil {
			t.Fatal(err)
		}
	}
	requests := api.received()
	for _, request := range requests[1:] {
		equal(t, "body", request.Body, requests[0].Body)
	}
}

// TestUnsendableBody wants mistakes to be found before anything is sent.
func TestUnsendableBody(t *testing.T) {
	tests := []struct {
		name string
		body func(*stackone.ConnectSessionCreate)
		want string
	}{
		{"a channel", func(b *stackone.ConnectSessionCreate) {
			b.Metadata = stackone.Some(map[string]any{"events": make(chan int)})
		}, "metadata"},
		{"not a number", func(b *stackone.ConnectSessionCreate) {
			b.ExpiresIn = stackone.Some(math.NaN())
		}, "expires_in"},
		{"an infinite number inside", func(b *stackone.ConnectSessionCreate) {
			b.Metadata = stackone.Some(map[string]any{"ratio": math.Inf(1)})
		}, "metadata"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			api := serve(t, answer{body: createdSession})
			body := minimal()
			test.body(&body)
			_, err := api.client(t).ConnectSessions.CreateConnectSession(t.Context(), body)
			if err == nil {
				t.Fatal("no error")
			}
			for _, part := range []string{"connectSessions.createConnectSession", "request body", test.want} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not say %q", err, part)
				}
			}
			if n := len(api.received()); n != 0 {
				t.Errorf("%d requests were sent", n)
			}
		})
	}
}
