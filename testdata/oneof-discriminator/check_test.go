package stackone

import (
	"context"
	"testing"
)

func TestMapping(t *testing.T) {
	for _, kind := range []string{"wait", "pause"} {
		step := roundTrip[Step](t, `{"seconds": 5, "kind": "`+kind+`", "to": "x"}`)
		wait, ok := step.AsWait()
		want(t, kind+" waits", ok, true)
		want(t, "seconds", wait.Seconds.Or(0), 5)
		want(t, "kind", wait.Kind, kind)
	}
	step := roundTrip[Step](t, `{"kind": "send", "to": "me"}`)
	_, ok := step.AsSend()
	want(t, "send sends", ok, true)
}

func TestImplicitNames(t *testing.T) {
	outcome := roundTrip[Outcome](t, `{"state": "Failed", "next": {"kind": "wait"}}`)
	failed, ok := outcome.AsFailed()
	want(t, "failed", ok, true)
	_, ok = failed.Next.Or(Step{}).AsWait()
	want(t, "next waits", ok, true)
}

// Whoever makes a union need not say of which variant it is, where one value alone says so.
func TestMadeByVariant(t *testing.T) {
	wantJSON(t, StepFromSend(Send{To: "me"}), `{"kind": "send", "to": "me"}`)
	wantJSON(t, StepFromSend(Send{Kind: "own", To: "me"}), `{"kind": "own", "to": "me"}`)
	wantJSON(t, StepFromWait(Wait{Kind: "pause"}), `{"kind": "pause"}`) // it may be wait, too
	wantJSON(t, OutcomeFromDone(Done{}), `{"state": "Done"}`)
	wantJSON(t, OutcomeFromDone(Done{State: Null[string]()}), `{"state": null}`)
}

func TestUnknown(t *testing.T) {
	client, x := serve(t)
	x.reply = `{"state": "Paused", "until": "tomorrow"}`
	outcome, err := client.Flows.Run(context.Background(), StepFromSend(Send{Kind: "send", To: "me"}))
	if err != nil {
		t.Fatal(err)
	}
	wantJSON(t, plain(t, []byte(x.body)), `{"kind": "send", "to": "me"}`)
	wantJSON(t, outcome, x.reply)
}

// The discriminator decides where the members alone say something else, or nothing.
func TestWithin(t *testing.T) {
	plan := roundTrip[Plan](t, `{"action": {"kind": "send", "seconds": 1}, "first": {"kind": "send", "seconds": 1},
		"shape": {"kind": "square", "size": 1}, "other": {"kind": "square", "size": 1}}`)
	action, first, shape, other := plan.Action.Or(Action{}), plan.First.Or(PlanFirst{}), plan.Shape.Or(Shape{}), plan.Other.Or(Renamed{})
	_, ok := action.AsSend()
	want(t, "action sends", ok, true)
	_, ok = first.AsSend()
	want(t, "first sends", ok, true)
	_, ok = shape.AsShapeSquare()
	want(t, "shape is a square", ok, true)
	_, ok = other.AsSquare()
	want(t, "other is a square", ok, true)

	plan = roundTrip[Plan](t, `{"action": {"kind": "halt", "to": "x"}, "first": "text", "other": {"kind": "circle", "size": 1}}`)
	action, first, other = plan.Action.Or(Action{}), plan.First.Or(PlanFirst{}), plan.Other.Or(Renamed{})
	_, ok = action.AsHalt()
	want(t, "action halts", ok, true)
	_, ok = first.AsString()
	want(t, "first is text", ok, true)
	_, ok = other.AsRound()
	want(t, "other is round", ok, true)
}

// A mapping to a union chooses that, and the union chooses among its own.
func TestWholeUnions(t *testing.T) {
	dog, ok := roundTrip[Item](t, `{"group": "pet", "species": "dog", "teeth": 42, "size": 1}`).AsPet()
	want(t, "a pet", ok, true)
	_, ok = dog.AsDog()
	want(t, "a dog", ok, true)
	tool, ok := roundTrip[Item](t, `{"group": "tool", "species": "dog", "teeth": 42, "size": 1}`).AsTool()
	want(t, "a tool", ok, true)
	saw, ok := tool.AsSaw()
	want(t, "a saw", ok && saw.Teeth == 42, true)
	_, ok = roundTrip[Item](t, `{"group": "halt", "species": "dog", "seconds": 1}`).AsHalt()
	want(t, "a halt", ok, true)
	item := ItemFromPet(PetFromCat(Cat{Group: Some("pet"), Species: Some("cat")}))
	wantJSON(t, item, `{"group": "pet", "species": "cat"}`)
}

// Without the value that chooses a union, the members of all variants count.
func TestUnchosen(t *testing.T) {
	tool, ok := roundTrip[Item](t, `{"teeth": 42, "size": 1}`).AsTool()
	want(t, "a tool", ok, true)
	saw, ok := tool.AsSaw()
	want(t, "a saw", ok && saw.Teeth == 42, true)
	pet, ok := roundTrip[Item](t, `{"species": "dog", "size": 1}`).AsPet()
	want(t, "a pet", ok, true)
	_, ok = pet.AsDog()
	want(t, "a dog", ok, true)
	_, ok = roundTrip[Item](t, `{"group": "unknown", "species": "dog", "size": 1}`).AsPet()
	want(t, "a pet of an unknown group", ok, false)
}
