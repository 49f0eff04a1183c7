//go:build unix

package main

import (
	"runtime"
	"syscall"
)

// peak returns the peak memory of a process in bytes. On Linux, a child's peak
// starts with that of its parent, so this program must stay small.
func peak(r *syscall.Rusage) float64 {
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return float64(r.Maxrss)
	}
	return float64(r.Maxrss) * 1024
}
