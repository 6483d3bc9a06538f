"""
CodeShield over labelled texts, in one warm process of its own environment.

Runs on the peer's interpreter as a script, so it imports nothing of ours. Reads one JSON object {planted, texts:
[{language, code}], seconds_max}; prints one: {planted_found, flags}, a flag a text until the time is up.
"""

import asyncio
import json
import sys
import time

from codeshield.cs import CodeShield  # type: ignore[import-not-found]  # only in the peer's own environment
from codeshield.insecure_code_detector.languages import Language  # type: ignore[import-not-found]  # likewise

_LANGUAGES = {one.value: one for one in Language}


async def _flags(asked: dict[str, object]) -> dict[str, object]:
    planted = await CodeShield.scan_code(asked["planted"], Language.PYTHON)
    ends_at = time.monotonic() + float(str(asked["seconds_max"]))
    flags = []
    for text in asked["texts"]:  # type: ignore[attr-defined]  # a list in the JSON
        if time.monotonic() > ends_at:
            break
        result = await CodeShield.scan_code(text["code"], _LANGUAGES.get(text["language"]))
        flags.append(result.is_insecure)
    return {"planted_found": planted.is_insecure, "flags": flags}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(_flags(json.load(sys.stdin)))) + "\n")
