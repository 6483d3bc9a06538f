"""Text that reads differently to a compiler is found; text that only looks unusual passes."""

import pytest

from gateway.syntax import obfuscation, obfuscation_c
from gateway.syntax.obfuscation import hidden_reading
from gateway.syntax.repair import repair

HIDDEN = [
    ("python", "", "ｅｖａｌ(x)\n", obfuscation.NOT_NFKC),  # noqa: RUF001 -- the look-alike is the point
    ("python", "", "cafe\u0301 = 1\n", obfuscation.NOT_NFKC),
    ("python", "e", "\u0301val = 1\n", obfuscation.NOT_NFKC),
    ("python", "", "x = f'{ｅval(y)}'\n", obfuscation.NOT_NFKC),  # noqa: RUF001 -- the look-alike is the point
    ("python", "", "# coding: utf-7\nx = 1\n", obfuscation.CODING_COOKIE),
    ("python", "#!/usr/bin/python\n", "# -*- coding: latin_1 -*-\nx = 1\n", obfuscation.CODING_COOKIE),
    ("python", "# cod", "ing=utf_16\nx = 1\n", obfuscation.CODING_COOKIE),
    ("python", "", "if a:\n    b\n    \fc\n", obfuscation.FORM_FEED),
    ("javascript", "", "\\u0065val(y)\n", obfuscation.ESCAPED_IDENTIFIER),
    ("javascript", "", "x = `${\\u{65}val(y)}`\n", obfuscation.ESCAPED_IDENTIFIER),
    ("javascript", "", "window.\\u0065val(y)\n", obfuscation.ESCAPED_IDENTIFIER),
    ("javascript", "", "a\u200db = 1\n", obfuscation.FORMAT_CHARACTER),
    ("javascript", "", "ﬁnd(y)\n", obfuscation.NOT_NFKC),
    ("javascript", "", "a <!-- b\n", obfuscation.HTML_COMMENT),
    ("typescript", "", "\\u0065val(y)\n", obfuscation.ESCAPED_IDENTIFIER),
    ("typescript", "", "const ｘ: number = 1\n", obfuscation.NOT_NFKC),  # noqa: RUF001 -- the look-alike is the point
    ("rust", "", "let ｘ = 1;\n", obfuscation.NOT_NFKC),  # noqa: RUF001 -- the look-alike is the point
    ("rust", "", "r#Command::new(x);\n", obfuscation_c.RAW_IDENTIFIER),
    ("c", "", "\\u0073ystem(x);\n", obfuscation.ESCAPED_IDENTIFIER),
    ("c", "", "int ｘ;\n", obfuscation.NOT_NFKC),  # noqa: RUF001 -- the look-alike is the point
    ("c", "", "sys\\\ntem(x);\n", obfuscation_c.SPLICED),
    ("c", "", "/* a *\\\n/ system(x); /* b */\n", obfuscation_c.TRIGRAPH),
    ("c", "", 'f("??/"" system(x) " "");\n', obfuscation_c.TRIGRAPH),
    ("c", "", "#define RUN \\u0073ystem\n", obfuscation_c.ESCAPED_MACRO),
    ("cpp", "", "std::\\U00000073ystem(x);\n", obfuscation.ESCAPED_IDENTIFIER),
    ("java", "class A {\n", 'String s = "\\u0022 + x + \\u0022";\n', obfuscation.JAVA_ESCAPE_IN_LITERAL),
    ("java", "class A {\n", 'String s = "\\u005c";\n', obfuscation.JAVA_ESCAPE_IN_LITERAL),
    ("java", "class A {\n", "// \\u000a int x;\n", obfuscation.JAVA_ESCAPE),
    ("java", "class A {\n", "/* \\u002a\\u002f int x; */\n", obfuscation.JAVA_ESCAPE),
    ("java", "class A {\n", "int ｘ;\n", obfuscation.NOT_NFKC),  # noqa: RUF001 -- the look-alike is the point
    ("hcl", "", 'acl = "public\\u002dread"\n', obfuscation.HIDDEN_LETTER),
    ("hcl", "", "ｘ = 1\n", obfuscation.NOT_NFKC),  # noqa: RUF001 -- the look-alike is the point
    ("yaml", "", '"privil\\x65ged": true\n', obfuscation.HIDDEN_LETTER),
    ("yaml", 'name: "cluster', '-\\u0061dmin"\n', obfuscation.HIDDEN_LETTER),
    ("yaml", "", 'name: "cluster-ad\\\n  min"\n', obfuscation.HIDDEN_LETTER),
    ("yaml", "", "%TAG !e! tag:yaml.org,2002:\n---\na: !e!bool 'true'\n", obfuscation.FORCED_TYPE),
    ("yaml", "", "privileged: !!bool 'true'\n", obfuscation.FORCED_TYPE),
    ("yaml", "privileged: ", "!<tag:yaml.org,2002:bool> 'true'\n", obfuscation.FORCED_TYPE),
    ("sql", "", "EXEC xp＿cmdshell 'dir';\n", obfuscation.NOT_NFKC),  # noqa: RUF001 -- the look-alike is the point
    ("sql", "", "SELECT 'a' -- '\nFROM ｘ;\n", obfuscation.NOT_NFKC),  # noqa: RUF001 -- the look-alike is the point
    ("bash", "", "cu''rl -k https://example.com\n", obfuscation_c.QUOTED_COMMAND),
    ("bash", "", "if c\\hmod 777 x; then true; fi\n", obfuscation_c.QUOTED_COMMAND),
    ("bash", "", "true && $'\\x65val' x\n", obfuscation_c.QUOTED_COMMAND),
    ("bash", "", 'sudo "cu"rl x\n', obfuscation_c.QUOTED_COMMAND),
    ("bash", "", '"eval" "$1"\n', obfuscation_c.QUOTED_COMMAND),
    ("bash", "", "cat <<EOF | cu''rl -k x\na\nEOF\n", obfuscation_c.QUOTED_COMMAND),
    ("bash", "", "who$@ami\n", obfuscation_c.QUOTED_COMMAND),
    ("bash", "", "cu\\\nrl x\n", obfuscation_c.SPLICED),
    ("dockerfile", "FROM a\n", "RUN cu\\\nrl x\n", obfuscation_c.SPLICED),
    ("dockerfile", "FROM a\n", "RUN true && ch''mod 777 /\n", obfuscation_c.QUOTED_COMMAND),
    ("dockerfile", "", "# escape=`\nFROM a\n", obfuscation_c.ESCAPE_DIRECTIVE),
    ("go", "package a\n", "var ｘ = 1\n", obfuscation.NOT_NFKC),  # noqa: RUF001 -- the look-alike is the point
]
HARMLESS = [
    ("python", "", "# 全角（，）\nx = '😀 ｆ'\n"),  # noqa: RUF001 -- the look-alike is the point
    ("python", "", "café = 1\nжизнь = 2\n变量 = 3\n"),
    ("python", "", "x = '\\u0065val'\n"),
    ("python", "", "x = f'ｆ{y}'\n"),  # noqa: RUF001 -- the look-alike is the point
    ("python", "", "# coding: utf-8\nx = 1\n"),
    ("python", "", "# -*- coding: UTF_8 -*-\nx = 1\n"),
    ("python", "", "x = 1\ny = 2\n# coding: utf-7\n"),
    ("python", "# coding: latin-1\n", "x = 1\n"),
    ("python", "", "\fdef f():\n    pass\n\f\nx = 1\n"),
    ("python", "ｘ = 1\n", "é = 1\n"),  # noqa: RUF001 -- the user's own name
    ("javascript", "", "x = '\\u0041' + `\\u0041` + y.match(/\\u0041/)\n"),
    ("javascript", "", "// \\u0065val（）\nx = '<!-- 😀 -->'\n"),  # noqa: RUF001 -- the look-alike is the point
    ("javascript", "", "const é = a < !b\n"),
    ("java", "class A {\n", "String s = \"\\u00e9\"; char c = '\\u00e9';\n"),
    ("java", "class A {\n", 'String s = "\\\\u0022"; // 全角（）\n'),  # noqa: RUF001 -- the look-alike is the point
    ("java", 'class A { String t = "\\u00e9";\n', "int é;\n"),
    ("typescript", "", "const x: string = '\\u0041'\n"),
    ("yaml", "", 'a: "\\x1b[0m \\u00e9 \\\\x41 one \\\n  two"\nrun: |\n  printf "\\x41"\n'),
    ("yaml", 'a: "\\x41"\n', "b: 1\n"),
    ("hcl", "", 'a = "\\u00e9 \\\\u0041"\n'),
    ("yaml", "", "size: !Ref é\nno: '\\u0041 ｘ'\n"),  # noqa: RUF001 -- the look-alike is the point
    ("sql", "", "-- 全角（）\nSELECT 'ｘ', \"größe\" /* ｘ */ FROM größen;\n"),  # noqa: RUF001 -- look-alikes
    ("bash", "", "echo '全角（）' \"it''s\" 'a''b' # c\\url\n"),  # noqa: RUF001 -- the look-alike is the point
    ("bash", "", "cat <<EOF\nit''s; b''c\nEOF\n"),
    ("bash", "", '"$HOME/bin/tool" --name="$name" \\\n    --last\n\\rm -f "$file"\n"$root"/run\n'),
    ("bash", "", 'name="a"b; grep "c\\url" file; x=$\'a\\n\'\n'),
    ("dockerfile", "FROM a\n", "# escape=\\\nRUN echo 'größe' \\\n    && ls\n"),
    ("rust", "", 'let r#type = "r#eval";\n'),
    ("c", "", 'puts("\\u00e9 what??!");\n#define A(b) \\\n    (b)\n'),
    ("csharp", "", 'string @class = @"C:\\u" + "@home";\n'),
    ("php", "", "$é = '\\u0041';\n"),
    ("php", "", "$n = \\App\\Text::of($x); // é\n"),
    ("cpp", "", 'auto é = u8"\\u00e9";\n'),
    ("go", "package a\n", '// 全角（）\nvar é = "ｆ\\u0041"\n'),  # noqa: RUF001 -- the look-alike is the point
]


@pytest.mark.parametrize(("language", "prefix", "candidate", "reason"), HIDDEN)
def test_hidden_reading_is_found(language: str, prefix: str, candidate: str, reason: str) -> None:
    """Each way to write what a scanner overlooks is named."""
    repaired = repair(language, prefix, candidate)

    assert repaired is not None
    assert reason == hidden_reading(language, repaired)


@pytest.mark.parametrize(("language", "prefix", "candidate"), HARMLESS)
def test_look_alikes_pass(language: str, prefix: str, candidate: str) -> None:
    """Foreign scripts, escapes in strings and honest cookies are no obfuscation."""
    repaired = repair(language, prefix, candidate)

    assert repaired is not None
    assert hidden_reading(language, repaired) is None


def test_escaped_keyword_does_not_parse() -> None:
    """Java code that is written in escapes is no code to the parser, so it is never scanned as clean."""
    assert repair("java", "", "\\u0066oo();") is None
    assert repair("java", "", 'String s = "\\uuu0022";') is None
