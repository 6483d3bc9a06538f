"""Tests: they mirror `gateway` and `audit`, plus contracts (one suite a port), fakes, bench and the house rules."""
