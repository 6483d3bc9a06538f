"""What a text was torn out of is found part by part, so that all of it is read and nothing of it is dropped."""

import pytest

from gateway.syntax.repair import repair

TORN = {
    "members of objects in an array": (
        "javascript",
        "   a: 'b',\n   c: () =>\n    f('x', {\n     y: 'z',\n    }),\n  },\n ],\n b: {\n  c: 'd',\n  e",
    ),
    "members of an object without its braces": (
        "javascript",
        "  'a-b': 'c',\n  d: [\n    'e',\n    'f'\n  ],\n  g: `h`,\n",
    ),
    "either of two objects": ("javascript", "      a: 1\n    } : {\n      b: f(2),\n    });\n    return g;\n  };\n"),
    "parameters of a function": ("javascript", "  a,\n  b = 1,\n}) => {\n  f(a);\n"),
    "names that are imported": ("javascript", "  a,\n  b as c,\n} from 'd';\nf(a);\n"),
    "a function's parameters at the end": ("javascript", "  f(a);\n}),\n(function(module, exp"),
    "a comment's middle": ("javascript", " * @param {a} `b` It's c.\n * @example\n * d(/e/);\n * //"),
    "a comment's end before a method": ("javascript", " * a (b\n */\n async c(d) {\n  e(d);\n }\n f"),
    "blocks of tests": (
        "javascript",
        "    });\n   });\n  });\n });\n\n it('a', (b) => {\n  c((d) => {\n   e(d);\n  });\n });\n",
    ),
    "blocks in a member": ("javascript", "   f(a);\n  }\n  else {\n   g(b);\n  }\n }\n return a;\n},\n\n"),
    "a switch, from its brace on": ("javascript", "{\n case 1:\n  f();\n  break;\n default:\n  g();\n}\n"),
    "either of two texts": ("javascript", "    'a' +\n  'b'\n  : '');\n });\n c += 'd';\n }\n"),
    "a query without what it selects": ("csharp", "public int A()\n{\n    b = (from C d in e.F\n"),
    "a query that breaks off in its condition": ("csharp", "public int A()\n{\n    b = from c in d where\n"),
    "types": ("typescript", "    a(b);\n  }\n\n  private c(d: string, e?: number): void {\n    f(d as any);\n  }\n}\n"),
    "members of a class": (
        "csharp",
        "    /// <b>A</b>\n    [B(C = 1)]\n    public string D { get; set; }\n\n    public int E()\n    {\n  f(",
    ),
    "objects in an object": ("csharp", "        A = 1,\n        B = { C = 2 },\n    },\n    D = f(3),\n};\nG();\n"),
    "arms of a switch": ("csharp", "    1 => F(),\n    A.B when c => 2,\n    _ => 3,\n};\nG();\n"),
    "a branch": (
        "csharp",
        "using A;\n#else\nusing B;\n#endif\n\nnamespace C\n{\n    class D\n    {\n        int e = f();\n",
    ),
    "doubled quotes": ("csharp", '    var a = @"it\'s ""b""\n  {";\n    f(a);\n}\n\npublic void C()\n{\n    g("d'),
    "a condition's other half": (
        "csharp",
        "        ? A(b)\n        : c;\n    f(d);\n}\n\nprivate int E { get; set; }\n",
    ),
    "an attribute without its end": ("csharp", "    public int A { get; set; }\n\n    /// <summary>B</summary>\n    ["),
}


@pytest.mark.parametrize(("language", "text"), TORN.values(), ids=TORN)
def test_all_of_a_torn_text_is_read(language: str, text: str) -> None:
    """Nothing of it is dropped, and it stands in the whole text as it was written."""
    repaired = repair(language, "", text)

    assert repaired is not None
    assert text == repaired.kept == repaired.text[repaired.start : repaired.end]


LITERALS = {
    "what a template ends": ("javascript", "SELECT a\n  FROM b\n WHERE c = 'd`);\n evil();\n}\n", "evil"),
    "what a comment ends": ("javascript", " * a\n * b */ evil();\n", "evil"),
    "code that looks like a comment": ("javascript", "* evil()\n* 2;\nf();\n", "evil"),
}


@pytest.mark.parametrize(("language", "text", "word"), LITERALS.values(), ids=LITERALS)
def test_what_can_be_code_is_read_as_code(language: str, text: str, word: str) -> None:
    """No reading puts a call into a string or comment that the text itself does not open or close around it."""
    repaired = repair(language, "", text)

    assert repaired is not None
    head = repaired.text[: repaired.text.index(word)]
    assert head.count("/*") == head.count("*/")
    assert head.count("`") % 2 == 0
