package stackone

import "testing"

func TestRoundTrip(t *testing.T) {
	v := roundTrip[Matrix](t, `{
		"scalar": "s", "scalar_null": null, "scalar_opt_null": null,
		"list": [1, null], "list_null": null, "list_opt_null": [null, 2],
		"map": {"a": null, "b": true}, "map_null": null,
		"object": {}, "object_null": null, "object_opt_null": {"value": 1},
		"enum": "red", "enum_null": null, "enum_opt_null": null, "nothing": null
	}`)
	inMap := v.Map["a"]
	want(t, "List[1].IsNull", v.List[1].IsNull(), true)
	want(t, "Map[a].IsNull", inMap.IsNull(), true)
	want(t, "EnumNull.IsNull", v.EnumNull.IsNull(), true)
	want(t, "EnumOptNull.IsNull", v.EnumOptNull.IsNull(), true)
	want(t, "values of EnumNull", len(MatrixEnumNull("").Values()), 2)
}
