"""Runs every engine that a language needs over every completion, in workers, and demands evidence that they ran."""
