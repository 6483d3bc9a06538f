"""Pages of Blade: what of them is code, that none of it is lost, and that no code is taken for a page's text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.syntax.blade import as_code, is_blade
from gateway.syntax.repair import repair
from tests.costs import least_cpu_s
from tests.dataflow.languages import Spoken

_CPU_S_MAX = 1.0
PHP = Spoken("php")
PAGES = [
    ("<p>{{ $a }}</p>\n", "   ;  $a ;     \n"),
    ("<p>{!! f($a) !!}</p>\n", "   ;@@ f($a) ;      \n"),
    ("@if ($a)\n<p>b</p>\n@endif\n", ";_f ($a)\n        \n;     \n"),
    ("@foreach ($a as $b)\n{!! $b !!}\n@endforeach\n", ";foreach ($a as $b)\n;@@ $b ;  \n;          \n"),
    ("@forelse ($a as $b)\n<p>\n@empty\n@endforelse\n", ";foreach ($a as $b)\n   \n;     \n;          \n"),
    ("@php\nf($a);\n@endphp\n<p>b</p>\n", ";   \nf($a);\n;      \n        \n"),
    ("@extends('a')\n@section('b', f(['c' => ')']))\n", ";_xtends('a')\n;_ection('b', f(['c' => ')']))\n"),
    ('<x-a :b="$c" :d="e">\n{{-- $f --}}\n</x-a>\n', "        ;$c;    ;e; \n            \n      \n"),
    ('<p a="{{ $b }}" @if ($c) d="e" @endif>\n', f"{' ' * 6};  $b ;   ;_f ($c)       ;      \n"),
    ("<p>@{{ a }} {{ $b }} c@d.org @@if</p>\n", "            ;  $b ;                  \n"),
    (
        "<style>\n@media (a) { b { c: d; } }\n</style>{{ $e }}\n",
        "       \n                          \n        ;  $e ; \n",
    ),
]
FOUND = {
    "<p>{!! $_GET['q'] !!}</p>\n": "cross-site-scripting",
    "@foreach ($_GET as $a)\n<p>{!! $a !!}</p>\n@endforeach\n": "cross-site-scripting",
    "@php\nsystem($_GET['a']);\n@endphp\n<p>a</p>\n": "command-injection",
    "@extends('a')\n@section('b')\n{{ system($_GET['a']) }}\n@endsection\n": "command-injection",
}
HIDDEN = {
    "behind a comment that ends its line": "<p>{!! 1 // !!}{!! system($_GET['a']) !!}</p>\n",
    "behind a comment that ends a block": "@php f(); // @endphp {{ system($_GET['a']) }}\n",
    "in a block that speaks of another": "<p>@php system($_GET['a']) # @php\n @endphp</p>\n",
    "in a block behind parentheses": "<p>@php (1) . system($_GET['a']) @endphp</p>\n",
    "in a block that nothing ends": "<p>a</p>\n@php system($_GET['a'])\n",
    "in a block behind a word": "<p>a@php system($_GET['a']) @endphp</p>\n",
    "in a directive behind a point": "<p>A.@php(system($_GET['a']))</p>\n",
    "in a directive behind a letter": "<p>\u00e9@php(system($_GET['a']))</p>\n",
    "in a directive behind two signs": "<p>a@@php(system($_GET['a']))</p>\n",
    "in a directive before a sign": "<p>@php(system($_GET['a']))=</p>\n",
    "in many parentheses": "<p>@php(((((((system($_GET['a']))))))))</p>\n",
    "behind another end of a block": "<p>@verbatim @endverbatims {{ system($_GET['a']) }} @endverbatim</p>\n",
    "in an attribute of a component": "<x-a :b='system($_GET[0])'/>\n",
    "in an attribute of several lines": '<x-a :b="\nsystem($_GET[0])"/>\n',
}
REFUSED = {
    "the beginning of a block in a comment": "<p>{{-- @php #--}}\nsystem(request('a')) @endphp</p>\n",
    "code in words that stand for signs": "<p>@{{ {!! system(request('a')) !!} }}</p>\n",
    "a mark that a comment parts": "<p>{!{{-- a --}}! system(request('a')) !!}</p>\n",
    "a directive that a comment parts": "<p>@php{{-- a --}} (system(request('a')))</p>\n",
    "parentheses that are too many": f"<p>@php({'(' * 20}system(request('a')){')' * 20})</p>\n",
    "a text over several places": "<p>{!! 'a !!}{!! ' . 1 // ' !!}{!! system(request('a')) !!}</p>\n",
    "an end of the code in it": "<p>{!! 1 ?> !!}{!! system( !!}</p>\n",
}
CODE = (
    "@unlink($a);\nreturn;\n}\n",
    "@include('a.php');\nreturn true;\n}\n",
    "{{ $a; }} system('ls'); }\n",
    "<p>{{ a }}</p>';\n  system('ls');\n}\n",
    "@if ($a)\n<p>$b</p>\n",
    "<p>{{ $a }}</p><?php f();\n",
    "function f() { return '{{ $a }}'; }\n",
)


@pytest.mark.parametrize(("page", "code"), PAGES)
def test_a_page_is_read(page: str, code: str) -> None:
    """All of a page is kept as it is; what is shown of it is its code, where it stands."""
    reading = repair("php", "", page)

    assert reading is not None
    assert page == reading.kept
    assert code == as_code(page)
    assert reading.shown in {code, f"{code};"}


@pytest.mark.parametrize(("page", "weakness"), FOUND.items())
def test_what_a_page_does_is_found(page: str, weakness: str) -> None:
    """Foreign data that a page prints as it is, or runs, is found; what it prints escaped is none."""
    assert {weakness} == PHP.found(page)
    assert {weakness} == PHP.found(f"{page}\n?><?php f();\n")
    assert set() == PHP.found("<p>{{ $_GET['q'] }}</p>\n")


@pytest.mark.parametrize("page", HIDDEN.values(), ids=HIDDEN)
def test_no_place_hides_code(page: str) -> None:
    """Wherever Blade would make PHP of a text, it is read."""
    reading = repair("php", "", page)

    assert reading is not None
    assert page == reading.kept
    assert "command-injection" in PHP.found(page)


@pytest.mark.parametrize("page", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused(page: str) -> None:
    """What Blade would make of it is not guessed at."""
    assert repair("php", "", page) is None


@pytest.mark.parametrize(
    "page",
    [
        "<p>a</p><?php f(); ?>{!! system($_GET['a']) !!}\n",
        "<?php f(); ?>\n<p>{!! system($_GET['a']) !!}</p>\n",
        "<p>{{ $a }}</p>\n?><?php f(); ?><p>{!! system($_GET['a']) !!}</p>\n",
    ],
)
def test_marks_beside_tags_are_refused(page: str) -> None:
    """Where tags of PHP and marks of Blade are in one page, none of the marks is kept as text."""
    reading = repair("php", "", page)

    assert reading is None or "system" not in reading.kept


def test_code_in_a_page_that_would_be_text_anyway_is_read() -> None:
    """A line that ends as one of code does makes no page's text of a mark of Blade."""
    page = "<p>a;\n{!! system(request('a')) !!}</p>\n"

    assert is_blade(page)
    assert "system(request('a'))" in as_code(page)


def test_attributes_of_other_elements_are_text() -> None:
    """A colon before a name is Blade's in components alone, unless a variable of PHP is in it."""
    page = """<p :a="b"><x-d e="->" :f="g('h')" /></p>{{ $i }}\n"""

    assert f"{' ' * 25};g('h');{' ' * 7};  $i ; \n" == as_code(page)


@pytest.mark.parametrize("prefix", ["<p>a</p>\n", "<p>\n{{ $a }}\n", "@if ($a)\n"])
def test_what_goes_on_a_page_is_read(prefix: str) -> None:
    """Behind the beginning of a page, code is shown as it is in a page of its own."""
    reading = repair("php", prefix, "{!! system($_GET['a']) !!}\n")

    assert reading is not None
    assert "system($_GET['a'])" in reading.shown


def test_a_page_whose_code_is_broken_is_refused() -> None:
    """What Blade would not make into PHP is no page's text."""
    assert repair("php", "", "<p>{{ f( }}</p>\n") is None


@pytest.mark.parametrize("text", CODE)
def test_code_is_no_page(text: str) -> None:
    """What may be code, or holds variables that Blade does not read, is never taken for a page."""
    assert not is_blade(text)
    assert text == as_code(text)


@given(
    st.lists(
        st.sampled_from(["<p>", "{{ ", " }}", "{!! ", " !!}", "@if (", ")", "@php ", " @endphp", "evil($x)", "\n", "b"])
    )
)
def test_no_code_is_hidden(parts: list[str]) -> None:
    """Every line stays as long as it was, and code between the marks of Blade is shown as it is."""
    text = "<p>" + "".join(parts)
    shown = as_code(text)

    assert [len(line) for line in text.split("\n")] == [len(line) for line in shown.split("\n")]
    assert text.count("evil($x)") == shown.count("evil($x)")


@pytest.mark.parametrize(
    "part", ["{{ ", "{!! ", "@a(", "@a('", "@php ", "{{-- ", "@verbatim ", ' :a="$', "<script>", "<x-{{ ", "$"]
)
def test_no_page_is_dear(part: str) -> None:
    """Marks of Blade that nothing closes, again and again, cost no more than their length does."""
    text = "<p>{{ $a }}\n" + part * (80_000 // len(part))

    assert least_cpu_s(lambda: as_code(text), _CPU_S_MAX) < _CPU_S_MAX
