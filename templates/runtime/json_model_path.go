package runtime

import "strconv"

// jsonPathStep is one container on the way to a value.
type jsonPathStep struct {
	list      bool
	index     int
	key       string
	beforeKey bool // the name of the coming member has not been read yet
}

// maxPathSteps keeps the path of a deeply nested value readable: what is left
// out lies in the middle, since both ends tell more.
const maxPathSteps = 24

// jsonPath returns the path of the value at the given offset of text. Readers
// and writers keep no path; it is found from the text once an error needs it,
// so text may be incomplete or broken from the offset on.
func jsonPath(text string, offset int) string {
	scan := pathScan{text: text}
	return scan.to(offset)
}

// pathScan finds the paths of several values of a text, in the order of their offsets.
type pathScan struct {
	text  string
	at    int
	steps []jsonPathStep
}

// to returns the path of the value at an offset, which is not before those of earlier
// calls.
func (s *pathScan) to(offset int) string {
	for ; s.at < offset && s.at < len(s.text); s.at++ {
		last := len(s.steps) - 1
		switch s.text[s.at] {
		case '{':
			s.steps = append(s.steps, jsonPathStep{beforeKey: true})
		case '[':
			s.steps = append(s.steps, jsonPathStep{list: true})
		case '}', ']':
			if last >= 0 {
				s.steps = s.steps[:last]
			}
		case ',':
			if last >= 0 {
				s.steps[last].index++
				s.steps[last].beforeKey = true
			}
		case ':':
			if last >= 0 {
				s.steps[last].beforeKey = false
			}
		case '"':
			r := jsonReader{text: s.text, pos: s.at}
			key, _ := r.token()
			if last >= 0 && !s.steps[last].list && s.steps[last].beforeKey {
				s.steps[last].key = key
			}
			s.at = r.pos - 1
		}
	}
	return joinSteps(s.steps)
}

// joinSteps writes a path.
func joinSteps(steps []jsonPathStep) string {
	path := ""
	for i, step := range steps {
		if len(steps) > maxPathSteps && i >= maxPathSteps/2 && i < len(steps)-maxPathSteps/2 {
			if i == maxPathSteps/2 {
				path += "…"
			}
			continue
		}
		switch {
		case step.list:
			path += "[" + strconv.Itoa(step.index) + "]"
		case step.beforeKey:
			// The fault lies between two members of the last container.
		case isPathName(step.key):
			path = joinNonEmpty(path, ".", step.key)
		default:
			path += "[" + strconv.Quote(step.key) + "]"
		}
	}
	return path
}

// isPathName reports whether a member's name can be in a path unquoted.
func isPathName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := c == '_' || c == '$' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		digit := '0' <= c && c <= '9' || c == '-'
		if !letter && (i == 0 || !digit) {
			return false
		}
	}
	return s != ""
}
