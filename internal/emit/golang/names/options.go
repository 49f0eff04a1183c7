package names

import "github.com/StackOneHQ/stackone-gen/internal/diag"

// Options are the names that a description leaves open.
type Options struct {
	// Initialisms are added to those that Go names write in one case.
	Initialisms []string
	// Types gives types other names: from those of schemas to Go names.
	Types []Rename
	// Services gives services other names: from their groups, such as
	// "hris.employees", to the words that stand for the last part.
	Services []Rename
	// Lock holds the names of the run before; nil if there was none.
	Lock *Lock
}

// Rename is a name for something of the description. Its positions are used when
// there is no such thing.
type Rename struct{ From, To diag.Text }

// TestKit returns the name of the package of the test server, and that of its folder,
// for an SDK's package.
func TestKit(pkg string) string { return pkg + "test" }
