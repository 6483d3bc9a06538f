"""
The auditor's own package: the record format and the tools to read and verify the log without trusting the gateway.

It imports nothing of `gateway` and holds no keys.
"""
