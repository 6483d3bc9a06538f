"""Tests of `gateway.bundles`."""
