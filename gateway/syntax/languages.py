"""
Names of languages and how to tell which one a text is in. Used in the gateway process too, on foreign text: it looks
at words with simple patterns and must never parse (no `ast`, no tree-sitter).
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from gateway.syntax.language_signs import STRONG, is_of_one, scores

SUPPORTED: tuple[str, ...] = (
    *("python", "javascript", "typescript", "java", "go", "rust", "c", "cpp", "csharp", "php"),
    *("hcl", "sql", "yaml", "bash", "dockerfile"),
)
UNKNOWN = "unknown"
CONFLICT = "conflict"

_NAME_CHARS_MAX = 32
_SAMPLE_CHARS_MAX = 4_000
_SAMPLE_LINES_MAX = 120
# The patterns are no more than this times as dear as one that is linear.
LINE_CHARS_MAX = 300
# How much must speak for a language that is guessed, and how many times as much as for any other.
_SCORE_MIN = 3
_LEAD = 1.5
_LEAD_OF_ALL = 3

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "python": "python",
        "python3": "python",
        "py": "python",
        "javascript": "javascript",
        "javascriptreact": "javascript",
        "js": "javascript",
        "jsx": "javascript",
        "mjs": "javascript",
        "cjs": "javascript",
        "node": "javascript",
        "ecmascript": "javascript",
        "java": "java",
        "go": "go",
        "golang": "go",
        "typescript": "typescript",
        "typescriptreact": "typescript",
        "ts": "typescript",
        "tsx": "typescript",
        "rust": "rust",
        "rs": "rust",
        "c": "c",
        "cpp": "cpp",
        "c++": "cpp",
        "cxx": "cpp",
        "csharp": "csharp",
        "c#": "csharp",
        "cs": "csharp",
        "php": "php",
        "bash": "bash",
        "sh": "bash",
        "dash": "bash",
        "shell": "bash",
        "shellscript": "bash",
        "dockerfile": "dockerfile",
        "containerfile": "dockerfile",
        "docker": "dockerfile",
        "hcl": "hcl",
        "terraform": "hcl",
        "tf": "hcl",
        "tfvars": "hcl",
        "terraform-vars": "hcl",
        "yaml": "yaml",
        "yml": "yaml",
        "dockercompose": "yaml",
        "github-actions-workflow": "yaml",
        "ansible": "yaml",
        "helm": "yaml",
        "sql": "sql",
        "mysql": "sql",
        "postgres": "sql",
        "postgresql": "sql",
        "pgsql": "sql",
        "plpgsql": "sql",
        "plsql": "sql",
        "tsql": "sql",
        "t-sql": "sql",
        "sqlite": "sql",
    }
)
_EXTENSIONS: Mapping[str, str] = MappingProxyType(
    {
        "py": "python",
        "pyi": "python",
        "pyw": "python",
        "js": "javascript",
        "jsx": "javascript",
        "mjs": "javascript",
        "cjs": "javascript",
        "java": "java",
        "go": "go",
        "ts": "typescript",
        "tsx": "typescript",
        "mts": "typescript",
        "cts": "typescript",
        "rs": "rust",
        "c": "c",
        "h": "c",
        "cc": "cpp",
        "cpp": "cpp",
        "cxx": "cpp",
        "c++": "cpp",
        "hpp": "cpp",
        "hxx": "cpp",
        "hh": "cpp",
        "ipp": "cpp",
        "cs": "csharp",
        "php": "php",
        "sh": "bash",
        "bash": "bash",
        "dockerfile": "dockerfile",
        "containerfile": "dockerfile",
        "tf": "hcl",
        "tfvars": "hcl",
        "hcl": "hcl",
        "sql": "sql",
        "ddl": "sql",
        "yml": "yaml",
        "yaml": "yaml",
        "pgsql": "sql",
        # Known by name, not scanned: the caller is told which language it is.
        "kt": "kotlin",
        "rb": "ruby",
    }
)
# Files that are known by their whole name.
_FILE_NAMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:docker|container)file(?:[._-].*)?", re.IGNORECASE), "dockerfile"),
    (re.compile(r"\.(?:bashrc|bash_profile|bash_login|bash_logout|bash_aliases|profile)"), "bash"),
)
_SHEBANG = re.compile(r"\A#![^\n]{0,80}\b(python|node|(?:ba|da)?sh\b)")
# One point a line that only this language would have; the lines are rare enough in the others to be telling.
_TELLING: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "python": re.compile(
            r"^[ \t]*(?:(?:async )?def \w+\(.*|class \w+[^{]*:|from [\w.]+ import .+|import [\w.]+(?: as \w+)?"
            r"|(?:if|elif|for|while|try|except|else)\b[^{\n]*:|with [^{\n]*:|@\w[\w.]*)[ \t]*$",
            re.MULTILINE,
        ),
        "javascript": re.compile(
            r"^[ \t]*(?:(?:const|let) (?!mut )[\w{\[$].*|(?:export |async )*function\b.*|import .+ from ['\"].*"
            r"|.*\brequire\(['\"].*|.*=>[ \t]*\{?|module\.exports\b.*|.*\bconsole\.\w+\(.*)$",
            re.MULTILINE,
        ),
        "typescript": re.compile(
            r"^[ \t]*(?:(?:export )?(?:interface|type|enum|namespace) \w+.*[{=].*|import type .*"
            r"|(?:export )?declare (?:global|module|namespace|function|const|let|var|class|abstract|enum|type)\b.*"
            r"|.*\b(?:private|public|protected|readonly) \w+\??: .*|(?:const|let) \w+: \w.*"
            r"|.*[(,] ?\w+\??: (?:string|number|boolean|any|unknown|[A-Z]\w*)\b.*|.*\): [\w<>\[\]| ]+ (?:=>|\{).*)$",
            re.MULTILINE,
        ),
        "rust": re.compile(
            r"^[ \t]*(?:use [\w:]+(?:::\{.*)?.*;|(?:pub(?:\(crate\))? )?(?:async |unsafe )*fn \w+.*|let mut .*"
            r"|if let .*|for \w+ in .*\{|unsafe \{|.*&(?:mut |str\b|self\b).*|.*: Vec<.*|impl\b.*\{"
            r"|#!?\[\w.*\]|(?:pub )?(?:struct|enum|trait|mod) \w+.*[{;]|.*\w+!\(.*|.* => .*,|.*\.unwrap\(\).*)$",
            re.MULTILINE,
        ),
        "c": re.compile(
            r"^[ \t]*(?:#[ \t]*(?:include [<\"]\w[\w/]*\.h[>\"]|define \w+.*|ifdef .*|ifndef .*|endif.*)"
            r"|(?:static |const |unsigned )*(?:int|void|char|size_t|double|struct \w+) \**\w+(?: ?\(.*[^{;]|.*;)"
            r"|.*\b(?:printf|malloc|free|memcpy|strlen|sizeof) ?\(.*|.*\w->\w+.*;|typedef .*)$",
            re.MULTILINE,
        ),
        "cpp": re.compile(
            r"^[ \t]*(?:#[ \t]*include <\w+>|using namespace .*|(?:public|private|protected):"
            r"|template ?<.*|namespace [\w:]* ?\{|.*\bstd::.*|.*\w+::~?\w+\(.*\)[^;]*|.*\bnullptr\b.*"
            r"|.*\bauto ?&.*|.*static_cast<.*)$",
            re.MULTILINE,
        ),
        "csharp": re.compile(
            r"^[ \t]*(?:using [A-Z][\w.]*;|namespace [A-Z][\w.]*[ \t;{]*|\[[A-Z]\w+(?:\(.*\))?\]|.*\{ get; .*|#region.*"
            r"|(?:public|private|protected|internal) .*|foreach \(.*"
            r"|(?:var|string) \w+ = .*;|.*\$\".*|.*\bConsole\.Write.*"
            r"|.*\bawait .*;)$",
            re.MULTILINE,
        ),
        "php": re.compile(
            r"^[ \t]*(?:<\?php.*|\$\w+ ?[-.+]?= ?.*|.*\$this->.*"
            r"|(?:public |private |protected |static )*function \w+\(.*"
            r"|echo .*;|foreach \(\$.*|.*\$\w+->\w+.*|.*\$\w+\[.*|(?:if|while) \(!?\$.*)$",
            re.MULTILINE,
        ),
        "bash": re.compile(
            r"^[ \t]*(?:fi|done|esac|then|do|(?:el)?if \[.*|(?:for|while|until) [^;{\n]*;[ \t]*do|case .+ in"
            r"|set -[a-z].*|[\w-]+\(\)[ \t]*\{?|[A-Za-z_]\w*=(?:\"?\$[({]?\w.*|[\"'].*)|(?:\w+=)?\$\(.*"
            r"|(?:export|local|readonly) \w+(?:=.*)?"
            r"|(?:echo|printf|source|sudo|curl|wget|chmod|chown|mkdir|rm|cp|mv|cd|grep|sed|tar|apt-get) [^;(=\n]*)$",
            re.MULTILINE,
        ),
        "dockerfile": re.compile(
            r"^[ \t]*(?:FROM [\w.$/{}:@-]+(?: [aA][sS] [\w.-]+)?|RUN .*|(?:COPY|ADD) .* .*|(?:ENV|ARG|LABEL) [\w.-]+.*"
            r"|WORKDIR .*|(?:CMD|ENTRYPOINT) .*|EXPOSE [\d$].*|USER [\w$].*|HEALTHCHECK .*)$",
            re.MULTILINE,
        ),
        "hcl": re.compile(
            r"^[ \t]*(?:(?:resource|data|module|provider|variable|output|backend|dynamic)(?: \"[\w-]+\"){1,2} \{"
            r"|(?:terraform|locals|required_providers|lifecycle|ingress|egress|statement) \{"
            r"|[\w-]+ += (?:var|local|module|data|aws_\w+|azurerm_\w+|google_\w+)\.[\w.\[\]*-]+)[ \t]*$",
            re.MULTILINE,
        ),
        "java": re.compile(
            r"^[ \t]*(?:package [\w.]+;|import (?:static )?[\w.*]+;|(?:public|private|protected) .*|@Override"
            r"|.*\bSystem\.out\.print.*|(?:final )?(?:String|int|boolean|List<\w+>) \w+ ?[=;].*)$",
            re.MULTILINE,
        ),
        "go": re.compile(
            r"^[ \t]*(?:package \w+|import \(|func (?:\([^)]*\) )?\w*\(.*|[\w, ]+ := .*|if err != nil \{"
            r"|type \w+ (?:struct|interface) \{)[ \t]*$",
            re.MULTILINE,
        ),
        "yaml": re.compile(
            r"^(?:---|[ \t]*(?:- )?(?:apiVersion|kind|metadata|spec|services|image|name|hosts|tasks|jobs|steps"
            r"|runs-on|on|env|run|containers|template|labels|ports|volumes|rules|roles|become|vars):(?: [^;{\n]*)?)$",
            re.MULTILINE,
        ),
        "sql": re.compile(
            r"^[ \t]*(?:(?:CREATE|ALTER|DROP) (?:OR REPLACE )?(?:UNIQUE )?"
            r"(?:TABLE|VIEW|INDEX|FUNCTION|PROCEDURE|TRIGGER|USER|ROLE|DATABASE|SCHEMA|TYPE)\b"
            r"|INSERT INTO \w|DELETE FROM \w|UPDATE \w+ SET\b|SELECT\b|FROM \w|WHERE\b|(?:GRANT|REVOKE) \w+"
            r"|ORDER BY\b|GROUP BY\b|(?:LEFT |INNER )?JOIN \w|BEGIN\b|COMMIT\b|DECLARE\b|\w+ (?:INT|TEXT)\b).*$",
            re.MULTILINE | re.IGNORECASE,
        ),
    }
)
# A text in any language may hold lines of these, and no parser would object: they count only where next to nothing
# speaks for a program.
_TAKES_ALL = frozenset({"sql", "yaml"})
# The steps of a pipeline, or of an image, are lines of a shell.
_HOLDS: Mapping[str, str] = MappingProxyType({"yaml": "bash", "dockerfile": "bash"})
# What a language has in common with the one that it extends counts for it as soon as one line is only its own.
_EXTENDS: Mapping[str, str] = MappingProxyType({"typescript": "javascript", "cpp": "c"})


def normalise(name: str | None) -> str | None:
    """Return the supported language that the name means, or None."""
    return None if name is None else _NAMES.get(name.strip().lower())


def detect(declared: str | None, filepath: str | None, text: str) -> tuple[str, str]:
    """
    Return (language, source): what the request declared, else what the file name says, else what the text looks like.

    Source is request, filename, text or none. A name that is not supported is returned as it is (lower case, bounded),
    so that the caller learns that this language is not scanned; `unknown` if nothing fits. `conflict` if the request
    declares one language and the file name says another: whoever reads the file next will go by its name.
    """
    extension = _extension(filepath)
    if declared is not None and declared.strip():
        language = normalise(declared) or _bounded(declared)
        named = _named(filepath, extension)
        is_header = extension == "h" and language == "cpp"
        return (CONFLICT, "request") if named not in (None, language) and not is_header else (language, "request")
    named = _named(filepath, extension)
    if named is not None or extension:
        return named or _bounded(extension), "filename"
    guessed = _guess(_sample(text))
    return (guessed, "text") if guessed is not None else (UNKNOWN, "none")


def _bounded(name: str) -> str:
    """Return a foreign name in lower case, short, and of harmless characters only."""
    return re.sub(r"[^a-z0-9+#._-]", "", name.strip().lower()[:_NAME_CHARS_MAX]) or UNKNOWN


def _extension(filepath: str | None) -> str:
    """Return the file name's extension in lower case without the dot, or nothing."""
    if filepath is None:
        return ""
    name = re.split(r"[/\\]", filepath)[-1]
    stem, dot, extension = name.rpartition(".")
    return extension.strip().lower() if dot and stem else ""


def _named(filepath: str | None, extension: str) -> str | None:
    """Return the language that a file's name says, by its extension or as a whole."""
    if extension in _EXTENSIONS:
        return _EXTENSIONS[extension]
    name = re.split(r"[/\\]", filepath or "")[-1].strip()
    return next((language for pattern, language in _FILE_NAMES if pattern.fullmatch(name)), None)


def lines_clipped(text: str) -> str:
    """Return a text with the head of each of its lines: the patterns for lines are not linear."""
    return "\n".join(line[:LINE_CHARS_MAX] for line in text.split("\n"))


def telling_lines(text: str, languages: Iterable[str] = SUPPORTED) -> dict[str, int]:
    """Return for each language how many lines of a text look like its own; what one extends counts for it, too."""
    points = {name: len(_TELLING[name].findall(text)) for name in languages}
    for name, base in _EXTENDS.items():
        if points.get(name):
            points[name] += points.get(base, 0)
    return points


def has_own_line(language: str, text: str) -> bool:
    """Tell whether a line of a text looks like one of this language, or of what it extends."""
    names = (language, _EXTENDS.get(language, language))
    return any(_TELLING[name].search(text) is not None for name in names)


def own_lines_count(language: str, text: str) -> int:
    """Return how many lines of a text look like those of this language, or of what it extends."""
    return max(len(_TELLING[name].findall(text)) for name in {language, _EXTENDS.get(language, language)})


def is_own_line(language: str, line: str) -> bool:
    """Tell whether a line looks like one of this language."""
    return _TELLING[language].search(line) is not None


def _sample(text: str) -> str:
    """Return the first lines of a text that hold anything, each with its head."""
    lines = [line for line in lines_clipped(text[:_SAMPLE_CHARS_MAX]).split("\n") if line.strip()]
    return "\n".join(lines[:_SAMPLE_LINES_MAX])


def _guess(text: str) -> str | None:
    """Return the one language for which clearly more speaks than for every other, or None."""
    shebang = _SHEBANG.search(text)
    if shebang is not None:
        return normalise(shebang.group(1))
    points = scores(text)
    programs = max(points.values())
    for name in SUPPORTED:
        if name not in points:
            count = STRONG * len(set(_TELLING[name].findall(text)))
            points[name] = count if name not in _TAKES_ALL or count >= _LEAD_OF_ALL * programs else 0
    best = max(points, key=lambda name: points[name])
    second = max(count for name, count in points.items() if name not in {best, _HOLDS.get(best)})
    return best if points[best] >= max(_SCORE_MIN, _LEAD * second) and is_of_one(best, text) else None
