"""Tests of `gateway.dataflow.rust` and of what is known of Rust."""
