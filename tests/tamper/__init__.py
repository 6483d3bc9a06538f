"""Tampering of every kind with the log, in an export and in the database, and what the auditor finds of it."""
