package parser

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// knownExtensions are the x-speakeasy-* extensions that are honoured.
var knownExtensions = []string{
	"x-speakeasy-name-override", "x-speakeasy-group", "x-speakeasy-retries", "x-speakeasy-pagination",
	"x-speakeasy-unknown-values", "x-speakeasy-usage-example", "x-speakeasy-ignore", "x-speakeasy-globals",
}

// checkExtensions reports the x-speakeasy-* extensions that nothing here knows,
// each name once: they ask for something that the SDK will not have.
func (r *reader) checkExtensions() {
	seen := map[string]bool{}
	walk(place{r.root, roleRoot, ""}, func(pl place) {
		if itemRoles[pl.role] != roleNone && !extensible[pl.role] {
			return // names of the author's choice
		}
		for m := range pl.node.Members() {
			if !strings.HasPrefix(m.Key, "x-speakeasy-") || slices.Contains(knownExtensions, m.Key) || seen[m.Key] {
				continue
			}
			seen[m.Key] = true
			d := r.diags.Warnf("unknown-extension", m.KeyPos, "the extension %s is not known and has no effect", m.Key)
			d.Pointer = pl.pointer + "/" + document.EscapePointer(m.Key)
			d.Hint = "known are " + strings.Join(knownExtensions, ", ")
		}
	})
}

// globals adds the header parameters that x-speakeasy-globals declares.
func (r *reader) globals() {
	for i, item := range r.root.Get("x-speakeasy-globals").Get("parameters").Items() {
		n, _ := r.follow(item, "#/x-speakeasy-globals/parameters"+index(i))
		name, _ := n.Get("name").Text()
		in, _ := n.Get("in").Text()
		if name == "" || in != "header" {
			r.diags.Warnf("unsupported-global", item.Pos, "only header parameters can be set for the whole client")
			continue
		}
		r.opts.Globals = append(slices.Clone(r.opts.Globals), name)
	}
}

// retry reads x-speakeasy-retries of the operation, or that of the document.
func (r *reader) retry(n *document.Node) *api.Retry {
	declared := n.Get("x-speakeasy-retries")
	if declared == nil {
		declared = r.root.Get("x-speakeasy-retries")
	}
	if declared.Len() == 0 {
		return nil
	}
	retry := &api.Retry{Strategy: "backoff"}
	if strategy, ok := declared.Get("strategy").Text(); ok {
		if strategy != "backoff" && strategy != "none" {
			r.diags.Warnf("unknown-retry-strategy", declared.Get("strategy").Pos, "unknown retry strategy %q; \"backoff\" is taken", strategy).
				Hint = "the strategies are backoff and none"
		} else {
			retry.Strategy = strategy
		}
	}
	for _, code := range declared.Get("statusCodes").Items() {
		if !validStatus(code.Value) || code.Value == "default" {
			r.diags.Warnf("bad-status", code.Pos, "%q is not a status code or a range such as 5XX", code.Value)
			continue
		}
		retry.StatusCodes = append(retry.StatusCodes, canonicalStatus(code.Value))
	}
	backoff := declared.Get("backoff")
	retry.InitialIntervalMS = wholeNumber(backoff.Get("initialInterval"))
	retry.MaxIntervalMS = wholeNumber(backoff.Get("maxInterval"))
	retry.MaxElapsedMS = wholeNumber(backoff.Get("maxElapsedTime"))
	if e := backoff.Get("exponent"); e != nil {
		retry.Exponent, _ = strconv.ParseFloat(e.Value, 64)
	}
	if connection, ok := declared.Get("retryConnectionErrors").Bool(); ok {
		retry.ConnectionErrors = &connection
	}
	return retry
}

// wholeNumber returns the value of a number node, 0 for anything else.
func wholeNumber(n *document.Node) int64 {
	if n == nil || n.Kind != document.Number {
		return 0
	}
	value, err := strconv.ParseFloat(n.Value, 64)
	if err != nil || value < 0 || value > 1<<53 {
		return 0
	}
	return int64(value)
}
