"""PHP between the text of a page: what of it is code, and that none of the code is lost."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.syntax.pages import begins_as_page, code_of, is_text_alone
from gateway.syntax.parsing import Budget, parse
from gateway.syntax.repair import repair

_WORDS = (
    "<?php ", "<?= ", "<? ", "?>", "?>\n", "<?xml ?>", "<p>", "don't", '"a"', "'", '"', "`", "// a", "# b", "#[A]",
    "/* c", "*/", "<<<E\n", "<<<'E'\n", "\nE;\n", "f();", "$x", "{", "}", ":", "\n", " ", "ä", "\\",
)  # fmt: skip


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("f('?>');", "f('?>');"),
        ("<?php f();", "<?php f();"),
        ("<p>\n<?php f() ?>\n<p>", "   \n      f() ; \n   "),
        ("<p><?= f() ?></p>", "    @@ f() ;     "),
        ("a <?PHP f() ?> b", "        f() ;   "),
        ("a <? f() ?> b", "     f() ;   "),
        ("<?xml?><?phpx <?php f();", "                    f();"),
        ("f(); ?>\na <?php g();", "f();   \n        g();"),
        ("if ($x): ?>a<?php endif ?>", "if ($x):          endif ; "),
        ("<?php if ($x) { ?>a<?php } ?>b", "      if ($x) {          } ;  "),
        ("<?php // a ?>b<?php f();", "                    f();"),
        ("<?php # a\n$x = '?>' . \"?>\" . `?>`; ?>b", "      # a\n$x = '?>' . \"?>\" . `?>`;    "),
        ("<?php /* ?> */ #[A] ?>b", "      /* ?> */ #[A] ;  "),
        ("<?php <<<E\n?>\n E ?>b", "      <<<E\n?>\n E ;  "),
        ("<?php '?>", "      '?>"),
        ("$x = '<?php'; ?>", "$x = '<?php';   "),
        ("?>ä<?= 'ä' ?>", "     @@ 'ä' ; "),
        ("", ""),
    ],
)
def test_code(page: str, code: str) -> None:
    """The text of a page is blank, its code stands where it stood, and each piece of it is over where it ends."""
    assert code == code_of(page.encode()).decode()


@given(st.lists(st.sampled_from(_WORDS), max_size=30).map("".join))
@example("<?php // ?><?= // ?>")
def test_places(page: str) -> None:
    """Nothing moves: every line is as long as before, and every byte is itself, blank, or a sign of ours."""
    before, after = page.encode(), code_of(page.encode())

    assert [len(line) for line in before.split(b"\n")] == [len(line) for line in after.split(b"\n")]
    assert all(new in {old, *b" ;@"} for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("<!doctype html>", True),
        (" \n<?php f();", True),
        ("Hello <?php f();", True),
        ("f(); ?> <p>", False),
        ("f(); $x = '<?php';", False),
        ("< 3", False),
        ("", False),
    ],
)
def test_beginnings(text: str, is_page: bool) -> None:  # noqa: FBT001 - a case of the table
    """A text begins as code, unless it begins with a tag, or cannot be read as code."""
    assert is_page == begins_as_page(text.encode())


@pytest.mark.parametrize(
    "page",
    [
        "<html>\n<?php foreach ($all as $one): ?>\n<p><?= $one ?></p>\n<?php endforeach ?>\n</html>\n",
        "<?php if ($a) { ?>don't<?php } else { ?>do<?php } ?>",
        "f(); ?>\n<p>\n",
    ],
)
def test_parse(page: str) -> None:
    """Pages parse."""
    assert parse("php", page, Budget()).ok


def test_code_in_text_is_text() -> None:
    """What looks like code in the text of a page is none, and broken code in its tags stays broken."""
    assert b"system" not in code_of(b"<p>system($x);</p><?php f(); ?>")
    assert not parse("php", "<p><?php f( ?></p>", Budget()).ok


ALONE = [
    "<div>it's a text</div>\n",
    '<!-- <![endif]--><a href="page" title=\'b\'>c</a>\n<script>\n  /* d */ $("g");\n</script>\n',
    "</p>\n<p>one; two(three)\n",
]
NOT_ALONE = [
    '<div>"; system("id"); echo "',
    '<div class=" . $x . ">',
    '<div class="and system(1); echo ">',
    "<p>a \\'b'; system(1);",
    "<p>\nEOT;\nsystem(1);\n",
    "<p> */ system(1); /*",
    "<p>`; system(1); `",
    "<p>a</p><?php system(1);",
    "<p>a</p><script>system($_GET[1]);</script>",
    "< 3; system(1);",
    "system(1);",
]


@pytest.mark.parametrize("text", ALONE)
def test_a_page_without_code_is_read_as_such(text: str) -> None:
    """PHP runs nothing of it, so that there is nothing to read in it but text."""
    repaired = repair("php", "", text)

    assert is_text_alone(text.encode())
    assert repaired is not None
    assert text == repaired.kept
    assert not code_of(repaired.text.encode()).decode().strip(" \n;<?>")


@pytest.mark.parametrize("text", NOT_ALONE)
def test_what_may_be_code_is_no_page_alone(text: str) -> None:
    """What a string, a text over lines, a comment or a tag may end or begin in is not passed as a page's text."""
    assert not is_text_alone(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "<?php\npublic function f($a) { exec($_GET['a']); }\n",
        "<?php  \nprivate $x = 1;\n\nprotected static function g() { return md5($_POST['p']); }\n",
        "<?php\n    case 1: exec($_GET['a']);\n",
    ],
)
def test_members_behind_a_tag_are_kept(text: str) -> None:
    """Parts of a class behind the tag of a file are read whole, at their places: they were cut off behind the tag."""
    repaired = repair("php", "", text, "", context_chars_max=1_000)

    assert repaired is not None
    assert text == repaired.kept
    assert text == repaired.text[repaired.start : repaired.start + len(text)]


def test_what_stands_beside_a_tag_is_no_comment() -> None:
    """Only a tag that is alone on its line becomes a comment: code behind it is read, or not kept."""
    repaired = repair("php", "", "<?php eval($_GET['a']); public function f() { }\n", "", context_chars_max=1_000)

    assert repaired is None or "#<?php" not in repaired.text
