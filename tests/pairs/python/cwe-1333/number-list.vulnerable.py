import re


def parse_numbers(text):
    if not re.fullmatch(r"((\d+)*,?)*", text):
        raise ValueError("expected numbers")
    return [int(part) for part in text.split(",") if part]
