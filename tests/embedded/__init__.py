"""Tests of gateway.embedded."""
