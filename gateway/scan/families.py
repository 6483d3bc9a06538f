"""Which CWEs are one weakness to us: engines name the same thing differently."""

from collections.abc import Iterable
from typing import Final

_FAMILIES: Final = (
    (22, 23, 36, 73),  # a path
    (77, 78, 88),  # a command
    (79, 80, 116),  # a page
    (89, 564),  # an SQL statement
    (94, 95, 96, 1336),  # code, templates
    (209, 215, 489),  # what an error shows
    (259, 321, 798),  # a secret in the code
    (276, 732),  # rights of files
    (295, 297, 599),  # certificates
    (327, 328, 916),  # hash functions and ciphers
    (330, 331, 335, 338),  # random numbers
    (377, 379),  # temporary files
    (611, 776, 827),  # entities of XML
    (614, 1004),  # cookies
)
_FIRST: Final = {f"CWE-{number}": f"CWE-{family[0]}" for family in _FAMILIES for number in family}


def families(cwe: Iterable[str]) -> frozenset[str]:
    """Return the weaknesses that these CWEs mean, each named by the first CWE of its family."""
    return frozenset(_FIRST.get(one, one) for one in cwe)
