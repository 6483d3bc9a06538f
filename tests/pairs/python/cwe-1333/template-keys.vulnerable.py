import re

KEY = re.compile(r"\{\{\s*((\w+\s*)*)\s*\}\}")


def render(template, values):
    return KEY.sub(lambda found: str(values.get(found.group(1).strip(), "")), template)
