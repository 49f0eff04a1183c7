package changes

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// wordInBraces is a parameter in a path: which one it is does not tell operations apart.
var wordInBraces = regexp.MustCompile(`\{[^}]*\}`)

// keyOf returns what an operation is matched by: its method and path.
func keyOf(o *api.Operation) string {
	return o.Method + " " + wordInBraces.ReplaceAllString(o.Target(), "{}") + " " + o.Variant
}

// matchOperations matches operations by method and path, and what is left by operationId:
// an operation that was renamed answers at the same address, and one that was moved has
// the same ID.
func (c *comparison) matchOperations() {
	byKey, byID := map[string][]*api.Operation{}, map[string]*api.Operation{}
	for _, o := range c.new.API.Operations() {
		byKey[keyOf(o)] = append(byKey[keyOf(o)], o)
	}
	matched := map[*api.Operation]*api.Operation{}
	var left []*api.Operation
	for _, o := range c.old.API.Operations() {
		candidates := byKey[keyOf(o)]
		i := slices.IndexFunc(candidates, func(n *api.Operation) bool { return n.ID == o.ID })
		if i < 0 && len(candidates) > 0 {
			i = 0
		}
		if i < 0 {
			left = append(left, o)
			continue
		}
		matched[o] = candidates[i]
		byKey[keyOf(o)] = slices.Delete(slices.Clone(candidates), i, i+1)
	}
	for _, rest := range byKey {
		for _, n := range rest {
			if n.ID != "" {
				byID[n.ID+" "+n.Variant] = n
			}
		}
	}
	for _, o := range left {
		if n := byID[o.ID+" "+o.Variant]; n != nil && o.ID != "" {
			matched[o] = n
			delete(byID, o.ID+" "+o.Variant)
		}
	}
	c.pairUp(matched)
}

// pairUp lists the operations in the order of the descriptions.
func (c *comparison) pairUp(matched map[*api.Operation]*api.Operation) {
	taken := map[*api.Operation]bool{}
	for _, o := range c.old.API.Operations() {
		if n := matched[o]; n != nil {
			c.pairs = append(c.pairs, pair{o, n})
			taken[n] = true
		} else {
			c.gone = append(c.gone, o)
		}
	}
	for _, o := range c.new.API.Operations() {
		if !taken[o] {
			c.added = append(c.added, o)
		}
	}
}

// matchServices finds the services that were renamed: all operations that are still there
// are in one service, which is new.
func (c *comparison) matchServices() {
	olds, news := map[string]bool{}, map[string]bool{}
	for _, s := range c.old.API.AllServices() {
		olds[c.old.Names.Service(s).Selector] = true
	}
	for _, s := range c.new.API.AllServices() {
		news[c.new.Names.Service(s).Selector] = true
	}
	went, came := map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, p := range c.pairs {
		from, to := c.old.selector(p.old.Service), c.new.selector(p.new.Service)
		put(went, from, to)
		put(came, to, from)
	}
	for from, targets := range went {
		for to := range targets {
			if len(targets) == 1 && len(came[to]) == 1 && !news[from] && !olds[to] {
				c.services[from] = to
			}
		}
	}
}

func put(sets map[string]map[string]bool, key, value string) {
	if sets[key] == nil {
		sets[key] = map[string]bool{}
	}
	sets[key][value] = true
}

// move is a type with the ones that its places have now.
type move struct {
	rule       string
	old, new   []*api.Type
	confidence float64
}

// matchTypes matches types by their Go names, which is what apps know them by, and what is
// left by the places that have them.
func (c *comparison) matchTypes() {
	byName, kept := map[string]*api.Type{}, map[*api.Type]bool{}
	for _, t := range c.new.API.Types {
		byName[c.new.Names.Type(t)] = t
	}
	for _, t := range c.old.API.Types {
		if n := byName[c.old.Names.Type(t)]; n != nil {
			c.types[t], kept[n] = n, true
		}
	}
	v := &votes{c: c, to: map[*api.Type][]*api.Type{}, from: map[*api.Type][]*api.Type{}, seen: map[[2]*api.Type]bool{}}
	v.count()
	for _, t := range c.old.API.Types {
		if c.types[t] != nil {
			continue
		}
		targets := slices.DeleteFunc(slices.Clone(v.to[t]), func(n *api.Type) bool { return kept[n] || !alike(t, n) })
		if len(targets) == 0 {
			continue
		}
		slices.SortStableFunc(targets, func(a, b *api.Type) int { return cmp.Compare(likeness(t, b), likeness(t, a)) })
		c.types[t] = targets[0]
		sources := slices.DeleteFunc(slices.Clone(v.from[targets[0]]), func(o *api.Type) bool {
			return !alike(o, targets[0]) || c.types[o] != nil && c.types[o] != targets[0]
		})
		m := move{rule: "type-renamed", old: []*api.Type{t}, new: targets, confidence: likeness(t, targets[0])}
		switch {
		case len(targets) > 1:
			m.rule = "type-split"
		case len(sources) > 1:
			m.rule = "type-merged"
		}
		c.moves = append(c.moves, m)
		if len(targets) > 1 {
			c.split[t] = targets
		}
		for _, n := range targets {
			c.renamed[c.old.Names.Type(t)] = append(c.renamed[c.old.Names.Type(t)], c.new.Names.Type(n))
		}
	}
}

// alike reports whether one type can have become another in the same place: half of both is
// the same, or nearly all of the smaller one, as after a split.
func alike(a, b *api.Type) bool {
	common, before, after := overlap(a, b)
	return a.Kind == b.Kind && (2*common >= max(before, after) || 10*common >= 7*min(before, after))
}

// likeness is how much of two types of one kind is the same, from 0 to 1.
func likeness(a, b *api.Type) float64 {
	common, before, after := overlap(a, b)
	if before+after == 0 {
		return 1
	}
	return float64(common) / float64(max(before, after))
}

// overlap counts what two types have in common, and what each has.
func overlap(a, b *api.Type) (common, before, after int) {
	of := func(t *api.Type) map[string]bool {
		has := map[string]bool{}
		for _, f := range t.Fields {
			has[f.Name] = true
		}
		for _, value := range t.Values {
			has[value.Text] = true
		}
		return has
	}
	olds, news := of(a), of(b)
	for name := range olds {
		if news[name] {
			common++
		}
	}
	return common, len(olds), len(news)
}

// votes counts which types the places of a type have now.
type votes struct {
	c        *comparison
	to, from map[*api.Type][]*api.Type
	seen     map[[2]*api.Type]bool
}

func (v *votes) count() {
	for _, p := range v.c.pairs {
		for _, q := range p.old.Parameters {
			if n := parameterLike(p.new, q); n != nil {
				v.visit(q.Use.Type, n.Use.Type)
			}
		}
		if p.old.Body != nil && p.new.Body != nil {
			v.visit(p.old.Body.Use.Type, p.new.Body.Use.Type)
		}
		for i, r := range p.old.Results {
			if n := resultLike(p, i); n != nil {
				v.visit(r.Use.Type, n.Use.Type)
			}
		}
		for _, e := range p.old.Errors {
			for _, n := range p.new.Errors {
				if e.Status == n.Status && e.Error != nil && n.Error != nil {
					v.visit(e.Error.Body, n.Error.Body)
				}
			}
		}
	}
}

// visit counts that a place had a type and has another one now, and goes on inside.
func (v *votes) visit(a, b *api.Type) {
	if a == nil || b == nil || v.seen[[2]*api.Type{a, b}] {
		return
	}
	v.seen[[2]*api.Type{a, b}] = true
	if a.Named() && b.Named() {
		v.to[a], v.from[b] = append(v.to[a], b), append(v.from[b], a)
	}
	if a.Elem != nil && b.Elem != nil {
		v.visit(a.Elem.Type, b.Elem.Type)
	}
	for _, f := range a.Fields {
		if n := fieldLike(b, f.Name); n != nil {
			v.visit(f.Use.Type, n.Use.Type)
		}
	}
	v.visitVariants(a, b)
}

// visitVariants visits the alternatives of two unions that are each other's: those of a
// reference, or the only ones without a match.
func (v *votes) visitVariants(a, b *api.Type) {
	var left []*api.Type
	right := slices.Clone(b.Variants)
	for _, variant := range a.Variants {
		i := slices.IndexFunc(right, func(n *api.Variant) bool {
			return n.Type.Ref != "" && n.Type.Ref == variant.Type.Ref || v.c.old.Names.ValueType(variant.Type) == v.c.new.Names.ValueType(n.Type)
		})
		if i < 0 {
			left = append(left, variant.Type)
			continue
		}
		v.visit(variant.Type, right[i].Type)
		right = slices.Delete(right, i, i+1)
	}
	if len(left) == 1 && len(right) == 1 {
		v.visit(left[0], right[0].Type)
	}
}

// parameterLike returns the parameter of an operation that another one has become: that of
// the same name in the same place.
func parameterLike(o *api.Operation, p *api.Parameter) *api.Parameter {
	return first(o.Parameters, func(q *api.Parameter) bool {
		return q.In == p.In && (q.Name == p.Name || p.In == api.InHeader && strings.EqualFold(q.Name, p.Name))
	})
}

// resultLike returns the result that has become of one: of the same status and content, or
// the only one.
func resultLike(p pair, i int) *api.Result {
	r := p.old.Results[i]
	if like := first(p.new.Results, func(n *api.Result) bool { return n.Status == r.Status && n.Content == r.Content }); like != nil {
		return like
	}
	if len(p.old.Results) == 1 && len(p.new.Results) == 1 {
		return p.new.Results[0]
	}
	return nil
}

func fieldLike(t *api.Type, name string) *api.Field {
	return first(t.Fields, func(f *api.Field) bool { return f.Name == name })
}

// first returns the first item of a list that is what is looked for; nil if none is.
func first[T any](list []*T, is func(*T) bool) *T {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i]
	}
	return nil
}
