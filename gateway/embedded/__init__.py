"""Embedded parts, for trying the gateway out: a Postgres of our own and a small local model."""
