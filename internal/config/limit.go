package config

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// duration is a positive duration.
type duration struct{ target *time.Duration }

func (v duration) noun() string    { return "a duration such as 30s" }
func (v duration) form() form      { return period }
func (v duration) initial() string { return strings.Replace(v.target.String(), "m0s", "m", 1) }
func (v duration) schema() *schema { return period.schema() }

func (v duration) read(r *reader, n *document.Node) {
	if !r.kind(n, document.String, v) {
		return
	}
	t, ok := r.formed(n, period)
	if !ok {
		return
	}
	d, err := time.ParseDuration(t.Value)
	switch {
	case err != nil:
		r.errorf(codeValue, n.Pos, "the duration %q is out of range", t.Value).Hint = period.hint
	case d <= 0:
		r.errorf(codeValue, n.Pos, "the duration must be positive").Hint = period.hint
	default:
		*v.target = d
	}
}

// size is a positive number of bytes.
type size struct{ target *int64 }

type unit struct {
	name  string
	bytes int64
}

// units lists the units of sizes, largest first.
var units = []unit{{"GiB", 1 << 30}, {"GB", 1e9}, {"MiB", 1 << 20}, {"MB", 1e6}, {"KiB", 1 << 10}, {"kB", 1e3}, {"B", 1}}

func (v size) noun() string    { return "a size such as 50MB" }
func (v size) form() form      { return amount }
func (v size) schema() *schema { return amount.orNumber() }

func (v size) initial() string {
	for _, u := range units {
		if *v.target%u.bytes == 0 {
			return strconv.FormatInt(*v.target/u.bytes, 10) + u.name
		}
	}
	return ""
}

func (v size) read(r *reader, n *document.Node) {
	if n.Kind != document.Number && !r.kind(n, document.String, v) {
		return
	}
	t, ok := r.formed(n, amount)
	if !ok {
		return
	}
	number := strings.TrimRight(t.Value, " BkKMGi")
	scale := int64(1)
	for _, u := range units {
		if strings.TrimSpace(t.Value[len(number):]) == u.name {
			scale = u.bytes
		}
	}
	bytes, err := strconv.ParseInt(number, 10, 64)
	switch {
	case err != nil || bytes > math.MaxInt64/scale:
		r.errorf(codeValue, n.Pos, "the size %q is out of range", t.Value).Hint = amount.hint
	case bytes == 0:
		r.errorf(codeValue, n.Pos, "the size must be positive").Hint = amount.hint
	default:
		*v.target = bytes * scale
	}
}
