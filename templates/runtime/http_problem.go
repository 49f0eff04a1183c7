package runtime

import (
	"context"
	"slices"
	"strings"
)

// Problem is a value in a response that is of another kind than the API's description
// promises: a number where it has a string, or a text that is not a time. The member
// counts as absent, or is zero if it is required, and Extras.Get of its model returns the
// JSON that came. A Problem never quotes values of the document, so it can be logged.
type Problem struct {
	// Path leads to the value, for example data[3].work_location.id.
	Path string
	// Offset is the position of the value, in bytes from the start of the body.
	Offset int64
	// Expected describes what the description promises, as in "a string".
	Expected string
	// Found describes what came instead, as in "a number".
	Found string
}

// String describes the problem in one line.
func (p Problem) String() string { return p.Path + ": expected " + p.Expected + ", found " + p.Found }

// maxProblems is how many problems of one response are listed.
const maxProblems = 100

// WithProblems calls a function for each value of a response that is of another kind than
// the API's description promises, also in the bodies of errors. The function is called
// before the call returns, possibly by several goroutines at once; [OperationFromContext]
// returns the operation from its context.
func WithProblems(hear func(ctx context.Context, problem Problem)) Option {
	return anyOption(func(s *settings) {
		if hear == nil {
			s.reject("WithProblems: the function is nil")
		}
		s.problems = hear
	})
}

// WithStrictDecoding makes a value of another kind than the API's description promises
// fail the call with a [*DecodeError], instead of costing one member. In the body of an
// error it is the DecodeErr of the error.
func WithStrictDecoding() Option {
	return anyOption(func(s *settings) { s.strict = true })
}

// reading returns how the responses of the call are read.
func (s *settings) reading() reading {
	if s.problems != nil {
		return reading{strict: s.strict, most: maxBody, foreign: s.foreign} // a listener gets all of them
	}
	return reading{strict: s.strict, most: maxProblems, foreign: s.foreign}
}

// tell reports the problems of a body that was read.
func (req *request) tell(ctx context.Context, found *problems, body []byte, status, number int) {
	if found == nil {
		return
	}
	ctx = &attempt{Context: ctx, req: req, number: number}
	slices.SortStableFunc(found.listed, func(a, b foundProblem) int { return a.offset - b.offset })
	var listed []Problem
	scan := pathScan{text: borrowed(body)}
	for _, f := range found.listed {
		p := Problem{Path: strings.Clone(scan.to(f.offset)), Offset: int64(f.offset), Expected: f.expected, Found: f.found}
		if len(listed) < maxProblems {
			listed = append(listed, p)
		}
		if hear := req.settings.problems; hear != nil {
			hear(ctx, p)
		}
	}
	if response := req.settings.response; response != nil {
		response.Problems, response.ProblemCount = listed, found.total
	}
	if log := req.settings.log; log != nil {
		log(ctx, logRecord{op: req.op, status: status, attempt: number, problem: &listed[0], problems: found.total})
	}
}
