package runtime

import (
	"net/http"
	"strings"
	"testing"
)

// A header global is sent with every call once it is set: the call's before that of
// the account's client, and that before the client's.
func TestGlobalInHeader(t *testing.T) {
	var got []string
	answering := func(r *http.Request) (*http.Response, error) {
		got = r.Header.Values("X-Account-Id")
		return answer(200, `{}`), nil
	}
	plain, own := newSampleCore(t, answering), newSampleCore(t, answering, WithAccountID("client"))
	tenant := own.withGlobal(&sampleAccount, "tenant")
	needy := sampleGet
	needy.path, needy.globals = "/things", []globalUse{{&sampleAccount, true}}
	free := needy
	free.globals = nil
	for _, c := range []struct {
		name string
		core *Core
		opts []CallOption
		want string
	}{
		{"nowhere set", plain, nil, ""},
		{"client", own, nil, "client"},
		{"account", tenant, nil, "tenant"},
		{"call", tenant, []CallOption{WithAccountID("call")}, "call"},
		{"header of the call", tenant, []CallOption{WithHeader("x-account-id", "header")}, "header"},
		{"header of the client", newSampleCore(t, answering, WithHeader("X-ACCOUNT-ID", "header")), nil, "header"},
		{"call over the header of the client", newSampleCore(t, answering, WithHeader("X-ACCOUNT-ID", "header")), []CallOption{WithAccountID("call")}, "call"},
		{"unset", tenant, []CallOption{sampleAccount.without()}, ""},
		{"unset and set", tenant, []CallOption{sampleAccount.without(), WithAccountID("call")}, "call"},
		{"the client itself is as it was", own, nil, "client"},
	} {
		for _, op := range []*operation{&needy, &free} {
			got = nil
			var result map[string]any
			err := receive(t.Context(), c.core.newRequest(op, c.opts), &result)
			switch {
			case op == &needy && c.want == "":
				if err == nil || !strings.Contains(err.Error(), "no account ID: use WithAccountID, for a client or this call, or ForAccount") || got != nil {
					t.Errorf("%s: error %v, account %v", c.name, err, got)
				}
			case err != nil || strings.Join(got, " ") != c.want:
				t.Errorf("%s: account %v, want %q (%v)", c.name, got, c.want, err)
			}
		}
	}
	for _, core := range []*Core{tenant.withGlobal(&sampleAccount, ""), plain.withGlobal(&sampleAccount, "a\r\nb: c")} {
		var result map[string]any
		if err := receive(t.Context(), core.newRequest(&free, nil), &result); err == nil || !strings.Contains(err.Error(), "ForAccount: the account ID ") {
			t.Errorf("a wrong account: %v", err)
		}
	}
}

// A query global goes only where it is declared.
func TestGlobalInQuery(t *testing.T) {
	region := &global{name: "region", location: inQuery, noun: "region", option: "WithRegion", method: "ForRegion"}
	var got string
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		got = r.URL.RawQuery
		return answer(200, `{}`), nil
	})
	declared, needed, other := sampleGet, sampleGet, sampleGet
	declared.globals, needed.globals = []globalUse{{region, false}}, []globalUse{{region, true}}
	for _, c := range []struct {
		op   *operation
		opts []CallOption
		want string
	}{
		{&declared, nil, ""},
		{&declared, []CallOption{region.with("e u")}, "region=e%20u"},
		{&declared, []CallOption{region.with("eu"), region.with("us")}, "region=us"},
		{&declared, []CallOption{region.with("eu"), region.without()}, ""},
		{&declared, []CallOption{region.with("eu"), WithQuery("region", "us")}, "region=us"},
		{&needed, []CallOption{region.with("eu")}, "region=eu"},
		{&needed, []CallOption{WithQuery("region", "us")}, "region=us"},
		{&needed, nil, "error"},
		{&other, []CallOption{region.with("eu")}, ""},
	} {
		got = ""
		c.op.path = "/things"
		var result map[string]any
		err := receive(t.Context(), core.newRequest(c.op, c.opts), &result)
		if c.want == "error" {
			if err == nil || !strings.Contains(err.Error(), "query parameter region: no region: use WithRegion") {
				t.Errorf("error %v", err)
			}
		} else if err != nil || got != c.want {
			t.Errorf("query %q, want %q (%v)", got, c.want, err)
		}
	}
}
