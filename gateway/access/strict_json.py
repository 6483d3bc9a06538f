"""JSON without ambiguity: no key twice, no NaN or Infinity, an object at the top. Two readers cannot disagree on it."""

import json


def read_object(data: bytes) -> dict[str, object]:
    """Return the object; raise ValueError for anything else."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError("not an object")  # noqa: TRY004 - one exception for all that is not an object in JSON
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key stands twice")
    return result


def _refuse(_constant: str) -> object:
    raise ValueError("a number that is not finite")
