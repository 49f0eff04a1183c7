package stackone

import (
	"context"
	"io"
	"testing"
)

// What programs wrote for the last release still compiles and does the same.
func TestProgramsOfTheLastRelease(t *testing.T) {
	ctx := context.Background()
	client, x := serve(t)
	x.reply = `[{"i_d": "7", "id": "8", "friend": {"lives": 9}}]`
	pets, err := client.Pets.ListPets(ctx, PetsListPetsRequest{PageSize: Some(int64(5))})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "query", x.query, "page_size=5")
	want(t, "accept", x.header.Get("Accept"), "application/json")
	want(t, "the old property", pets[0].ID.Or(""), "7")
	want(t, "the new one", pets[0].ID2.Or(""), "8")
	var friend CatOrDog = pets[0].Friend.Or(CatOrDog{})
	cat, isCat := friend.AsCat()
	want(t, "is a cat", isCat && cat.Lives == 9, true)
	_ = PetOwner{Name: Some("Ann")}

	x.status, x.reply = 204, ""
	if err := client.Pets.AddPet(ctx, Pet{ID: Some("7")}, PetsAddPetParams2{Notify: Some(true)}); err != nil {
		t.Fatal(err)
	}
	want(t, "query", x.query, "notify=true")
}

// What was added can be reached.
func TestAddedResults(t *testing.T) {
	ctx := context.Background()
	client, x := serve(t)
	x.status, x.reply = 202, `{"number": 4}`
	later, err := client.Pets.ListPetsResult(ctx, PetsListPetsRequest{PageSize2: Some(int64(5))})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "query", x.query, "pageSize=5")
	want(t, "status", later.StatusCode, 202)
	want(t, "ticket", later.Ticket.Number, 4)

	x.status, x.reply = 201, `{"i_d": "7"}`
	added, err := client.Pets.AddPetResult(ctx, Pet{ID: Some("7")}, PetsAddPetResultParams{Notify: Some(true)})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "pet", added.Pet.ID.Or(""), "7")

	x.status, x.contentType, x.reply = 200, "image/png", "PNG"
	picture, err := client.Pets.GetPetResult(ctx, PetsGetPetRequest{ID: "7"})
	if err != nil {
		t.Fatal(err)
	}
	defer picture.Stream.Close()
	data, err := io.ReadAll(picture.Stream)
	want(t, "picture", string(data), "PNG")
	want(t, "error", err == nil, true)
	want(t, "accept", x.header.Get("Accept"), "application/json, image/png")
	if _, err := client.Pets.ListPets2(ctx, PetsListPets2Request{}); err == nil {
		t.Error("a picture is no owner")
	}
}
