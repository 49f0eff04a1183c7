package diag

// Since returns the findings that an earlier run did not have. Two are the same if their
// rules, pointers and messages are: positions move with every line that is added.
func Since(now, before []Diagnostic) []Diagnostic {
	type key struct{ code, pointer, message string }
	keyOf := func(d Diagnostic) key { return key{d.Code, d.Pointer, d.Message} }
	known := map[key]int{}
	for _, d := range before {
		known[keyOf(d)]++
	}
	var added []Diagnostic
	for _, d := range now {
		if k := keyOf(d); known[k] > 0 {
			known[k]--
			continue
		}
		added = append(added, d)
	}
	return added
}
