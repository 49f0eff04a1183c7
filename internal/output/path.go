package output

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

// reserved is the prefix of the manifest, the lock and the staging folder. Generated files
// must not have it, but for what the folder remembers.
const reserved = ".stackone-gen."

// checkFiles rejects paths that are not safe on every system. The generator chooses
// the paths, so a bad one is an internal error and not a diagnostic.
func checkFiles(files []emit.File) error {
	spelled := make(map[string]string) // folded path -> the path as first seen
	isFile := make(map[string]bool)
	for _, f := range files {
		if err := checkPath(f.Path); err != nil {
			return err
		}
		if isFile[f.Path] {
			return fmt.Errorf("generated file %q: duplicate path", f.Path)
		}
		isFile[f.Path] = true
		for _, name := range append(parents(f.Path), f.Path) {
			key := fold(name)
			if first, ok := spelled[key]; ok && first != name {
				return fmt.Errorf("generated file %q: %q and %q differ only in case", f.Path, first, name)
			}
			spelled[key] = name
		}
	}
	for _, f := range files {
		for _, dir := range parents(f.Path) {
			if isFile[dir] {
				return fmt.Errorf("generated file %q: %q is also a file", f.Path, dir)
			}
		}
	}
	return nil
}

// fold maps names that are equal on a case-insensitive file system to the same string.
func fold(name string) string {
	return strings.ToLower(strings.ToUpper(name))
}

// namesFile remembers the names of an SDK.
const namesFile = reserved + "names"

func checkPath(name string) error {
	fail := func(why string) error { return fmt.Errorf("generated file %q: %s", name, why) }
	if !fs.ValidPath(name) || name == "." {
		return fail("not a clean relative path")
	}
	for part := range strings.SplitSeq(name, "/") {
		switch {
		case strings.ContainsAny(part, `\<>:"|?*`):
			return fail("invalid character on Windows")
		case strings.ContainsFunc(part, func(r rune) bool { return r < ' ' || r == 0x7f }):
			return fail("control character")
		case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " "):
			return fail("a name ends with a full stop or a space")
		case isDevice(part):
			return fail("a name is reserved by Windows")
		case strings.HasPrefix(fold(part), reserved) && name != namesFile:
			return fail("names that start with " + reserved + " are reserved")
		}
	}
	return nil
}

// isDevice reports whether a name is a device on Windows, with any extension.
func isDevice(part string) bool {
	base, _, _ := strings.Cut(part, ".")
	base = strings.ToUpper(strings.TrimRight(base, " "))
	switch base {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	port, found := strings.CutPrefix(base, "COM")
	if !found {
		port, found = strings.CutPrefix(base, "LPT")
	}
	return found && len([]rune(port)) == 1 && strings.Contains("0123456789¹²³", port)
}
