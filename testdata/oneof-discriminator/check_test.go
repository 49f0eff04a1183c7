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
