"""Holds the bundle in force."""

from typing import final

from gateway.policy.bundle import Bundle


@final
class BundlePolicies:
    """The `Policies` port over one loaded bundle."""

    def __init__(self, bundle: Bundle) -> None:
        """Put the bundle in force."""
        self._bundle = bundle

    def current(self) -> Bundle:
        """Return the bundle in force. A request keeps the one with which it began."""
        return self._bundle
