package stackone

import "testing"

func TestVehicles(t *testing.T) {
	client, x := serve(t)
	x.reply = `[{"kind":"bike","wheels":2,"bell":true,"tows":{"kind":"cart","wheels":2}},{"kind":"truck","wheels":6,"power":300,"load":9.5},
		{"kind":"Sled","wheels":0},{"kind":"Motor","wheels":4,"power":1},{"kind":"boat","wheels":0}]`
	vehicles, err := client.Vehicles.ListVehicles(t.Context(), VehiclesListVehiclesRequest{})
	if err != nil {
		t.Fatal(err)
	}
	bike, ok := vehicles[0].AsBike()
	want(t, "bike", ok, true)
	want(t, "wheels of the base", bike.Wheels, 2)
	want(t, "bell", bike.Bell.Or(false), true)
	cart, ok := bike.Tows.Or(Vehicle{}).AsVehicleObject()
	want(t, "cart", ok, true)
	want(t, "kind of the cart", cart.Kind, "cart")
	truck, _ := vehicles[1].AsTruck()
	want(t, "load", truck.Load, 9.5)
	want(t, "power", truck.Power.Or(0), 300)
	_, ok = vehicles[2].AsSled()
	want(t, "sled", ok, true)
	motor, _ := vehicles[3].AsMotor()
	want(t, "power of a motor", motor.Power.Or(0), 1)
	want(t, "boat", string(vehicles[4].Raw()), `{"kind":"boat","wheels":0}`)
	roundTrip[[]Vehicle](t, x.reply)
}

func TestSentVehicle(t *testing.T) {
	client, x := serve(t)
	x.reply = `{"first":{"kind":"bike","wheels":2},"limit":{"type":"daily","seconds":1},"contact":{"type":"phone","number":"1","id":"7"}}`
	owner, err := client.Vehicles.AddVehicle(t.Context(), VehicleFromBike(Bike{Kind: "bike", Wheels: 2}))
	if err != nil {
		t.Fatal(err)
	}
	want(t, "body", x.body, `{"kind":"bike","wheels":2}`)
	_, ok := owner.First.Or(Vehicle{}).AsBike()
	want(t, "first", ok, true)
	daily, ok := owner.Limit.Or(Limit{}).AsLimitObject()
	want(t, "daily", ok, true)
	want(t, "seconds", daily.Seconds, 1)
	phone, _ := owner.Contact.Or(Contact{}).AsPhoneContact()
	want(t, "number", phone.Number.Or(""), "1")
	want(t, "id", phone.ID.Or(""), "7")
	weekly := roundTrip[Limit](t, `{"type":"weekly","seconds":1,"weekday":2}`)
	_, ok = weekly.AsWeeklyLimit()
	want(t, "weekly", ok, true)
}
