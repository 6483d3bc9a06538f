"""Tests of `gateway.prompt`."""
