package names

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/api/apitest"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// name decides the names of a sample and returns what was said about them.
func name(t interface{ Fatal(...any) }, s *apitest.Sample) (*Table, []diag.Diagnostic) {
	var ds diag.List
	names, err := Decide(&s.API, Options{}, &ds)
	if err != nil {
		t.Fatal(err)
	}
	return names, ds.All()
}

func codes(ds []diag.Diagnostic) []string {
	var list []string
	for _, d := range ds {
		list = append(list, d.Code)
	}
	return list
}

func TestReservedNames(t *testing.T) {
	s := &apitest.Sample{}
	str := apitest.Scalar(api.String)
	for wire, want := range map[string]string{
		"Client": "ClientModel", "client": "ClientModel", "Time": "TimeModel", "opt": "OptModel", "APIError": "APIErrorModel",
		"New": "NewModel", "with_header": "WithHeaderModel", "Pet": "Pet", "string": "String",
	} {
		alone := &apitest.Sample{}
		typ := alone.Object(wire, apitest.Required("id", str))
		names, ds := name(t, alone)
		if got := names.Type(typ); got != want || len(ds) != 0 {
			t.Errorf("schema %s is %s, not %s (%v)", wire, got, want, ds)
		}
	}
	typ := s.Object("Pet", apitest.Required("extra", str), apitest.Required("Extras", str),
		apitest.Required("additional-properties", str), apitest.Required("marshal json", str), apitest.Required("decode_json", str), apitest.Required("Extra", str))
	names, ds := name(t, s)
	want := []string{"Extra", "ExtrasField", "AdditionalPropertiesField", "MarshalJSONField", "DecodeJSON", "Extra2"}
	if diff := cmp.Diff(want, names.Fields(typ)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"name-renumbered"}, codes(ds)); diff != "" {
		t.Error(diff)
	}
}

func TestCollisions(t *testing.T) {
	t.Run("schemas", func(t *testing.T) {
		s := &apitest.Sample{}
		first := s.Object("pet_id")
		second := s.Object("PetId")
		_, ds := name(t, s)
		// The plainer name goes first.
		if len(ds) != 1 || ds[0].Code != "name-renumbered" || ds[0].Severity != diag.Warning || ds[0].Hint == "" ||
			ds[0].Pos != first.Pos || len(ds[0].Related) != 1 || ds[0].Related[0].Pos != second.Pos {
			t.Fatalf("%+v", ds)
		}
	})
	t.Run("operations", func(t *testing.T) {
		s := &apitest.Sample{}
		s.Operation("pets", "list_all", &api.Operation{})
		s.Operation("pets", "listAll", &api.Operation{ID: "other"})
		_, ds := name(t, s)
		if diff := cmp.Diff([]string{"name-renumbered"}, codes(ds)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("request and schema", func(t *testing.T) {
		s := &apitest.Sample{}
		s.Object("PetsListRequest")
		o := s.Operation("pets", "list", &api.Operation{})
		names, ds := name(t, s)
		if got := names.Operation(o).Request; got != "PetsListRequest2" {
			t.Errorf("the request is %s", got)
		}
		if diff := cmp.Diff([]string{"name-renumbered"}, codes(ds)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("errors", func(t *testing.T) {
		s := &apitest.Sample{}
		body := s.Object("Error")
		s.Object("ValidationError")
		s.Object("NotFoundError")
		of := func(source api.ErrorSource, name string, status api.Status, context ...string) {
			s.Errors = append(s.Errors, &api.ErrorType{Source: source, Name: name, Statuses: []api.Status{status}, Context: context, Body: body})
		}
		of(api.ErrorOfStatus, "Bad Request", "400")
		of(api.ErrorOfSchema, "BadRequestResponse", "400")
		of(api.ErrorOfSchema, "Error", "500")
		of(api.ErrorOfSchema, "ValidationError", "422")
		of(api.ErrorOfSchema, "APIError", "409")
		of(api.ErrorOfStatus, "Conflict", "409", "Fault")
		of(api.ErrorOfStatus, "Not Found", "404")
		of(api.ErrorOfStatus, "Not Found", "404", "pets", "get")
		of(api.ErrorOfStatus, "Not Found", "404")
		of(api.ErrorOfStatus, "Not Found", "404")
		of(api.ErrorOfStatus, "Client", "4XX")
		names, ds := name(t, s)
		var got []string
		for _, e := range s.Errors {
			got = append(got, names.Error(e))
		}
		want := []string{"BadRequestStatusError", "BadRequestError", "InternalServerError", "UnprocessableEntityError", "ConflictError", "FaultConflictError",
			"NotFoundStatusError", "PetsGetNotFoundError", "NotFoundStatusError2", "NotFoundStatusError3", "ClientError"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"name-suffixed", "name-suffixed", "name-suffixed", "name-suffixed"}, codes(ds)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("constants", func(t *testing.T) {
		s := &apitest.Sample{}
		color := s.Enum("Color", api.String, "bmp", "*bmp", "Bmp", "3d", "red")
		s.Object("ColorRed")
		names, ds := name(t, s)
		want := []string{"ColorBmp", "ColorStarBmp", "ColorBmp2", "Color3d", "ColorRed2"}
		if diff := cmp.Diff(want, names.Constants(color)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"name-renumbered", "name-renumbered"}, codes(ds)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("parameters", func(t *testing.T) {
		s := &apitest.Sample{}
		str := apitest.Scalar(api.String)
		o := s.Operation("pets", "list", &api.Operation{Parameters: []*api.Parameter{
			apitest.Parameter(api.InHeader, "x-account-id", str, true), apitest.Parameter(api.InQuery, "x-account-id", str, false),
			apitest.Parameter(api.InQuery, "X_Account_ID", str, false), apitest.Parameter(api.InQuery, "body", str, false),
		}})
		names, ds := name(t, s)
		want := []string{"XAccountID", "XAccountIDQuery", "XAccountIDQuery2", "BodyField"}
		if diff := cmp.Diff(want, names.Operation(o).Parameters); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"name-suffixed", "name-suffixed"}, codes(ds)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("method and nested service", func(t *testing.T) {
		s := &apitest.Sample{}
		o := s.Operation("hris", "employees", &api.Operation{})
		s.Operation("hris.employees", "list", &api.Operation{})
		s.Globals = []*api.Global{{Name: "x-account-id", Label: "account-id", In: api.InHeader}}
		s.Operation("for_account", "list", &api.Operation{ID: "x"})
		names, ds := name(t, s)
		got := []string{names.Operation(o).Method, names.Service(s.Service("hris.employees")).Selector,
			names.Service(s.Service("for_account")).Selector}
		if diff := cmp.Diff([]string{"Employees", "HRIS.EmployeesService", "ForAccountService"}, got); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"name-suffixed"}, codes(ds)); diff != "" {
			t.Error(diff)
		}
	})
}

// What a client holds is named by its label, which never takes an option of the runtime.
func TestGlobals(t *testing.T) {
	s := &apitest.Sample{}
	for _, label := range []string{"account-id", "Header", "TenantID", "tenant", "tenant"} {
		s.Globals = append(s.Globals, &api.Global{Name: label, Label: label, In: api.InHeader})
	}
	s.Operation("for_account", "list", &api.Operation{})
	table, ds := name(t, s)
	var got []string
	for _, g := range s.Globals {
		named := table.Global(g)
		got = append(got, named.Option+" "+named.Unset+" "+named.Method+" "+named.Noun)
	}
	want := []string{
		"WithAccountID WithoutAccountID ForAccount account ID", "WithHeaderHeader WithoutHeaderHeader ForHeader header",
		"WithTenantID WithoutTenantID ForTenant tenant ID", "WithTenant WithoutTenant ForTenant2 tenant",
		"WithTenantHeader WithoutTenantHeader ForTenant3 tenant",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if selector := table.Service(s.Service("for_account")).Selector; selector != "ForAccountService" {
		t.Errorf("the service is %s", selector)
	}
	if len(ds) > 0 {
		t.Error(ds)
	}
}

// A name that the user chose is taken, and who gives way says so. A word for a service is
// reported where it was chosen.
func TestCollisionsOfChosenNames(t *testing.T) {
	at := func(line int) diag.Position { return diag.Position{File: "stackone-gen.yaml", Line: line} }
	rename := func(from, to string, line int) Rename {
		return Rename{From: diag.Text{Value: from, Pos: at(line)}, To: diag.Text{Value: to, Pos: at(line)}}
	}
	for name, opts := range map[string]Options{
		"type, then type":       {Types: []Rename{rename("Cat", "Dog", 1)}},
		"type, and type before": {Types: []Rename{rename("Dog", "Cat", 1)}},
		"type and service":      {Types: []Rename{rename("Cat", "HRISService", 1)}},
		"service":               {Services: []Rename{rename("hris", "ats", 1)}},
		"service before":        {Services: []Rename{rename("ats", "hris", 1)}},
		"service and request":   {Services: []Rename{rename("hris.jobs", "places", 1)}},
	} {
		s := &apitest.Sample{}
		s.Object("Cat")
		s.Object("Dog")
		for _, group := range []string{"ats", "hris", "hris.jobs", "hris.places"} {
			s.Operation(group, "list", &api.Operation{ID: group, Parameters: []*api.Parameter{apitest.Parameter(api.InQuery, "q", apitest.Scalar(api.String), false)}})
		}
		var ds diag.List
		if _, err := Decide(&s.API, opts, &ds); err != nil {
			t.Fatal(err)
		}
		if len(ds.All()) == 0 {
			t.Errorf("%s: no collision", name)
		}
		for _, d := range ds.All() {
			if d.Hint == "" || strings.HasPrefix(name, "service") && d.Pos != at(1) && d.Related[0].Pos != at(1) {
				t.Errorf("%s: %v (%s)", name, d, d.Hint)
			}
		}
	}
}

func TestUnionNames(t *testing.T) {
	s := &apitest.Sample{}
	sms, email, push := s.Object("SmsMessageContents"), s.Object("EmailMessageContents"), s.Object("PushMessageContents")
	str := apitest.Scalar(api.String)
	for _, test := range []struct {
		union *api.Type
		want  string
	}{
		{s.Union(apitest.Scalar(api.Boolean), str), "BooleanOrString"},
		{s.Union(str, &api.Type{Kind: api.Free}, apitest.ListOf(apitest.Scalar(api.Integer32))), "StringOrObjectOrInt32Array"},
		{s.Union(sms, email, push), "SMSOrEmailOrPushMessageContents"},
		{s.Union(sms, str), "SMSMessageContentsOrString"},
		{s.Union(apitest.MapOf(str), apitest.ListOf(apitest.ListOf(email))), "StringMapOrEmailMessageContentsArrayArray"},
		{s.Union(apitest.Scalar(api.Number), s.Union(str, sms)), "NumberOrStringOrSMSMessageContents"},
	} {
		names, _ := name(t, s)
		if got := names.Type(test.union); got != test.want {
			t.Errorf("%s, not %s", got, test.want)
		}
	}
}

func TestFileNames(t *testing.T) {
	for path, want := range map[string]string{
		"connectSessions": "connect_sessions", "hris.employees": "hris_employees", "models": "models_service", "client": "client_service",
		"linux": "linux", "os.linux": "os_linux_service", "unit_test": "unit_test_service", "test": "test", "cpu.amd64": "cpu_amd64_service",
		"models.json": "models_json", "hris.json": "hris_json", "part.2": "part_2_service", "runtime.core": "runtime_core_service",
		"errors": "errors_service", "été": "été", "aux": "aux_service", "COM1": "com1_service", "com": "com", "sub.con": "sub_con",
		"enums": "enums_service", "hris.models": "hris_models_service", "hrisEnums": "hris_enums_service", "models.hris": "models_hris",
	} {
		s := &apitest.Sample{}
		service := s.Service(path)
		names, _ := name(t, s)
		if got := names.Service(service).File; got != want {
			t.Errorf("%s is in %s, not %s", path, got, want)
		}
	}
}

// given lists every name of a table by what has it.
func given(s *apitest.Sample, names *Table) map[string]string {
	all := map[string]string{}
	for _, t := range s.Types {
		all["type "+t.Ref] = names.Type(t)
		for i, f := range t.Fields {
			all["field "+t.Ref+" "+f.Name] = names.Fields(t)[i]
		}
		for i, v := range t.Values {
			all["value "+t.Ref+" "+v.Text] = names.Constants(t)[i]
		}
	}
	for _, service := range s.AllServices() {
		all["service "+strings.Join(service.Path, ".")] = fmt.Sprint(names.Service(service))
	}
	for _, o := range s.Operations() {
		n := names.Operation(o)
		all[fmt.Sprint("operation ", o.ID, len(o.Parameters) > 0)] = n.Method + " " + n.Request
		for i, p := range o.Parameters {
			all["parameter "+o.ID+" "+p.In.String()+" "+p.Name] = n.Parameters[i]
		}
	}
	return all
}

// A description that grows keeps its names, or else someone is told where one
// changed.
func TestNamesAreStable(t *testing.T) {
	wire := rapid.SampledFrom([]string{
		"pet", "Pet", "pets", "list", "PetsListRequest", "pet_kind", "PetKind", "kind", "dog", "*dog", "PetKindDog", "Client", "id", "Id",
		"Error", "employees", "extra",
	})
	rapid.Check(t, func(t *rapid.T) {
		type step struct {
			what string
			add  func(s *apitest.Sample)
		}
		drawSchema := func(label string) step {
			wireName, fields := wire.Draw(t, label), rapid.SliceOfNDistinct(wire, 0, 4, rapid.ID).Draw(t, label+" members")
			isEnum := rapid.Bool().Draw(t, label+" is an enum")
			return step{"schema " + wireName, func(s *apitest.Sample) {
				if slices.ContainsFunc(s.Types, func(t *api.Type) bool { return t.Path[0] == wireName }) {
					return
				}
				if isEnum {
					s.Enum(wireName, api.String, fields...)
					return
				}
				typ := s.Object(wireName)
				for _, f := range fields {
					typ.Fields = append(typ.Fields, apitest.Optional(f, apitest.Scalar(api.String)))
					typ.Fields[len(typ.Fields)-1].Pos = s.Pos()
				}
			}}
		}
		drawOperation := func(label string) step {
			path, method := wire.Draw(t, label), wire.Draw(t, label+" method")
			if rapid.Bool().Draw(t, label+" is nested") {
				path += "." + wire.Draw(t, label+" below")
			}
			params := rapid.SliceOfNDistinct(wire, 0, 3, rapid.ID).Draw(t, label+" parameters")
			id := path + "/" + method
			return step{"operation " + id, func(s *apitest.Sample) {
				if slices.ContainsFunc(s.Operations(), func(o *api.Operation) bool { return o.ID == id }) {
					return
				}
				o := &api.Operation{ID: id}
				for _, p := range params {
					o.Parameters = append(o.Parameters, apitest.Parameter(api.InQuery, p, apitest.Scalar(api.String), false))
				}
				s.Operation(path, method, o)
			}}
		}
		draw := func(label string) step {
			if rapid.Bool().Draw(t, label+" is a schema") {
				return drawSchema(label)
			}
			return drawOperation(label)
		}
		var steps []step
		for i := range rapid.IntRange(0, 8).Draw(t, "steps") {
			steps = append(steps, draw(fmt.Sprint("step ", i)))
		}
		make := func(steps []step) (map[string]string, []diag.Diagnostic) {
			s := &apitest.Sample{}
			for _, step := range steps {
				step.add(s)
			}
			names, ds := name(t, s)
			return given(s, names), ds
		}
		// One of the same name would take the place of what is there, and be another.
		added := draw("new")
		steps = slices.DeleteFunc(steps, func(s step) bool { return s.what == added.what })
		before, known := make(steps)
		again, _ := make(steps)
		if diff := cmp.Diff(before, again); diff != "" {
			t.Fatalf("not deterministic: %s", diff)
		}
		at := rapid.IntRange(0, len(steps)).Draw(t, "place of the new one")
		after, ds := make(slices.Insert(slices.Clone(steps), at, added))
		told := slices.ContainsFunc(ds, func(d diag.Diagnostic) bool {
			return !slices.ContainsFunc(known, func(k diag.Diagnostic) bool { return k.Message == d.Message })
		})
		for what, old := range before {
			if now := after[what]; now != old && !told {
				t.Fatalf("%s was %s and is now %q, and nobody says so", what, old, now)
			}
		}
	})
}
