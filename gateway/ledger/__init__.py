"""The audit log: seals events into records and makes them durable before anything leaves."""
