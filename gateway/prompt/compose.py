"""
Make the prompt: find the language, trim round the cursor, lay out the gap as the model's family wants it.

Special tokens in the user's text are split by a space after their first character (`<|fim_middle|>` becomes
`< |fim_middle|>`), so that the model reads them as text. Only the text for the model is changed: `Prompt.prefix` and
`Prompt.suffix` are the caller's own, with LF line ends, and are what the scan takes as context.
"""

import re
from functools import lru_cache

from gateway.errors import Unprocessable
from gateway.prompt.layouts import LAYOUTS, Layout
from gateway.syntax.languages import detect
from gateway.values import CompletionRequest, Prompt

__all__ = ["LAYOUTS", "Layout", "compose", "neutralise"]

_SUFFIX_PERCENT = 25


def compose(request: CompletionRequest, layout: Layout, prompt_chars_max: int) -> Prompt:
    """
    Return the prompt for a request; prefix and suffix together keep at most `prompt_chars_max` code points.

    Raises Unprocessable when there is no text at all.
    """
    prefix, suffix = _line_feeds(request.prefix), _line_feeds(request.suffix)
    if not prefix and not suffix:
        raise Unprocessable("empty prompt", client_text="The prompt is empty.")
    language, source = detect(request.language, request.filepath, prefix or suffix)
    prefix, suffix = _trim(prefix, suffix, prompt_chars_max)
    return Prompt(
        text=layout.lay_out(neutralise(prefix, layout), neutralise(suffix, layout)),
        prefix=prefix,
        suffix=suffix,
        language=language,
        language_source=source,
        filepath=request.filepath,
        sampling=request.sampling,
        modules=request.modules,
    )


def neutralise(text: str, layout: Layout) -> str:
    """Return the text with every special token of the family split by a space."""
    if not layout.special_tokens:
        return text
    return _special(layout.special_tokens).sub(lambda found: f"{found.group()[:1]} {found.group()[1:]}", text)


@lru_cache(maxsize=32)
def _special(tokens: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a family's special tokens, longest first."""
    return re.compile("|".join(re.escape(token) for token in sorted(tokens, key=len, reverse=True)))


def _line_feeds(text: str) -> str:
    """Return the text with LF line ends."""
    return text.replace("\r\n", "\n")


def _trim(prefix: str, suffix: str, chars_max: int) -> tuple[str, str]:
    """Keep what is nearest to the cursor: the prefix's end from a line start, the suffix's start to a line end."""
    if len(prefix) + len(suffix) <= chars_max:
        return prefix, suffix
    share = chars_max * _SUFFIX_PERCENT // 100
    after = max(share, chars_max - len(prefix))
    before = chars_max - min(after, len(suffix))
    return _end_of(prefix, before), _start_of(suffix, after)


def _end_of(prefix: str, chars_max: int) -> str:
    """Return the end of the prefix, from a line start where there is one."""
    if len(prefix) <= chars_max:
        return prefix
    cut = len(prefix) - chars_max
    newline = prefix.find("\n", cut - 1 if cut else 0)
    return prefix[newline + 1 :] if 0 <= newline < len(prefix) - 1 else prefix[cut:]


def _start_of(suffix: str, chars_max: int) -> str:
    """Return the start of the suffix, up to a line end where there is one."""
    if len(suffix) <= chars_max:
        return suffix
    return suffix[: suffix.rfind("\n", 0, chars_max) + 1] or suffix[:chars_max]
