package bench

import (
	"encoding/json"
	"testing"
	"time"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

const session = `{"id":1234,"organization_id":77,"project_id":"dev-project-00001","categories":["hris","ats","lms"],
"provider":"bamboohr","origin_owner_id":"customer-42","origin_owner_name":"Acme","origin_username":null,
"account_id":"45355976281015164504","label":"main","created_at":"2026-01-02T03:04:05.678Z",
"metadata":{"plan":"pro","seats":250},"external_trigger_token":"f0bc3d88","type":"test","integration_id":null}`

// plainSession is the session as one writes it by hand for encoding/json.
type plainSession struct {
	ID                   float64        `json:"id"`
	OrganizationID       float64        `json:"organization_id"`
	ProjectID            string         `json:"project_id"`
	Categories           []string       `json:"categories,omitempty"`
	Provider             *string        `json:"provider,omitempty"`
	OriginOwnerID        string         `json:"origin_owner_id"`
	OriginOwnerName      string         `json:"origin_owner_name"`
	OriginUsername       *string        `json:"origin_username,omitempty"`
	AccountID            *string        `json:"account_id,omitempty"`
	Label                *string        `json:"label,omitempty"`
	CreatedAt            time.Time      `json:"created_at"`
	Metadata             map[string]any `json:"metadata,omitempty"`
	ExternalTriggerToken *string        `json:"external_trigger_token,omitempty"`
	Type                 *string        `json:"type,omitempty"`
	IntegrationID        *string        `json:"integration_id,omitempty"`
}

func BenchmarkDecode(b *testing.B) {
	b.Run("generated", func(b *testing.B) { decode[stackone.ConnectSession](b, (*stackone.ConnectSession).UnmarshalJSON) })
	b.Run("encoding/json", func(b *testing.B) {
		decode[plainSession](b, func(v *plainSession, data []byte) error { return json.Unmarshal(data, v) })
	})
}

func decode[T any](b *testing.B, unmarshal func(*T, []byte) error) {
	data := []byte(session)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var v T
		if err := unmarshal(&v, data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	b.Run("generated", func(b *testing.B) { encode(b, stackone.ConnectSession.MarshalJSON) })
	b.Run("encoding/json", func(b *testing.B) {
		encode(b, func(v plainSession) ([]byte, error) { return json.Marshal(v) })
	})
}

func encode[T any](b *testing.B, marshal func(T) ([]byte, error)) {
	var v T
	if err := json.Unmarshal([]byte(session), &v); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := marshal(v); err != nil {
			b.Fatal(err)
		}
	}
}
