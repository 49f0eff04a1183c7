package stackone

import (
	"context"
	"testing"
)

func TestWrappedEnums(t *testing.T) {
	client, x := serve(t)
	person := Person{Gender: GenderOf(GenderValueFemale), Level: LevelOf2(LevelValue2)}
	want(t, "Gender", In(person.Gender).Value.Or(""), GenderValueFemale)
	want(t, "Level", In(person.Level).Value, LevelValue2)
	if err := client.People.CreatePerson(context.Background(), person); err != nil {
		t.Fatal(err)
	}
	want(t, "body", x.body, `{"gender":{"value":"female"},"level":{"value":2}}`)
}
