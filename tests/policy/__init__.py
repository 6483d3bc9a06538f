"""Tests of `gateway.policy`."""
