package runtime

import (
	"fmt"
	"math/bits"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unsafe"
)

// TestListsDoNotShareItems reads many lists of few types, which share memory, and
// appends to each: none may see what another got.
func TestListsDoNotShareItems(t *testing.T) {
	const count = 500
	var doc strings.Builder
	doc.WriteString(`[`)
	for i := range count {
		if i > 0 {
			doc.WriteString(",")
		}
		fmt.Fprintf(&doc, `{"codes":[%s0],"homes":[{"city":"h%d"},{"city":"i%d"}]}`, strings.Repeat("7,", i%40), i, i)
	}
	doc.WriteString(`]`)
	var lists []sampleModel
	if err := readDocument([]byte(doc.String()), &lists); err != nil {
		t.Fatal(err)
	}
	for i := range lists {
		homes, _ := lists[i].Homes.Get()
		lists[i].Codes = append(lists[i].Codes, -1)
		lists[i].Homes = Some(append(homes, sampleAddress{City: "new"}))
	}
	for i := range lists {
		codes := make([]int32, i%40+2)
		for k := range codes {
			codes[k] = 7
		}
		codes[len(codes)-2], codes[len(codes)-1] = 0, -1
		homes, _ := lists[i].Homes.Get()
		if !reflect.DeepEqual(lists[i].Codes, codes) || len(homes) != 3 || homes[0].City != fmt.Sprint("h", i) || homes[1].City != fmt.Sprint("i", i) {
			t.Fatalf("%d: %v and %v", i, lists[i].Codes, homes)
		}
	}
}

// TestListsInListsOfTheirOwnType has lists that go on after others of their type.
func TestListsInListsOfTheirOwnType(t *testing.T) {
	type node struct {
		Name Opt[string] `json:"name"`
		In   []*treeNode `json:"in"`

		Extras Extras
	}
	const doc = `{"name":"a","in":[{"in":[{"in":[]},{"name":"b","in":[null,{"in":[]}]},{"in":[]}]},{"in":[{"in":[]}]},{"name":"c","in":[]}]}`
	var n node
	if err := unmarshalModel([]byte(doc), &n); err != nil {
		t.Fatal(err)
	}
	if got := encoded(t, &n); got != doc {
		t.Errorf("came back as %s", got)
	}
	var flat treeNode
	if err := unmarshalModel([]byte(doc), &flat); err != nil {
		t.Fatal(err)
	}
	if got := encoded(t, &flat); got != doc {
		t.Errorf("came back as %s", got)
	}
}

type treeNode struct {
	Name   Opt[string] `json:"name"`
	In     []treeNode  `json:"in"`
	Extras Extras
}

// TestPageAfterPage reads pages of many lengths one after the other: what was made
// for one must do for the next.
func TestPageAfterPage(t *testing.T) {
	type page struct {
		Data []sampleAddress `json:"data"`

		Extras Extras
	}
	for _, n := range []int{3, 0, 100, 1, 2000, 7, 100, 101} {
		doc := `{"data":[` + strings.TrimSuffix(strings.Repeat(`{"city":"Oslo"},`, n), ",") + `]}`
		var p page
		if err := unmarshalModel([]byte(doc), &p); err != nil {
			t.Fatal(err)
		}
		room, most := cap(p.Data)*int(unsafe.Sizeof(sampleAddress{})), 16*len(doc)
		if bits.UintSize == 32 {
			most += most / 8 // there the memory for it is of a larger size than was asked for
		}
		if got := encoded(t, &p); got != doc || len(p.Data) != n || p.Data == nil || room > most && cap(p.Data) > 2*n {
			t.Errorf("%d items: %d with room for %d: %.100s", n, len(p.Data), cap(p.Data), got)
		}
	}
}

// TestDocumentsDoNotShareValues reads documents one after the other and side by side,
// whose slabs are used again but for their memory, and looks at all of them afterwards.
func TestDocumentsDoNotShareValues(t *testing.T) {
	const readers, documents = 4, 100
	var all [readers][documents]sampleModel
	doc := func(reader, i int) string {
		parent := fmt.Sprintf(`{"name":"parent %d of %d","codes":[%d]}`, i, reader, i)
		if i%7 == 0 {
			parent = `{"name":x}` // an error gives its slabs back, too
		}
		return fmt.Sprintf(`{"name":"%d of %d","homes":[{"city":"%d"},{"city":"%d"}],"parent":%s}`, i, reader, i, reader, parent)
	}
	var group sync.WaitGroup
	for reader := range all {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := range documents {
				if err := unmarshalModel([]byte(doc(reader, i)), &all[reader][i]); (err != nil) != (i%7 == 0) {
					t.Errorf("document %d: %v", i, err)
				}
			}
		}()
	}
	group.Wait()
	for reader := range all {
		for i := range documents {
			if i%7 == 0 {
				continue
			}
			if got, want := plainJSON(t, []byte(encoded(t, &all[reader][i]))), plainJSON(t, []byte(doc(reader, i))); got != want {
				t.Fatalf("%s became %s", want, got)
			}
		}
	}
}
