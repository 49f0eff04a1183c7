//go:build unix

package main

import (
	"runtime"
	"syscall"
)

// peak returns the most memory that a process held, in bytes. On Linux that of a
// child starts with its parent's, so this program stays small itself.
func peak(r *syscall.Rusage) float64 {
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return float64(r.Maxrss)
	}
	return float64(r.Maxrss) * 1024
}
