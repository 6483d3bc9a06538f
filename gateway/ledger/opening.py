"""Opens what the vault sealed: the texts of a record, and the commitments by which a text's hash can be searched."""

from collections.abc import Iterable

from gateway.ledger.seal import place_of
from gateway.ledger.vault import DataKey, Vault
from gateway.values import OpenedTexts, SealedTexts, WrappedKey


class TextOpener:
    """The `Opener` port: the one way from ciphertexts back to texts. It keeps no key."""

    def __init__(self, vault: Vault) -> None:
        """Unwrap with the vault's wrapping key."""
        self._vault = vault

    def owner(self, tenant: str, subject: str) -> str:
        """Return the digest under which a subject's data keys are kept."""
        return self._vault.owner_digest(tenant, subject)

    def texts(self, sealed: SealedTexts) -> OpenedTexts:
        """Return the plain texts; raises LedgerUnavailable if key, ciphertext or place do not belong together."""
        if sealed.key is None:
            return OpenedTexts(sealed.record_id, None, None)
        key = self._vault.unwrap(sealed.key)
        prompt = _opened(key, sealed.prompt, place_of(sealed.record_id, "prompt"))
        completion = _opened(key, sealed.completion, place_of(sealed.record_id, "completion"))
        return OpenedTexts(sealed.record_id, prompt, completion)

    def commitments(self, text_sha256: str, keys: Iterable[WrappedKey]) -> tuple[str, ...]:
        """Return under which commitment each key's records would hold a released text with this hash."""
        digest = bytes.fromhex(text_sha256)
        return tuple(self._vault.unwrap(key).commitment(digest) for key in keys)


def _opened(key: DataKey, ciphertext: bytes | None, place: str) -> str | None:
    return None if ciphertext is None else key.decrypt(ciphertext, place)
