package names

import (
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// Global holds the Go names of what a client holds for all its calls.
type Global struct {
	Option   string // the option that sets it, as "WithAccountID"
	Unset    string // the option that unsets it, as "WithoutAccountID"
	Method   string // of a client and its core, as "ForAccount"
	Argument string // what both take, "id" or "value"
	Variable string // what the runtime has to know of it
	Noun     string // in sentences, as "account ID"
	Title    string // as the title of a section, "Account ID"
	Sample   string // a value for examples
}

// Global returns the Go names of what a client holds.
func (n *Table) Global(g *api.Global) Global { return n.globals[g] }

// nameGlobals reserves the names of what a client holds. One whose label is that of an
// option of the runtime gets the location behind it.
func (p *naming) nameGlobals(a *api.API) {
	methods := NewScope()
	for _, g := range a.Globals {
		label := p.Words(g.Label)
		owner := label // an id is that of somebody
		if last := len(label) - 1; last > 0 && label[last] == "ID" {
			owner = label[:last]
		}
		names := Global{Method: methods.Number("For"+Exported(owner...), Claim{}), Argument: "value", Noun: noun(label), Title: strings.Join(label, " "),
			Sample: "customer-" + strings.ToLower(strings.Join(label, "-"))}
		if label[len(label)-1] == "ID" {
			names.Argument = "id"
		}
		if p.isOption(Exported(label...)) {
			label = append(label, p.Words(g.In.String())...)
		}
		name := Exported(label...)
		for n := 2; p.isOption(name); n++ {
			name = words.Join(Exported(label...), strconv.Itoa(n))
		}
		names.Option, names.Unset = "With"+name, "Without"+name
		names.Variable = Unexported(append(words.Spelled(name), "Global")...)
		p.scope.Reserve(names.Option, names.Unset, names.Variable)
		p.table.globals[g] = names
	}
}

func (p *naming) isOption(name string) bool {
	return !p.scope.free("With"+name) || !p.scope.free("Without"+name)
}

// noun is a label inside a sentence: what is not in capitals begins small.
func noun(label []string) string {
	var spelled []string
	for _, word := range label {
		if strings.ToUpper(word) != word {
			word = strings.ToLower(word)
		}
		spelled = append(spelled, word)
	}
	return strings.Join(spelled, " ")
}

// clientMethods are the methods of a client.
func (p *naming) clientMethods(a *api.API) []string {
	var methods []string
	for _, g := range a.Globals {
		methods = append(methods, p.table.globals[g].Method)
	}
	return methods
}
