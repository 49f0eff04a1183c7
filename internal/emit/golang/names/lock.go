package names

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// LockName is the file in the folder of an SDK that remembers its exported names.
const LockName = ".stackone-gen.names"

// lockHeader is the first line of the file. Git merges it by keeping the lines of both
// sides, so nothing in it counts anything.
const lockHeader = "# stackone-gen names 2: a Go name, what it stands for, and how it is called. Commit this file.\n"

// Lock holds the exported names of an earlier run. What it knows keeps its name, and
// newcomers give way.
type Lock struct {
	lines  []lockLine
	shapes map[string]api.Shape // by the key of the operation
}

// lockLine is a name with everything that it stands for, in the order in which it is
// looked up.
type lockLine struct {
	name string // a member has its owner before it, as in "Pet.Name"
	keys []string
	pos  diag.Position
}

// isMember reports whether a name belongs to a type, and not to the package.
func isMember(name string) bool { return strings.Contains(name, ".") }

// ReadLock reads the file. Whatever git or a person left in it, the lines that can be
// read count. If two names stand for one thing, the first one does.
func ReadLock(file string, data []byte, ds *diag.List) *Lock {
	l := &Lock{shapes: map[string]api.Shape{}}
	known := map[string]string{}
	number := 0
	for text := range strings.Lines(string(data)) {
		number++
		text = strings.TrimSpace(text)
		if text == "" || strings.HasPrefix(text, "#") || isConflictMark(text) {
			continue
		}
		pos := diag.Position{File: file, Line: number, Column: 1}
		line, shape, ok := parseLockLine(text)
		line.pos = pos
		if !ok {
			ds.Warnf("bad-names", pos, "this line does not name anything and is ignored").Hint = "restore the file from version control"
			continue
		}
		line.keys = slices.DeleteFunc(line.keys, func(key string) bool {
			first, taken := known[scoped(line.name, key)]
			if taken && first != line.name {
				ds.Warnf("duplicate-name", pos, "%s already has the name %s, so %s is dropped", key, first, line.name).
					Hint = "delete the line of the name that you do not want, and generate again"
			}
			known[scoped(line.name, key)] = cmp.Or(first, line.name)
			return taken
		})
		if len(line.keys) == 0 {
			continue
		}
		l.lines = append(l.lines, line)
		if shape != nil {
			l.shapes[line.keys[0]] = *shape
		}
	}
	return l
}

// isConflictMark reports whether a line is one that git writes around the two sides of a
// conflict. Both sides count.
func isConflictMark(line string) bool {
	return strings.HasPrefix(line, "<<<<<<<") || strings.HasPrefix(line, "=======") ||
		strings.HasPrefix(line, ">>>>>>>") || strings.HasPrefix(line, "|||||||")
}

// parseLockLine reads "Name #pointer [role...] [#pointer [role...]] [input=... ...]".
func parseLockLine(text string) (line lockLine, shape *api.Shape, ok bool) {
	words := strings.Fields(text)
	if len(words) < 2 || !strings.HasPrefix(words[1], "#") {
		return line, nil, false
	}
	line.name = words[0]
	pointer, bare := "", false // bare says that the pointer has no role so far
	close := func() {
		if bare {
			line.keys = append(line.keys, pointer)
		}
		bare = false
	}
	for _, word := range words[1:] {
		name, value, isShape := strings.Cut(word, "=")
		switch {
		case strings.HasPrefix(word, "#"):
			close()
			pointer, bare = word, true
		case !isShape:
			line.keys, bare = append(line.keys, pointer+" "+word), false
		default:
			if shape == nil {
				shape = &api.Shape{}
			}
			if !shape.Set(name, value) {
				return line, nil, false
			}
		}
	}
	close()
	return line, shape, true
}

// Lock returns the file that remembers the names of the table.
func (n *Table) Lock() []byte {
	lines := make([]string, 0, len(n.granted))
	for _, g := range n.granted {
		line, last := g.name, ""
		for _, key := range g.keys {
			pointer, role, _ := strings.Cut(key, " ")
			if pointer != last {
				line += " " + pointer
			}
			if last = pointer; role != "" {
				line += " " + role
			}
		}
		if shape := n.shapes[g.keys[0]]; shape != "" && isMember(g.name) {
			line += " " + shape
		}
		lines = append(lines, line+"\n")
	}
	slices.Sort(lines)
	var b bytes.Buffer
	b.WriteString(lockHeader)
	for _, line := range lines {
		b.WriteString(line)
	}
	return b.Bytes()
}

// Remember gives the operations the shapes that the lock knows, so that what a later
// description adds does not change how they are called.
func (l *Lock) Remember(a *api.API) {
	if l == nil {
		return
	}
	for _, o := range slices.Clone(a.Operations()) {
		if shape, known := l.shapes[keyOfOperation(o, "")]; known {
			o.Keep(shape)
		}
	}
}

// book is what a run knows of names that last: those of the run before, and those that
// it has given itself.
type book struct {
	names   map[string]string // by key; those of members are apart
	holders map[string]string // the keys that the names are held for
	granted []lockLine
	given   map[string]bool // the keys that have a name in this run
}

// scoped tells the key of a member from that of a name of the package: a property and
// the type declared in it have the same pointer.
func scoped(name, key string) string {
	if isMember(name) {
		return "." + key
	}
	return key
}

// newBook opens the names of a lock for what there is now. A name whose thing is gone is
// free again.
func newBook(l *Lock, live map[string]bool) *book {
	b := &book{names: map[string]string{}, holders: map[string]string{}, given: map[string]bool{}}
	if l == nil {
		return b
	}
	for _, line := range l.lines {
		for _, key := range line.keys {
			at := scoped(line.name, key)
			if !live[at] || b.holders[line.name] != "" && b.holders[line.name] != at {
				continue
			}
			b.names[at], b.holders[line.name] = line.name, at
		}
	}
	return b
}

// hold keeps a name for a key, whatever the lock says.
func (b *book) hold(name, key string) {
	delete(b.names, b.holders[name])
	if before := b.names[key]; before != "" {
		delete(b.holders, before)
	}
	b.names[key], b.holders[name] = name, key
}

// of returns the name that one of the keys has from before, in a scope.
func (b *book) of(owner string, keys []string) string {
	for _, key := range keys {
		name := b.names[scoped(owner, key)]
		if name == "" {
			continue
		}
		return name[strings.LastIndexByte(name, '.')+1:]
	}
	return ""
}

// grant writes down that the keys have a name. A key that two things share stands for
// the first one alone.
func (b *book) grant(name string, keys []string) {
	var own []string
	for _, key := range keys {
		at := scoped(name, key)
		if !b.given[at] {
			own = append(own, key)
		}
		b.given[at] = true
	}
	if len(own) > 0 {
		b.granted = append(b.granted, lockLine{name: name, keys: own})
	}
}
