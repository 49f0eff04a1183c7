package main

import "syscall"

// peak knows no way to find out.
func peak(*syscall.Rusage) float64 { return 0 }
