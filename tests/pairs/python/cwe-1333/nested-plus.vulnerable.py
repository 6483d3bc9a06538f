import re

NAME = re.compile(r"^(\w+\s?)+$")


def is_name(text):
    return NAME.match(text) is not None
