package runtime

import (
	"encoding/json"
	"errors"
	"net/netip"
	"reflect"
	"testing"
)

// foreignStruct is what a program may put into an Opt of its own.
type foreignStruct struct {
	Address netip.Addr
	Any     any
}

func TestForeignTypes(t *testing.T) {
	const text = `{"list":[{"Address":"::1","Any":12345678901234567890}],"address":"10.0.0.1"}`
	type program struct {
		List    Opt[[]foreignStruct] `json:"list"`
		Address Opt[netip.Addr]      `json:"address"`
	}
	var got program
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	want := program{
		List:    Some([]foreignStruct{{Address: netip.IPv6Loopback(), Any: json.Number("12345678901234567890")}}),
		Address: Some(netip.AddrFrom4([4]byte{10, 0, 0, 1})),
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v", got)
	}
	if written, err := json.Marshal(got); err != nil || string(written) != text {
		t.Errorf("wrote %s, %v", written, err)
	}
	var failed *DecodeError
	if err := json.Unmarshal([]byte(`[{"Address":"::1"},{"Address":"x"}]`), &got.List); !errors.As(err, &failed) || failed.Path != "[1]" {
		t.Errorf("error %v", err)
	}
}

// Responses have no values of such types; an SDK that is wrong about it says so.
func TestForeignTypeInResult(t *testing.T) {
	var address netip.Addr
	_, err := readResult([]byte(`"::1"`), &address, reading{})
	if err == nil || err.Error() != "stackone: decode: netip.Addr is no type of the API" || address.IsValid() {
		t.Errorf("read %v, error %v", address, err)
	}
}
