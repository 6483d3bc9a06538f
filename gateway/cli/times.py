"""Times and months as arguments of commands."""

import argparse
import datetime as dt


def moment(text: str) -> dt.datetime:
    """Return a time of ISO 8601; without a zone it is UTC."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a time such as 2026-03-01 or 2026-03-01T12:00+01:00") from None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def month(text: str) -> dt.date:
    """Return the first day of a month such as 2026-03."""
    try:
        return dt.datetime.strptime(text, "%Y-%m").replace(tzinfo=dt.UTC).date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a month such as 2026-03") from None
