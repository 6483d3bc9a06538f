"""Tests of `gateway.syntax`."""
