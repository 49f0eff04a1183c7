package runtime

// The models of this file are what the generator writes for a description that
// has one field of every shape.

type sampleKind string

type sampleAddress struct {
	City   string      `json:"city"`
	Zip    Opt[string] `json:"zip"`
	Extras Extras
}

func (m sampleAddress) MarshalJSON() ([]byte, error) { return marshalModel(&m) }

func (m *sampleAddress) UnmarshalJSON(data []byte) error { return unmarshalModel(data, m) }

type sampleModel struct {
	ID        float64            `json:"id"`
	Name      string             `json:"name"`
	CreatedAt Time               `json:"created_at"`
	Active    bool               `json:"active"`
	Count     int64              `json:"count"`
	Home      sampleAddress      `json:"home"`
	Codes     []int32            `json:"codes"`
	Scores    map[string]float64 `json:"scores"`
	Free      map[string]any     `json:"free"`
	Blob      []byte             `json:"blob"`
	Anything  JSONValue          `json:"anything"`
	Pet       samplePet          `json:"pet"`

	Label    Opt[string]                   `json:"label"`
	Kind     Opt[sampleKind]               `json:"kind"`
	Ratio    Opt[float32]                  `json:"ratio"`
	Born     Opt[Time]                     `json:"born" format:"date"`
	Local    Opt[Time]                     `json:"local" format:"local"`
	Metadata Opt[map[string]any]           `json:"metadata"`
	Kinds    Opt[[]sampleKind]             `json:"kinds"`
	Names    Opt[[]Opt[string]]            `json:"names"`
	Parent   Opt[*sampleModel]             `json:"parent"`
	Work     Opt[sampleAddress]            `json:"work"`
	Homes    Opt[[]sampleAddress]          `json:"homes"`
	ByName   Opt[map[string]sampleAddress] `json:"by_name"`
	Either   Opt[sampleEither]             `json:"either"`
	Value    Opt[JSONValue]                `json:"value"`
	Open     Opt[sampleOpen]               `json:"open"`
	Extras   Extras
}

func (m sampleModel) MarshalJSON() ([]byte, error) { return marshalModel(&m) }

func (m *sampleModel) UnmarshalJSON(data []byte) error { return unmarshalModel(data, m) }

// sampleOpen has additional properties with a schema.
type sampleOpen struct {
	Size                 int                `json:"size"`
	Note                 Opt[string]        `json:"note"`
	AdditionalProperties map[string]float64 `json:"-"`
	Extras               Extras
}

func (m sampleOpen) MarshalJSON() ([]byte, error) { return marshalModel(&m) }

func (m *sampleOpen) UnmarshalJSON(data []byte) error { return unmarshalModel(data, m) }

// sampleEither is a union of kinds: one of a few strings, an integer, another
// number, a list of addresses or a free-form object.
type sampleEither struct{ union }

func (sampleEither) variants() unionRules {
	return unionRules{variants: []unionVariant{
		{of: (*sampleKind)(nil), values: []string{`"big"`, `"small"`}},
		{of: (*Time)(nil)},
		{of: (*int64)(nil)},
		{of: (*float64)(nil)},
		{of: (*[]sampleAddress)(nil)},
		{of: (*map[string]any)(nil)},
	}}
}

func (u sampleEither) asKind() (sampleKind, bool) { return unionAs[sampleKind](u.union) }

// samplePet is a union of objects, by discriminator or else by members.
type samplePet struct{ union }

func samplePetFromAddress(v sampleAddress) samplePet { return samplePet{unionOf(v)} }

func (u samplePet) asAddress() (sampleAddress, bool) { return unionAs[sampleAddress](u.union) }

func (u samplePet) asOpen() (sampleOpen, bool) { return unionAs[sampleOpen](u.union) }

func (samplePet) variants() unionRules {
	return unionRules{
		discriminator: "petType",
		variants: []unionVariant{
			{
				of: (*sampleAddress)(nil), tags: []string{"address"},
				object: variantRule{required: []string{"city"}, known: []string{"city", "zip"}},
			},
			{
				of: (*sampleOpen)(nil), tags: []string{"open"},
				object: variantRule{required: []string{"size"}, known: []string{"size", "note"}},
			},
		},
	}
}

func (u samplePet) MarshalJSON() ([]byte, error) { return marshalModel(&u) }

func (u *samplePet) UnmarshalJSON(data []byte) error { return unmarshalModel(data, u) }
