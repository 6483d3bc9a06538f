"""Lets `python -m gateway.cli` stand for `gateway`."""

from gateway.cli import main

raise SystemExit(main())
