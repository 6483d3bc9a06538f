"""The failure that every engine shares: an answer without evidence."""

from gateway.errors import ScanIncomplete


class EngineUnproven(ScanIncomplete):
    """An engine answered, but without its evidence that it read all of the text."""
