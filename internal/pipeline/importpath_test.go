package pipeline

import "testing"

func TestIsImportPath(t *testing.T) {
	for location, want := range map[string]bool{
		"example.com/a-b/c_d~e+f/v2": true, "app": true, "a/.b": true,
		"": false, "/a": false, "a/": false, "a//b": false, "./a": false, "../a": false, "a/./b": false, "a b": false,
		"a\"b": false, "a`b": false, "a\nb": false, "é": false, "a/vendor/b": false, "a.": false, `a\b`: false,
	} {
		if got := IsImportPath(location); got != want {
			t.Errorf("%q: %v", location, got)
		}
	}
}
