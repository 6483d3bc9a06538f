"""What the calls of libraries return, by the words that the knowledge has for it (`Result.gives`)."""

import re
from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from gateway.dataflow.callsite import CallSite
from gateway.dataflow.guards import AMOUNT, CHARACTERS, SPLITTING, cuts
from gateway.dataflow.naming import cut_names, made_names, split_name, takes_part
from gateway.dataflow.positions import ESCAPED
from gateway.dataflow.regexes import MANY_LINES
from gateway.dataflow.texts import braces, folded, path, percent, separated
from gateway.dataflow.value import ANYTHING, EVERYTHING, FORMER, NUMBER, Ground, Origin, Value, constant, joined, mixed

_CHANCE: Final = frozenset({Origin.WEAK_RANDOM})
_CHOSEN: Final = frozenset({Origin.CHOSEN_NUMBER})
_STRANGERS: Final = frozenset({Origin.REQUEST, Origin.CHOSEN_NUMBER})
_SENT: Final = _STRANGERS | {Origin.INPUT}
# What stands in an escaped text for a character that does harm: a page's, an address's, one behind a backslash.
_ESCAPE: Final = re.compile(
    r"(?i)&(?:lt|gt|quot|apos|amp|#)|%(?:2[0-9a-f]|3[a-f]|0[ad])|\A(?:\\{1,2}['\"]?|/\\\\['\"]?/[a-z]{0,3})\Z"
)
_FINDING: Final = frozenset({"findall", "finditer", "matchAll", "FindAllString"})
PARTS_NAME: Final = "token.parts"  # how the parts of a token are called


def given(gives: str, site: CallSite) -> Value:
    """Return what a call returns."""
    return GIVES[gives](site)


def _first(site: CallSite) -> Value:
    return site.positional[0] if site.positional else ANYTHING


def _receiver(site: CallSite) -> Value:
    return site.receiver or ANYTHING


def _number(site: CallSite) -> Value:
    known = folded(site.member, _receiver(site), site.positional)
    first = _first(site)
    kept = first.origins & (_CHANCE | _CHOSEN if first.is_number else _CHANCE)
    return known or replace(NUMBER, names=first.names | _receiver(site).names, origins=kept)


def _chosen(site: CallSite) -> Value:
    """Return a number; a stranger's, if it is made of what a stranger sent."""
    number, made_of = _number(site), _mixed(site)
    is_chosen = bool(made_of.origins & _STRANGERS) and not made_of.is_clean_for(AMOUNT)
    return replace(number, origins=number.origins | _CHOSEN) if is_chosen and number.is_number else number


def _measured(site: CallSite) -> Value:
    """Return a number that was read from bytes; a stranger's, if a stranger sent them."""
    read = mixed(site.values)
    chosen = _CHOSEN if read.origins & _SENT else frozenset()
    return replace(NUMBER, names=read.names, origins=(read.origins & _CHANCE) | chosen)


def _nothing(site: CallSite) -> Value:
    names = made_names(mixed((*site.values, _receiver(site))), site)
    return Value(names=names, qualified=f"{site.qualified}()")


def _pattern(site: CallSite) -> Value:
    return replace(_first(site), qualified=f"{site.qualified}()")


def _pattern_of_lines(site: CallSite) -> Value:
    """Return a regular expression that may match each line of a text by itself."""
    pattern = _pattern(site)
    known = pattern.constant
    return replace(pattern, constant=MANY_LINES + known) if isinstance(known, str) else pattern


def _same_receiver(site: CallSite) -> Value:
    receiver = _receiver(site)
    known = folded(site.member, receiver, site.positional)
    if known is not None or receiver.is_constant:
        return known or ANYTHING
    same = replace(receiver, qualified="")
    if takes_part(site):
        return replace(same.cut(), names=cut_names(receiver, site))
    return replace(same.cut(), qualified=split_name(site)) if site.member in SPLITTING else same


def _derived(site: CallSite) -> Value:
    """Return what is made of the arguments alone: harmless if they are."""
    if all(value.is_harmless for value in site.values):
        return Value(clean=frozenset({EVERYTHING}), names=mixed(site.values).names)
    return site.values[0] if len(site.values) == 1 else mixed(site.values)


def _encoded(site: CallSite) -> Value:
    """Return a code, called like the callee: what reads it again undoes no more than this."""
    code = _derived(site)
    return replace(code, qualified=f"{site.qualified}()", names=made_names(code, site))


def _decoded(site: CallSite) -> Value:
    """Return what is read out of a code: what was escaped in it is so no more; of a known code, as known as that."""
    if not any(value.has_holes for value in site.values):
        return _first(site) if _first(site).is_constant else _derived(site)
    # What a test says of the code says nothing of what is read out of it.
    read = mixed(site.values)
    names = frozenset([f"{name}{FORMER}" for name in read.names])
    return replace(read, clean=frozenset(), believed=frozenset(), names=names)


def _mixed(site: CallSite) -> Value:
    return mixed((_receiver(site), *site.values))


def _replaced(site: CallSite) -> Value:
    """Return the receiver, safe for what the replaced character is dangerous for: one behind a backslash is there."""
    known = folded(site.member, _receiver(site), site.positional)
    if known is not None:
        return known
    if any(value.function is not None for value in site.positional[1:]):
        return mixed((_receiver(site),))  # what a function of the program puts there, nobody knows
    rest = [value for value in site.positional[1:] if value.origins]
    base = mixed((_receiver(site), *rest)) if rest else _receiver(site).cut()
    contexts = frozenset[str]() if rest or _comes_back(site) else _characters(site, 0) - _characters(site, 1)
    return replace(_unescaped(base, site).cleaned(contexts, Ground.HINT), qualified="", names=made_names(base, site))


def reworked(mix: Value, site: CallSite) -> Value:
    """Return what a call that nobody knows makes of texts: what cuts or splits one takes it out of its quotes."""
    name = site.member or site.qualified.rpartition(".")[2]
    if name in _FINDING:
        mix = replace(mix, names=made_names(mix, site))  # what is found in a text says nothing of the rest
    if not mix.clean:
        return mix
    is_cut = name in SPLITTING or cuts(name, is_told=len(site.values) > (site.receiver is None))
    return _unescaped(mix.cut() if is_cut else mix, site)


def _unescaped(made: Value, site: CallSite) -> Value:
    """Return what a call makes of a text, escaped no more if it is told to look for what escaping has put there."""
    if ESCAPED.isdisjoint(made.clean) and not made.pieces:
        return made
    known = [one for value in site.values for one in (value.constant, *(value.entries or ()))]
    return made.without(ESCAPED) if any(isinstance(one, str) and _ESCAPE.search(one) for one in known) else made


def _comes_back(site: CallSite) -> bool:
    """Tell whether what is taken away may be there again, made of what stood around it: `..../` without `../`."""
    gone, new = [value.constant for value in site.positional[:2]] if len(site.positional) > 1 else ("", None)
    return isinstance(gone, str) and len(set(gone)) > 1 and new == ""


def _characters(site: CallSite, position: int) -> frozenset[str]:
    """Return for what the character that is an argument is dangerous, or the characters if it is a list of some."""
    given = site.positional[position] if position < len(site.positional) else Value()
    known = [value.constant for value in given.items or (given,)]
    bare = [one.replace("\\", "") if position else one for one in known if isinstance(one, str)]
    return frozenset[str]().union(*[CHARACTERS.get(one, frozenset()) for one in bare])


def _parts(site: CallSite) -> Value:
    """Return the parts of a token, of which one says who its bearer is."""
    known = folded(site.member, _receiver(site), site.positional)
    return known or replace(_mixed(site), qualified=PARTS_NAME)


def _one_line(site: CallSite) -> Value:
    """Return the receiver without its line breaks: nobody begins a line or a header of his own with it."""
    return replace(_receiver(site).cleaned(CHARACTERS["\n"], Ground.HINT), qualified="")


def _named(site: CallSite) -> Value:
    """Return the module or function whose name the first argument is; another value as it is."""
    first = _first(site)
    return Value(qualified=first.constant) if isinstance(first.constant, str) else first


def _function(site: CallSite) -> Value:
    """Return the function whose name the first argument is, in whatever case; another value as it is."""
    named = _named(site)
    return replace(named, qualified=named.qualified.lower())


def _member(site: CallSite) -> Value:
    """Return the member of the first argument that the second names."""
    of, name = _first(site), site.positional[1].constant if len(site.positional) > 1 else None
    if not of.qualified or not isinstance(name, str):
        return mixed(site.values)
    return replace(of, qualified=f"{of.qualified}.{name}", items=None, entries=None)


GIVES: Final[dict[str, Callable[[CallSite], Value]]] = {
    "derived": _derived,
    "encoded": _encoded,
    "decoded": _decoded,
    "mixed": _mixed,
    "joined": lambda site: joined((constant(""), *site.positional)),
    "added": lambda site: joined((_receiver(site), *site.positional)),
    "spaced": lambda site: separated(constant(" "), Value(items=site.positional)),
    "number": _number,
    "chosen": _chosen,
    "measured": _measured,
    "replace": _replaced,
    "nothing": _nothing,
    "same": _first,
    "named": _named,
    "function": _function,
    "member": _member,
    "one-line": _one_line,
    "parts": _parts,
    "renamed": lambda site: replace(_first(site), qualified=f"{site.qualified}()"),
    "receiver": _same_receiver,
    "itself": _receiver,
    "resolved": lambda site: replace(_receiver(site), qualified=f"{site.member}()"),
    "pattern": _pattern,
    "pattern-of-lines": _pattern_of_lines,
    "path": lambda site: replace(path(site.positional), qualified=f"{site.qualified}()"),
    "member-path": lambda site: path((_receiver(site), *site.positional)),
    "format": lambda site: braces(_receiver(site), site.positional, site.named),
    "percent": lambda site: percent(_first(site), Value(items=site.positional[1:])),
    "written": lambda site: percent(site.argument((1,)) or ANYTHING, Value(items=site.positional[2:])),
    "join": lambda site: separated(_receiver(site), _first(site)),
    "list-join": lambda site: separated(_first(site) if site.positional else constant(","), _receiver(site)),
}
