"""Fakes behind ports. Each passes its port's contract suite."""
