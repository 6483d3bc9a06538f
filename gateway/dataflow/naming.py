"""
How what is read out of something is called, among the names of which a value is made: what is asked for with another
key, or read another time, is another thing, of which a test of the first says nothing.
"""

import re
from typing import Final

from gateway.dataflow.callsite import CallSite
from gateway.dataflow.guards import SPLITTING, cuts
from gateway.dataflow.regexes import letters
from gateway.dataflow.tree import Place
from gateway.dataflow.value import EACH, EVERYTHING, PART, Origin, Unknown, Value

# Methods that give what stands under a key, or one property of what an object is; no text is looked for in another.
_READING: Final = re.compile(
    r"(?i:get|opt|pop|param|query|header|input|cookie|field|attr|lookup|fetch|value|form|item|post)\w*"
)
# Methods without arguments that give the same in another form, or all that is in it; any other gives a property.
_FORM: Final = re.compile(
    r"(?:to|as|into|un|de|en)(?=[A-Z_])\w*|(?i:begin|end|get|ok|(?:un(?:quote|escape|wrap|pack)|de(?:code|ref)|encode"
    r"|l?r?strip|trim|lower|upper|clone|copy|dup|intern|normali|resolve|canonical|clean|read|text|string|value|iter|chars"
    r"|bytes|items|keys|list|first|last|next|json|form|body|data|content|await)\w*)"
)
# What a method gives, item by item, is all that is in its object.
_GIVEN: Final = re.compile(r"\.\w+\(\)$")
# What takes an item out of a collection.
TAKERS: Final = frozenset({"pop", "popitem", "shift", "splice", "setdefault", "poll", "remove"})
_TAKING: Final = ("pop", "Pop", "getNext", "GetNext")
_SPLIT: Final = "split"
_APART: Final = "split apart"  # where what stood between the parts may do harm
_READ_END: Final = ")"
# What is read again and again out of itself would have ever more and longer names, each made of all before.
_NAMES_MAX: Final = 12
_NAME_CHARS_MAX: Final = 160
_ASKED_NAMES_MAX: Final = 4
_SAME_AGAIN: Final = frozenset({Origin.REQUEST, Origin.PARAMETER})


def source_name(name: str, origin: str, site: CallSite) -> str:
    """Return what a source's result is called: by what is asked for; if it gives something new each time, by place."""
    if site.values:
        return _read_from(name, site)
    return name if origin in _SAME_AGAIN else _at(name, site)


def new_names(of: Value, site: CallSite) -> frozenset[str]:
    """Return the names of what a call gives that may give another thing the next time."""
    return _named_parts(of.names, _at(site.member, site))


def part_names(site: CallSite) -> frozenset[str] | None:
    """Return the names of what a method reads or takes out of its object, or None if it does not."""
    receiver = site.receiver
    if receiver is not None and takes_part(site):
        return cut_names(receiver, site).union(*[value.names for value in site.values])
    if receiver is None or EVERYTHING in receiver.names or not 0 < len(receiver.names) <= _NAMES_MAX:
        return None
    if not site.member or (_READING.fullmatch(site.member) is None if site.values else _FORM.fullmatch(site.member)):
        return None
    names = [_read_from(f"{name}.{site.member}", site) for name in receiver.names]
    return frozenset(names).union(*[value.names for value in site.values])


def element_names(of: Value, index: Value) -> frozenset[str]:
    """Return the names of an element of what has no name of its own: a part of what that was made of."""
    if not index.is_constant or EVERYTHING in of.names or len(of.names) > _NAMES_MAX:
        return of.names
    # What stands under a name is a property of what holds it, what stands at a place is a part of a text.
    which = f"{of.qualified} {index.constant!r}" if of.qualified.startswith(_SPLIT) else repr(index.constant)
    end = f"[{index.constant!r}]" if isinstance(index.constant, str) else f"{PART}{which}>"
    return frozenset([name + end if len(name) + len(end) <= _NAME_CHARS_MAX else name for name in of.names])


def item_names(of: Value) -> frozenset[str]:
    """Return the names of any item of a collection: who tests one has not looked at the others."""
    if EVERYTHING in of.names or len(of.names) > _NAMES_MAX:
        return of.names
    if of.defined_class is not None:
        return _named_parts(of.names, EACH)  # what an object of the program's own class gives may be anything
    wholes = [_GIVEN.sub("", name) for name in of.names]
    return frozenset([name + EACH if len(name) + len(EACH) <= _NAME_CHARS_MAX else name for name in wholes])


def names_of_whole(names: frozenset[str]) -> frozenset[str]:
    """Return names, any item's as those of its collection: what is made of each item is made of the whole."""
    return frozenset([name.removesuffix(EACH) for name in names])


def split_name(site: CallSite) -> str:
    """Return what the parts are called into which a text was split: by what stood between them."""
    asked = [_asked(value) for value in site.values]
    is_harmless = all(isinstance(value.constant, str) and letters(value.constant) for value in site.values)
    return f"{_SPLIT if is_harmless else _APART}({', '.join(asked) if all(asked) else site.place})"


def is_whole(parts: Value, whole: Value) -> bool:
    """Tell whether who has looked at all parts has looked at the whole, not at a text without what stood between."""
    return not parts.qualified.startswith(_APART) or whole.qualified == parts.qualified


def takes_part(site: CallSite) -> bool:
    """Tell whether a method gives one part of a text, of whose rest a test says nothing."""
    return cuts(site.member, is_told=bool(site.values)) and site.member not in SPLITTING


def cut_names(of: Value, site: CallSite) -> frozenset[str]:
    """Return the names of the part that a method takes out of a text."""
    asked = [_asked(value) for value in site.values]
    which = f"{site.member}({', '.join(asked)})" if all(asked) else _at(site.member, site)
    return _named_parts(of.names, which)


def made_names(of: Value, site: CallSite) -> frozenset[str]:
    """Return the names of what a call has made of a text, of which a test of this says nothing."""
    return _named_parts(of.names, f"{site.member or site.qualified}()")


def slice_names(of: Value, bounds: tuple[object, object], place: Place) -> frozenset[str]:
    """Return the names of a part of a text that is given by its bounds."""
    is_known = not any(isinstance(bound, Unknown) for bound in bounds)
    return _named_parts(of.names, "{}:{}".format(*bounds) if is_known else f"{place[0]}:{place[1]}")


def _named_parts(names: frozenset[str], which: str) -> frozenset[str]:
    end = f"{PART}{which}>"
    if EVERYTHING in names or len(names) > _NAMES_MAX:
        return names
    return frozenset([name + end if len(name) + len(end) <= _NAME_CHARS_MAX else name for name in names])


def is_same_again(value: Value, site: CallSite) -> bool:
    """Tell whether a call that reads this gives the same when it asks for it again."""
    is_read = is_read_by_call(value) and not site.member.startswith(_TAKING)
    return is_read and bool(value.origins) and value.origins <= _SAME_AGAIN


def is_read_by_call(value: Value) -> bool:
    """Tell whether a value is what calls read, and nothing else."""
    return bool(value.names) and all(name.endswith(_READ_END) for name in value.names)


def _read_from(name: str, site: CallSite) -> str:
    """Return what a call reads: by what it asks for; if that is unknown or takes many words, by place."""
    asked = [_asked(value) for value in site.values]
    read = f"{name}({', '.join(asked)}{_READ_END}"
    return read if all(asked) and len(read) <= _NAME_CHARS_MAX else _at(site.member or site.qualified, site)


def _asked(value: Value) -> str:
    if value.is_constant:
        return repr(value.constant)
    return "|".join(sorted(value.names)) if len(value.names) <= _ASKED_NAMES_MAX else ""


def _at(name: str, site: CallSite) -> str:
    return f"{site.place[0]}:{site.place[1]}@{name}"
