package stackone

import (
	"encoding/json"
	"testing"
)

// A mapping by file chooses the variant, and an enum of a property is the type of the
// object it is part of.
func TestFiles(t *testing.T) {
	var box Box
	text := `{"content":{"kind":"dog","friends":[{"kind":"cat","lives":9}]},"label":"heavy"}`
	if err := json.Unmarshal([]byte(text), &box); err != nil {
		t.Fatal(err)
	}
	dog, ok := box.Content.Or(Pet{}).AsDog()
	if !ok {
		t.Fatal("not a dog")
	}
	if cat, ok := dog.Friends.Or(nil)[0].AsCat(); !ok || cat.Lives.Or(0) != 9 {
		t.Error("not the cat")
	}
	if box.Label.Or("") != CommonLabelHeavy {
		t.Error("another label")
	}
	_ = BoxesMoveBody{Color: Some(ShelfColorOak)}
	_ = Shelf{Size: Some(&Size{Width: 3})}
}
