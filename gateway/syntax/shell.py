"""
What is still open at the end of a shell script: words that open (`if`, `do`, `case`), brackets, quotes, texts that
follow their command (`<<EOF`). Tolerant, like `lexicon`, whose reader knows brackets and quotes only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gateway.syntax.grammar import Quote
from gateway.syntax.lexicon import Ending, Kind, Opened

_TOKEN = re.compile(
    r"""
      (?P<blank>[ \t]+|\\\n)
    | (?P<newline>\n)
    | (?P<herestring><<<)
    | (?P<here><<-?[ \t]*(?P<quote>['"]?)\\?(?P<delimiter>\w+)(?P=quote)(?!\w))
    | (?P<call>[\w.:-]+[ \t]*\([ \t]*\))
    | (?P<open>\$\(\(|\(\(|[$<>=]\(|\$\{|\[\[(?=\s|\Z)|\[(?=\s|\Z)|\(|\{(?=\s|\Z))
    | (?P<close>\)\)|\]\](?=[\s;&|)]|\Z)|\](?=[\s;&|)]|\Z)|\)|\})
    | (?P<string>\$?'|\$?"|`)
    | (?P<next>;;&?|;&|&&|\|\||[;&|]|!(?=\s))
    | (?P<comment>\#)
    | (?P<word>(?:\\.|\\\Z|\$\#|\$[\w@*?$!-]|[^\s\\'"`$(){}\[\];&|<>=]|[$=\[\]{}<>])(?:\\.|[^\s\\'"`$(){};&|<>=\]])*)
    """,
    re.VERBOSE,
)
DOUBLE = Quote('"', '"', spans_lines=True, hole="${")
SINGLE = Quote("'", "'", spans_lines=True, escapes=False)
_IN_STRING = re.compile(r'\\(?:.|\n|\Z)|"|\$\(\(|\$\(|\$\{|`')
_BRACKETS: Mapping[str, str] = MappingProxyType(
    {"$((": "))", "((": "))", "$(": ")", "<(": ")", ">(": ")", "=(": ")", "${": "}", "[[": " ]]", "[": " ]"}
)
# For each word: what it must stand in, what it makes of that, and what then closes it.
_IF, _THEN, _LOOP, _DO, _CASE = "\nthen :\nfi\n", "\nfi\n", "\ndo :\ndone\n", "\ndone\n", " in\n_) ;;\nesac\n"
_PATTERN, _BEGUN, _BODY, _GROUP, _SUBSHELL = "\nesac\n", ") ;;\nesac\n", "\n;;\nesac\n", "\n}\n", "\n)\n"
_BEGIN: Mapping[str, str] = MappingProxyType(
    {"if": _IF, "while": _LOOP, "until": _LOOP, "for": _LOOP, "select": _LOOP, "case": _CASE}
)
_GO_ON: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"then": (_IF, _THEN), "elif": (_THEN, _IF), "else": (_THEN, _THEN), "do": (_LOOP, _DO)}
)
_END: Mapping[str, tuple[str, ...]] = MappingProxyType({"fi": (_THEN,), "done": (_DO,), "esac": (_PATTERN, _BODY)})


@dataclass(slots=True)
class _State:
    """Where the reader is: what is open, whether a command may begin here, and the texts that follow this line."""

    text: str
    ending: Ending = field(default_factory=Ending)
    at_command: bool = True
    after_blank: bool = True
    here: list[tuple[str, int]] = field(default_factory=list)

    @property
    def top(self) -> str:
        """Return what closes the innermost open thing, or nothing."""
        return self.ending.opened[-1].closing if self.ending.opened else ""

    def push(self, kind: Kind, start: int, closing: str, quote: Quote | None = None) -> None:
        """Note that something is opened."""
        self.ending.open(kind, start, closing, quote)
        if kind is Kind.BLOCK:
            self.ending.block_starts.append(start)
            self.ending.begin_statement(start)

    def pop(self) -> None:
        """Note that the innermost open thing is closed."""
        if self.ending.opened.pop().kind is Kind.BLOCK:
            self.ending.block_starts.pop()

    def close(self, closings: tuple[str, ...], mark: str, start: int) -> None:
        """Close a block, or note that nothing opened it."""
        if self.top in closings:
            self.pop()
        else:
            self.ending.unmatched.append(mark)
            self.ending.unmatched_places.append(start)


def heredoc(delimiter: str) -> Quote:
    """Return the form of a text that ends with a line of its own."""
    return Quote("<<", f"\n{delimiter}\n", spans_lines=True, escapes=False)


def read_bash(text: str) -> Ending:
    """Scan the text once and return what is open at its end."""
    state = _State(text)
    position = 0
    while position < len(text):
        position = _in_string(state, position) if state.top == '"' else _in_code(state, position)
    for delimiter, start in state.here:
        state.push(Kind.STRING, start, f"\n{delimiter}\n", heredoc(delimiter))
    return state.ending


def _in_string(state: _State, position: int) -> int:
    """Take one step inside double quotes."""
    found = _IN_STRING.search(state.text, position)
    if found is None:
        return len(state.text)
    mark = found.group()
    if mark == '"':
        state.pop()
    elif mark == "`":
        _backtick(state, found.start())
    elif mark in _BRACKETS:
        state.push(Kind.HOLE, found.start(), _BRACKETS[mark])
        state.at_command = mark == "$("
    elif mark == "\\":
        state.ending.dangling_escape = True
    return found.end()


def _in_code(state: _State, position: int) -> int:
    """Take one step in code."""
    found = _TOKEN.match(state.text, position)
    if found is None:
        return position + 1
    kind, after_blank = found.lastgroup or "", state.after_blank
    kind = "here" if found.group("here") else kind
    state.after_blank = kind in ("blank", "newline", "next") or (kind == "open" and found.group() != "${")
    if kind == "newline":
        return _newline(state, found.start())
    if kind == "comment":
        return _comment(state, found.start(), starts=after_blank)
    if kind == "string":
        return _open_string(state, found)
    if kind == "close":
        return _close(state, found.group(), found.start())
    _go_over(state, kind, found)
    return found.end()


def _go_over(state: _State, kind: str, found: re.Match[str]) -> None:
    """Note what a mark or word means that is passed as it is."""
    if kind == "here":
        state.here.append((found.group("delimiter"), found.start()))
    elif kind == "open":
        _open(state, found.group(), found.start())
    elif kind == "next":
        _next(state, found.group(), found.end())
    elif kind == "call":
        state.at_command = True
    elif kind == "word":
        _word(state, found.group(), found.start(), found.end())


def _newline(state: _State, newline: int) -> int:
    """End a line: the texts follow that it announced; then a command may begin."""
    after = newline + 1
    while state.here:
        delimiter, start = state.here[0]
        end = re.compile(rf"^\t*{delimiter}$", re.MULTILINE).search(state.text, after)
        if end is None:
            state.here.clear()
            state.push(Kind.STRING, start, f"\n{delimiter}\n", heredoc(delimiter))
            return len(state.text)
        state.here.pop(0)
        after = min(end.end() + 1, len(state.text))
    state.at_command = state.top not in (")", "))", "}", _CASE) or _is_command(state)
    if not state.ending.opened:
        state.ending.line_starts.append(after)
    state.ending.begin_statement(after)
    return after


def _is_command(state: _State) -> bool:
    """Tell whether the innermost bracket holds commands."""
    return bool(state.ending.opened) and state.text.startswith(("$(", "<(", ">("), state.ending.opened[-1].start)


def _comment(state: _State, start: int, *, starts: bool) -> int:
    """Pass a comment, if the sign begins one."""
    if not starts or state.top == "}":
        return start + 1
    newline = state.text.find("\n", start)
    if newline < 0:
        state.ending.line_comment_start = start
        return len(state.text)
    return newline


def _open_string(state: _State, found: re.Match[str]) -> int:
    """Note an opening quote; what stands in single quotes is passed at once."""
    mark, start = found.group(), found.start()
    state.at_command = False
    if mark[-1] == '"':
        state.push(Kind.STRING, start, '"', DOUBLE)
    elif mark == "`":
        _backtick(state, start)
    else:
        content = r"(?:[^'\\]|\\[\s\S])*+\\?" if mark[0] == "$" else r"[^']*+"
        end = re.compile(content).match(state.text, found.end())
        after = end.end() if end is not None else found.end()
        if after >= len(state.text):
            state.push(Kind.STRING, start, "'", SINGLE)
        return after + 1
    return found.end()


def _backtick(state: _State, start: int) -> None:
    """Open or close an old-fashioned substitution."""
    if state.top == "`":
        state.pop()
        state.at_command = False
    else:
        state.push(Kind.BRACKET, start, "`")
        state.at_command = True


def _open(state: _State, mark: str, start: int) -> None:
    """Note an opening bracket: a group of commands, or a part of one."""
    if mark == "{" or (mark == "(" and state.at_command and state.top != _PATTERN):
        if mark == "{" and not state.at_command:
            return
        state.push(Kind.BLOCK, start, _GROUP if mark == "{" else _SUBSHELL)
        state.at_command = True
    elif mark == "[" and not state.at_command:
        return
    elif mark != "(" or state.top != _PATTERN:
        is_command = mark in ("$(", "<(", ">(")
        state.push(Kind.BRACKET, start, _BRACKETS.get(mark, ")"))
        state.at_command = is_command


def _close(state: _State, mark: str, start: int) -> int:
    """Close the innermost bracket if it fits; a parenthesis may end a pattern of `case` instead."""
    after = start + len(mark)
    if mark == "))" and state.top != "))":
        mark, after = ")", start + 1
    if state.top.strip() == mark * 2 and after == len(state.text):
        _become(state, mark)
        return after
    if state.top.strip() == mark and state.top != _GROUP:
        state.pop()
        state.at_command = False
    elif mark == ")" and state.top in (_PATTERN, _BEGUN):
        _become(state, _BODY)
        state.at_command = True
    elif mark == "}" and state.at_command:
        state.close((_GROUP,), "}", start)
        state.at_command = False
    elif mark == ")":
        state.close((_SUBSHELL,), ")", start)
        state.at_command = False
    return after


def _next(state: _State, mark: str, after: int) -> None:
    """Begin another command, or another pattern of `case`."""
    state.at_command = state.top not in ("))", "}", " ]]", _PATTERN)
    if mark in (";;", ";&", ";;&"):
        if state.top == _BODY:
            _become(state, _PATTERN)
        else:
            state.close((), ";;", after - len(mark))
            state.push(Kind.BLOCK, after, _PATTERN)
        state.at_command = False
    elif mark[0] in ";&":
        state.ending.begin_statement(after)


def _word(state: _State, word: str, start: int, after: int) -> None:
    """Note what a word opens, goes on with or ends."""
    top, was_command = state.top, state.at_command
    state.at_command = False
    if top == _CASE and word == "in":
        _become(state, _PATTERN)
    elif top in (_PATTERN, _BEGUN):
        if word == "esac" and top == _PATTERN:
            state.pop()
        else:
            _become(state, _BEGUN)
    elif not was_command:
        return
    elif word in _BEGIN:
        state.push(Kind.BLOCK, after, _BEGIN[word])
        state.at_command = _BEGIN[word] != _CASE and word not in ("for", "select")
    elif word in _GO_ON:
        _go_on(state, word, start, after)
    elif word in _END:
        state.close(_END[word], word, start)
    elif word == "function":
        state.at_command = True


def _go_on(state: _State, word: str, start: int, after: int) -> None:
    """Turn what is open into what comes after the word: `then` after `if`."""
    before, then = _GO_ON[word]
    state.close((before,), word, start)
    state.push(Kind.BLOCK, after, then)
    state.at_command = True


def _become(state: _State, closing: str) -> None:
    """Change how the innermost open thing is closed."""
    last = state.ending.opened[-1]
    state.ending.opened[-1] = Opened(last.kind, last.start, closing)
