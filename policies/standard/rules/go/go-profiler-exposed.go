package sample

// ruleid: go-profiler-exposed
import _ "net/http/pprof"

// ok: go-profiler-exposed
import "net/http/pprof"

// ruleid: go-profiler-exposed
import _ "net/http/pprof"

// ok: go-profiler-exposed
import _ "image/png"
