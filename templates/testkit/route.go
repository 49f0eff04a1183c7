package testkit

import (
	"cmp"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// route is an operation with its path taken apart.
type route struct {
	operation *operation
	segments  [][]piece
}

// piece is a part of a segment of a path: text, or a parameter, of whose value it may be
// one segment or any number of them.
type piece struct {
	text      string // that must be there; empty for any
	parameter string // its name
	many      bool
}

func newRoute(o *operation) route {
	r := route{operation: o}
	for _, segment := range splitTemplate(o.path) {
		r.segments = append(r.segments, parseSegment(segment))
	}
	return r
}

// splitTemplate splits a template at its slashes. A parameter with a pattern, as in
// {name=folders/*}, becomes the segments of the pattern.
func splitTemplate(template string) []string {
	var segments []string
	depth, begin := 0, 0
	for i := 0; i <= len(template); i++ {
		switch {
		case i == len(template) || template[i] == '/' && depth <= 0:
			segments = append(segments, expand(template[begin:i])...)
			begin = i + 1
		case template[i] == '{':
			depth++
		case template[i] == '}':
			depth--
		}
	}
	return segments
}

// expand writes a parameter with a pattern as one segment for each of the pattern's.
func expand(segment string) []string {
	open, end := strings.IndexByte(segment, '{'), strings.LastIndexByte(segment, '}')
	if open < 0 || end < open {
		return []string{segment}
	}
	name, pattern, found := strings.Cut(segment[open+1:end], "=")
	if !found || strings.ContainsAny(segment[open+1:end], "{}") {
		return []string{segment}
	}
	parts := strings.Split(pattern, "/")
	for i, part := range parts {
		parts[i] = "{" + name + "=" + part + "}"
	}
	parts[0] = segment[:open] + parts[0]
	parts[len(parts)-1] += segment[end+1:]
	return parts
}

func parseSegment(segment string) []piece {
	var pieces []piece
	for segment != "" {
		open := strings.IndexByte(segment, '{')
		end := strings.IndexByte(segment, '}')
		if open < 0 || end < open {
			return append(pieces, piece{text: segment})
		}
		if open > 0 {
			pieces = append(pieces, piece{text: segment[:open]})
		}
		name, pattern, _ := strings.Cut(segment[open+1:end], "=")
		switch pattern {
		case "", "*":
			pieces = append(pieces, piece{parameter: name})
		case "**":
			pieces = append(pieces, piece{parameter: name, many: true})
		default:
			pieces = append(pieces, piece{text: pattern, parameter: name})
		}
		segment = segment[end+1:]
	}
	return pieces
}

// pathValue is what a parameter has in a segment.
type pathValue struct{ name, text string }

// matchPieces holds a text against its template and collects the parameters, none of
// which is empty.
func matchPieces(pieces []piece, text string, values []pathValue) ([]pathValue, bool) {
	if len(pieces) == 0 {
		return values, text == ""
	}
	first, rest := pieces[0], pieces[1:]
	if first.text != "" {
		behind, ok := strings.CutPrefix(text, first.text)
		if first.parameter != "" {
			values = append(slices.Clip(values), pathValue{first.parameter, first.text})
		}
		if !ok {
			return nil, false
		}
		return matchPieces(rest, behind, values)
	}
	for end := 1; end <= len(text); end++ {
		if found, ok := matchPieces(rest, text[end:], append(slices.Clip(values), pathValue{first.parameter, text[:end]})); ok {
			return found, true
		}
	}
	return nil, false
}

// matchSegments holds segments against their templates: one with a parameter of any
// number of segments takes as many as it can.
func matchSegments(templates [][]piece, segments []string, values []pathValue) ([]pathValue, bool) {
	if len(templates) == 0 {
		return values, len(segments) == 0
	}
	most := min(1, len(segments))
	if slices.ContainsFunc(templates[0], func(p piece) bool { return p.many }) {
		most = len(segments)
	}
	for n := most; n > 0; n-- {
		found, ok := matchPieces(templates[0], strings.Join(segments[:n], "/"), values)
		if !ok {
			continue
		}
		if found, ok = matchSegments(templates[1:], segments[n:], found); ok {
			return found, true
		}
	}
	return nil, false
}

// match holds the segments of a path against the template.
func (r route) match(segments []string) (values map[string]string, ok bool) {
	found, ok := matchSegments(r.segments, segments, nil)
	if !ok {
		return nil, false
	}
	values = map[string]string{}
	for _, v := range found {
		if before, more := values[v.name]; more {
			v.text = before + "/" + v.text
		}
		values[v.name] = v.text
	}
	return values, true
}

// freedom tells how much a segment of the template leaves open.
func (r route) freedom(i int) int {
	open, many := 0, false
	for _, p := range r.segments[i] {
		if p.text == "" {
			open++
		}
		many = many || p.many
	}
	switch {
	case open == 0:
		return 0
	case many:
		return 3
	case open < len(r.segments[i]):
		return 1
	}
	return 2
}

// narrower says that r is to be preferred where both match: the first segment in
// which they differ leaves less open.
func (r route) narrower(other route) bool {
	for i := range min(len(r.segments), len(other.segments)) {
		if a, b := r.freedom(i), other.freedom(i); a != b {
			return a < b
		}
	}
	return false
}

// finding is the operation that a request is for, or why there is none.
type finding struct {
	operation *operation
	values    map[string]string

	status  int
	problem string
	allowed []string // methods that the path has
}

// find returns the first operation of a path.
func (s *Server) find(method, path string) finding {
	found, none := s.candidates(method, path)
	if len(found) == 0 {
		return none
	}
	return found[0]
}

// choose returns the operation of a request. Some have the same path in the description,
// up to what follows a # or a ?: the one that the request fits is meant, or else the one
// that the test has said something about.
func (s *Server) choose(r *http.Request, call Call) (best finding, problems []problem) {
	found, none := s.candidates(r.Method, call.Path)
	if len(found) == 0 {
		return none, []problem{{text: none.problem}}
	}
	for i, f := range forRequest(found, r.Header) {
		call.PathValues = f.values
		wrong := s.check(f.operation, r, call)
		if i == 0 || cmp.Or(
			cmp.Compare(len(wrong), len(problems)),
			cmp.Compare(len(best.operation.fixed), len(f.operation.fixed)),
			cmp.Compare(s.handles(best.operation), s.handles(f.operation)),
		) < 0 {
			best, problems = f, wrong
		}
	}
	return best, problems
}

// handles is 1 if a test has said how to answer an operation, and 0 otherwise.
func (s *Server) handles(o *operation) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.handlers[o.name] == nil {
		return 0
	}
	return 1
}

// candidates returns the operations whose templates fit a path best, or why there are
// none.
func (s *Server) candidates(method, path string) (fit []finding, none finding) {
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		if plain, err := url.PathUnescape(segment); err == nil {
			segments[i] = plain
		}
	}
	var best route
	for _, r := range s.routes {
		values, ok := r.match(segments)
		if !ok {
			continue
		}
		if r.operation.method != method {
			if !slices.Contains(none.allowed, r.operation.method) {
				none.allowed = append(none.allowed, r.operation.method)
			}
			continue
		}
		if best.operation == nil || r.narrower(best) {
			best, fit = r, nil
		}
		if !best.narrower(r) {
			fit = append(fit, finding{operation: r.operation, values: values})
		}
	}
	if len(fit) > 0 {
		return fit, finding{}
	}
	none.status = http.StatusNotFound
	none.problem = "No operation has this path"
	if len(none.allowed) > 0 {
		none.status = http.StatusMethodNotAllowed
		none.problem = "No operation has this method here"
	}
	if near := s.nearest(method, segments); near != nil {
		none.problem += "; the nearest is " + string(near.name) + ", " + near.method + " " + near.path
	}
	none.problem += "."
	return nil, none
}

// forRequest returns those of the operations with one method and path that a request can be
// for. Of those that send several media types, that is the one that sends the request's, or
// else the first; of those that read a response value by value, the one whose media type the
// request asks for.
func forRequest(found []finding, header http.Header) []finding {
	mediaType, _, _ := mime.ParseMediaType(header.Get("Content-Type")) // none for a request without a body
	sends := func(f finding) bool { return f.operation.sends == mediaType }
	known := slices.ContainsFunc(found, sends)
	asked := func(f finding) bool {
		return f.operation.accepts != "" && f.operation.accepts == header.Get("Accept")
	}
	asks := slices.ContainsFunc(found, asked)
	var left []finding
	for i, f := range found {
		fits := f.operation.sends == "" || sends(f) || !known && i == 0
		if fits && asked(f) == asks && (asks || f.operation.accepts == "") {
			left = append(left, f)
		}
	}
	return left
}

// nearest returns the operation that is probably meant; nil if there are none.
func (s *Server) nearest(method string, segments []string) *operation {
	const longest = 200 // bytes are compared with bytes, so that more would take long
	path := strings.Join(segments, "/")
	path = path[:min(len(path), longest)]
	var best route
	least := 0
	for _, r := range s.routes {
		d := distance(path, r.filled(segments))
		if r.operation.method != method {
			d++
		}
		if best.operation == nil || d < least || d == least && r.narrower(best) {
			best, least = r, d
		}
	}
	return best.operation
}

// filled returns the template with the parameters taken from a path.
func (r route) filled(segments []string) string {
	filled := make([]string, len(r.segments))
	for i, pieces := range r.segments {
		if r.freedom(i) > 0 && i < len(segments) {
			filled[i] = segments[i]
			continue
		}
		for _, p := range pieces {
			filled[i] += cmp.Or(p.text, "{"+p.parameter+"}")
		}
	}
	return strings.Join(filled, "/")
}

// distance counts the bytes to add, to leave out or to change between two texts.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
