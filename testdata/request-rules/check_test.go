package stackone

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.com/cases/requestrules/stackonetest"
)

const (
	uuid  = "0b8f6a52-3d7c-4f0e-9a41-6c2d9e7b1f35"
	right = `{"name":"Lamp","kind":"thing","note":"","made":"2024-05-01T09:30:00Z"`
)

// rules starts a test server with a client.
func rules(t *testing.T) (*stackonetest.Server, *Client) {
	t.Helper()
	server := stackonetest.Start()
	t.Cleanup(server.Close)
	client, err := New(WithHTTPClient(&http.Client{Transport: server.Transport()}), WithRetry(NoRetry()))
	if err != nil {
		t.Fatal(err)
	}
	return server, client
}

// problemsOf sends a request, and returns what the server has against it.
func problemsOf(t *testing.T, server *stackonetest.Server, method, target, body string, header ...string) string {
	t.Helper()
	r, err := http.NewRequest(method, server.URL+target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := server.Transport().RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		t.Fatal(err)
	}
	calls := server.Calls()
	found := strings.Join(calls[len(calls)-1].Problems, " ")
	if (response.StatusCode == 400) != (found != "") {
		t.Errorf("%s %s: status %d, problems %q", method, target, response.StatusCode, found)
	}
	return found
}

func TestQueries(t *testing.T) {
	server, _ := rules(t)
	where := func(text string) string { return "where=" + url.QueryEscape(text) }
	for query, wanted := range map[string]string{
		"": "", "limit=5": "", "limit=": "", "level=2": "", "sort=sideways": "", "since=2024-05-01": "", "since=17": "",
		"ids=" + uuid + "&ids=" + uuid: "", "levels=1,3": "", "after=": "",
		"filter[state]=on&filter[after]=2024-05-01T09:30:00Z&filter[sizes]=1&filter[sizes]=2&filter[sizes][0]=1&filter[inner][state]=off": "",
		where(`{"state":"on","more":1}`):  "",
		"pagesize=5":                      `The query parameter "pagesize" is unknown.`,
		"Limit=5":                         `The query parameter "Limit" is unknown; did you mean "limit"?`,
		"limit=many":                      `The query parameter "limit" is "many", and not an integer or null.`,
		"limit=0":                         `The query parameter "limit" is 0, and must be 1 or more.`,
		"limit=5&limit=6":                 `The query parameter "limit" is there 2 times.`,
		"level=4":                         `The query parameter "level" is 4, and not one of 1, 2, 3.`,
		"since=yesterday":                 `The query parameter "since" fits none of its 2 variants.`,
		"ids=1":                           `The query parameter "ids" is "1", and not of the format uuid.`,
		"levels=1,7":                      `The query parameter "levels" is 7, and not one of 1, 2, 3.`,
		"filter[stat]=on":                 `The query parameter "filter[stat]" is unknown; did you mean "state"?`,
		"filter[state]=open":              `The query parameter "filter[state]" is "open", and not one of "on", "off".`,
		"filter[after]=yesterday":         `The query parameter "filter[after]" is "yesterday", and not of the format date-time.`,
		"filter[sizes]=1&filter[sizes]=x": `The query parameter "filter[sizes]" is "x", and not an integer.`,
		"filter[inner][state]=open":       `The query parameter "filter[inner][state]" is "open", and not one of "on", "off".`,
		where(`{"inner":{"state":1}}`):    `The member "inner.state" of the query parameter "where" is a number, and not a string.`,
	} {
		want(t, query, problemsOf(t, server, "GET", "/things?"+query, ""), wanted)
	}
	want(t, "header", problemsOf(t, server, "GET", "/things", "", "X-Region", "EU"), `The header "x-region" is "EU", and does not match the pattern ^[a-z]{2}$.`)
	want(t, "path", problemsOf(t, server, "GET", "/things/absent", ""), `The path parameter "id" is "absent", and not of the format uuid.`)
	want(t, "right path", problemsOf(t, server, "GET", "/things/"+uuid, ""), "")
	want(t, "any query of an address", problemsOf(t, server, "GET", "/links?cursor=x", ""), "")
}

func TestBodies(t *testing.T) {
	server, _ := rules(t)
	for members, wanted := range map[string]string{
		"": "", `"more":1`: "", `"level":2`: "", `"level":null`: "", `"level":2.0`: "", `"size":1.5`: "", `"colour":"green"`: "", `"anything":[{}]`: "",
		`"owner":{"email":"a@b.example","age":0}`: "", `"contact":"a@b.example"`: "", `"contact":{"phone":"123"}`: "", `"tags":["ab"]`: "",
		`"counts":{"a":1}`: "", `"closed":{"a":1}`: "", `"parts":[` + right + `}]`: "",
		`"level":5`:                          `The member "level" of the body is 5, and not one of 1, 2, 3.`,
		`"level":"2"`:                        `The member "level" of the body is a string, and not an integer or null.`,
		`"level":2.5`:                        `The member "level" of the body is a number, and not an integer or null.`,
		`"size":0`:                           `The member "size" of the body is 0, and must be more than 0.`,
		`"size":1.3`:                         `The member "size" of the body is 1.3, and must be a multiple of 0.5.`,
		`"name":"Lantern"`:                   `The member "name" of the body has 7 characters, and must have 5 or fewer.`,
		`"name":""`:                          `The member "name" of the body is required, and has the zero value "". If the API takes that, start the server with Lenient().`,
		`"made":"0001-01-01T00:00:00Z"`:      `The member "made" of the body is required, and has the zero value "0001-01-01T00:00:00Z". If the API takes that, start the server with Lenient().`,
		`"kind":""`:                          `The member "kind" of the body is "", and not one of "thing".`,
		`"owner":{}`:                         `The required member "owner.email" of the body is missing.`,
		`"owner":{"email":"x","age":-1}`:     `The member "owner.email" of the body is "x", and not of the format email. The member "owner.age" of the body is -1, and must be 0 or more.`,
		`"contact":"x"`:                      `The member "contact" of the body is "x", and not of the format email.`,
		`"contact":{"phone":"+1"}`:           `The member "contact.phone" of the body is "+1", and does not match the pattern ^[0-9]+$.`,
		`"contact":1`:                        `The member "contact" of the body is a number, and not an object or a string.`,
		`"tags":[]`:                          `The member "tags" of the body has 0 items, and must have 1 or more.`,
		`"tags":["a"]`:                       `The member "tags[0]" of the body has 1 character, and must have 2 or more.`,
		`"counts":{"a":1.5}`:                 `The member "counts.a" of the body is a number, and not an integer.`,
		`"closed":{"b":1}`:                   `The member "closed.b" of the body is unknown; did you mean "a"?`,
		`"parts":[` + right + `,"level":9}]`: `The member "parts[0].level" of the body is 9, and not one of 1, 2, 3.`,
	} {
		body := right + "}"
		if members != "" {
			body = right + "," + members + "}"
		}
		want(t, members, problemsOf(t, server, "POST", "/things", body), wanted)
	}
}

// What an app makes of its models is what is asked for, too.
func TestModels(t *testing.T) {
	server, client := rules(t)
	thing := Thing{Name: "Lamp", Kind: ThingKindThing, Made: NewTime(time.Now()), Contact: Some(ThingContactFromString("a@b.example")), Level: Some(Level(2))}
	if _, err := client.Things.Create(context.Background(), thing); err != nil {
		t.Error(err)
	}
	sent, err := stackonetest.Decode[Thing](server.Calls()[0])
	if diff := stackonetest.Diff(thing, sent); err != nil || diff != "" {
		t.Error(err, diff)
	}
	_, err = client.Things.Create(context.Background(), Thing{})
	var apiErr *APIError
	if !errors.As(err, &apiErr) || apiErr.StatusCode != 400 || strings.Count(apiErr.Message, `The member "`) != 2 {
		t.Error(err)
	}
	_, err = client.Things.List(context.Background(), ThingsListRequest{Filter: Filter{State: Some(FilterState("open"))}, Limit: Some(int64(500))})
	if !errors.As(err, &apiErr) || strings.Count(apiErr.Message, "The query parameter") != 2 {
		t.Error(err)
	}
}

// numbers are the items that an iterator goes over.
func numbers(t *testing.T, items iter.Seq2[*Item, error]) string {
	t.Helper()
	var all []int64
	for item, err := range items {
		if err != nil {
			t.Error(err)
			break
		}
		all = append(all, item.N)
	}
	return fmt.Sprint(all)
}

func TestPagesOfAnswers(t *testing.T) {
	server, client := rules(t)
	ctx := context.Background()
	all := map[stackonetest.Operation]func() iter.Seq2[*Item, error]{
		stackonetest.ThingsList: func() iter.Seq2[*Item, error] {
			return client.Things.ListAll(ctx, ThingsListRequest{Limit: Some(int64(2))})
		},
		stackonetest.ThingsByOffset: func() iter.Seq2[*Item, error] { return client.Things.ByOffsetAll(ctx, ThingsByOffsetRequest{}) },
		stackonetest.ThingsByNumber: func() iter.Seq2[*Item, error] { return client.Things.ByNumberAll(ctx, ThingsByNumberBody{}) },
		stackonetest.ThingsByLink: func() iter.Seq2[*Item, error] {
			return client.Things.ByLinkAll(ctx, ThingsByLinkRequest{Q: Some("a b")})
		},
	}
	for operation, items := range all {
		server.Answer(operation, stackonetest.Error(500), stackonetest.Pages[any]([]Item{{N: 1}, {N: 2}}, Item{N: 3}, map[string]any{"data": []Item{{N: 4}}, "seen": true}))
		for _, err := range items() {
			if err == nil {
				t.Errorf("%s: the first answer is no error", operation)
			}
		}
		want(t, string(operation), numbers(t, items()), "[1 2 3 4]")
		server.Answer(operation, stackonetest.Pages([]Item{{N: 1}, {N: 2}, {N: 3}}...))
		want(t, string(operation), numbers(t, items()), "[1 2 3]")
		server.Answer(operation, stackonetest.Pages([]Item{{N: 1}}))
		want(t, string(operation), numbers(t, items()), "[1]")
		server.Answer(operation, stackonetest.Pages[any]())
		want(t, string(operation), numbers(t, items()), "[]")
	}
	server.Answer(stackonetest.ThingsByOffset, stackonetest.Pages([]Item{{N: 1}, {N: 2}}, []Item{{N: 3}}))
	want(t, "from the middle", numbers(t, client.Things.ByOffsetAll(ctx, ThingsByOffsetRequest{Skip: Some(int64(1))})), "[2 3]")
	server.Answer(stackonetest.ThingsList, stackonetest.Pages([]Item{{N: 1}}, []Item{}, []Item{{N: 2}}))
	want(t, "an empty page", numbers(t, client.Things.ListAll(ctx, ThingsListRequest{})), "[1 2]")
	var apiErr *APIError
	if _, err := client.Things.List(ctx, ThingsListRequest{After: Some("x")}); !errors.As(err, &apiErr) || !strings.Contains(err.Error(), `The cursor "x" is none that Pages has given.`) {
		t.Errorf("an unknown cursor: %v", err)
	}
	server.Answer(stackonetest.ThingsGet, stackonetest.Pages(1))
	if _, err := client.Things.Get(ctx, ThingsGetRequest{ID: uuid}); err == nil || !strings.Contains(err.Error(), "Things.get is not") {
		t.Errorf("an operation without pages: %v", err)
	}
}

// The narrowest error type stands for a status.
func TestErrorsForMocks(t *testing.T) {
	var missing *NotFoundError
	var failed *ServerError
	if err := stackonetest.NewError(404, "gone"); !errors.As(err, &missing) || errors.As(err, &failed) || missing.Body.Message.Or("") != "gone" {
		t.Error(err)
	}
	if err := stackonetest.NewError(502, ""); !errors.As(err, &failed) || errors.As(err, &missing) || failed.StatusCode != 502 {
		t.Error(err)
	}
}
