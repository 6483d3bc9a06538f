"""What a step of the tour says happened."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened, and whether it is what was promised."""

    text: str
    held: bool
