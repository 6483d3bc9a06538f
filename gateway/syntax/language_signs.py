"""
Which programming language a text is in, by what only one of them has: words, calls, and the shapes of lines.

A sign is `strong` if no other language has it, else `weak`; what was seen once more is no more evidence, so each text
that a sign matches counts once. A language that extends another has the other's signs, too, once it shows one of its
own. Used in the gateway process, on foreign text: patterns only, each linear, over a bounded text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

STRONG: Final = 3
_WEAK: Final = 1
# What one language has of another that it extends.
_EXTENDS: Final[Mapping[str, str]] = MappingProxyType({"typescript": "javascript", "cpp": "c"})


@dataclass(frozen=True, slots=True)
class _Signs:
    """The patterns of one language."""

    strong: re.Pattern[str]
    weak: re.Pattern[str]

    def score(self, text: str) -> int:
        """Return how much in a text speaks for the language."""
        return STRONG * len(_seen(self.strong, text)) + _WEAK * len(_seen(self.weak, text))


def _seen(pattern: re.Pattern[str], text: str) -> set[str]:
    return {found.group() for found in pattern.finditer(text)}


def _signs(*, strong: tuple[str, ...], weak: tuple[str, ...]) -> _Signs:
    return _Signs(re.compile("|".join(strong), re.MULTILINE), re.compile("|".join(weak), re.MULTILINE))


_SIGNS: Final[Mapping[str, _Signs]] = MappingProxyType(
    {
        "python": _signs(
            strong=(
                r"^[ \t]*(?:async )?def \w+\(",
                r"^[ \t]*from [\w.]+ import\b",
                r"^[ \t]*import [\w.]+(?: as \w+)?[ \t]*$",
                r"^[ \t]*elif\b",
                r"^[ \t]*(?:if|while) [^{;\n]*:[ \t]*$",
                r"^[ \t]*for [\w, ()]+ in [^{;\n]*:[ \t]*$",
                r"^[ \t]*(?:try|else|finally):[ \t]*$",
                r"^[ \t]*except\b[^{;\n]*:[ \t]*$",
                r"^[ \t]*with [^{;\n]*:[ \t]*$",
                r"^[ \t]*class \w+(?:\([^){\n]*\))?:[ \t]*$",
                r"\b__\w+__\b",
                r"\blambda [\w, ]*:",
            ),
            weak=(
                r"\bself\.\w+",
                r"\b(?:None|True|False)\b",
                r"\bprint\(",
                r"""\bf["']""",
                r"^[ \t]*@\w[\w.]*[ \t]*$",
                r"\bnot in\b",
                r"\b(?:raise|yield|pass|len\(|range\(|isinstance\()",
                r"^[ \t]*\w+ = [^;{\n]*[^;{\s][ \t]*$",
                r"^[ \t]*return\b[^;{\n]*$",
            ),
        ),
        "javascript": _signs(
            strong=(
                r"""\brequire\(["']""",
                r"\bmodule\.exports\b",
                r"\bexports\.\w+ =",
                r"\bconsole\.(?:log|error|warn|info)\(",
                r"\b(?:document|window|localStorage|navigator)\.\w+",
                r"\bprocess\.(?:env|argv|exit|stdin|stdout)\b",
                r"""^[ \t]*import\b[^;\n]* from ["']""",
                r"\bnew Promise\(",
                r"\basync (?:function\b|\()",
                r"\.prototype\.",
                r"\bJSON\.(?:parse|stringify)\(",
                r"\bundefined\b",
                r"\bfunction ?\w*\((?:[a-z_]\w*(?:, ?[a-z_]\w*)*)?\) ?\{",
                r"""\bvar \w+ = (?:function\b|require\b|\[|\{|this;|["'])""",
                r"""["']use strict["']""",
                r"\.(?:forEach|map|filter|then|catch|on|reduce)\((?:async )?(?:function\b|\w+ =>|\([\w, ]*\) =>)",
                r"\b(?:const|let) (?:\{|\[)[\w, :]+[}\]] =",
                r"\baddEventListener\(",
                r"\bparseInt\(",
                r"(?<![\w$>])[A-Za-z_][\w.]*(?:\(\))? [!=]== ",
                r"\bvar \w+[;,]",
                r"\b\w+: ?(?:async )?function\b",
                r"""\$\(["']""",
                r"\.(?:innerHTML|appendChild|querySelector\w*|hasOwnProperty|charCodeAt|splice|unshift|apply)\b",
            ),
            weak=(
                r"===",
                r"!==",
                r"\bfunction\b",
                r"=> ?[{(\w]",
                r"\b(?:const|let|var) \w+ =",
                r"\bthis\.\w+",
                r"\btypeof\b",
                r"\b(?:await|null|new \w+\()",
                r"\$\{\w",
                r"\.(?:length|push|indexOf|replace|slice|then|catch)\b",
                r"^[ \t]*\}\);?$",
            ),
        ),
        "typescript": _signs(
            strong=(
                r"\w\??: ?(?:string|number|boolean|any|unknown|never)\b(?:\[\])?",
                r"^[ \t]*import type\b",
                r"^[ \t]*(?:export )?(?:interface|type) \w+[^;(\n]*[={]",
                r"\bas (?:string|any|unknown|const|number)\b",
                r"\b(?:private|public|protected|readonly) \w+\??: ",
                r"\): (?:Promise<|void\b|string\b|number\b|boolean\b)",
                r"\b(?:const|let) \w+: [A-Z]\w*(?:<[^>\n]*>)?(?:\[\])? =",
                r"\([\w$]+\??: [A-Z]\w*(?:,|\))",
            ),
            weak=(
                r"\bnamespace \w+ \{",
                r"\benum \w+ \{",
                r"^[ \t]*@\w+\(",
            ),
        ),
        "java": _signs(
            strong=(
                r"^[ \t]*package [\w.]+;",
                r"^[ \t]*import (?:static )?[\w.]+(?:\.\*)?;",
                r"\bSystem\.(?:out|err|getenv|getProperty)\b",
                r"@(?:Override|Autowired|Test|Inject|Deprecated|(?:Get|Post|Request)Mapping|SuppressWarnings|Nullable)\b",
                r"\bthrows \w+",
                r"\bnew \w+<>\(",
                r"\b(?:public|private|protected) (?:static )?final\b",
                r"\bpublic static void main\b",
                r"\bfinal [A-Z]\w*(?:<[^>\n]*>)? \w+",
                r"\bString(?:\[\])? \w+ ?[=;,):]",
                r"\bHttpServletRe(?:quest|sponse)\b",
                r"\binstanceof [A-Z]",
                r"\bboolean \w+",
                r"\.(?:getClass|hashCode|equals|isEmpty|printStackTrace|getBytes|toCharArray)\(",
                r"\b(?:Integer|Long|Boolean|Double)\.\w+",
                r"\b[A-Z]\w+\.class\b",
                r"\bextends [A-Z]",
            ),
            weak=(
                r"\b(?:public|private|protected) (?:static )?(?:void|class|int)\b",
                r"\bnew [A-Z]\w+\(",
                r"\bimplements [A-Z]",
                r"\b(?:List|Map|Set|HashMap|ArrayList)<\w+",
                r"\bcatch \(\w*Exception \w+\)",
                r"\bnull\b",
                r"\bthis\.\w+",
                r"\bfor \([A-Z]\w+ \w+ :",
                r"\.(?:get|set|add|put|append|length|toString|size)\w*\(",
            ),
        ),
        "csharp": _signs(
            strong=(
                r"^[ \t]*using (?:static )?[A-Z][\w.]*;",
                r"^[ \t]*namespace [A-Z][\w.]*[ ;{]*$",
                r"\{ ?get;",
                r"\bConsole\.(?:Write|Read)\w*\(",
                r"\basync Task\b",
                r"\bTask<\w",
                r"\bforeach \(\w+ \w+ in\b",
                r"\b(?:out|ref) (?:var|string|int)\b",
                r"\bvar \w+ = new [A-Z]",
                r"\[(?:Http(?:Get|Post)|Route|Authorize|Serializable|Fact|Test|DllImport|From\w+)\b",
                r"\busing \((?:var|[A-Z]\w+) ",
                r"(?<!::)\bstring \w+ ?[=;,)]",
                r"\bstring\.(?:IsNullOr|Format|Empty|Join)\w*",
                r"^[ \t]*#region\b",
                r"\b(?:internal|sealed|override) (?:class|static|void|string|async|bool)\b",
                r"\bnameof\(",
                r"\bget =>",
                r"\.(?:ToString|ToList|ToArray|FirstOrDefault|GetBytes|ConfigureAwait|AddParameter|Substring|Equals|Contains|StartsWith)\(",
                r"\b(?:Guid|DateTime|Encoding|Convert|Path|File|Environment|Math)\.[A-Z]\w+",
                r"\bpublic (?:static )?(?:string|bool|object|Task|IActionResult)\b",
                r"\bthis [A-Z]\w+ \w+[,)]",
                r"\bstring\[\]",
            ),
            weak=(
                r"\b(?:public|private|protected) (?:static |readonly )*(?:void|class|int|byte\[\])\b",
                r"\bnew [A-Z]\w+\(",
                r'\$"',
                r"\.[A-Z][a-z]\w+\(",
                r"\.[A-Z][a-z]\w+\b[^(\w]",
                r"\bthrow new \w*Exception\(",
                r"\bbool \w+",
                r"\bvar \w+ =",
                r"\?\? ",
                r"\bnull\b",
                r"\bbase\(",
            ),
        ),
        "go": _signs(
            strong=(
                r"^package \w+[ \t]*$",
                r"^[ \t]*func (?:\(\w* ?\*?\w+\) )?\w*\(",
                r"\bfunc\(",
                r"\bif [^\n]*\berr != nil\b",
                r'^import (?:\(|")',
                r"\b(?:fmt|strings|http|os|log|errors|strconv|ioutil|filepath|exec|json|bytes|time)\.[A-Z]\w+",
                r"^[ \t]*(?:defer|go) \w",
                r"^[ \t]*type \w+ (?:struct|interface|func)\b",
                r"\bmap\[\w+\]",
                r"\[\](?:string|byte|int|interface)\b",
                r"\bvar \w+ (?:string|int|bool|\[\]|\*|map\b|error\b|sync\.)",
                r"\bfor [^;{\n]*:= range ",
                r"\bchan \w",
                r"\w+ := ",
                r"\binterface\{\}",
            ),
            weak=(
                r"\bnil\b",
                r"\berr\b",
                r"<-",
                r"^[ \t]*for \{",
                r"^[ \t]*if [^(\n][^\n]*\{[ \t]*$",
                r"^[ \t]*return [^;\n]*$",
            ),
        ),
        "rust": _signs(
            strong=(
                r"\bfn \w+",
                r"\blet mut ",
                r"^[ \t]*use \w+(?:::[\w{*, }]+)+;?",
                r"^[ \t]*impl\b",
                r"&mut \w",
                r"&'?\w* ?str\b",
                r"&self\b",
                r"#!?\[(?:derive|test|cfg|allow|inline|no_mangle|repr)\b",
                r"\b(?:Some|Ok|Err)\(",
                r"\bpub(?:\(crate\))? (?:fn|struct|enum|mod|use|const|unsafe|async|trait)\b",
                r"\b(?:println|format|vec|panic|assert|assert_eq|write|writeln|eprintln|debug|info|matches)!\s?[(\[]",
                r"-> (?:Result|Option|Self|String|Vec|bool|[ui](?:8|16|32|64|size))\b",
                r": &?(?:mut )?(?:u8|u16|u32|u64|usize|i8|i16|i32|i64|isize|f64|Vec<|String\b|Option<|Box<|Arc<|\[u8)",
                r"\bas (?:\*(?:mut|const)|[ui](?:8|16|32|64|size))\b",
                r"\.(?:unwrap|iter|as_str|to_string|to_owned|as_ptr|as_mut_ptr|collect|into|clone|as_ref|is_some|is_none|map_err|unwrap_or\w*)\(\)",
                r"\bif let ",
                r"\bunsafe (?:\{|fn|impl)",
                r"\b(?:Vec|String|Box|Arc|Rc|HashMap)::\w+",
            ),
            weak=(
                r"\bmatch \w",
                r"\blet \w+ =",
                r"\w+::\w+",
                r" => ",
                r"\w+!\(",
                r"\|\w+\| ",
                r"\?;$",
                r"\bself\.\w+",
                r"\bstruct \w+",
                r"\bmod \w+",
            ),
        ),
        "c": _signs(
            strong=(
                r'^[ \t]*#[ \t]*include[ \t]*[<"][\w/.-]+\.h[>"]',
                r"^[ \t]*#[ \t]*(?:define|ifdef|ifndef|undef)\b",
                r"^[ \t]*typedef ",
                r"\bint main\(",
                r"\b(?:malloc|calloc|realloc|free|memcpy|memset|memmove|kmalloc|kfree) ?\(",
                r"\b(?:strlen|strn?cpy|strcmp|strcat|sn?printf|fprintf|fgets|s?scanf|perror) ?\(",
                r"\b(?:int|char|void|unsigned|size_t|long|uint\d+_t|float|double|struct \w+|FILE) ?\*+ ?\w+",
                r"\bunsigned (?:int|char|long|short)\b",
                r"\bstatic (?:inline )?(?:int|char|void|struct|unsigned|bool|const char)\b",
                r"\bsizeof ?\(",
            ),
            weak=(
                r"\bNULL\b",
                r"\b\w+->\w+",
                r"\bprintf ?\(",
                r"\bstruct \w+",
                r"\bconst \w+",
                r"\bgoto \w+;",
                r"\b\w+_t \w+",
                r"\b(?:int|char|long|double|float) \w+ ?[=;,\[]",
                r"&\w+[,)]",
                r"\bvoid\b",
            ),
        ),
        "cpp": _signs(
            strong=(
                r"\bstd::\w+",
                r"^[ \t]*#[ \t]*include ?<\w+>",
                r"\bcout ?<<",
                r"\bcin ?>>",
                r"\busing namespace\b",
                r"\btemplate ?<",
                r"\bnullptr\b",
                r"^[ \t]*(?:public|private|protected):[ \t]*$",
                r"\b(?:static|reinterpret|dynamic|const)_cast<",
                r"\bdelete(?:\[\])? \w",
                r"\bconst \w+(?:::\w+)*(?:<[^>\n]*>)? ?& ?\w+",
                r"\b(?:vector|unique_ptr|shared_ptr|map|unordered_map)<\w",
                r"^[ \t]*(?:[\w:*&<> ]+ )?[A-Z]\w*::~?\w+\(",
                r"\bconst(?:auto)? ?auto\b",
                r"\bauto ?&?&? \w+ =",
                r"\bconstexpr\b",
                r"\bnoexcept\b",
                r"\bvirtual ",
                r"\bcatch \([^)\n]*&",
                r"\w+<\w+(?:::\w+)*>\(",
            ),
            weak=(
                r"\w+::\w+",
                r"\bclass \w+ ?[:{]",
                r"\bthis->\w+",
                r"\bnew \w+[\[(]",
                r"\bbool \w+",
                r"\bnamespace \w* ?\{",
                r"\bstring \w+",
                r"\b(?:true|false)\b",
            ),
        ),
        "php": _signs(
            strong=(
                r"<\?(?:php|=)",
                r"\$\w+->\w+",
                r"\$_(?:GET|POST|REQUEST|SERVER|COOKIE|SESSION|FILES)\b",
                r"\bfunction \w*\([^)\n]*\$\w+",
                r"\bforeach ?\(\$",
                r"\b(?:isset|empty|array|is_array|in_array|strpos|str_replace|preg_\w+|mysqli?_\w+|htmlspecialchars|sprintf|array_\w+)\([^)\n]*\$",
                r"^[ \t]*\$\w+(?:\[[^\]\n]*\])* ?[.+]?=[^=]",
                r"\bif ?\(!?\$\w+",
                r"\bself::\$?\w+",
                r"\$this\b",
            ),
            weak=(
                r"\becho\b",
                r"\$\w+",
                r" => ",
                r"\w+::\w+",
                r"===",
                r"!==",
                r"\bnull\b",
                r"\bnew \w+\(",
                r"\bpublic function\b",
            ),
        ),
    }
)


def scores(text: str) -> dict[str, int]:
    """Return for each programming language how much in a text speaks for it."""
    found = {name: signs.score(text) for name, signs in _SIGNS.items()}
    for name, base in _EXTENDS.items():
        if _SIGNS[name].strong.search(text) is not None:
            found[name] += found[base]
            found[base] = 0
    return found


def is_of_one(name: str, text: str) -> bool:
    """Tell whether something in a text is of this language and no other; true of what is no programming language."""
    return name not in _SIGNS or _SIGNS[name].strong.search(text) is not None
