"""The command line: a contract that other tools call."""
