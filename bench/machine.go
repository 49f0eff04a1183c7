package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// page returns RESULTS.md: the machine, the peers and the table.
func (l *lab) page(ctx context.Context, rows []row) ([]byte, error) {
	versions, err := l.versions(ctx)
	if err != nil {
		return nil, err
	}
	toolchain, err := output(ctx, l.peers(), "go", "env", "GOVERSION")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprint(&b, "# Results\n\nWritten by `make bench`. Each row was measured in turns, so its ratio can be trusted;\n"+
		"amounts of two rows, or of two runs, cannot be compared.\n\n")
	fmt.Fprintf(&b, "- Processor: %s, %d cores\n", processor(), runtime.NumCPU())
	fmt.Fprintf(&b, "- Memory: %s\n", memory())
	fmt.Fprintf(&b, "- System: %s, %s/%s\n", system(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(&b, "- Go: %s, and in rows that name another, that one for both sides\n", strings.TrimSpace(toolchain))
	fmt.Fprintf(&b, "- Peers: %s\n", strings.Join(versions, ", "))
	fmt.Fprintf(&b, "\n%s\n%s.\n", table(rows), verdict(rows))
	return b.Bytes(), nil
}

// versions returns the versions of the peers.
func (l *lab) versions(ctx context.Context) ([]string, error) {
	out, err := output(ctx, l.peers(), "go", "list", "-m", "-f", "{{.Path}} {{.Version}}",
		"github.com/oapi-codegen/oapi-codegen/v2", "github.com/oapi-codegen/runtime", "github.com/bytedance/sonic",
		"github.com/go-faster/jx", "github.com/goccy/go-json", "github.com/segmentio/encoding")
	if err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimSpace(out), "\n"), nil
}

func processor() string {
	if name := fact("/proc/cpuinfo", "model name", ":"); name != "" {
		return name
	}
	return "unknown"
}

func memory() string {
	kilobytes, err := strconv.Atoi(strings.TrimSuffix(fact("/proc/meminfo", "MemTotal", ":"), " kB"))
	if err != nil {
		return "unknown"
	}
	return fmt.Sprintf("%.1f GB", float64(kilobytes)*1024/1e9)
}

func system() string {
	name := strings.Trim(fact("/etc/os-release", "PRETTY_NAME", "="), `"`)
	if name == "" {
		name = "unknown"
	}
	if release, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		name += ", kernel " + string(bytes.TrimSpace(release))
	}
	return name
}

// fact returns the first value of a name in a file of "name separator value" lines,
// or "" if the file does not exist.
func fact(file, name, separator string) string {
	data, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		key, value, ok := strings.Cut(lines.Text(), separator)
		if ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
