package runtime

import "testing"

type unsignedModel struct {
	N    uint64      `json:"n"`
	Opt  Opt[uint64] `json:"opt"`
	List []uint64    `json:"list"`

	Extras Extras
}

func TestUnsigned(t *testing.T) {
	for text, want := range map[string]uint64{
		"0": 0, "7": 7, "18446744073709551615": 1<<64 - 1, "9223372036854775808": 1 << 63, "1.8446744073709551615e19": 1<<64 - 1,
		"1.0": 1, "-0": 0, "100e-2": 1,
		"-1": 0, "18446744073709551616": 0, "1.5": 0, `"1"`: 0, "1e400": 0, // kept as texts
	} {
		document := `{"n":` + text + `,"list":[]}`
		var m unsignedModel
		if err := unmarshalModel([]byte(document), &m); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if m.N != want {
			t.Errorf("%s was read as %d, want %d", text, m.N, want)
		}
		if n, ok := m.Extras.Get("n"); ok && string(n) != text {
			t.Errorf("%s was kept as %s", text, n)
		}
		written, err := marshalModel(&m)
		if err != nil || want == 0 && string(written) != document {
			t.Errorf("%s was written as %s, %v", document, written, err)
		}
	}
}

func TestUnsignedMembers(t *testing.T) {
	const document = `{"n":1,"opt":18446744073709551615,"list":[0,18446744073709551615]}`
	var m unsignedModel
	if err := unmarshalModel([]byte(document), &m); err != nil {
		t.Fatal(err)
	}
	if m.Opt.Or(0) != 1<<64-1 || m.List[1] != 1<<64-1 {
		t.Errorf("read as %v and %v", m.Opt, m.List)
	}
	if written, err := marshalModel(&m); string(written) != document {
		t.Errorf("written as %s, %v", written, err)
	}
}
