"""The ledger, tested."""
