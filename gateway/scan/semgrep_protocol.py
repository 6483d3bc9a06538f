"""
What `osemgrep lsp` says: framed JSON-RPC on stdout, and a protocol in words on stderr. Pure parsing, no processes.

Its stderr repeats pieces of the scanned text inside syntax errors, line breaks included, so a text can write lines
such as `Found 3 matches` there. Three things keep it from forging evidence: a scan's transcript begins only at an
unguessable mark of ours, every line must be the one expected next, and errors come before the evidence, so a forged
line can only follow a complaint, which spoils the scan anyway.
"""

import json
import re
from collections.abc import Iterator
from enum import Enum, auto

import msgspec

_HEADER_BYTES_MAX = 1_024
_LENGTH = re.compile(rb"content-length: *(\d{1,9})", re.IGNORECASE)
_RULES = re.compile(rb"  Scanning 1 file tracked by git with (\d{1,6}) Code rules?:")
_SKIPPED = re.compile(rb"Semgrep skipped (\d{1,6}) rules")
_SCANNED = re.compile(rb"Scanned (\d{1,6}) files")
_FOUND = re.compile(rb"Found (\d{1,9}) matches")
_ERRORS = b"Semgrep errors:"
_UNEXPECTED = "unexpected_output"
# What may stand between the mark and the errors: the rest of the mark's own JSON, and the table of the scan's status.
_PREAMBLE = re.compile(
    rb'|[{}]|  "(jsonrpc|result)": [^"]*("2\.0")?,?|Scann(ing|ed) single file'
    rb"|(\xe2\x94[\x80-\xbf])+|\xe2\x94\x82 Scan Status \xe2\x94\x82|[ \xe2\x94\x80]+"
    rb"|  Language +Rules +Files +Origin +Rules|  \w+ +\d+ +\d+ +Custom +\d+"
)


class ProtocolBroken(Exception):
    """The engine wrote something that is not its protocol, or more than it may."""


class Position(msgspec.Struct, frozen=True):
    """A place: line from 0, `character` in bytes of UTF-8 from 0 (measured; the LSP standard would say UTF-16)."""

    line: int
    character: int


class Range(msgspec.Struct, frozen=True):
    """A range, end exclusive."""

    start: Position
    end: Position


class Diagnostic(msgspec.Struct, frozen=True):
    """One match: `code` is the rule's id with a path before it."""

    code: str
    message: str
    range: Range


class Published(msgspec.Struct, frozen=True):
    """All matches in one file."""

    uri: str
    diagnostics: list[Diagnostic]


class _Params(msgspec.Struct, frozen=True):
    params: Published


class _ServerInfo(msgspec.Struct, frozen=True):
    version: str = ""


class _Result(msgspec.Struct, frozen=True):
    server_info: _ServerInfo = msgspec.field(name="serverInfo", default=_ServerInfo())


class Message(msgspec.Struct, frozen=True):
    """The head of any message."""

    method: str = ""
    id: int | str | None = None
    result: _Result | None = None


_messages = msgspec.json.Decoder(Message)
_published = msgspec.json.Decoder(_Params)


def read_message(body: bytes) -> Message:
    """Return the head of a message; raises ProtocolBroken."""
    try:
        return _messages.decode(body)
    except msgspec.MsgspecError as error:
        raise ProtocolBroken("a message without its form") from error


def read_published(body: bytes) -> Published:
    """Return the matches in a publishDiagnostics message; raises ProtocolBroken."""
    try:
        return _published.decode(body).params
    except msgspec.MsgspecError as error:
        raise ProtocolBroken("diagnostics without their form") from error


def framed(message: dict[str, object]) -> bytes:
    """Return the message with its header."""
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


class Frames:
    """Cuts stdout into message bodies. Holds at most `bytes_max`."""

    def __init__(self, bytes_max: int) -> None:
        """Begin with nothing."""
        self._bytes_max = bytes_max
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the bodies that are complete now; raises ProtocolBroken for a bad header or too much data."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            found = _LENGTH.search(bytes(self._buffer[:end]))
            if found is None or int(found.group(1)) > self._bytes_max:
                raise ProtocolBroken("a header without a fair length")
            total = end + 4 + int(found.group(1))
            if len(self._buffer) < total:
                return
            body = bytes(self._buffer[end + 4 : total])
            del self._buffer[:total]
            yield body
        if len(self._buffer) > _HEADER_BYTES_MAX:
            raise ProtocolBroken("a header without end")


class Lines:
    """Cuts stderr into lines. Holds at most `bytes_max`."""

    def __init__(self, bytes_max: int) -> None:
        """Begin with nothing."""
        self._bytes_max = bytes_max
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """Return the lines that are complete now; raises ProtocolBroken for a line that is too long."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > self._bytes_max:
            raise ProtocolBroken("a line without end")
        return lines


class _Part(Enum):
    BEFORE = auto()
    PREAMBLE = auto()
    ERRORS = auto()
    TAIL = auto()
    COMPLETE = auto()


class Transcript:
    """
    What one scan wrote to stderr, read line by line from its mark on.

    `errors` are codes of ours, never the engine's words, because those quote the text. Any line that is not expected
    where it stands is an error too.
    """

    def __init__(self, mark: str, bytes_max: int) -> None:
        """Wait for the mark."""
        self._mark = f'"{mark}"'.encode()
        self._bytes_left = bytes_max
        self._part = _Part.BEFORE
        self.rules_loaded = 0
        self.rules_skipped = 0
        self.files_scanned = 0
        self.matches_found = 0
        self.errors: list[str] = []

    @property
    def is_complete(self) -> bool:
        """Whether the last expected line was read."""
        return self._part is _Part.COMPLETE

    def read(self, line: bytes) -> None:
        """Take the next line; raises ProtocolBroken if the scan writes more than it may."""
        self._bytes_left -= len(line)
        if self._bytes_left < 0:
            raise ProtocolBroken("a flood of errors")
        if self._part is _Part.BEFORE:
            if self._mark in line:
                self._part = _Part.PREAMBLE
        elif self._part is _Part.PREAMBLE:
            self._read_preamble(line)
        elif self._part is _Part.ERRORS:
            if found := _SKIPPED.fullmatch(line):
                self.rules_skipped = int(found.group(1))
                self._part = _Part.TAIL
            elif _error_code(line) != _UNEXPECTED:
                self._complain(line)  # else the rest of a complaint, which quotes the text
            elif line.strip() and not self.errors:
                self._complain(line)
        elif self._part is _Part.TAIL:
            self._read_tail(line)

    def _read_preamble(self, line: bytes) -> None:
        if line.startswith(_ERRORS):
            self._part = _Part.ERRORS
            if words := line.removeprefix(_ERRORS).strip():
                self._complain(words)
        elif found := _RULES.fullmatch(line):
            self.rules_loaded = int(found.group(1))
        elif not _PREAMBLE.fullmatch(line):
            self._complain(line)

    def _read_tail(self, line: bytes) -> None:
        if found := _SCANNED.fullmatch(line):
            self.files_scanned = int(found.group(1))
        elif found := _FOUND.fullmatch(line):
            self.matches_found = int(found.group(1))
            self._part = _Part.COMPLETE
        else:
            self._complain(line)

    def _complain(self, words: bytes) -> None:
        code = _error_code(words)
        if code not in self.errors:
            self.errors.append(code)


def _error_code(words: bytes) -> str:
    if words.startswith((b"Syntax error", b"Lexical error", b"Partial parsing")):
        return "syntax"
    if words.startswith(b"Timeout"):
        return "rule_timeout"
    if words.startswith((b"Out of memory", b"Stack overflow")):
        return "memory"
    return _UNEXPECTED
