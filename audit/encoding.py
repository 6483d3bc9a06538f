"""Base64 in its only canonical form: no second text means the same bytes, so no second text passes for a signed one."""

import base64
import binascii


def decoded(text: str) -> bytes | None:
    """Return the bytes that a text stands for, or None if it is not their base64 (RFC 4648, section 4)."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return content if encoded(content) == text else None


def encoded(content: bytes) -> str:
    """Return the base64 of some bytes."""
    return base64.b64encode(content).decode()
