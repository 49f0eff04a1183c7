package runtime

import "slices"

// callParams are the optional parameters of an operation, which a call has as an option.
type callParams struct {
	op  *operation
	add func(*request)
}

func (s *settings) addParams(op *operation, add func(*request)) {
	s.params = append(slices.Clip(s.params), callParams{op, add})
}

// addParams adds the optional parameters to the request. Those of another operation, or
// given twice, are mistakes.
func (req *request) addParams() {
	for i, p := range req.settings.params {
		switch {
		case p.op != req.op:
			req.settings.reject("an option has the parameters of %s, which %s does not take", p.op.name, req.op.name)
		case i > 0:
			req.settings.reject("the option with the parameters of %s is given twice", req.op.name)
		default:
			p.add(req)
		}
	}
}

// takeParams parts the first option with the parameters of an operation from the others.
func takeParams[P CallOption](opts []CallOption) (params P, others []CallOption) {
	for i, opt := range opts {
		given, ok := opt.(P)
		if pointer, isPointer := any(opt).(*P); isPointer && pointer != nil {
			given, ok = *pointer, true
		}
		if ok {
			return given, slices.Delete(slices.Clone(opts), i, i+1)
		}
	}
	return params, opts
}

// withParams adds parameters to the options of a call, and leaves the caller's as they are.
func withParams(opts []CallOption, params CallOption) []CallOption {
	return append(slices.Clip(opts), params)
}
