import re

RULES = (
    (re.compile(r"\*\*([^*]+)*\*\*"), r"<b>\1</b>"),
    (re.compile(r"__([^_]+)*__"), r"<i>\1</i>"),
)


def to_html(text):
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text
