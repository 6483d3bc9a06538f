"""
The commands of `gateway-audit`, one module each; a command imports the database only when it runs.

Exit status, the same everywhere: 0 it holds, 1 it does not (tampered, nothing found), 2 it could not be decided.
"""

from audit.commands import checkpoint, export, prove, receipt, verify

ALL = (export, verify, prove, receipt, checkpoint)
