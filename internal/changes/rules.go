package changes

import (
	"slices"
	"strings"
)

// Rule is a kind of change. Its verdicts are fixed, so that a report can be read without
// knowing how it was made.
type Rule struct {
	ID     string
	Source Verdict
	// Request and Response are the verdicts on the wire for what requests and responses
	// have. What both have gets the worse one.
	Request, Response Verdict
	// Minor asks for a minor version: the SDK can do more, or announces that it will do less.
	Minor bool
	// Major says that the change counts as a break of apps although they compile.
	Major   bool
	Why     string
	Example string
}

// Rules returns all rules, sorted by their IDs.
func Rules() []*Rule {
	rules := slices.Concat(operationRules(), parameterRules(), memberRules(), typeRules(), apiRules())
	slices.SortFunc(rules, func(a, b *Rule) int { return strings.Compare(a.ID, b.ID) })
	return rules
}

func operationRules() []*Rule {
	return []*Rule{
		{ID: "operation-added", Source: OK, Request: OK, Response: OK, Minor: true, Why: "A method that nobody calls yet.", Example: "`HRIS.Employees.Archive` is new"},
		{ID: "operation-removed", Source: Breaks, Request: Breaks, Response: Breaks, Why: "Calls of the method no longer compile, and the API no longer answers old programs.", Example: "`HRIS.Employees.Archive` is gone"},
		{ID: "operation-renamed", Source: Breaks, Request: OK, Response: OK, Why: "The method, or the service that has it, is called otherwise. Requests are the same, so programs that run are not affected.", Example: "`Tasks.Complete` is now `Tasks.Update`"},
		{ID: "operation-moved", Source: OK, Request: Breaks, Response: Breaks, Why: "The method sends to another path, or by another HTTP method: apps compile unchanged, but old programs call what is gone.", Example: "`GET /v1/jobs` is now `GET /v2/jobs`"},
		{ID: "operation-deprecated", Source: OK, Request: OK, Response: OK, Minor: true, Why: "It works as before, and will be removed some day.", Example: "`Jobs.Search` is deprecated: use `Jobs.List`"},
		{ID: "operation-undeprecated", Source: OK, Request: OK, Response: OK, Why: "The note that it is deprecated is gone.", Example: "`Jobs.Search` is no longer deprecated"},
		{ID: "input-changed", Source: Breaks, Request: OK, Response: OK, Why: "The method takes its input in another way. What that means for requests, the changes of parameters and body say.", Example: "`Create(ctx, body Job)` is now `Create(ctx, request JobsCreateRequest)`"},
		{ID: "result-changed", Source: Breaks, Request: OK, Response: Quiet, Why: "The method returns another type; an old program reads the new response as far as it fits.", Example: "`List(…) (*JobList, error)` is now `List(…) (*JobPage, error)`"},
		{ID: "iterator-added", Source: OK, Request: OK, Response: OK, Minor: true, Why: "The operation has pages that a method goes through.", Example: "`Jobs.ListAll` is new"},
		{ID: "iterator-changed", Source: Breaks, Request: OK, Response: OK, Why: "The iterator has another name or yields another type.", Example: "`Jobs.ListAll` yields `*Job` instead of `*Position`"},
		{ID: "iterator-removed", Source: Breaks, Request: OK, Response: Quiet, Why: "The operation declares no pages any more, so the iterator is gone.", Example: "`Jobs.ListAll` is gone"},
		{ID: "security-narrowed", Source: OK, Request: Breaks, Response: OK, Why: "The operation no longer accepts credentials that it accepted before.", Example: "`Jobs.List` needs a bearer token instead of an API key"},
		{ID: "security-widened", Source: OK, Request: OK, Response: OK, Minor: true, Why: "The operation accepts other credentials, too, or none.", Example: "`Jobs.List` accepts an API key or a bearer token"},
	}
}

// placeRules are those of a place that has a type: a parameter, a body, a member.
func placeRules(kind, noun, example string) []*Rule {
	return []*Rule{
		{ID: kind + "-required", Source: Breaks, Request: Breaks, Response: OK, Why: "The " + noun + " may no longer be left out or null: `Opt[T]` becomes `T`, and requests without it are refused.", Example: example + ": `Opt[string]` → `string`"},
		{ID: kind + "-optional", Source: Breaks, Request: OK, Response: Quiet, Why: "The " + noun + " may be left out or null: `T` becomes `Opt[T]`. An old program reads what is missing as zero.", Example: example + ": `string` → `Opt[string]`"},
		{ID: kind + "-nullable", Source: OK, Request: OK, Response: Quiet, Why: "The optional " + noun + " may be null, too. Its type holds null already.", Example: example + " may be null"},
		{ID: kind + "-not-nullable", Source: OK, Request: Breaks, Response: OK, Why: "The optional " + noun + " may no longer be null. Its type still holds null, which is refused.", Example: example + " may not be null"},
		{ID: kind + "-type-changed", Source: Breaks, Request: Breaks, Response: Quiet, Why: "The " + noun + " has another type. The API refuses the old one; an old program reads the new one as absent.", Example: example + ": `Opt[string]` → `Opt[int64]`"},
		{ID: kind + "-type-narrowed", Source: Breaks, Request: Breaks, Response: OK, Why: "The " + noun + " has a narrower type: some values are no longer accepted, all that come can be read.", Example: example + ": `Opt[string]` → `Opt[Time]`"},
		{ID: kind + "-type-widened", Source: Breaks, Request: OK, Response: Quiet, Why: "The " + noun + " has a wider type: all values are still accepted, some that come cannot be read by an old program.", Example: example + ": `int64` → `float64`"},
		{ID: kind + "-type-renamed", Source: Breaks, Request: OK, Response: OK, Why: "The type of the " + noun + " is another one in Go, and the same in JSON.", Example: example + ": `Opt[Job]` → `Opt[Position]`"},
		{ID: kind + "-values-changed", Source: OK, Request: Breaks, Response: Quiet, Why: "The " + noun + " has other values in JSON, although its Go type is the same.", Example: example + ": date → date-time"},
		{ID: kind + "-limits-narrowed", Source: OK, Request: Breaks, Response: OK, Why: "The API refuses values of the " + noun + " that it accepted. The SDK does not check limits, so only the wire feels it.", Example: example + ": maxLength 100 → maxLength 50"},
		{ID: kind + "-default-changed", Source: OK, Request: Quiet, Response: OK, Why: "Leaving the " + noun + " out means something else now, because the API applies the default.", Example: example + ": default 25 → default 50"},
	}
}

func parameterRules() []*Rule {
	return slices.Concat(placeRules("parameter", "parameter", "`JobsListRequest.Region`"), placeRules("body", "body", "the body of `Jobs.Create`"), []*Rule{
		{ID: "parameter-added", Source: OK, Request: OK, Response: OK, Minor: true, Why: "An optional parameter is a new field that stays unset.", Example: "`JobsListRequest.Prefer` is new"},
		{ID: "parameter-required-added", Source: Quiet, Request: Breaks, Response: OK, Minor: true, Major: true, Why: "A required parameter is a plain field: old code compiles and sends its zero value. Old programs do not send it at all.", Example: "`JobsListRequest.Region string` is new"},
		{ID: "parameter-removed", Source: Breaks, Request: Breaks, Response: OK, Why: "The field is gone, and the API ignores or refuses what old programs send.", Example: "`JobsListRequest.Filter` is gone"},
		{ID: "parameter-renamed", Source: Breaks, Request: OK, Response: OK, Why: "The field has another name, and the request is the same.", Example: "`JobsGetRequest.ID` is now `JobID`"},
		{ID: "parameter-held-changed", Source: Breaks, Request: OK, Response: OK, Why: "The client holds the parameter for all its calls now, or no longer does.", Example: "`JobsListRequest.XAccountID` is now `WithAccountID`"},
		{ID: "held-parameter-required", Source: Quiet, Request: Breaks, Response: OK, Why: "The operation requires what the client holds: a call of a client without it fails before it is sent, and old programs may not send it.", Example: "`MCP.Get` requires `WithAccountID`"},
		{ID: "held-parameter-optional", Source: OK, Request: OK, Response: OK, Minor: true, Why: "The operation no longer requires what the client holds.", Example: "`MCP.Get` works without `WithAccountID`"},
		{ID: "held-parameter-added", Source: OK, Request: OK, Response: OK, Minor: true, Why: "The operation takes what the client holds.", Example: "`MCP.Get` takes the account ID"},
		{ID: "held-parameter-removed", Source: OK, Request: Quiet, Response: OK, Why: "The operation no longer knows what the client holds, and no Go name has changed.", Example: "`MCP.Get` ignores the account ID"},
		{ID: "parameter-style-changed", Source: OK, Request: Breaks, Response: OK, Why: "The value is laid out in another way, which old programs do not know.", Example: "`ids=1&ids=2` is now `ids=1,2`"},
		{ID: "parameter-deprecated", Source: OK, Request: OK, Response: OK, Minor: true, Why: "It works as before, and will be removed some day.", Example: "`JobsListRequest.Filter` is deprecated"},
		{ID: "body-added", Source: OK, Request: OK, Response: OK, Minor: true, Why: "An optional body is a new field of the request.", Example: "`Jobs.Search` takes a `Query`"},
		{ID: "body-required-added", Source: Quiet, Request: Breaks, Response: OK, Minor: true, Major: true, Why: "The operation needs a body, which old code leaves empty and old programs do not send.", Example: "`Jobs.Search` needs a `Query`"},
		{ID: "body-removed", Source: Breaks, Request: Breaks, Response: OK, Why: "The body is gone from the input, and the API ignores or refuses it.", Example: "`Jobs.Search` takes no `Query`"},
		{ID: "body-media-type-changed", Source: OK, Request: Breaks, Response: OK, Why: "The body is sent as another media type, which old programs do not know.", Example: "JSON → a form"},
	})
}

func memberRules() []*Rule {
	return slices.Concat(placeRules("member", "member", "`Job.Title`"), []*Rule{
		{ID: "member-added", Source: OK, Request: OK, Response: OK, Minor: true, Why: "An optional member of requests is a new field that stays unset.", Example: "`JobCreate.Notes` is new"},
		{ID: "member-known", Source: Quiet, Request: OK, Response: OK, Minor: true, Why: "A member of responses has become a field, so `Extras` no longer has it.", Example: "`Job.Badge` is new; `job.Extras.Get(\"badge\")` finds nothing"},
		{ID: "member-required-added", Source: Quiet, Request: Breaks, Response: OK, Minor: true, Major: true, Why: "A required member of requests is a plain field: old code compiles and sends its zero value. Old programs do not send it at all.", Example: "`JobCreate.Region string` is new"},
		{ID: "member-removed", Source: Breaks, Request: Quiet, Response: Breaks, Why: "The field is gone. The API ignores or refuses it in requests, and programs that read it from responses find nothing.", Example: "`Employee.Manager` is gone"},
		{ID: "member-renamed", Source: Breaks, Request: OK, Response: OK, Why: "The field has another name in Go, and the same in JSON.", Example: "`Job.URL` is now `Job.URLField`"},
		{ID: "member-deprecated", Source: OK, Request: OK, Response: OK, Minor: true, Why: "It works as before, and will be removed some day.", Example: "`Job.Code` is deprecated"},
	})
}

func typeRules() []*Rule {
	return []*Rule{
		{ID: "type-added", Source: OK, Request: OK, Response: OK, Minor: true, Why: "A type that nobody uses yet.", Example: "`Attachment` is new"},
		{ID: "type-removed", Source: Breaks, Request: OK, Response: OK, Why: "Code that names the type no longer compiles. What it means on the wire, the places say that had it.", Example: "`RPCInput` is gone"},
		{ID: "type-renamed", Source: Breaks, Request: OK, Response: OK, Why: "All places that had the type have one of another name, which is alike.", Example: "`Job` is now `ATSJob`"},
		{ID: "type-split", Source: Breaks, Request: OK, Response: OK, Why: "The places that had the type have several instead, which are alike.", Example: "`Job` is now `ATSJob` or `HRISJob`"},
		{ID: "type-merged", Source: Breaks, Request: OK, Response: OK, Why: "Several types have become one, which is alike.", Example: "`ATSJob` and `HRISJob` are now `Job`"},
		{ID: "type-kind-changed", Source: Breaks, Request: Breaks, Response: Quiet, Why: "The type of this name is made of something else. The API refuses the old values, and an old program reads the new ones as absent.", Example: "`Query`: struct → union"},
		{ID: "value-added", Source: OK, Request: OK, Response: OK, Minor: true, Why: "A new constant. Enums are open: programs that do not know the value keep it.", Example: "`StatusArchived` is new"},
		{ID: "value-removed", Source: Breaks, Request: Breaks, Response: OK, Why: "The constant is gone, and the API refuses the value.", Example: "`DurationUnitWeeks` is gone"},
		{ID: "value-renamed", Source: Breaks, Request: OK, Response: OK, Why: "The constant has another name for the same value.", Example: "`StatusN1` is now `StatusActive`"},
		{ID: "variant-added", Source: OK, Request: OK, Response: Quiet, Minor: true, Why: "The union has a new alternative, which an old program does not know and only keeps.", Example: "`PetFromBird` is new"},
		{ID: "variant-removed", Source: Breaks, Request: Breaks, Response: OK, Why: "The accessor and the constructor are gone, and the API refuses the alternative.", Example: "`PetFromDog` is gone"},
		{ID: "discriminator-changed", Source: OK, Request: Breaks, Response: Breaks, Why: "Another property, or another value of it, tells the alternatives apart, so an old program takes the wrong one or none.", Example: "`Pet`: kind → type"},
	}
}

func apiRules() []*Rule {
	return []*Rule{
		{ID: "service-added", Source: OK, Request: OK, Response: OK, Minor: true, Why: "A group of methods that nobody calls yet.", Example: "`LMS.Courses` is new"},
		{ID: "service-removed", Source: Breaks, Request: OK, Response: OK, Why: "The field of the client is gone; what became of its methods, their own changes say.", Example: "`LMS.Courses` is gone"},
		{ID: "service-renamed", Source: Breaks, Request: OK, Response: OK, Why: "All methods of the service are in one of another name.", Example: "`Ticketing.Collections` is now `Ticketing.Projects`"},
		{ID: "error-type-added", Source: OK, Request: OK, Response: OK, Minor: true, Why: "An error that callers can tell apart now.", Example: "`*ConflictError` is new"},
		{ID: "error-type-removed", Source: Breaks, Request: OK, Response: OK, Why: "Code that asks for the type no longer compiles.", Example: "`*ConflictError` is gone"},
		{ID: "error-body-changed", Source: Breaks, Request: OK, Response: Quiet, Why: "The error holds another type of body.", Example: "`*ConflictError`: `Conflict` → `Problem`"},
		{ID: "error-added", Source: OK, Request: OK, Response: Quiet, Minor: true, Why: "The operation documents a status that was any other error before. To an old program it still is.", Example: "`Jobs.Create` returns `*ConflictError` for 409"},
		{ID: "error-removed", Source: Quiet, Request: OK, Response: OK, Why: "The operation no longer documents the status, which is a plain `*APIError` now if it comes.", Example: "`Jobs.Create` no longer returns `*ConflictError`"},
		{ID: "error-changed", Source: Quiet, Request: OK, Response: Quiet, Why: "The status has another error type, so code that asks for the old one compiles and finds nothing.", Example: "`Jobs.Create`, 409: `*ConflictError` → `*ProblemError`"},
		{ID: "server-added", Source: OK, Request: OK, Response: OK, Minor: true, Why: "Callers can choose the server.", Example: "`https://eu.example.com`"},
		{ID: "server-removed", Source: Quiet, Request: Quiet, Response: OK, Why: "Choosing the server compiles and fails; old programs go on sending to it.", Example: "`https://eu.example.com`"},
		{ID: "default-server-changed", Source: Quiet, Request: Quiet, Response: OK, Why: "Requests go to another server unless the caller chooses one.", Example: "`https://api.example.com` → `https://eu.example.com`"},
		{ID: "security-scheme-added", Source: OK, Request: OK, Response: OK, Minor: true, Why: "A way to give credentials that nobody uses yet.", Example: "`bearer` is new"},
		{ID: "security-scheme-removed", Source: Quiet, Request: Quiet, Response: OK, Why: "Credentials of the scheme are no longer sent. Whether an operation refuses them, its own changes say.", Example: "`bearer` is gone"},
		{ID: "security-scheme-changed", Source: Quiet, Request: Breaks, Response: OK, Why: "The scheme puts credentials elsewhere.", Example: "`key`: header → query"},
		{ID: "client-option-added", Source: OK, Request: OK, Response: OK, Minor: true, Why: "The client can hold a value for all its calls.", Example: "`WithAccountID` is new"},
		{ID: "client-option-removed", Source: Breaks, Request: OK, Response: OK, Why: "The option and the method for it are gone.", Example: "`WithAccountID` is gone"},
		{ID: "text-changed", Source: OK, Request: OK, Response: OK, Why: "Only comments and pages are different.", Example: "the description of `Jobs.List`"},
	}
}
