"""Tests of `gateway.dataflow.go` and of what is known of Go."""
