package stackone

import (
	"context"
	"testing"
)

func TestMerged(t *testing.T) {
	client, x := serve(t)
	x.reply = `{"name": "Tom", "tag": "t", "id": "1", "kind": "cat", "age": 3}`
	pet, err := client.Pets.AddPet(context.Background(), PetCreate{Name: "Tom", Tag: 7})
	if err != nil {
		t.Fatal(err)
	}
	wantJSON(t, plain(t, []byte(x.body)), `{"name": "Tom", "tag": 7}`)
	wantJSON(t, pet, x.reply)
	want(t, "ID", pet.ID, "1")
	want(t, "Age", pet.Age.Or(0), 3)
}

// A required member without a type can still be sent.
func TestUndeclaredMember(t *testing.T) {
	body := PetCreate{Name: "Tom"}
	if err := body.Extras.Set("owner", "Ann"); err != nil {
		t.Fatal(err)
	}
	wantJSON(t, body, `{"name": "Tom", "tag": 0, "owner": "Ann"}`)
}
