package runtime

// The models of this file are what the generator writes for a description that
// has one field of every shape.

type sampleKind string

type sampleAddress struct {
	City string
	Zip  Opt[string]
	Extras
}

var sampleAddressRequired = []string{"city"}

func (m *sampleAddress) decodeJSON(r *jsonReader) {
	for o := r.object(m, sampleAddressRequired); o.next(); {
		switch o.key {
		case "city":
			o.seen(0)
			readString(&m.City, r)
		case "zip":
			readOpt(&m.Zip, r, readString)
		default:
			o.keepUnknown()
		}
	}
}

func (m *sampleAddress) encodeJSON(w *jsonWriter) {
	o := w.object(&m.Extras)
	writeField(&o, "city", &m.City, writeString)
	writeOpt(&o, "zip", &m.Zip, writeString)
	o.end()
}

func (m sampleAddress) MarshalJSON() ([]byte, error) { return marshalModel(&m) }

func (m *sampleAddress) UnmarshalJSON(data []byte) error { return unmarshalModel(data, m) }

type sampleModel struct {
	ID        float64
	Name      string
	CreatedAt Time
	Active    bool
	Count     int64
	Home      sampleAddress
	Codes     []int32
	Scores    map[string]float64
	Free      map[string]any
	Blob      []byte
	Anything  JSONValue
	Pet       samplePet

	Label    Opt[string]
	Kind     Opt[sampleKind]
	Ratio    Opt[float32]
	Born     Opt[Time]
	Local    Opt[Time]
	Metadata Opt[map[string]any]
	Kinds    Opt[[]sampleKind]
	Names    Opt[[]Opt[string]]
	Parent   Opt[*sampleModel]
	Work     Opt[sampleAddress]
	Homes    Opt[[]sampleAddress]
	ByName   Opt[map[string]sampleAddress]
	Either   Opt[sampleEither]
	Value    Opt[JSONValue]
	Open     Opt[sampleOpen]
	Extras
}

var sampleModelRequired = []string{
	"id", "name", "created_at", "active", "count", "home", "codes", "scores", "free", "blob", "anything", "pet",
}

func (m *sampleModel) decodeJSON(r *jsonReader) {
	for o := r.object(m, sampleModelRequired); o.next(); {
		switch o.key {
		case "id":
			o.seen(0)
			readFloat(&m.ID, r)
		case "name":
			o.seen(1)
			readString(&m.Name, r)
		case "created_at":
			o.seen(2)
			readTime(&m.CreatedAt, r)
		case "active":
			o.seen(3)
			readBool(&m.Active, r)
		case "count":
			o.seen(4)
			readInt(&m.Count, r)
		case "home":
			o.seen(5)
			readModel(&m.Home, r, (*sampleAddress).decodeJSON)
		case "codes":
			o.seen(6)
			readList(&m.Codes, r, readInt)
		case "scores":
			o.seen(7)
			readMap(&m.Scores, r, readFloat)
		case "free":
			o.seen(8)
			readObject(&m.Free, r)
		case "blob":
			o.seen(9)
			readBytes(&m.Blob, r)
		case "anything":
			o.seen(10)
			readValue(&m.Anything, r)
		case "pet":
			o.seen(11)
			readModel(&m.Pet, r, (*samplePet).decodeJSON)
		case "label":
			readOpt(&m.Label, r, readString)
		case "kind":
			readOpt(&m.Kind, r, readString)
		case "ratio":
			readOpt(&m.Ratio, r, readFloat)
		case "born":
			readOpt(&m.Born, r, readTime)
		case "local":
			readOpt(&m.Local, r, readTime)
		case "metadata":
			readOpt(&m.Metadata, r, readObject)
		case "kinds":
			readOpt(&m.Kinds, r, func(v *[]sampleKind, r *jsonReader) { readList(v, r, readString) })
		case "names":
			readOpt(&m.Names, r, func(v *[]Opt[string], r *jsonReader) {
				readList(v, r, func(v *Opt[string], r *jsonReader) { readOptItem(v, r, readString) })
			})
		case "parent":
			readOpt(&m.Parent, r, func(v **sampleModel, r *jsonReader) { readPointer(v, r, (*sampleModel).decodeJSON) })
		case "work":
			readOpt(&m.Work, r, (*sampleAddress).decodeJSON)
		case "homes":
			readOpt(&m.Homes, r, func(v *[]sampleAddress, r *jsonReader) { readList(v, r, (*sampleAddress).decodeJSON) })
		case "by_name":
			readOpt(&m.ByName, r, func(v *map[string]sampleAddress, r *jsonReader) { readMap(v, r, (*sampleAddress).decodeJSON) })
		case "either":
			readOpt(&m.Either, r, (*sampleEither).decodeJSON)
		case "value":
			readOpt(&m.Value, r, readValue)
		case "open":
			readOpt(&m.Open, r, (*sampleOpen).decodeJSON)
		default:
			o.keepUnknown()
		}
	}
}

func (m *sampleModel) encodeJSON(w *jsonWriter) {
	o := w.object(&m.Extras)
	writeField(&o, "id", &m.ID, writeFloat)
	writeField(&o, "name", &m.Name, writeString)
	writeField(&o, "created_at", &m.CreatedAt, writeTime)
	writeField(&o, "active", &m.Active, writeBool)
	writeField(&o, "count", &m.Count, writeInt)
	writeField(&o, "home", &m.Home, (*sampleAddress).encodeJSON)
	writeField(&o, "codes", &m.Codes, func(v *[]int32, w *jsonWriter) { writeList(v, w, writeInt) })
	writeField(&o, "scores", &m.Scores, func(v *map[string]float64, w *jsonWriter) { writeMap(v, w, writeFloat) })
	writeField(&o, "free", &m.Free, writeObject)
	writeField(&o, "blob", &m.Blob, writeBytes)
	writeField(&o, "anything", &m.Anything, writeValue)
	writeField(&o, "pet", &m.Pet, (*samplePet).encodeJSON)
	writeOpt(&o, "label", &m.Label, writeString)
	writeOpt(&o, "kind", &m.Kind, writeString)
	writeOpt(&o, "ratio", &m.Ratio, writeFloat)
	writeOpt(&o, "born", &m.Born, writeDate)
	writeOpt(&o, "local", &m.Local, writeLocalTime)
	writeOpt(&o, "metadata", &m.Metadata, writeObject)
	writeOpt(&o, "kinds", &m.Kinds, func(v *[]sampleKind, w *jsonWriter) { writeList(v, w, writeString) })
	writeOpt(&o, "names", &m.Names, func(v *[]Opt[string], w *jsonWriter) {
		writeList(v, w, func(v *Opt[string], w *jsonWriter) { writeOptItem(v, w, writeString) })
	})
	writeOpt(&o, "parent", &m.Parent, func(v **sampleModel, w *jsonWriter) { writePointer(v, w, (*sampleModel).encodeJSON) })
	writeOpt(&o, "work", &m.Work, (*sampleAddress).encodeJSON)
	writeOpt(&o, "homes", &m.Homes, func(v *[]sampleAddress, w *jsonWriter) { writeList(v, w, (*sampleAddress).encodeJSON) })
	writeOpt(&o, "by_name", &m.ByName, func(v *map[string]sampleAddress, w *jsonWriter) {
		writeMap(v, w, (*sampleAddress).encodeJSON)
	})
	writeOpt(&o, "either", &m.Either, (*sampleEither).encodeJSON)
	writeOpt(&o, "value", &m.Value, writeValue)
	writeOpt(&o, "open", &m.Open, (*sampleOpen).encodeJSON)
	o.end()
}

func (m sampleModel) MarshalJSON() ([]byte, error) { return marshalModel(&m) }

func (m *sampleModel) UnmarshalJSON(data []byte) error { return unmarshalModel(data, m) }

// sampleOpen has additional properties with a schema.
type sampleOpen struct {
	Size                 int
	Note                 Opt[string]
	AdditionalProperties map[string]float64
	Extras
}

var sampleOpenRequired = []string{"size"}

func (m *sampleOpen) decodeJSON(r *jsonReader) {
	for o := r.object(m, sampleOpenRequired); o.next(); {
		switch o.key {
		case "size":
			o.seen(0)
			readInt(&m.Size, r)
		case "note":
			readOpt(&m.Note, r, readString)
		default:
			readMember(&m.AdditionalProperties, &o, r, readFloat)
		}
	}
}

func (m *sampleOpen) encodeJSON(w *jsonWriter) {
	o := w.object(&m.Extras)
	writeField(&o, "size", &m.Size, writeInt)
	writeOpt(&o, "note", &m.Note, writeString)
	writeMembers(&o, m.AdditionalProperties, writeFloat)
	o.end()
}

func (m sampleOpen) MarshalJSON() ([]byte, error) { return marshalModel(&m) }

func (m *sampleOpen) UnmarshalJSON(data []byte) error { return unmarshalModel(data, m) }

// sampleEither is a union of kinds: one of a few strings, an integer, another
// number, a list of addresses or a free-form object.
type sampleEither struct{ union }

var sampleEitherKinds = []string{"big", "small"}

func (u sampleEither) asKind() (sampleKind, bool) { return unionAs[sampleKind](u.union) }

func (u *sampleEither) decodeJSON(r *jsonReader) {
	switch r.kind() {
	case kindString:
		if r.stringIn(sampleEitherKinds) {
			readVariant(&u.union, r, readString[sampleKind])
		} else {
			readVariant(&u.union, r, readTime)
		}
	case kindNumber:
		if r.isIntegral() {
			readVariant(&u.union, r, readInt[int64])
		} else {
			readVariant(&u.union, r, readFloat[float64])
		}
	case kindArray:
		readVariant(&u.union, r, func(v *[]sampleAddress, r *jsonReader) { readList(v, r, (*sampleAddress).decodeJSON) })
	case kindObject:
		readVariant(&u.union, r, readObject)
	default:
		r.unknownVariant(&u.union)
	}
}

func (u *sampleEither) encodeJSON(w *jsonWriter) {
	switch v := u.current().(type) {
	case sampleKind:
		writeString(&v, w)
	case Time:
		writeTime(&v, w)
	case int64:
		writeInt(&v, w)
	case float64:
		writeFloat(&v, w)
	case []sampleAddress:
		writeList(&v, w, (*sampleAddress).encodeJSON)
	case map[string]any:
		writeObject(&v, w)
	default:
		w.unknownVariant(&u.union)
	}
}

// samplePet is a union of objects, by discriminator or else by members.
type samplePet struct{ union }

func samplePetFromAddress(v sampleAddress) samplePet { return samplePet{union{value: v}} }

func (u samplePet) asAddress() (sampleAddress, bool) { return unionAs[sampleAddress](u.union) }

func (u samplePet) asOpen() (sampleOpen, bool) { return unionAs[sampleOpen](u.union) }

var samplePetRules = []variantRule{
	{required: []string{"city"}, known: []string{"city", "zip"}},
	{required: []string{"size"}, known: []string{"size", "note"}},
}

func (u *samplePet) decodeJSON(r *jsonReader) {
	switch r.discriminator("petType") {
	case "address":
		readVariant(&u.union, r, (*sampleAddress).decodeJSON)
		return
	case "open":
		readVariant(&u.union, r, (*sampleOpen).decodeJSON)
		return
	}
	switch r.matchObject(samplePetRules) {
	case 0:
		readVariant(&u.union, r, (*sampleAddress).decodeJSON)
	case 1:
		readVariant(&u.union, r, (*sampleOpen).decodeJSON)
	default:
		r.unknownVariant(&u.union)
	}
}

func (u *samplePet) encodeJSON(w *jsonWriter) {
	switch v := u.current().(type) {
	case sampleAddress:
		v.encodeJSON(w)
	case sampleOpen:
		v.encodeJSON(w)
	default:
		w.unknownVariant(&u.union)
	}
}

func (u samplePet) MarshalJSON() ([]byte, error) { return marshalModel(&u) }

func (u *samplePet) UnmarshalJSON(data []byte) error { return unmarshalModel(data, u) }
