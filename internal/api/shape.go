package api

import (
	"slices"
	"strings"
)

// Shape is how callers call an operation, as far as a later description could change it by
// an addition. Runs remember it.
type Shape struct {
	Input Input
	// Body is the media type of the body that is sent; empty without one.
	Body string
	// Results are what the method returns, each as a status and the way its content is
	// carried.
	Results []string
}

// Shape returns how callers call the operation.
func (o *Operation) Shape() Shape {
	shape := Shape{Input: o.Input()}
	if o.Body != nil {
		shape.Body = o.Body.mediaType()
	}
	for _, r := range o.Results {
		shape.Results = append(shape.Results, r.shape())
	}
	return shape
}

// shape names a result by its status and the way its content is carried.
func (r *Result) shape() string { return string(r.Status) + ":" + r.Content.String() }

func (c Content) String() string {
	return [...]string{"none", "json", "stream", "form", "multipart", "text", "sequence"}[c]
}

func (i Input) String() string { return [...]string{"request", "body"}[i] }

// String returns the shape as words of the form name=value.
func (s Shape) String() string {
	text := "input=" + s.Input.String()
	if s.Body != "" {
		text += " body=" + s.Body
	}
	if len(s.Results) > 0 {
		text += " result=" + strings.Join(s.Results, ",")
	}
	return text
}

// Set reads one of the words that String writes, and reports whether it could.
func (s *Shape) Set(name, value string) bool {
	switch name {
	case "input":
		s.Input = InputRequest
		if value == InputBody.String() {
			s.Input = InputBody
		}
		return value == s.Input.String()
	case "body":
		s.Body = value
	case "result":
		s.Results = strings.Split(value, ",")
	default:
		return false
	}
	return true
}

// Keep makes the operation called as a run before had it, where the description still
// allows that. Results that were added since do not change what the method returns: the
// operation gets a second one, which returns them all.
func (o *Operation) Keep(was Shape) {
	o.keepBody(was.Body)
	o.keepInput(was.Input)
	if len(was.Results) > 1 {
		o.several = len(o.Results) > 0
		return
	}
	kept := o.resultLike(was)
	if kept == nil || len(o.Results) == 1 && o.Results[0] == kept {
		return
	}
	o.addFull()
	if kept == o.Page() {
		o.Pagination = o.PageOfOne
	}
	o.Results = []*Result{kept}
	o.Accept = slices.Clone(kept.MediaTypes)
}

// mediaType is the media type without spaces, as one word of a shape.
func (b *Body) mediaType() string {
	return strings.NewReplacer(" ", "", "\t", "").Replace(b.MediaType)
}

// keepBody keeps the media type that is sent, where another one has become the usual way:
// the two change places.
func (o *Operation) keepBody(was string) {
	if was == "" || o.Body == nil || o.Body.mediaType() == was {
		return
	}
	ways := o.Ways()
	i := slices.IndexFunc(ways, func(way *Operation) bool { return way.Body != nil && way.Body.mediaType() == was })
	if i < 0 {
		return
	}
	usual, kept := o.Body, ways[i].Body
	for _, way := range append(ways, o) {
		switch way.Body {
		case usual:
			way.Body = kept
		case kept:
			way.Body = usual
			way.Variant = usual.Word + strings.TrimPrefix(way.Variant, kept.Word)
		}
	}
}

// keepInput keeps the way in. A request takes whatever there is; a body alone does only
// if nothing else is required. One that may be left out now is still asked for.
func (o *Operation) keepInput(was Input) {
	switch {
	case was == InputRequest:
		o.input = &was
	case o.Body != nil && !o.requiresMore():
		o.input = &was
		body := *o.Body
		body.Use.Required = true
		o.Body = &body
	}
}

// resultLike returns the result that is most like the one that the method returned: of the
// same content, and of the same status if there is one. It is nil if there is no other
// result, or none of that content; a method that returned nothing can go on so.
func (o *Operation) resultLike(was Shape) *Result {
	if len(o.Results) == 0 {
		return nil
	}
	first := "none" // the description had no success at all
	if len(was.Results) > 0 {
		first = was.Results[0]
	}
	content := first[strings.IndexByte(first, ':')+1:]
	var like *Result
	for _, r := range o.Results {
		if r.shape() == first {
			return r
		}
		if like == nil && r.Content.String() == content {
			like = r
		}
	}
	if like == nil && content == ContentStream.String() {
		// The content is left to the way that reads its values, since there is another one.
		for _, way := range o.Ways() {
			if r := way.SequenceResult(); r != nil {
				return &Result{Status: r.Status, Content: ContentStream, MediaTypes: r.MediaTypes, Doc: r.Doc, Pointer: r.Pointer, Pos: r.Pos}
			}
		}
	}
	if like == nil && content == ContentNone.String() {
		r := o.Results[0]
		like = &Result{Status: r.Status, Doc: r.Doc, Pointer: r.Pointer, Pos: r.Pos}
	}
	return like
}

// addFull adds the operation with all its results to its service.
func (o *Operation) addFull() {
	full := *o
	full.Of, full.Variant = o, "result"
	full.Name += " result"
	o.Full = &full
	full.Pagination, full.several, full.UsageExample = nil, true, false
	i := slices.Index(o.Service.Operations, o)
	o.Service.Operations = slices.Insert(o.Service.Operations, i+1, &full)
}
