"""What a sink says of one value: whether it is about it, and whether what is in it counts."""

from typing import Final

from gateway.dataflow.callsite import comes_from, is_named
from gateway.dataflow.knowledge import ANY, Markup, Sink, compiled
from gateway.dataflow.value import Origin, Value

_SHELLS: Final = r"(?:^|/)(?:ba|z|k|da)?sh$|^cmd(?:\.exe)?$|^powershell(?:\.exe)?$"
_TEXTS: Final = frozenset({"text", "answer"})
_SHELL_FLAGS: Final = frozenset({"-c", "/c", "/C", "-Command", "-lc"})


def is_meant(sink: Sink, value: Value) -> bool:
    """Tell whether a sink is about such a value."""
    if sink.made and not is_named(value, sink.made):
        return False
    if sink.variable and not comes_from(value, sink.variable):
        return False
    return not sink.text or compiled(sink.text).search(value.literal) is not None


def is_written(markup: Markup, text: Value, literal: str) -> bool:
    """Tell whether a text has such literal parts (all are in `literal`), and is made of what such variables hold."""
    if compiled(markup.text).search(literal) is None:
        return False
    return not markup.variable or any(
        comes_from(hole, markup.variable) for hole in text.holes if not hole.is_clean_for(markup.context)
    )


def is_built(value: Value, sink: Sink) -> bool:
    """Tell whether a text is put together of anything unknown that is not safe, nor an identifier of ours."""
    folder = _folder(sink, value)
    return any(
        not (hole is folder or hole.is_number or hole.is_clean_for(sink.context) or _is_identifier(sink, before, hole))
        for before, hole in value.with_heads()
    )


def _is_identifier(sink: Sink, before: str, hole: Value) -> bool:
    """Tell whether a hole is some object's member where a name must stand that no parameter can give."""
    is_place = sink.identifier and compiled(sink.identifier).search(before)
    return bool(is_place) and not hole.origins and any("." in name for name in hole.names)


def counts(sink: Sink, origin: str, value: Value) -> bool:
    """Tell whether foreign data of this origin is a finding at a sink."""
    if sink.only and origin not in sink.only:
        return False
    if not sink.pieces or origin == Origin.REQUEST:
        return True
    if origin == Origin.PARAMETER and _is_in_service(sink, value):
        return False
    folder = _folder(sink, value)
    pieces = [piece for piece in value.pieces if piece]
    unknown = [piece for piece in pieces if isinstance(piece, Value) and piece is not folder]
    if len(pieces) == 1:
        return False  # a text that is made of nothing but the parameter is the parameter
    return any(origin in _dirty(piece, sink) for piece in unknown)


def _is_in_service(sink: Sink, value: Value) -> bool:
    """Tell whether an address begins with that of a service, which the caller chooses, and a place within it."""
    pieces = [piece for piece in value.pieces if piece]
    if sink.context != "url" or len(pieces) < 2 or not isinstance(pieces[0], Value):  # noqa: PLR2004 - and a place
        return False
    return isinstance(pieces[1], str) and pieces[1].startswith("/")


def _folder(sink: Sink, value: Value) -> Value | None:
    """Return the folder with which a path begins; the caller chooses it, what stands behind must not lead out of it."""
    pieces = [piece for piece in value.pieces if piece]
    if sink.context != "path" or len(pieces) < 2 or not isinstance(pieces[0], Value):  # noqa: PLR2004 - and a name in it
        return None
    # Of a helper that is given whole paths nobody knows what it does with them, nor with whose rights.
    is_in_folder = ANY not in sink.names and isinstance(pieces[1], str) and pieces[1].startswith("/")
    return pieces[0] if is_in_folder or len(value.holes) > 1 else None


def _dirty(piece: Value, sink: Sink) -> frozenset[str]:
    return piece.foreign(sink.context) | piece.foreign_but_for_names(sink.context)


def parts_of(value: Value, parts: str) -> tuple[Value, ...]:
    """Return what of an argument a sink looks at: the text itself, or parts of a list or dictionary."""
    if parts == "entries":
        return _dictionary(value)
    if value.items is None:
        is_text = not value.is_collection and (parts not in _TEXTS or value.entries is None)
        return (value,) if parts == "all" or is_text else ()
    if parts in {"none", "text"}:
        return ()
    if parts in {"first", "answer"}:
        return value.items[:1]
    return value.items if parts == "all" else _script(value.items)


def _script(items: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return what a shell is given as its script."""
    for number, item in enumerate(items[:-1]):
        if isinstance(item.constant, str) and item.constant in _SHELL_FLAGS and number > 0:
            shell = items[0].constant
            if isinstance(shell, str) and compiled(_SHELLS).search(shell):
                return (items[number + 1],)
    return ()


def _dictionary(value: Value) -> tuple[Value, ...]:
    """Return the dictionary that is answered, alone or before a status."""
    answer = value.items[0] if value.items else value
    return () if answer.entries is None else (answer,)
