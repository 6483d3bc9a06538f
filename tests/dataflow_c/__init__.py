"""Tests of `gateway.dataflow.c` and of what is known of C and C++."""
