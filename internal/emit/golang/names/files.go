package names

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// The files of types that belong to no service, and what the files of a service's types
// add to its name. The kind of a type decides, and never how much there is of it, so that
// an addition moves nothing from one file to another.
const (
	modelsFile = "models"
	enumsFile  = "enums"
	errorsFile = "errors"
	// Named like its function, which no service is called.
	webhooksFile = "parse_webhook"
)

// TypeFile returns the base name of the file that declares the types of a service, without
// extension: its enums, or all others. Those of no service are shared.
func (n *Table) TypeFile(owner *api.Service, enums bool) string {
	file := modelsFile
	if enums {
		file = enumsFile
	}
	if owner != nil {
		return n.services[owner].File + "_" + file
	}
	return file
}

// ErrorsFile is the base name of the file that declares the errors and the types of their
// bodies.
func (n *Table) ErrorsFile() string { return errorsFile }

// WebhooksFile is the base name of the file that declares how webhooks are read.
func (n *Table) WebhooksFile() string { return webhooksFile }

// fileName claims a base name for the files of a service. It avoids names that
// belong to other files, of this service or another, or that mean something to the go tool.
func (p *naming) fileName(files *Scope, s *api.Service) string {
	words := p.servicePath(s)
	for i, word := range words {
		words[i] = strings.ToLower(word)
	}
	name := shortened(strings.Join(words, "_"))
	last := words[len(words)-1]
	if len(words) > 1 && (isFileSuffix(last) || last == modelsFile || last == enumsFile) || strings.Trim(last, "0123456789") == "" ||
		words[0] == "runtime" || isDevice(name) || !files.free(name) {
		name += "_service"
	}
	return files.Number(name, Claim{What: "service " + strings.Join(s.Path, "."), Pos: s.Pos})
}

// longestFile is how long the base name of a file may be: file systems take 255 bytes, and
// there are folders, suffixes and extensions besides.
const longestFile = 100

// shortened cuts a name that is too long for a file. What is left is followed by a hash
// of the whole, so that two long names with one beginning stay apart, whatever comes later.
func shortened(name string) string {
	if len(name) <= longestFile {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	mark := "_" + hex.EncodeToString(sum[:4])
	end := longestFile - len(mark)
	for !utf8.RuneStart(name[end]) {
		end--
	}
	return strings.TrimRight(name[:end], "_") + mark
}

// isDevice reports whether Windows takes a file of that name for a device, whatever
// its extension.
func isDevice(name string) bool {
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	port, numbered := strings.CutPrefix(name, "com")
	if !numbered {
		port, numbered = strings.CutPrefix(name, "lpt")
	}
	return numbered && len(port) == 1 && '0' <= port[0] && port[0] <= '9'
}

// isFileSuffix reports whether the go tool reads the last part of a file name as a
// condition: for tests, or for one operating system or processor only.
func isFileSuffix(part string) bool {
	switch part {
	case "test",
		"aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl",
		"netbsd", "openbsd", "plan9", "solaris", "wasip1", "windows", "zos",
		"386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64",
		"mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x",
		"sparc", "sparc64", "wasm":
		return true
	}
	return false
}
