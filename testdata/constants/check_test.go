package stackone

import "testing"

func TestConstants(t *testing.T) {
	wantJSON(t, EventModelFromMade(Made{ID: "1"}), `{"kind": "made", "id": "1", "level": 2, "ready": true, "detail": {"type": "plain"}}`)
	wantJSON(t, EventModelFromGone(Gone{ID: "1"}), `{"kind": "gone", "id": "1"}`)
	wantJSON(t, EventModelFromMoved(Moved{}), `{"kind": "moved"}`)
	wantJSON(t, EventModelFromGone(Gone{Kind: "other", ID: "1"}), `{"kind": "other", "id": "1"}`)
	wantJSON(t, []Made{{ID: "1", Detail: MadeDetail{Text: Some("t")}}},
		`[{"kind": "made", "id": "1", "level": 2, "ready": true, "detail": {"type": "plain", "text": "t"}}]`)
}

func TestReadConstants(t *testing.T) {
	roundTrip[EventModel](t, `{"kind": "made"}`)
	roundTrip[Made](t, `{"kind": "", "id": "", "level": 0, "ready": false, "detail": {"type": ""}}`)
	roundTrip[Made](t, `{}`)
	roundTrip[Gone](t, `{"kind": "", "id": "1"}`)
}

func TestSentParameters(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	err := client.Events.AddEvent(t.Context(), EventsAddEventRequest{Parent: Null[string](), Body: EventModelFromGone(Gone{ID: "1"})})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "query", x.query, "version=v2&parent=&beta=true")
	want(t, "header", x.header.Get("X-Format"), "3")
	err = client.Events.AddEvent(t.Context(), EventsAddEventRequest{Version: "v3", Parent: Some("p"), XFormat: 4, Body: EventModelFromGone(Gone{ID: "1"})})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "query", x.query, "version=v3&parent=p&beta=true")
	want(t, "header", x.header.Get("X-Format"), "4")
}

func TestDeepLists(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	err := client.Events.FindPeople(t.Context(), EventsFindPeopleRequest{
		People: Some([]EventsFindPeoplePeople{{Email: Some("a@b")}, {Roles: Some([]string{"x", "y"})}}), Tags: Some([]string{"s", "t"}),
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "query", x.query, "people%5B0%5D%5Bemail%5D=a%40b&people%5B1%5D%5Broles%5D=x&people%5B1%5D%5Broles%5D=y&tags=s&tags=t")
}

func TestForms(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	body := EventsEditPersonBody{Name: Null[string](), Labels: Some([]string{}), Address: Some(&EventsEditPersonBodyAddress{City: Null[string]()})}
	if err := client.Events.EditPerson(t.Context(), body); err != nil {
		t.Fatal(err)
	}
	want(t, "form", x.body, "type=person&name=&labels=&address%5Bcity%5D=")
	if err := client.Events.EditPerson(t.Context(), EventsEditPersonBody{Labels: Some([]string{"a"})}); err != nil {
		t.Fatal(err)
	}
	want(t, "form", x.body, "type=person&labels=a")
}
