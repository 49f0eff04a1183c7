package stackone

import "testing"

func TestChoice(t *testing.T) {
	v := roundTrip[Drawing](t, `{
		"shapes": [
			{"x": 1, "radius": 2}, {"side": 3}, {"x": 1}, {"x": 1, "y": 2, "z": 3},
			{}, {"color": "red"}, "none", null, {"radius": "wide"}
		],
		"event": {"type": "closed", "at": 1},
		"target": {"name": "n", "team": "t"},
		"with_shared": {"note": "n", "right": 2}
	}`)
	shapes := v.Shapes.Or(nil)
	kinds := ""
	for _, shape := range shapes {
		kind := "-"
		if _, ok := shape.AsCircle(); ok {
			kind = "c"
		}
		if _, ok := shape.AsSquare(); ok {
			kind = "s"
		}
		if _, ok := shape.AsPoint(); ok {
			kind = "p"
		}
		kinds += kind
	}
	want(t, "kinds of shapes", kinds, "cspppp--p")
	closed, ok := v.Event.Or(EventModel{}).AsClosed()
	want(t, "event is closed", ok, true)
	want(t, "At", closed.At.Or(0), 1)
	target, _ := v.Target.Or(DrawingTarget{}).AsDrawingTargetByName()
	want(t, "team", target.Team.Or(""), "t")
	right, _ := v.WithShared.Or(DrawingWithShared{}).AsDrawingWithSharedRight()
	want(t, "note", right.Note.Or(""), "n")
	want(t, "right", right.Right, 2)
}

func TestUnknownConstant(t *testing.T) {
	v := roundTrip[Drawing](t, `{"event": {"type": "moved", "to": [1]}}`)
	event := v.Event.Or(EventModel{})
	_, opened := event.AsOpened()
	_, closed := event.AsClosed()
	want(t, "opened or closed", opened || closed, false)
	want(t, "raw", string(event.Raw()), `{"type": "moved", "to": [1]}`)
}

func TestEncode(t *testing.T) {
	wantJSON(t, Drawing{
		Shapes: Some([]Shape{ShapeFromSquare(Square{Side: 2}), {}}),
		Event:  Some(EventModelFromOpened(Opened{Type: OpenedTypeOpened})),
	}, `{"shapes": [{"side": 2}, null], "event": {"type": "opened"}}`)
}
