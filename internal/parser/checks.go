package parser

// checkResponses reports responses without the description that the
// specification asks for.
func (r *reader) checkResponses() {
	walk(place{r.root, roleRoot, ""}, func(pl place) {
		if pl.role == roleResponse && pl.node.Get("$ref") == nil && pl.node.Get("description") == nil {
			r.diags.Warnf("missing-response-description", pl.node.Pos, "the response has no description").Pointer = pl.pointer
		}
	})
}
