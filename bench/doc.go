// Package bench measures the generator and what it generates. It is a module of
// its own, so that what it compares with is no dependency of the generator.
//
// Run it by "make bench" at the root of the repository. Compare ratios of one
// run only: machines differ, and so do the hours of one machine.
package bench
