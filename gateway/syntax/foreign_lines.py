"""
Lines that programs have and SQL, YAML and shells have not, and the lines of a text without what it quotes. Words and
simple patterns only, linear in the text.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

# A line that opens or declares something. A keyword alone proves nothing: what stands around it must fit, too.
_OPENS: Final = (
    r"(?:async[ ]+)?def \w+\(.*|class \w+[^;]*[:{]|from [\w.]+ import .+|import [\w.]+(?:\.\*)?(?: as \w+)?;?"
    r"|import (?:[\w*]|\{)[^;]* from .*|(?:const|let|var) (?:mut )?[\w{\[$][^=]*= ?.*"
    r"|\#[ ]*(?:include|ifdef|ifndef) \S.*"
    r"|package [\w.]+;?|using [A-Z][\w.]*;|use [\w\\]+(?:::|\\).*;|namespace [\w.\\:]+ ?[;{]"
    r"|(?:public|private|protected|internal|export|static|final|pub|unsafe|impl|fn|func|struct|enum|interface|abstract"
    r"|override|void|int|char|bool|double|unsigned|size_t|String|string)\b.*[\w)\]>'\"] ?(?:\{|;|\()"
    r"|(?:}\ *)?(?:else )?(?:if|for|foreach|while|switch|catch)\ *\(.*\)\ *\{|(?:} *)?(?:else|try|finally|do) *\{"
    r"|(?:if|elif|for|while|with) [^;{]*[^;{\s]:|(?:else|try|finally|except[^;{]*):"
    r"|(?:export |async )*function\b\ *\w*\([^)]*\w[^)]*\) *\{?|if err != nil \{|.*(?:=>|[^(\s]\)|\|) ?\{"
    r"|<\?php\b.*|\$this->.*|.*\bnew [A-Z]\w*\(.*|(?:.*[^<])?=>[ ]*[{(\w].*[;,)]|\}\)[;,)]*"
)
# A call or an assignment with blanks that begins a line is none in a shell or in YAML; in SQL it may go on a list.
_DOES: Final = (
    r"(?:return |await |yield |throw |raise |del |assert |print )?"
    r"\$?[A-Za-z_][\w$]*(?:\[[^]\n]*\]|(?:\.|->|::)[\w$]+|!)*"
    r"\((?!\) *(?:[({]|$))[^)].*"
    r"|(?:[A-Za-z_$][\w$<>]* )?[*&]?[A-Za-z_$][\w$]*(?:\[[^]\n]*\]|(?:\.|->)[\w$]+)*(?:: ?[\w<>\[\]&]+)? "
    r"(?:[-+*/%|&^.]|<<|>>|:)?= \S.*"
    r"|\.\w+\(.*|[\w.]+\.\w+\(\)(?:\.\w+\(.*\))*[;.]?|return\b.*[;(\[].*|raise \w.*|throw .*"
)
# What is quoted before a colon may be JSON, which is no program.
_IN_SHELL: Final = r"|\w+: ?[^;]*[,{(\[]|['\"]\w+['\"]: ?[^;]*\w\([^;]*,"
# What stands in no statement of SQL.
_NOT_IN_SQL: Final = (
    r".*[{}]|\}.*|.*(?:==|&&|\+\+|--[;)]|!\w|\w->\w+[(;=. ]|::\w+\(|\$\w+->).*"
    r"|(?!(?i:set|where|and|or|on|select|when|if|then|else|by|declare|having|default|as|return)\b)"
    r"[A-Za-z_]\w*(?:<[^>]*>)?[*&]? [*&]?\w+(?:\[\w*\])? = .*;|[a-z]\w*(?:\.\w+)*\.[a-z]+[A-Z]\w*\(.*|\$\w+ ?[-+.]?= .*"
)


def _line(*ways: str) -> re.Pattern[str]:
    return re.compile(rf"[ \t]*+(?:{'|'.join(ways)})[ \t]*$")


FOREIGN: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {"sql": _line(_OPENS, _NOT_IN_SQL), "yaml": _line(_OPENS, _DOES), "bash": _line(_OPENS, _DOES + _IN_SHELL)}
)
# What goes on a list in SQL, or is a whole statement of Python: only a parse can tell.
LONE_CALL: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {"sql": re.compile(r"[ \t]*+(?:\w+ = )?[\w.]+\([^;]*[)(\[{,][ \t]*$")}
)
_HERE: Final = re.compile(r"<<-?[ \t]*\\?(['\"]?)(\w+)\1")
# A string that the prefix opens may go on to the end, and one that begins with a line end, as a program of awk does.
_STRING: Final = re.compile(
    r"(?:(?<=-\w)|(?<![\w\\]))'(?:[^']*'|[^'\0]*+\0[^']*\Z|(?<= ')\n[^']*\Z)"
    r"|(?<!\\)\"(?:(?:[^\"\\]|\\[\s\S])*+\"|(?:[^\"\\\0]|\\[^\0])*+\0(?:[^\"\\]|\\[\s\S])*\Z)"
)
_WORD: Final = re.compile(r"\"[\w-]+\"")
_END_OF_PREFIX: Final = "\0"
_SCALAR: Final = re.compile(r"([ \t]*).*?(?:[:-]|\s)[ ]*[|>][-+\d]*[ \t]*(?:#.*)?$")
_HEAD_CHARS_MAX: Final = 300
_DOLLARS: Final = re.compile(r"\$\w{0,30}\$")
_COMMENT: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "sql": re.compile(r"^(\0?)[ \t]*(?:--|\*|/\*).*$", re.MULTILINE),
        "yaml": re.compile(r"^(\0?)[ \t]*#.*$", re.MULTILINE),
        "bash": re.compile(r"^(\0?)[ \t]*#(?! *(?:include|ifdef|ifndef) ?[<\"\w]).*$", re.MULTILINE),
    }
)


def unquoted(language: str, prefix: str, text: str) -> tuple[list[str], int]:
    """
    Return the lines of a text behind its prefix, and which of them is the text's first.

    Those that are a comment, or only data that the text quotes, are empty.
    """
    shown = _COMMENT[language].sub(r"\1", f"{prefix}{_END_OF_PREFIX}{text}")
    if language == "yaml":
        shown = "\n".join(_without_scalars(shown.split("\n")))
    elif language == "bash":
        shown = _STRING.sub(_emptied, "\n".join(_without_here(shown.split("\n"))))
    else:
        shown = _STRING.sub(_emptied, _without_dollars(shown))
    return shown.replace(_END_OF_PREFIX, "").split("\n"), prefix.count("\n")


def _emptied(found: re.Match[str]) -> str:
    """Return a string without what it says, unless that is one word, which may name a block (`resource "a" "b" {`)."""
    if _WORD.fullmatch(found.group()):
        return found.group()
    return "''" + "\n" * found.group().count("\n")


def _without_here(lines: list[str]) -> Iterator[str]:
    """Yield the lines of a shell script without the texts that follow their command."""
    end = ""
    for line in lines:
        if end:
            yield _END_OF_PREFIX * line.count(_END_OF_PREFIX)
            end = "" if line.strip(f" \t{_END_OF_PREFIX}") == end else end
            continue
        yield line
        here = _HERE.search(line)
        end = here.group(2) if here is not None and not here.group(2).isdigit() else ""


def _without_scalars(lines: list[str]) -> Iterator[str]:
    """Yield the lines of YAML without its block scalars."""
    depth = -1
    for marked in lines:
        line = marked.replace(_END_OF_PREFIX, "")
        indent = len(line) - len(line.lstrip())
        if depth >= 0 and (indent > depth or not line.strip()):
            yield ""
            continue
        opened = _SCALAR.match(line[:_HEAD_CHARS_MAX])
        depth = indent if opened is not None else -1
        yield line


def _without_dollars(text: str) -> str:
    """Return SQL without the bodies that stand between two equal marks of dollars."""
    kept, end, opened = [], 0, ""
    for mark in _DOLLARS.finditer(text):
        if not opened:
            kept.append(text[end : mark.start()])
            opened, end = mark.group(), mark.end()
        elif mark.group() == opened:
            kept.append("\n" * text.count("\n", end, mark.start()))
            opened, end = "", mark.end()
    return "".join([*kept, text[end:]])
