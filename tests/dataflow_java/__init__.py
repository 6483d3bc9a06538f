"""Tests of `gateway.dataflow.java` and of what is known of Java."""
