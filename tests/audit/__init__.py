"""The auditor's package, tested."""
