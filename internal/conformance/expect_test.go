package conformance

import (
	"slices"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

func TestQueryPairs(t *testing.T) {
	form := api.Parameter{Name: "p", Style: "form", Explode: true}
	joined := api.Parameter{Name: "p", Style: "form"}
	deep := api.Parameter{Name: "p", Style: "deepObject", Explode: true}
	for _, c := range []struct {
		parameter api.Parameter
		value     string
		want      []string
	}{
		{form, `"a b&c"`, []string{"p=a%20b%26c"}},
		{form, `12.50`, []string{"p=12.50"}},
		{form, `null`, nil},
		{form, `[]`, nil},
		{form, `["a",null,"b,c"]`, []string{"p=a", "p=b%2Cc"}},
		{form, `{"x":1,"y":null,"z":true}`, []string{"x=1", "z=true"}},
		{joined, `["a","b,c"]`, []string{"p=a,b%2Cc"}},
		{joined, `{"x":1,"y":2}`, []string{"p=x,1,y,2"}},
		{joined, `[]`, nil},
		{deep, `{"x":"a","y":null,"z":{"in":2}}`, []string{"p%5Bx%5D=a", "p%5Bz%5D%5Bin%5D=2"}},
		{deep, `{"x":["a","b"],"y":[{"z":1}]}`, []string{"p%5Bx%5D=a", "p%5Bx%5D=b", "p%5By%5D%5B0%5D%5Bz%5D=1"}},
	} {
		value, err := parse([]byte(c.value))
		if err != nil {
			t.Fatal(err)
		}
		got, err := queryPairs(&c.parameter, value)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s %v of %s: %q, %v; want %q", c.parameter.Style, c.parameter.Explode, c.value, got, err, c.want)
		}
	}
	pipes := api.Parameter{Name: "p", Style: "pipeDelimited"}
	if pairs, err := queryPairs(&pipes, []any{"a"}); err == nil {
		t.Errorf("a style without an expectation gives %q", pairs)
	}
}

func TestPathValues(t *testing.T) {
	got, err := pathValues("/a/{id}/b/{sub_id}", "/a/x%2Fy/b/%25")
	if err != nil || len(got) != 2 || got["id"] != "x/y" || got["sub_id"] != "%" {
		t.Errorf("%q, %v", got, err)
	}
	for _, other := range []string{"/a/x/y/b/z", "/a/x/c/z", "/a/%zz/b/z"} {
		if got, err := pathValues("/a/{id}/b/{sub_id}", other); err == nil {
			t.Errorf("%s: %q", other, got)
		}
	}
}
