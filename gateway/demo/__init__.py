"""
`gateway demo`: a tour on real parts. It starts Postgres, a local model and the gateway as a process of its own, then
shows each promise and what happened. It exits with 0 only if every promise held.
"""

from gateway.demo.tour import main

__all__ = ["main"]
