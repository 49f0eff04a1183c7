package acceptance_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
	"github.com/StackOneHQ/stackone-gen/generated/stackonetest"
)

// TestDiffOfModels compares what an app reads with what its test makes.
func TestDiffOfModels(t *testing.T) {
	const text = `{"id":7.0,"organization_id":"acme","project_id":"p","origin_owner_id":"c","origin_owner_name":"Acme",
		"created_at":"2025-11-03T09:26:53.000Z","label":null,"metadata":{"b":1.50,"a":2}}`
	made := stackone.ConnectSession{
		ID: 7, OrganizationID: "acme", ProjectID: "p", OriginOwnerID: "c", OriginOwnerName: "Acme",
		CreatedAt: stackone.NewTime(time.Date(2025, 11, 3, 10, 26, 53, 0, time.FixedZone("CET", 3600))),
		Label:     stackone.Null[string](),
		Metadata:  stackone.Some(map[string]any{"a": 2, "b": 1.5}),
	}
	var read stackone.ConnectSession
	if err := json.Unmarshal([]byte(text), &read); err != nil {
		t.Fatal(err)
	}
	if diff := stackonetest.Diff(made, &read); diff != "" {
		t.Errorf("equal models differ:\n%s", diff)
	}
	read.Label = stackone.Opt[string]{}
	if err := read.Extras.Set("badge", 1); err != nil {
		t.Fatal(err)
	}
	diff := stackonetest.Diff([]stackone.ConnectSession{made}, []stackone.ConnectSession{read})
	equal(t, "difference", diff, strings.Join([]string{"[0].badge: want nothing, got 1", "[0].label: want null, got nothing"}, "\n"))
}
