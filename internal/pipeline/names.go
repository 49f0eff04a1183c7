package pipeline

import (
	"path/filepath"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/source"
)

// names returns the names of the inputs in the lock file and in merge rules. They
// must not depend on the machine or the working folder, so a file that is in the
// configuration or below its folder has its path relative to that folder. Any other
// has its base name, with as many parent folders as make it unique.
func (o Inputs) names(inputs []source.Input) []string {
	names := make([]string, len(inputs))
	paths := make([]string, len(inputs))
	short := make([]bool, len(inputs))
	for i, in := range inputs {
		names[i] = in.Name
		if !onDisk(in.Name) {
			continue
		}
		paths[i] = absolute(in.Name)
		relative, ok := o.fromBase(in.Name)
		if ok && (!in.Pattern.Pos.IsZero() || filepath.IsLocal(filepath.FromSlash(relative))) {
			names[i] = relative
			continue
		}
		names[i], short[i] = paths[i][strings.LastIndexByte(paths[i], '/')+1:], true
	}
	for lengthen(names, paths, short) {
	}
	return names
}

// lengthen adds one more parent folder to each ambiguous short name, and reports
// whether there was any.
func lengthen(names, paths []string, short []bool) bool {
	first := make(map[string]string)
	shared := make(map[string]bool)
	for i, name := range names {
		if path, taken := first[name]; taken && path != paths[i] {
			shared[name] = true
		}
		first[name] = paths[i]
	}
	longer := false
	for i, name := range names {
		before, _ := strings.CutSuffix(paths[i], "/"+name)
		if shared[name] && short[i] && before != paths[i] {
			names[i] = paths[i][strings.LastIndexByte(before, '/')+1:]
			longer = true
		}
	}
	return longer
}

// onDisk reports whether an input is neither standard input nor a URL.
func onDisk(name string) bool { return name != source.Stdin && !strings.Contains(name, "://") }

// fromBase returns the path of a file relative to the folder of the configuration,
// with slashes; false if there is none.
func (o Inputs) fromBase(name string) (string, bool) {
	if o.Base == "" {
		return "", false
	}
	relative, err := filepath.Rel(filepath.FromSlash(absolute(o.Base)), filepath.FromSlash(absolute(name)))
	return filepath.ToSlash(relative), err == nil
}

// absolute returns the absolute path of a file with slashes, or the path unchanged
// if the working folder is gone.
func absolute(name string) string {
	if path, err := filepath.Abs(name); err == nil {
		name = path
	}
	return filepath.ToSlash(name)
}
