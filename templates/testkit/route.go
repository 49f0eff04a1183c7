package testkit

import (
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

// piece is a part of a segment of a path: text, or a parameter.
type piece struct {
	text      string // or the name of the parameter
	parameter bool
}

func newRoute(o *operation) route {
	r := route{operation: o}
	for segment := range strings.SplitSeq(o.path, "/") {
		r.segments = append(r.segments, parseSegment(segment))
	}
	return r
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
		pieces = append(pieces, piece{text: segment[open+1 : end], parameter: true})
		segment = segment[end+1:]
	}
	return pieces
}

// matchPieces holds a segment against its template and collects the parameters,
// none of which is empty.
func matchPieces(pieces []piece, segment string, values map[string]string) bool {
	if len(pieces) == 0 {
		return segment == ""
	}
	first, rest := pieces[0], pieces[1:]
	if !first.parameter {
		behind, ok := strings.CutPrefix(segment, first.text)
		return ok && matchPieces(rest, behind, values)
	}
	for end := 1; end <= len(segment); end++ {
		if matchPieces(rest, segment[end:], values) {
			values[first.text] = segment[:end]
			return true
		}
	}
	return false
}

// match holds the segments of a path against the template.
func (r route) match(segments []string) (values map[string]string, ok bool) {
	if len(segments) != len(r.segments) {
		return nil, false
	}
	values = map[string]string{}
	for i, segment := range segments {
		if !matchPieces(r.segments[i], segment, values) {
			return nil, false
		}
	}
	return values, true
}

// freedom tells how much a segment of the template leaves open.
func (r route) freedom(i int) int {
	parameters := 0
	for _, p := range r.segments[i] {
		if p.parameter {
			parameters++
		}
	}
	switch {
	case parameters == 0:
		return 0
	case parameters < len(r.segments[i]):
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

func (s *Server) find(method, path string) finding {
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		if plain, err := url.PathUnescape(segment); err == nil {
			segments[i] = plain
		}
	}
	var best route
	var found finding
	for _, r := range s.routes {
		values, ok := r.match(segments)
		if !ok {
			continue
		}
		if r.operation.method != method {
			if !slices.Contains(found.allowed, r.operation.method) {
				found.allowed = append(found.allowed, r.operation.method)
			}
			continue
		}
		if best.operation == nil || r.narrower(best) {
			best = r
			found.operation, found.values = r.operation, values
		}
	}
	if found.operation != nil {
		return found
	}
	found.status = http.StatusNotFound
	found.problem = "No operation has this path"
	if len(found.allowed) > 0 {
		found.status = http.StatusMethodNotAllowed
		found.problem = "No operation has this method here"
	}
	if near := s.nearest(method, segments); near != nil {
		found.problem += "; the nearest is " + string(near.name) + ", " + near.method + " " + near.path
	}
	found.problem += "."
	return found
}

// way returns which of the operations with one method and path a request is for: that
// with the media types of its body and of the response it asks for, or else the first.
func (s *Server) way(first *operation, header http.Header) *operation {
	if !first.ways {
		return first
	}
	mediaType, _, _ := mime.ParseMediaType(header.Get("Content-Type")) // none for a request without a body
	best, fit := first, 0
	for _, r := range s.routes {
		o := r.operation
		if o.method != first.method || o.path != first.path || o.accepts != "" && o.accepts != header.Get("Accept") {
			continue
		}
		found := 0
		if o.accepts != "" {
			found++
		}
		if o.sends != "" && o.sends == mediaType {
			found += 2
		}
		if found > fit {
			best, fit = o, found
		}
	}
	return best
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
	filled := strings.Split(r.operation.path, "/")
	for i := range filled {
		if r.freedom(i) > 0 && i < len(segments) {
			filled[i] = segments[i]
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
