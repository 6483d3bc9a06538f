"""The bundle that we ship, loaded once for all tests of a process: it is frozen, and to load it takes a second."""

from functools import cache
from typing import Final

from gateway.bundles import standard_folder
from gateway.bundles.loading import LoadedBundle, load_with_samples
from gateway.policy.bundle import Bundle

FOLDER: Final = standard_folder()


@cache
def loaded() -> LoadedBundle:
    """Return the bundle with its samples and its knowledge."""
    return load_with_samples(FOLDER)


def standard() -> Bundle:
    """Return the bundle."""
    return loaded().bundle
