"""
Forms of languages that are newer than their grammars, in words of the same length that these read: types that
TypeScript exports all at once, extension blocks of C#, modules of C++, and the like.

Only words that say nothing of a weakness are replaced, and nothing in a string or comment: whatever is called, given or
written down stays where it is. There are two kinds: what no grammar of ours reads, and what only Semgrep's do not.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from gateway.syntax.blanking import blank
from gateway.syntax.c_text import COMMENT, STRING


class _Form(NamedTuple):
    """A sign without which a newer form is nowhere, how it is written, and what is shown of it: blanks, say."""

    sign: str
    pattern: str
    shown: Callable[[str], str] = blank


def _replaced(old: str, new: str) -> Callable[[str], str]:
    """Return what writes a word over the first of another, in as many characters."""
    return lambda was: was.replace(old, new.ljust(len(old)), 1)


def _padded(word: str) -> Callable[[str], str]:
    """Return what writes a word over the head of what is blanked."""
    return lambda was: word + blank(was[len(word) :])


def _as_name(was: str) -> str:
    """Return a name that is as long; what goes over a line's end stays as it is."""
    return was if "\n" in was else "_" * len(was)


def _in_parentheses(was: str) -> str:
    """Return a command that runs in this shell (`${ ls; }`) as one that runs in its own."""
    return f"$({was[2].replace('|', ' ')}{was[3:-1]})"


def _all_in_parentheses(was: str) -> str:
    """Return a text whose commands run in this shell as one whose commands do in their own."""
    return re.sub(_RUN, lambda found: _in_parentheses(found[0]), was)


def _extension(was: str) -> str:
    """Return the head of an extension block as that of a class, with its own type parameters."""
    parameters = re.match(r"extension[ \t]*(<[^<>()]*>)?", was)
    head = parameters[0] if parameters is not None else ""
    return head.replace("extension", "class ext", 1) + blank(was[len(head) :])


def _without_defaults(was: str) -> str:
    """Return the parameters of types of a class or function without what they are by default."""
    return _DEFAULT.sub(lambda found: blank(found[0]), was)


def _with_holes_of_one(was: str) -> str:
    """Return a raw text whose holes have several braces with holes of one."""
    count = len(was) - len(was.lstrip("$"))
    plain = was[count:].replace("{" * count, "\0").replace("}" * count, "\1")
    plain = plain.replace("{", "(").replace("}", ")")
    inner = " " * (count - 1)
    return f"{inner}${plain}".replace("\0", inner + "{").replace("\1", "}" + inner)


_DEFAULT: Final = re.compile(r"[ \t]*=[^,\[\]=()]*(?:\[[^\[\]()]*\][^,\[\]=()]*)*")
_REST_OF_PATTERN: Final = re.compile(r"(?:,[ \t]*)?\*\*[ \t]*\w+\Z")
_PYTHON_TEXTS: Final = (
    r"\"\"\"(?:[^\\]|\\[\s\S])*?\"\"\"|'''(?:[^\\]|\\[\s\S])*?'''"
    r"|\"(?:[^\"\\\n]|\\[\s\S])*+\"|'(?:[^'\\\n]|\\[\s\S])*+'|#[^\n]*"
)
_SCRIPT_TEXTS: Final = (
    r"\"(?:[^\"\\\n]|\\[\s\S])*+\"|'(?:[^'\\\n]|\\[\s\S])*+'|`(?:[^`\\]|\\[\s\S])*+`|//[^\n]*|/\*[\s\S]*?(?:\*/|\Z)"
)
_C_TEXTS: Final = rf"{COMMENT}|{STRING}"
_SHARP_TEXTS: Final = (
    r"(?<![\"$@])(?P<raw>\"{3,9})[\s\S]*?(?:(?P=raw)|\Z)|@\$?\"(?:[^\"]|\"\")*+\"|\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)+'"
    r"|//[^\n]*|/\*[\s\S]*?(?:\*/|\Z)"
)
_PAGE_TEXTS: Final = (
    r"\"(?:[^\"\\]|\\[\s\S])*+\"|'(?:[^'\\]|\\[\s\S])*+'|//[^\n]*|/\*[\s\S]*?(?:\*/|\Z)|#(?!\[)[^\n]*"
    r"|<<<\s*[\"']?(?P<here>\w+)[\"']?\n[\s\S]*?(?:\n[ \t]*(?P=here)\b|\Z)"
)
_GO_TEXTS: Final = r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)+'|`[^`]*+`|//[^\n]*|/\*[\s\S]*?(?:\*/|\Z)"
_JAVA_TEXTS: Final = (
    r"\"\"\"(?:[^\\]|\\[\s\S])*?\"\"\"|\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)+'|//[^\n]*|/\*[\s\S]*?(?:\*/|\Z)"
)
_RUST_TEXTS: Final = (
    r"r(?P<marks>#{0,9})\"[\s\S]*?(?:\"(?P=marks)|\Z)"
    r"|\"(?:[^\"\\]|\\[\s\S])*+\"|'(?:[^'\\\n]|\\.[^'\n]*)'|//[^\n]*|/\*[\s\S]*?(?:\*/|\Z)"
)
_SHELL_TEXTS: Final = r"\\.|(?<![^\s;&|()])#[^\n]*|\"(?:[^\"\\]|\\[\s\S])*+\"|'[^']*'"
_TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("javascript", "typescript"), _SCRIPT_TEXTS),
        **dict.fromkeys(("c", "cpp"), _C_TEXTS),
        "bash": _SHELL_TEXTS,
        "csharp": _SHARP_TEXTS,
        "go": _GO_TEXTS,
        "java": _JAVA_TEXTS,
        "php": _PAGE_TEXTS,
        "python": _PYTHON_TEXTS,
        "rust": _RUST_TEXTS,
    }
)
_ASSIGNED: Final = r"[ \t]*(?:[-+*/|&^%]|\?\?)?=(?![=>])"
_INTEGER: Final = r"(?:unsigned|signed|int|char|short|long|_?[Bb]ool|\w+_t|_*[us]\d+|__[bl]e\d+)"
_SCRIPT: Final = (
    _Form("export", r"(?<=\bexport)[ \t]+type(?=[ \t]*\*)"),
    _Form("import", r"(?<=\bimport)[ \t]+(?:defer(?=[ \t]*\*)|source(?=[ \t]+[\w$]+[ \t]+from\b))"),
    _Form("accessor", r"\baccessor(?=[ \t]+(?!(?:in|instanceof|of|as|satisfies)\b)[\w$#\[])"),
    _Form("static", r"\bstatic(?=[ \t]+(?:readonly[ \t]+)?\[[ \t]*\w+[ \t]*:)"),
    # In which direction a parameter of types varies.
    _Form(r"\b(?:in|out) ", r"(?<=[<,])\s*(?:in[ \t]+out|in|out)(?=[ \t]+[A-Z_$]\w*\s*(?:[,>=]|extends\b))"),
    # The types that a text in marks is given, as in a query or a style.
    _Form(">`", r"(?<=[\w$)\]])<(?:[^<>()`=]|<(?:[^<>()`=]|<[^<>()`=]*>)*>)+>(?=`)"),
    _Form("import", r"(?<=:)[ \t]*import\((?:'[^'()\n]*'|\"[^\"()\n]*\")\)(?=\.[A-Z]\w*<)", _as_name),
)
_C: Final = (
    _Form(r"\.\.\.", r"\bcase\b[^:;{}\n]{0,200}?\.\.\.", lambda was: f"{was[:-3]}+_+"),
    # A field of bits without a name.
    _Form(rf"[;{{\n][ \t]*(?:{_INTEGER}[ \t]+)+:", rf"(?<=[;{{\n])[ \t]*(?:{_INTEGER}[ \t]+)+:[ \t]*\w+[ \t]*;"),
    _Form("embed", r"^[ \t]*#[ \t]*embed\b[^\n]*", _padded("0")),
    _Form("module|import", r"^[ \t]*(?:export[ \t]+)?(?:module\b[\w.: \t]*|import[ \t]+[\w.:<>/]+[ \t]*);"),
    _Form("export", r"\bexport(?=[ \t]+[\w\[])"),
    _Form("consteval", r"(?<=\bif)\s*(?:!\s*|not\s+)?consteval\b", lambda was: f"({'_' * (len(was) - 2)})"),
    # Packs of C++26: an element by its number, and what is left of a tuple that is taken apart.
    _Form(r"\.\.\.[ \t]*\[", r"(?<=[\w>])[ \t]*\.\.\.(?=[ \t]*\[)"),
    _Form(r"\bauto\b", r"(?<=[\[,])[ \t]*\.\.\.(?=[ \t]*\w+[ \t]*[,\]])"),
    _Form("template", r"\btemplate[ \t]+(?=for\b)"),
    # What must hold before a function and behind it, if it asks no function.
    _Form(
        r"\b(?:pre|post)\b",
        r"(?<=\))\s+(?:(?:pre|post)[ \t]*\([^();{}]{1,200}\)\s*)+(?=[{;])",
    ),
    # What the compiler knows of a name, and the name again.
    _Form(r"\^\^", r"\^\^[ \t]*(?:::)?\w[\w:]*", _as_name),
    _Form(r"\[:", r"(?:\btypename[ \t]*)?\[:[ \t]*\w[\w:.]*[ \t]*:\]", _as_name),
    _Form("template", r"(?:\bextern[ \t]+)?\btemplate[ \t]+(?:class|struct)[ \t]+[\w:]+<[^;{}()]{0,400}>[ \t]*;"),
    # A member by a pointer to it.
    _Form(r"[.>]\*", r"(?<=[A-Za-z_)\]])[ \t]*(?:\.|->)\*(?=[ \t]*[A-Za-z_(])", _replaced("*", " ")),
    _Form(
        r"\[[ \t]*\][ \t]*\{",
        r"\bnew\b(?:[ \t]*\([^()]{0,200}\))?[^;{}()\[]{0,200}\[[ \t]*\](?=[ \t]*\{)",
        lambda was: was.partition("[")[0] + blank(was[was.index("[") :]),
    ),
)
_OF_COMMAND: Final = r"[^{}\"'`\\]|\$\{[\w:#%/?+=@*.-]*\}|'[^']*'|\\."
_RUN: Final = rf"\$\{{[ \t\n|](?:{_OF_COMMAND})*\}}"
_SHELL: Final = (
    # What a command prints, or leaves in REPLY, without a shell of its own.
    _Form(r"\$\{[ \t\n|]", rf"\$\{{[ \t\n|](?:{_OF_COMMAND}|\"(?:[^\"\\]|\\.)*\")*\}}", _in_parentheses),
    _Form(
        r"\$\{[ \t\n|]",
        rf"\"(?:[^\"\\$]|\\[\s\S]|\$(?!\{{[ \t\n|]))*{_RUN}(?:[^\"\\]|\\[\s\S])*\"",
        _all_in_parentheses,
    ),
    # What the Z shell makes of a variable, or of what a command prints; and a file that holds that.
    _Form(r"\$\{\(", r"\$\{\([\w@%:.,~^#-]{1,12}\)(?=\w+\})", lambda was: f"${{{'_' * (len(was) - 2)}"),
    _Form(
        r"\$\{\(",
        r"\$\{\([\w@%:.,~^#-]{1,12}\)\"[^\"\n]*\"\}",
        lambda was: blank(was[: was.index('"')]) + was[was.index('"') : -1] + " ",
    ),
    _Form(r"[ \t]=\(", r"(?<=[ \t])=(?=\()", lambda _: "<"),
)
_FORMS: Final[Mapping[str, tuple[_Form, ...]]] = MappingProxyType(
    {
        "bash": _SHELL,
        **dict.fromkeys(("javascript", "typescript"), _SCRIPT),
        **dict.fromkeys(("c", "cpp"), _C),
        "csharp": (
            _Form(r"\?\.", rf"\?(?=\.\w[\w.]{{0,200}}(?:\[[^\]\n]{{0,200}}\])?{_ASSIGNED})"),
            _Form(r"\?\[", rf"\?(?=\[[^\]\n]{{0,200}}\]{_ASSIGNED})"),
            # What a slice of a list is named is shown as one of its elements.
            _Form(r"\.\.", r"(?<=[\[,])[ \t]*\.\.(?=[ \t]*var\b)"),
            _Form("allows", r"\ballows[ \t]+ref[ \t]+struct\b", _padded("class")),
            _Form("operator", r"\boperator[ \t]+(?:checked[ \t]+)?[-+*/%&|^]=(?=\s*\()", _replaced("=", " ")),
            _Form(
                "extension",
                r"\bextension[ \t]*(?:<[^<>()]{0,400}>)?[ \t]*\([^()]{0,400}\)(?=\s*(?:where\b[^{}]{0,400})?\{)",
                _extension,
            ),
            _Form("#", r"^#[:!][^\n]*"),
        ),
        "php": (
            _Form(r"\(void\)", r"\(void\)(?=[ \t]*[\w\\$])"),
            _Form(r"exit\(", r"(?<=\bexit\()[ \t]*status:(?!:)"),
        ),
        "go": (_Form(r"new\(", r"\bnew(?=\((?:[\d\"'`&!-]|[\w.]+\())", lambda _: "_ew"),),
        "java": (
            _Form("import module", r"(?<=\bimport)[ \t]+module(?=[ \t]+\w)"),
            # What is constructed behind other statements is shown as a call.
            _Form(
                r"(?:super|this)\(", r"(?<=[;}])\s*(?:super|this)(?=\()", lambda was: re.sub(r"\w", "_", was, count=1)
            ),
        ),
        "python": (
            # A template is shown as the text that has the same holes.
            _Form(r"\b[tT][rR]?[\"']", r"\b[tT](?=[rR]?[\"'])", lambda _: "f"),
            _Form(r"\b[rR][tT][\"']", r"\b[rR][tT](?=[\"'])", lambda _: "rf"),
            _Form(
                r"(?:class|def|type)[ \t]+\w+\[",
                r"\b(?:class|def|type)[ \t]+\w+\[[^()\n=]{0,400}=[^()\n]{0,400}?\](?=[ \t]*[(:=])",
                _without_defaults,
            ),
            _Form("lazy", r"^[ \t]*lazy[ \t](?=[ \t]*(?:import|from)\b)", lambda was: f"{was[:-5]}pass;"),
        ),
        "rust": (_Form(r"for\s*<", r"\bfor[ \t]*<[^<>()]*>(?=\s*(?:async\s+)?(?:move\s+)?\|)"),),
    }
)
# What a parser of ours reads, but Semgrep does not.
_UNREAD_BY_SEMGREP: Final[Mapping[str, tuple[_Form, ...]]] = MappingProxyType(
    {
        "bash": (_Form(";;?&", r";;?&", _padded(";;")),),
        **dict.fromkeys(
            ("c", "cpp"),
            (_Form("typeof", r"\b(?:__)?typeof(?:_unqual|__)?\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", _as_name),),
        ),
        "csharp": (
            _Form(r"\$\$\"\"\"", r"(?<!\$)\$\$+\"\"\"(?!\")[\s\S]*?\"\"\"(?!\")", _with_holes_of_one),
            _Form(
                r"using \w.*=",
                r"^[ \t]*(?:global[ \t]+)?using[ \t]+(?:unsafe[ \t]+)?\w+[ \t]*="
                r"(?![^;\n]*\w[ \t]*\()[^;\"\n]*[(\[*?][^;\"\n]*;",
            ),
            _Form("init", r"\binit(?=\s*(?:\{|=>))", _padded("set")),
            _Form("readonly", r"(?<=\bref)[ \t]+readonly\b(?=[ \t]+[\w<>.?\[\]]+[ \t]+\w+[ \t]*[,)=])"),
        ),
        "php": (
            _Form(r"\(set\)", r"\b(?:private|protected|public)\(set\)"),
            _Form("clone", r"\bclone(?=\s*\([^()]*,)", lambda _: "_lone"),
            _Form(r"#\[", r"#\[[\w\\, ]+\](?=\s*(?:static\s+)?(?:fn|function)\s*&?\s*\()"),
        ),
        # What else a pattern of a dictionary takes.
        "python": (
            _Form(
                r"case\b.*\*\*",
                r"^[ \t]*case\b(?:(?!\bif\b)[^\n#])*?\*\*[ \t]*\w+(?=[ \t]*,?[ \t]*\})",
                lambda was: _REST_OF_PATTERN.sub(lambda found: blank(found[0]), was),
            ),
        ),
        "go": (
            _Form(
                "type ",
                r"\btype[ \t]+\w+\[[^\]=()\n]{0,200}(?:\[\][^\]=()\n]{0,200}){0,9}\](?=[ \t]*=)",
                lambda was: was.partition("[")[0] + blank(was[was.index("[") :]),
            ),
        ),
    }
)
_PATTERNS_MAX: Final = 256


def in_older_words(language: str, text: str) -> str:
    """Return the text as long as it is, with what no grammar reads in other words."""
    return _shown(language, _FORMS.get(language, ()), text)


def in_words_of_semgrep(language: str, text: str) -> str:
    """Return the text as long as it is, with what Semgrep alone does not read in other words."""
    return _shown(language, _UNREAD_BY_SEMGREP.get(language, ()), text)


def _shown(language: str, forms: tuple[_Form, ...], text: str) -> str:
    likely = tuple([form for form in forms if re.search(form.sign, text) is not None])
    if not likely:
        return text

    def shown(found: re.Match[str]) -> str:
        kind = found.lastgroup or "text"
        return found[0] if kind == "text" else likely[int(kind[1:])].shown(found[0])

    return _pattern(_TEXTS[language], tuple([form.pattern for form in likely])).sub(shown, text)


@lru_cache(maxsize=_PATTERNS_MAX)
def _pattern(texts: str, patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds forms, by number, and strings and comments; a form may itself be a string."""
    numbered = [f"(?P<f{number}>{pattern})" for number, pattern in enumerate(patterns)]
    return re.compile("|".join((*numbered, f"(?P<text>{texts})")), re.MULTILINE)
