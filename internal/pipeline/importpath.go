package pipeline

import "strings"

// IsImportPath says that a program can import a package from a path.
func IsImportPath(location string) bool {
	for element := range strings.SplitSeq(location, "/") {
		// The go tool gives folders of these names a meaning of their own, or
		// takes dots for a way in the file system.
		if element == "" || element == "vendor" || strings.Trim(element, ".") == "" || strings.HasSuffix(element, ".") {
			return false
		}
		for _, c := range []byte(element) {
			letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
			if !letter && !strings.ContainsRune("-._~+", rune(c)) {
				return false
			}
		}
	}
	return true
}
