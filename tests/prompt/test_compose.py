"""The prompt: language, trimming, layout, and special tokens made harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import Unprocessable
from gateway.prompt.compose import LAYOUTS, compose, neutralise
from gateway.values import Caller, CompletionRequest, Dialect, Prompt, Role

_CALLER = Caller("s", "t", "i", "iss", "127.0.0.1", "test", frozenset({Role.DEVELOPER}), "default")
_CHARS_MAX = 10_000


def composed(
    prefix: str, suffix: str = "", layout: str = "seed-coder", chars_max: int = _CHARS_MAX, *, language: str = "python"
) -> Prompt:
    """Return the prompt for a request that holds only these."""
    request = CompletionRequest("r", _CALLER, Dialect.NATIVE, prefix, suffix, language=language)
    return compose(request, LAYOUTS[layout], chars_max)


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("seed-coder", "<[fim-suffix]>after<[fim-prefix]>before<[fim-middle]>"),
        ("starcoder", "<fim_prefix>before<fim_suffix>after<fim_middle>"),
        ("code-llama", "<PRE> before <SUF>after <MID>"),
        ("qwen-coder", "<|fim_prefix|>before<|fim_suffix|>after<|fim_middle|>"),
        ("deepseek-coder", "<｜fim▁begin｜>before<｜fim▁hole｜>after<｜fim▁end｜>"),  # noqa: RUF001 -- the model's token
        ("none", "before"),
    ],
)
def test_layouts(layout: str, expected: str) -> None:
    """Each family gets its own layout; without a suffix all get the bare prefix."""
    assert expected == composed("before", "after", layout).text
    assert "before" == composed("before", "", layout).text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_special_tokens_of_the_user_are_harmless(layout: str) -> None:
    """No special token of the family survives in the user's text, nested or not; the context keeps it."""
    tokens = LAYOUTS[layout].special_tokens
    text = "".join(tokens) + "".join(token[:2] + token + token[2:] for token in tokens)
    prompt = composed(text, text, layout)
    clean = composed("", "é", layout).text.replace("é", "")

    assert text == prompt.prefix
    assert text == prompt.suffix
    for token in tokens:
        assert clean.count(token) == prompt.text.count(token)


@given(st.lists(st.sampled_from(["<", "[", "|", "fim", "-", "_", "middle", "prefix", "]", ">", " ", "<[fim-middle]>"])))
def test_neutralise_leaves_no_token(parts: list[str]) -> None:
    """Splitting tokens never makes a new one."""
    for layout in LAYOUTS.values():
        text = neutralise("".join(parts), layout)

        assert not any(token in text for token in layout.special_tokens)


def test_line_feeds() -> None:
    """CRLF becomes LF in prompt and context."""
    prompt = composed("a\r\nb", "c\r\n")

    assert ("a\nb", "c\n") == (prompt.prefix, prompt.suffix)
    assert "\r" not in prompt.text


def test_trim_keeps_what_is_near_the_cursor() -> None:
    """The prefix keeps its end from a line start, the suffix its start to a line end."""
    prompt = composed("one\ntwo\nthree\nfour", "five\nsix\nseven\n", chars_max=20)

    assert ("two\nthree\nfour", "five\n") == (prompt.prefix, prompt.suffix)


@given(st.text("ab\n", max_size=60), st.text("ab\n", max_size=60), st.integers(4, 80))
def test_trim_is_bounded(prefix: str, suffix: str, chars_max: int) -> None:
    """What is kept is an end of the prefix and a start of the suffix, within the limit."""
    if not prefix and not suffix:
        return
    prompt = composed(prefix, suffix, chars_max=chars_max)

    assert len(prompt.prefix) + len(prompt.suffix) <= chars_max
    assert prefix.endswith(prompt.prefix)
    assert suffix.startswith(prompt.suffix)
    assert bool(prompt.prefix) == bool(prefix)


def test_language_and_source() -> None:
    """The prompt says which language it is and how that is known."""
    prompt = composed("x = 1", language="py")

    assert ("python", "request") == (prompt.language, prompt.language_source)


def test_empty_prompt_is_refused() -> None:
    """Nothing to complete is the caller's mistake."""
    with pytest.raises(Unprocessable):
        composed("")
