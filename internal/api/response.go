package api

import (
	"slices"
	"strings"
)

// Primary returns the usual success: the first one with a code of its own, as a
// code that stands for a range may be documented on its own, too. It is nil for an
// operation without results.
func (o *Operation) Primary() *Result {
	for _, r := range o.Results {
		if _, exact := r.Status.Code(); exact {
			return r
		}
	}
	if len(o.Results) == 0 {
		return nil
	}
	return o.Results[0]
}

// Page returns the result that a page could be: the first JSON object. It is nil if there
// is none.
func (o *Operation) Page() *Result {
	for _, r := range o.Results {
		if r.Content == ContentJSON && r.Use.Type.Kind == Object {
			return r
		}
	}
	return nil
}

// SuccessCode returns the code of the usual success, 200 where the description
// leaves it open.
func (o *Operation) SuccessCode() int {
	if r := o.Primary(); r != nil {
		if code, exact := r.Status.Code(); exact {
			return code
		}
	}
	return 200
}

// SentType returns the content type to send, or to answer with, for content of the
// description: the first of its media types, unless that is a pattern such as */*.
func (c Content) SentType(mediaTypes ...string) string {
	if len(mediaTypes) > 0 && mediaTypes[0] != "" && !strings.Contains(mediaTypes[0], "*") {
		return mediaTypes[0]
	}
	switch c {
	case ContentJSON:
		return "application/json"
	case ContentText:
		return "text/plain"
	case ContentMultipart:
		return "multipart/form-data"
	}
	return "application/octet-stream"
}

// HasErrorTypes reports whether some errors of the operation have a type of their
// own.
func (o *Operation) HasErrorTypes() bool {
	return slices.ContainsFunc(o.Errors, func(c *ErrorCase) bool { return c.Error != nil })
}

// ErrorSet is a list of documented errors that operations share.
type ErrorSet struct {
	Cases []*ErrorCase
}

// Holds reports whether the errors of an operation are those of the set.
func (s *ErrorSet) Holds(o *Operation) bool {
	return slices.EqualFunc(s.Cases, o.Errors, func(x, y *ErrorCase) bool {
		return x.Status == y.Status && x.Error == y.Error
	})
}

// ErrorSets returns the distinct sets of errors with types of their own, in the
// order of the operations.
func (a *API) ErrorSets() []*ErrorSet {
	var sets []*ErrorSet
	for _, o := range a.Operations() {
		if o.HasErrorTypes() && !slices.ContainsFunc(sets, func(s *ErrorSet) bool { return s.Holds(o) }) {
			sets = append(sets, &ErrorSet{Cases: o.Errors})
		}
	}
	return sets
}

// CommonErrors returns the errors with types of their own that at least half of the
// operations document, by status: what need not be said of each of them.
func (a *API) CommonErrors() []*ErrorCase {
	operations := a.Operations()
	var cases []*ErrorCase
	var counts []int
	for _, o := range operations {
		for _, c := range o.Errors {
			if c.Error == nil {
				continue
			}
			i := slices.IndexFunc(cases, c.alike)
			if i < 0 {
				i = len(cases)
				cases, counts = append(cases, c), append(counts, 0)
			}
			counts[i]++
		}
	}
	var common []*ErrorCase
	for i, c := range cases {
		if 2*counts[i] >= len(operations) {
			common = append(common, c)
		}
	}
	slices.SortStableFunc(common, func(x, y *ErrorCase) int { return x.Status.Compare(y.Status) })
	return common
}

// Uncommon returns the errors with types of their own that an operation documents beyond
// those that are common.
func (o *Operation) Uncommon(common []*ErrorCase) []*ErrorCase {
	return slices.DeleteFunc(slices.Clone(o.Errors), func(c *ErrorCase) bool {
		return c.Error == nil || slices.ContainsFunc(common, c.alike)
	})
}

func (c *ErrorCase) alike(other *ErrorCase) bool {
	return c.Status == other.Status && c.Error == other.Error
}

// Accepted returns the statuses of results that are not 2XX.
func (o *Operation) Accepted() []Status {
	var accepted []Status
	for _, r := range o.Results {
		if !r.Status.IsSuccess() && r.Status != Default && !slices.Contains(accepted, r.Status) {
			accepted = append(accepted, r.Status)
		}
	}
	return accepted
}
