package runtime

import "slices"

// Limits of how far a value is looked into to choose a variant, which must not take longer than
// reading it.
const (
	maxFitDepth = 4
	maxFitItems = 16
)

// fitGrade says how a value fits a variant, the worst first.
type fitGrade int

const (
	fitNone    fitGrade = iota
	fitEmpty            // it has nothing that the variant describes
	fitInexact          // an optional member is of another kind
	fitExact
)

// variantFit is how a value fits a variant: the grade counts first, then the score.
type variantFit struct {
	grade fitGrade
	// score has the numbers of matching constants, of required and of known members.
	score [3]int
	// doubtful is a fit in spite of a value that an enum does not list.
	doubtful bool
}

func (f variantFit) compare(other variantFit) int {
	if f.grade != other.grade {
		return int(f.grade - other.grade)
	}
	return slices.Compare(f.score[:], other.score[:])
}

// fitText is the text of a value, taken apart once for all variants.
type fitText struct {
	text    string
	members map[string]string
	items   []*fitText
	opened  bool
}

// open takes an object or a list apart. Of a long one, items has the first.
func (t *fitText) open() *fitText {
	if t.opened {
		return t
	}
	t.opened = true
	r := jsonReader{text: t.text}
	switch r.kind() {
	case kindObject:
		t.members = make(map[string]string)
		r.enter()
		for first := true; ; first = false {
			name, more := r.nextMember(first)
			if !more {
				return t
			}
			t.members[name] = t.item(&r)
		}
	case kindArray:
		for more := r.firstItem(); more && len(t.items) < maxFitItems; more = r.nextItem() {
			t.item(&r)
		}
	}
	return t
}

// item takes the coming item or member, and returns its text.
func (t *fitText) item(r *jsonReader) string {
	r.peek()
	start := r.pos
	r.skip()
	text := r.text[start:r.pos]
	if len(t.items) < maxFitItems {
		t.items = append(t.items, &fitText{text: text})
	}
	return text
}

// best returns the candidate that a value fits best, or -1 if it fits none. The first of equal
// ones counts, unless the value speaks against them.
func (u *unionCodec) best(t *fitText, candidates []int, depth int) (index int, fit variantFit) {
	index, tied := -1, false
	for _, i := range candidates {
		v := &u.variants[i]
		found := v.codec.fit(t, v.rule, depth)
		if found.grade == fitNone {
			continue
		}
		switch order := found.compare(fit); {
		case index < 0 || order > 0:
			index, fit, tied = i, found, false
		case order == 0:
			tied = true
			if fit.doubtful && !found.doubtful {
				index, fit, tied = i, found, false
			}
		}
	}
	if tied && fit.doubtful {
		return -1, variantFit{}
	}
	return index, fit
}

// fit tells how a value fits a codec. The rule is that of the model inside of it.
func (c *codec) fit(t *fitText, rule *ruleCodec, depth int) variantFit {
	r := jsonReader{text: t.text}
	kind := r.kind()
	switch c.kind {
	case codecOpt, codecPointer:
		if kind == kindNull {
			return variantFit{grade: fitExact}
		}
		return c.elem.fit(t, rule, depth)
	case codecUnion:
		return c.union.fit(t, kind, depth)
	}
	switch {
	case !c.fits(t.text):
		return variantFit{}
	case depth > maxFitDepth, c.kind == codecFree:
		return variantFit{grade: fitExact, score: [3]int{-1}}
	case c.kind == codecModel && rule != nil:
		return rule.fit(t.open().members)
	case c.kind == codecList, c.kind == codecMap:
		return c.fitItems(t.open(), rule, depth)
	}
	return variantFit{grade: fitExact}
}

// fitItems tells how all items of a list or map fit: as the worst of them does.
func (c *codec) fitItems(t *fitText, rule *ruleCodec, depth int) variantFit {
	all := variantFit{grade: fitExact, score: [3]int{-1}}
	if c.kind == codecList {
		all.score[0] = 0
	}
	if len(t.items) == 0 {
		all.grade = fitEmpty
		return all
	}
	for _, item := range t.items {
		fit := c.elem.fit(item, rule, depth+1)
		if fit.grade == fitNone {
			return variantFit{}
		}
		all.grade = min(all.grade, fit.grade)
		all.doubtful = all.doubtful || fit.doubtful
		if c.kind == codecList {
			for i := range all.score {
				all.score[i] += fit.score[i]
			}
		}
	}
	return all
}

// fit tells how a value fits the best of the variants of a union.
func (u *unionCodec) fit(t *fitText, kind jsonKind, depth int) variantFit {
	candidates := u.candidates[kind]
	switch {
	case len(candidates) == 0:
		return variantFit{}
	case depth > maxFitDepth:
		return variantFit{grade: fitExact}
	}
	if kind == kindObject && u.discriminator != "" {
		r := jsonReader{text: t.text}
		if tag, tagged := r.discriminator(u.discriminator); tagged {
			if candidates = u.tagged[tag]; len(candidates) == 0 {
				candidates = u.untagged
			}
			if len(candidates) == 1 && len(u.tagged[tag]) == 1 {
				return variantFit{grade: fitExact, score: [3]int{1}}
			}
		}
	}
	_, fit := u.best(t, candidates, depth+1)
	return fit
}

// ruleCodec is the rule of a model that is a variant.
type ruleCodec struct {
	variantRule
	requiredFields []*fieldCodec
	knownFields    []*fieldCodec
}

func ruleOf(rule variantRule, m *modelCodec) *ruleCodec {
	c := &ruleCodec{variantRule: rule}
	for _, name := range rule.required {
		c.requiredFields = append(c.requiredFields, m.fieldOf(name))
	}
	for _, name := range rule.known {
		c.knownFields = append(c.knownFields, m.fieldOf(name))
	}
	return c
}

// isClosed reports whether a member has values that rule out the variant if it has others.
func (rule *ruleCodec) isClosed() bool {
	return rule != nil && slices.ContainsFunc(rule.consts, func(c variantConst) bool { return !c.open })
}

// admits reports whether no constant of the rule has another value in an object.
func (rule *ruleCodec) admits(text string) bool {
	t := fitText{text: text}
	members := t.open().members
	return !slices.ContainsFunc(rule.consts, func(c variantConst) bool {
		text, present := members[c.name]
		return present && !c.open && !c.has(text)
	})
}

func (c *variantConst) has(text string) bool {
	return slices.ContainsFunc(c.values, func(value string) bool { return sameScalar(text, value) })
}

// fit tells how an object with these members fits the rule. All its required members must be
// present and of the kind that the model has for them, and its constants, where present, have
// their value.
func (rule *ruleCodec) fit(members map[string]string) variantFit {
	fit := variantFit{grade: fitExact}
	for i := range rule.consts {
		c := &rule.consts[i]
		text, present := members[c.name]
		switch {
		case !present:
		case c.has(text):
			fit.score[0]++
		case !c.open:
			return variantFit{}
		default:
			fit.doubtful = true
		}
	}
	for i, name := range rule.required {
		if text, present := members[name]; !present || !rule.requiredFields[i].admits(text) {
			return variantFit{}
		}
		fit.score[1]++
	}
	for i, name := range rule.known {
		if text, present := members[name]; present {
			fit.score[2]++
			if !rule.knownFields[i].admits(text) {
				fit.grade = fitInexact
			}
		}
	}
	if fit.score == [3]int{} {
		fit.grade = fitEmpty
	}
	return fit
}

// admits reports whether a text is of the kind that a model has for a member. A member
// without a field can be any.
func (f *fieldCodec) admits(text string) bool {
	return f == nil || f.optional && text == "null" || f.codec.fits(text)
}
