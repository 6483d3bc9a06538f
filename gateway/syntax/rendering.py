"""
How a text of C or C++ is shown to parsers that cannot read it as it stands. Macros make code that no parser can judge
without their definitions: types among arguments, names between strings, loops of their own. Each is replaced by as many
harmless characters, so that every line and column stays.

It must never hide anything: a string, a bracket, a number and a name before a parenthesis stay as they are, but for the
name of a loop, of a macro that makes a string of names and of one that is given a value to begin with, and the brackets
around what macros are given: statements, lists, that value. What changes are types and operators where values stand,
which say nothing of data, bare names that stand where no value can, and a blank that ends a statement. What leaves the
gateway is always the text itself.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from gateway.syntax import rendering_sites as sites
from gateway.syntax.blanking import blank
from gateway.syntax.c_text import COMMENT, DIRECTIVE_REST, DIRECTIVE_START, NUMBER, STRING

_TOKEN = re.compile(
    rf"(?P<skipped>{COMMENT}|{DIRECTIVE_START}{DIRECTIVE_REST}|\\\n)|(?P<string>{STRING})"
    rf"|(?P<word>[A-Za-z_]\w*)|(?P<number>{NUMBER})|(?P<sign>\S)",
    re.MULTILINE | re.ASCII,
)
# What stands before a parenthesis and is no function's name, or stands between values and is no macro's.
_KEYWORDS = frozenset(
    (
        *("if", "while", "for", "switch", "return", "sizeof", "alignof", "typeof", "decltype", "catch", "case", "else"),
        *("do", "and", "or", "xor", "bitand", "bitor", "not_eq", "new", "delete", "throw", "goto", "default"),
    )
)
_ARGUMENT_TOKENS_MAX = 200
_ON_ONE_LINE = re.compile(r"[\w \t*]+", re.ASCII)
# What says nothing of data among the arguments of a macro: how it is to compare or to reckon.
_OPERATORS = re.compile(r"[=!<>]=|<<|>>|\|\||[-+<>/%|]")
# What may follow the head of a function.
_AFTER_HEAD = frozenset({"const", "final", "noexcept", "override", "requires", "throw", "volatile"})
# Words of C++ only, which are names in C; Semgrep reads both with one grammar.
_CPP_ONLY = re.compile(
    r"\b(?:catch|class|co_await|consteval|constinit|decltype|delete|explicit|export|final|friend|mutable|namespace|new"
    r"|operator|override|private|protected|public|requires|template|this|throw|try|typename|using|virtual)\b"
)
_BEFORE_STATEMENT = frozenset({"", ";", "{", "}", ")", ":", "else", "do"})
# The arguments that a macro of GNU C takes as the rest, under a name of their own.
_NAMED_REST = re.compile(
    r"^[ \t]*\#[ \t]*define[ \t]+\w+\([^()\n]*?(?P<rest>\b[A-Za-z_]\w*\.\.\.)[ \t]*\)", re.MULTILINE
)
# Macros of Python that begin an object, comma included.
_HEADS = frozenset({"PyObject_HEAD_INIT", "PyVarObject_HEAD_INIT"})
_STATEMENT_WORDS = frozenset({"if", "for", "while", "return", "switch", "do", "goto"})
_MACRO_NAME = re.compile(r"[A-Z]\w*_[A-Z]+", re.ASCII)

# Whether there is anything to change is asked before a text is read, and again of what was made of it.
_REMEMBERED_MAX = 2


class _Token(NamedTuple):
    """One word, string, number or sign of code; there are thousands."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


type _Change = tuple[int, str]
type _Call = tuple[int, int]
type _Reader = Callable[["_Code"], Iterator[_Change]]
_NO_TOKEN = _Token("", "", 0)


class _Code:
    """A text's tokens, and what stands where among them; each is made when somebody asks for it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def tokens(self) -> list[_Token]:
        """Words, strings, numbers and signs, without comments and directives."""
        return [
            _Token(found.lastgroup or "", found.group(), found.start())
            for found in _TOKEN.finditer(self.text)
            if found.lastgroup != "skipped"
        ]

    @cached_property
    def depths(self) -> list[int]:
        """In how many braces each token stands, or what follows it if it is one."""
        depths: list[int] = []
        depth = 0
        for token in self.tokens:
            depth += (token.text == "{") - (token.text == "}")
            depths.append(depth)
        return depths

    @cached_property
    def calls(self) -> list[_Call]:
        """What looks like calls: the numbers of their names, and of their last parentheses."""
        calls: list[_Call] = []
        opened: list[int] = []
        for number, token in enumerate(self.tokens):
            if token.text == "(":
                opened.append(number)
            elif token.text == ")" and opened:
                begin = opened.pop()
                if begin > 0 and number - begin < _ARGUMENT_TOKENS_MAX and _is_called(self.tokens[begin - 1]):
                    calls.append((begin - 1, number))
        return sorted(calls)


@lru_cache(maxsize=_REMEMBERED_MAX)
def rendered(text: str) -> str:
    """Return the text as it is shown, equally long in characters and bytes; the text itself if nothing is to change."""
    code = _Code(text)
    changes = sorted([*_named_rests(text), *(change for read in _readers_of(text) for change in read(code))])
    if not changes:
        return text
    parts: list[str] = []
    done = 0
    for start, shown in changes:
        if start >= done:
            parts += (text[done:start], shown)
            done = start + len(shown)
    return "".join((*parts, text[done:]))


def may_be_rendered(text: str) -> bool:
    """Tell whether anything of a text may have to be shown otherwise, which costs less than to show it."""
    return bool(_readers_of(text)) or _NAMED_REST.search(text) is not None


@lru_cache(maxsize=_REMEMBERED_MAX)
def _readers_of(text: str) -> list[_Reader]:
    """Return who may find something to change in a text."""
    gist = sites.gist_of(text)
    return [read for site, read in _READERS if site.search(gist) is not None]


def with_statements_apart(text: str) -> str:
    """Return the text as it is shown if macros are given statements, whose brackets nothing else would close."""
    return rendered(text) if sites.STATEMENTS_APART.search(text) is not None else text


def with_names_of_c(text: str) -> str:
    """Return a text of C with names that are words of C++ shown as others of the same length."""
    if _CPP_ONLY.search(text) is None:
        return text
    names = (
        found.start()
        for found in _TOKEN.finditer(text)
        if found.lastgroup == "word" and _CPP_ONLY.fullmatch(found.group())
    )
    parts: list[str] = []
    done = 0
    for start in names:
        parts += (text[done:start], "_")
        done = start + 1
    return "".join((*parts, text[done:]))


def _words(code: _Code) -> Iterator[_Change]:
    """Yield the bare names of macros beside strings, on lines of their own, and those of well-known runtimes."""
    tokens, depths, text = code.tokens, code.depths, code.text
    before = _NO_TOKEN
    for number, token in enumerate(tokens):
        if token.kind == "word":
            after = tokens[number + 1] if number + 1 < len(tokens) else _NO_TOKEN
            is_bare = token.text in sites.WITH_COMMA or _is_beside_string(before, token, after)
            if is_bare or (depths[number] > 0 and _is_lone(before, tokens, number, text)):
                yield token.start, " " * len(token.text)
                continue
            if before.text in {")", "else"} and after.text == "else" and _is_alone(token, after, text):
                yield token.start, ";".rjust(len(token.text))
        before = token


def _is_lone(before: _Token, tokens: list[_Token], number: int, text: str) -> bool:
    """Tell whether a name can only be a macro that stands for statements."""
    if before.text not in {";", "{", "}"}:
        return False
    after = tokens[number + 1] if number + 1 < len(tokens) else _NO_TOKEN
    return _is_alone(tokens[number], after, text) or _is_before_statement(tokens, number)


def _named_rests(text: str) -> Iterator[_Change]:
    """Yield the parameters of macros that take the rest under a name (`args...`) as those that do without."""
    for found in _NAMED_REST.finditer(text):
        yield found.start("rest"), "...".ljust(len(found["rest"]))


def _is_before_statement(tokens: list[_Token], number: int) -> bool:
    """Tell whether no type can stand where a name does, before what follows."""
    if number + 2 >= len(tokens):
        return False
    name, after, following = tokens[number : number + 3]
    if after.text in _STATEMENT_WORDS:
        return name.text.isupper() or _MACRO_NAME.fullmatch(name.text) is not None
    return after.kind == "word" and following.text in {"-", "."} and _MACRO_NAME.fullmatch(name.text) is not None


def _is_alone(token: _Token, after: _Token, text: str) -> bool:
    """Tell whether a name is in capitals and on a line of its own."""
    if after.kind != "word" or not ("_" in token.text and token.text.isupper()):
        return False
    line_end = text.find("\n", token.end)
    return (
        not text[text.rfind("\n", 0, token.start) + 1 : token.start].strip() and not text[token.end : line_end].strip()
    )


def _is_beside_string(before: _Token, token: _Token, after: _Token) -> bool:
    """Tell whether a name can only be a macro that stands for a string: between two, or before or after one."""
    if token.text in _KEYWORDS:
        return False
    if before.kind == "string" and before.text[0] != "'":
        return after.kind in {"string", "word"} or after.text in {")", ",", ";", "]", "}"}
    is_last = before.text in {"(", ",", "="} or (before.text == ")" and token.text.isupper())
    return after.kind == "string" and after.text[0] != "'" and is_last


def _blocks(code: _Code) -> Iterator[_Change]:
    """
    Yield what makes statements of macros that begin a block or a loop of their own, inside of functions.

    The call is ended by a semicolon where a blank lets it; a loop without one is shown as one that C knows.
    """
    tokens, depths, calls, text = code.tokens, code.depths, code.calls, code.text
    classes: set[str] | None = None
    for number, closing in calls:
        if closing == number + 2 or closing + 1 == len(tokens):
            continue
        token, following, place = tokens[number], tokens[closing + 1], tokens[closing].end
        is_loop = following.text == "{" or following.kind == "word"
        is_loop = is_loop and token.text != "for" and sites.LOOP.search(token.text) is not None
        is_block = following.text == "{" and (depths[number] or is_loop)
        if not (is_block or is_loop) or not _begins(tokens, number):
            continue
        if classes is None:
            classes = {tokens[at + 1].text for at, one in enumerate(tokens[:-1]) if one.text in sites.TAGS}
        if token.text in classes:
            continue
        if text[place] in " \t":
            yield place, ";"
        elif is_loop and len(token.text) >= len("while"):
            yield token.start, "while".ljust(len(token.text))


def _lone_calls(code: _Code) -> Iterator[_Change]:
    """Yield what ends statements that are the call of a macro alone: a semicolon in the indentation that follows."""
    tokens, depths, calls, text = code.tokens, code.depths, code.calls, code.text
    for number, closing in calls:
        if closing + 1 == len(tokens) or not depths[number]:
            continue
        token, following = tokens[number], tokens[closing + 1]
        if following.kind != "word" or following.text in _AFTER_HEAD or not _begins(tokens, number):
            continue
        is_other = token.text in _HEADS or sites.LOOP.search(token.text) is not None
        between = text[tokens[closing].end : following.start]
        if not is_other and "\n" in between and between[-1] in " \t":
            yield following.start - 1, ";"


def _statements_given(code: _Code) -> Iterator[_Change]:
    """Yield what shows statements that a macro is given as such: `TRACE(a = b; go(a););` as `TRACE;a = b; go(a); ;`."""
    tokens, calls = code.tokens, code.calls
    begun: set[int] = set()
    for number, closing in calls:
        is_ended = tokens[closing - 1].text == ";"
        if not is_ended and tokens[number + 2].text not in _STATEMENT_WORDS:
            continue
        if (number in begun or _begins(tokens, number)) and not _is_listed(tokens[number + 2 : closing]):
            begun.add(number + 2)
            yield tokens[number + 1].start, ";"
            yield tokens[closing].start, " " if is_ended else ";"


def _blocks_given(code: _Code) -> Iterator[_Change]:
    """Yield what shows a block that a macro is given at last as one: `TIMES(n, { go(); })` as `TIMES(n);{ go(); } `."""
    tokens, calls, text = code.tokens, code.calls, code.text
    for number, closing in calls:
        if tokens[closing - 1].text != "}" or not _begins(tokens, number):
            continue
        begin = _opening(tokens, closing - 1, number + 1)
        comma, blank_place = tokens[begin - 1], tokens[begin].start - 1
        is_block = any(one.text == ";" for one in tokens[begin:closing])
        if is_block and comma.text == "," and comma.start < blank_place and text[blank_place] in " \t":
            yield comma.start, ")"
            yield blank_place, ";"
            yield tokens[closing].start, " "


def _opening(tokens: list[_Token], closing: int, first: int) -> int:
    """Return where a brace opens that closes here, or the first place."""
    depth = 0
    for at in range(closing, first, -1):
        depth += (tokens[at].text == "}") - (tokens[at].text == "{")
        if depth == 0:
            return at
    return first


def _braces_given(code: _Code) -> Iterator[_Change]:
    """Yield what shows lists that macros are given in braces, and the macros that begin an object, as plain values."""
    tokens, calls = code.tokens, code.calls
    for number, closing in calls:
        token = tokens[number]
        if token.text in _HEADS:
            yield tokens[number + 1].start, ","
            yield tokens[closing].start, ","
        elif token.text.isupper():
            inner = tokens[number + 1 : closing]
            before_braces = [before.text for before, one in pairwise(inner) if one.text == "{"]
            is_plain = not any(one.text == ";" or (one.text + after.text) == "{}" for one, after in pairwise(inner))
            if before_braces and is_plain and {*before_braces} <= {"(", ",", "{"}:
                # As arguments, and not as operands of a comma, of which only the last is the value.
                yield from ((one.start, " ") for one in inner if one.text in {"{", "}"})


def _values_given(code: _Code) -> Iterator[_Change]:
    """Yield what shows a value that a macro is given to begin with as such: `char a IF_LINT (= 0)` as `char a = 0`."""
    tokens, calls = code.tokens, code.calls
    for number, closing in calls:
        if closing < number + len("(=0)") or tokens[number + 2].text != "=" or tokens[number + 3].text == "=":
            continue
        before = tokens[number - 1] if number else _NO_TOKEN
        if tokens[number].text.isupper() and (before.kind == "word" or before.text == "]"):
            yield tokens[number].start, " " * len(tokens[number].text)
            yield tokens[number + 1].start, " "
            yield tokens[closing].start, " "


def _is_listed(given: list[_Token]) -> bool:
    """Tell whether other arguments stand before the first statement that is given."""
    depth = 0
    for token in given:
        depth += (token.text in {"(", "{", "["}) - (token.text in {")", "}", "]"})
        if depth == 0 and token.text in {",", ";"}:
            return token.text == ","
    return False


def _calls_beside_strings(code: _Code) -> Iterator[_Change]:
    """Yield calls of macros that stand for a string beside others, without the strings that they are given."""
    tokens, calls = code.tokens, code.calls
    for number, closing in calls:
        token = tokens[number]
        if not token.text.isupper():
            continue
        before = tokens[number - 1] if number else _NO_TOKEN
        after = tokens[closing + 1] if closing + 1 < len(tokens) else _NO_TOKEN
        given = tokens[number + 2 : closing]
        says_nothing = all(one.kind in {"word", "number"} or one.text == "," or _is_text(one) for one in given)
        if says_nothing and (
            (_is_text(before) and (_is_text(after) or after.text in {")", ",", ";"}))
            or (_is_text(after) and before.text in {"(", ",", "="})
        ):
            for one in (token, tokens[number + 1], *given, tokens[closing]):
                if not _is_text(one):
                    yield one.start, " " * len(one.text)


def _is_text(token: _Token) -> bool:
    """Tell whether a token is a string, and no character."""
    return token.kind == "string" and not token.text.endswith("'")


def _signs(code: _Code) -> Iterator[_Change]:
    """Yield operators as arguments, what is constant behind a macro's type, and the signs of a macro's own body."""
    tokens, text = code.tokens, code.text
    for number in range(1, len(tokens) - 1):
        before, token, after = tokens[number - 1 : number + 2]
        if token.kind == "sign" and before.text in {"(", ","} and token.text != "#":
            end = number
            while end < len(tokens) and tokens[end].kind == "sign" and tokens[end].text not in {",", ")"}:
                end += 1
            operator = text[token.start : tokens[end - 1].end]
            if end < len(tokens) and tokens[end].text in {",", ")"} and _OPERATORS.fullmatch(operator):
                yield token.start, "_" * len(operator)
        elif token.text in sites.QUALIFIERS and before.text == "*" and tokens[number - 2].text == ")":
            yield token.start, " " * len(token.text)
        elif token.text == "#" and before.text != "#" and after.kind == "word":
            yield token.start, " "
        elif token.text == "#" and after.text == "#" and token.end == after.start and number + 2 < len(tokens):
            joined = text[before.end : tokens[number + 2].start]
            if "\n" not in joined and joined.isascii():
                yield before.end, "_" * len(joined)


def _begins(tokens: list[_Token], number: int) -> bool:
    """Tell whether a statement begins with this token, and no list of what a constructor sets."""
    first, second = (tokens[number - back].text if number >= back else "" for back in (1, 2))
    return first in _BEFORE_STATEMENT and not (first == ":" and second in {":", ")"})


def _types(code: _Code) -> Iterator[_Change]:
    """Yield types that stand as arguments of calls, as one name each."""
    tokens, text = code.tokens, code.text
    are_calls = [False]
    for number, token in enumerate(tokens):
        if token.text == "(":
            are_calls.append(_is_call(tokens, number))
        elif token.text == ")" and len(are_calls) > 1:
            are_calls.pop()
        if token.text not in {"(", ","} or not are_calls[-1]:
            continue
        end = number + 1
        while end < len(tokens) and (tokens[end].kind == "word" or tokens[end].text == "*"):
            end += 1
        argument = tokens[number + 1 : end]
        if end < len(tokens) and tokens[end].text in {",", ")"} and _is_type([one.text for one in argument]):
            start = argument[0].start
            written = text[start : argument[-1].end]
            if written != "void" and _ON_ONE_LINE.fullmatch(written):
                shown = re.sub(r"[^A-Za-z0-9_]", "_", written)
                yield start, shown if shown != written else f"_{written[1:]}"


def _is_call(tokens: list[_Token], number: int) -> bool:
    """Tell whether a parenthesis is a call's, as far as one can see: no type stands before the name."""
    if number == 0 or not _is_called(tokens[number - 1]):
        return False
    before = tokens[number - 2] if number > 1 else _NO_TOKEN
    return before.text != "*" and not _is_called(before)


def _is_called(token: _Token) -> bool:
    """Tell whether a token before a parenthesis may be the name of a function or macro."""
    return token.kind == "word" and token.text not in _KEYWORDS


def _is_type(words: list[str]) -> bool:
    """Tell whether an argument is surely a type: it ends in stars, or holds words of types only."""
    plain = [word for word in words if word not in sites.QUALIFIERS]
    if not plain or plain[0] == "*":
        return False
    if plain[-1] == "*":
        names = plain[: plain.index("*")]
        return set(plain[len(names) :]) == {"*"}
    if "*" in plain:
        return False
    is_tagged = len(plain) == len(("struct", "name")) and plain[0] in sites.TAGS
    return is_tagged or all(word in sites.PRIMITIVE for word in plain) or (len(plain) == 1 and len(words) > 1)


def _old_parameters(code: _Code) -> Iterator[_Change]:
    """Yield the declarations that stand between a function's parentheses and its brace in the oldest style."""
    tokens, text = code.tokens, code.text
    depth = 0
    for number, token in enumerate(tokens):
        depth += (token.text == "{") - (token.text == "}")
        if token.text != ")" or depth != 0:
            continue
        end = number + 1
        while end < len(tokens) and (
            tokens[end].kind in {"word", "number"} or tokens[end].text in {"*", ",", ";", "[", "]"}
        ):
            end += 1
        if end < len(tokens) and end > number + 1 and tokens[end].text == "{" and tokens[end - 1].text == ";":
            start, stop = tokens[number + 1].start, tokens[end - 1].end
            if text[start:stop].isascii():
                yield start, blank(text[start:stop])


# Who changes something, and where it may be.
_READERS: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = (
    (sites.WORDS, _words),
    (sites.TYPES, _types),
    (sites.BLOCKS, _blocks),
    (sites.OLD_PARAMETERS, _old_parameters),
    (sites.CALLS_BESIDE_STRINGS, _calls_beside_strings),
    (sites.LONE_CALLS, _lone_calls),
    (sites.STATEMENTS_GIVEN, _statements_given),
    (sites.BLOCKS_GIVEN, _blocks_given),
    (sites.BRACES_GIVEN, _braces_given),
    (sites.VALUES_GIVEN, _values_given),
    (sites.SIGNS, _signs),
)
