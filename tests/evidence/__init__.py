"""Tests of what auditors may see."""
