"""Data flow through a snippet: which foreign data reaches which dangerous call, and which calls are safe."""
