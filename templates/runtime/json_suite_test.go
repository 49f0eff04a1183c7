package runtime

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// suiteModel has no member of its own, so that every member of a document is kept
// as its text.
type suiteModel struct {
	Extras Extras
}

// suiteHolder has a member for any value.
type suiteHolder struct {
	Value  JSONValue `json:"value"`
	Extras Extras
}

// The JSON parsing test suite: the files that begin with y_ are JSON, those with n_
// are not, and a reader may take those with i_ either way.
func TestParsingSuite(t *testing.T) {
	const folder = "../../../shared/suites/json-parsing"
	files, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the JSON parsing test suite is absent: ", err)
	} else if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, file := range files {
		verdict, _, _ := strings.Cut(file.Name(), "_")
		if filepath.Ext(file.Name()) != ".json" || !strings.Contains("yni", verdict) {
			continue
		}
		read++
		data, err := os.ReadFile(filepath.Join(folder, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(file.Name(), func(t *testing.T) { testParsing(t, verdict, data) })
	}
	if read < 300 {
		t.Fatalf("%s has %d files", folder, read)
	}
}

// testParsing reads a document by every way that there is to read one. What its
// verdict leaves open must not panic.
func testParsing(t *testing.T, verdict string, data []byte) {
	check := func(as string, err error) {
		t.Helper()
		switch {
		case verdict == "y" && err != nil:
			t.Errorf("refused as %s: %v", as, err)
		case verdict == "n" && err == nil:
			t.Errorf("accepted as %s", as)
		}
	}
	_, err := readAnyDocument(data)
	check("free-form value", err)
	var value JSONValue
	check("JSONValue", readDocument(data, &value))

	// The same text where it is the value of a member, known and unknown.
	within := []byte(`{"value":` + string(data) + `}`)
	check("member", readDocument(within, new(suiteHolder)))
	check("unknown member", readDocument(within, new(suiteModel)))

	// Models at the top take objects only.
	if verdict != "y" || strings.HasPrefix(strings.TrimSpace(string(data)), "{") {
		check("model", readDocument(data, new(suiteModel)))
		check("model that encoding/json calls", json.Unmarshal(data, new(suiteModel)))
		check("map", readDocument(data, new(map[string]any)))
	}
	if verdict != "y" || strings.HasPrefix(strings.TrimSpace(string(data)), "[") {
		check("list", readDocument(data, new([]JSONValue)))
	}
}
