package names

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/api/apitest"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// locked decides the names of a sample with those that another one had.
func locked(t *testing.T, before, after *apitest.Sample) *Table {
	t.Helper()
	table, _ := name(t, before)
	var ds diag.List
	lock := ReadLock("names", table.Lock(), &ds)
	lock.Remember(&after.API)
	decided, err := Decide(&after.API, Options{Lock: lock}, &ds)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range ds.All() {
		if d.Code == "bad-names" || d.Code == "duplicate-name" {
			t.Error(d)
		}
	}
	return decided
}

// at puts a type where a description has it.
func at(typ *api.Type, ref string) *api.Type {
	typ.Ref = "#/" + ref
	return typ
}

func TestLockedNamesStay(t *testing.T) {
	str := apitest.Scalar(api.String)
	t.Run("property", func(t *testing.T) {
		before, after := &apitest.Sample{}, &apitest.Sample{}
		at(before.Object("Pet", apitest.Required("i_d", str)), "components/schemas/Pet")
		pet := at(after.Object("Pet", apitest.Required("id", str), apitest.Required("i_d", str)), "components/schemas/Pet")
		if diff := cmp.Diff([]string{"ID2", "ID"}, locked(t, before, after).Fields(pet)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("value", func(t *testing.T) {
		before, after := &apitest.Sample{}, &apitest.Sample{}
		at(before.Enum("Color", api.String, "dark_red"), "components/schemas/Color")
		color := at(after.Enum("Color", api.String, "darkRed", "dark_red"), "components/schemas/Color")
		if diff := cmp.Diff([]string{"ColorDarkRed2", "ColorDarkRed"}, locked(t, before, after).Constants(color)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("component like an inline type", func(t *testing.T) {
		before, after := &apitest.Sample{}, &apitest.Sample{}
		inline := func(s *apitest.Sample) *api.Type {
			typ := at(s.Object("Pet"), "components/schemas/Pet/properties/owner")
			typ.Component, typ.Path = false, []string{"Pet", "owner"}
			return typ
		}
		inline(before)
		component := at(after.Object("PetOwner"), "components/schemas/PetOwner")
		names := locked(t, before, after)
		if got := names.Type(component); got != "PetOwner" {
			t.Errorf("a name whose owner is gone is not free: %s", got)
		}
		owner := inline(after)
		names = locked(t, before, after)
		if names.Type(owner) != "PetOwner" || names.Type(component) != "PetOwner2" {
			t.Errorf("%s and %s", names.Type(owner), names.Type(component))
		}
	})
	t.Run("component like an error", func(t *testing.T) {
		before, after := &apitest.Sample{}, &apitest.Sample{}
		notFound := func() *api.ErrorType {
			return &api.ErrorType{Name: "Not Found", Statuses: []api.Status{"404"}}
		}
		before.Errors = append(before.Errors, notFound())
		after.Errors = append(after.Errors, notFound())
		component := at(after.Object("NotFoundError"), "components/schemas/NotFoundError")
		names := locked(t, before, after)
		if names.Error(after.Errors[0]) != "NotFoundError" || names.Type(component) != "NotFoundError2" {
			t.Errorf("%s and %s", names.Error(after.Errors[0]), names.Type(component))
		}
	})
	t.Run("variants", func(t *testing.T) {
		before, after := &apitest.Sample{}, &apitest.Sample{}
		cat, dog := at(before.Object("Cat"), "components/schemas/Cat"), at(before.Object("Dog"), "components/schemas/Dog")
		at(before.Union(cat, dog), "components/schemas/A/properties/pet")
		cat, dog = at(after.Object("Cat"), "components/schemas/Cat"), at(after.Object("Dog"), "components/schemas/Dog")
		union := at(after.Union(dog, cat), "components/schemas/B/properties/pet")
		if got := locked(t, before, after).Type(union); got != "CatOrDog" {
			t.Errorf("the union is %s", got)
		}
	})
	t.Run("operation", func(t *testing.T) {
		before, after := &apitest.Sample{}, &apitest.Sample{}
		before.Operation("pets", "list_pets", &api.Operation{ID: "a", Method: "GET", Path: "/pets"})
		added := after.Operation("pets", "listPets", &api.Operation{ID: "b", Method: "POST", Path: "/pets"})
		kept := after.Operation("pets", "list_pets", &api.Operation{ID: "a", Method: "GET", Path: "/pets"})
		names := locked(t, before, after)
		if names.Operation(kept).Method != "ListPets" || names.Operation(added).Method != "ListPets2" ||
			names.Operation(kept).Request != "PetsListPetsRequest" {
			t.Errorf("%+v and %+v", names.Operation(kept), names.Operation(added))
		}
	})
}

// A name that the user chose goes before the lock.
func TestChosenNamesGoFirst(t *testing.T) {
	s := &apitest.Sample{}
	cat, dog := at(s.Object("Cat"), "components/schemas/Cat"), at(s.Object("Dog"), "components/schemas/Dog")
	table, _ := name(t, s)
	var ds diag.List
	lock := ReadLock("names", table.Lock(), &ds)
	opts := Options{Lock: lock, Types: []Rename{{From: diag.Text{Value: "Cat"}, To: diag.Text{Value: "Dog"}}}}
	names, err := Decide(&s.API, opts, &ds)
	if err != nil {
		t.Fatal(err)
	}
	if names.Type(cat) != "Dog" || names.Type(dog) != "Dog2" {
		t.Errorf("%s and %s", names.Type(cat), names.Type(dog))
	}
	if got := codes(ds.All()); !slices.Equal(got, []string{"name-renumbered"}) {
		t.Error(got)
	}
}

// Two runs of the same description have the same names and the same lock.
func TestLockIsAFixedPoint(t *testing.T) {
	whole := func() *apitest.Sample { return &apitest.Sample{API: *apitest.Everything()} }
	first, _ := name(t, whole())
	second := locked(t, whole(), whole())
	if diff := cmp.Diff(string(first.Lock()), string(second.Lock())); diff != "" {
		t.Error(diff)
	}
	if lines := strings.Count(string(first.Lock()), "\n"); lines < 20 {
		t.Errorf("only %d names are remembered", lines)
	}
}

func TestReadLock(t *testing.T) {
	var ds diag.List
	lock := ReadLock("names", []byte(lockHeader+`<<<<<<< ours
Pet #/components/schemas/Pet
=======
Animal #/components/schemas/Pet
Pet.ID #/components/schemas/Pet
>>>>>>> theirs
Nothing
PetsService.List #/paths/~1pets/get input=body body=application/json result=200:json,204:none
PetError #/components/schemas/Fault error:400 error:409
CatOrDog # union:12 #/components/schemas/Owner/properties/pet
Broken #/components/schemas/Broken input=else
`), &ds)
	var got []string
	for _, line := range lock.lines {
		got = append(got, line.name+" "+strings.Join(line.keys, ", "))
	}
	want := []string{"Pet #/components/schemas/Pet", "Pet.ID #/components/schemas/Pet", "PetsService.List #/paths/~1pets/get",
		"PetError #/components/schemas/Fault error:400, #/components/schemas/Fault error:409",
		"CatOrDog # union:12, #/components/schemas/Owner/properties/pet"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"duplicate-name", "bad-names", "bad-names"}, codes(ds.All())); diff != "" {
		t.Error(diff)
	}
	shape := api.Shape{Input: api.InputBody, Body: "application/json", Results: []string{"200:json", "204:none"}}
	if diff := cmp.Diff(map[string]api.Shape{"#/paths/~1pets/get": shape}, lock.shapes); diff != "" {
		t.Error(diff)
	}
}
