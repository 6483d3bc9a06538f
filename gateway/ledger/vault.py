"""
Envelope encryption: who destroys a data key erases its texts, pseudonyms and commitments, and every proof still holds.

One data key per tenant, owner, month and writer process, made here and wrapped by the key from the file. Its row is
written in the transaction of the first record that uses it, so no record is ever without its key.
"""

import datetime as dt
import hashlib
import hmac
import secrets
import uuid
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from audit.record import SealedText
from gateway.errors import LedgerUnavailable
from gateway.ledger.keys import LedgerKeys
from gateway.values import WrappedKey

_NONCE_BYTES = 12
_KEY_BYTES = 32
_PSEUDONYM_CHARS = 32
_NAME_CHARS_MAX = 500
_NAMES_PER_KEY = 8
_NAMES_KNOWN_MAX = 16  # a request's and its completion's, and a few more
_MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class NameRow:
    """What a pseudonym stands for, until a shred deletes it."""

    pseudonym: str
    key_id: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class DataKey:
    """One owner's key of one month; its three uses have keys of their own."""

    row: WrappedKey
    _text: AESGCM = field(repr=False)
    _pseudonym: bytes = field(repr=False)
    _commitment: bytes = field(repr=False)
    _names: dict[tuple[str, str], NameRow] = field(repr=False, compare=False, default_factory=dict)

    def name(self, kind: str, value: str) -> NameRow:
        """Return the pseudonym of a value of this kind, with what it stands for; the last few are remembered."""
        known = self._names.get((kind, value))
        if known is not None:
            return known
        if len(self._names) >= _NAMES_KNOWN_MAX:
            self._names.clear()
        made = self._names[kind, value] = self._name(kind, value)
        return made

    def _name(self, kind: str, value: str) -> NameRow:
        digest = hmac.digest(self._pseudonym, f"{kind}\0{value}".encode("utf-8", "surrogatepass"), "sha256").hex()
        return NameRow(digest[:_PSEUDONYM_CHARS], self.row.id, kind, printable(value, _NAME_CHARS_MAX))

    def commitment(self, content: bytes) -> str:
        """Return the keyed commitment to some bytes, in hex."""
        return hmac.digest(self._commitment, content, "sha256").hex()

    def encrypt(self, text: str, place: str) -> tuple[bytes, SealedText]:
        """Return the ciphertext, bound to its place in the log, and the commitments that the record keeps."""
        plain = text.encode("utf-8", "surrogatepass")
        nonce = secrets.token_bytes(_NONCE_BYTES)
        ciphertext = nonce + self._text.encrypt(nonce, plain, _place(place))
        sealed = SealedText(ciphertext_sha256=hashlib.sha256(ciphertext).hexdigest(), commitment=self.commitment(plain))
        return ciphertext, sealed

    def decrypt(self, ciphertext: bytes, place: str) -> str:
        """Return the text; raises LedgerUnavailable if the key, the ciphertext or the place is another one."""
        try:
            plain = self._text.decrypt(ciphertext[:_NONCE_BYTES], ciphertext[_NONCE_BYTES:], _place(place))
        except InvalidTag as error:
            raise LedgerUnavailable("the ciphertext does not belong to this key and record") from error
        return plain.decode("utf-8", "surrogatepass")


class Vault:
    """Makes and keeps the data keys of this process, the least recently used ones forgotten first."""

    def __init__(self, keys: LedgerKeys, writer: str, data_keys_max: int) -> None:
        """Wrap with the given key on behalf of one writer."""
        self._wrapping = AESGCM(keys.wrapping)
        self._wrapping_id = keys.wrapping_id
        self._unwrapping = {name: AESGCM(key) for name, key in keys.retired.items()}
        self._unwrapping[keys.wrapping_id] = self._wrapping
        self._owners = owner_key(keys)
        self._writer = writer
        self._data_keys_max = data_keys_max
        self._keys: OrderedDict[tuple[str, str, dt.date], DataKey] = OrderedDict()
        self._stored: OrderedDict[tuple[str, str], None] = OrderedDict()

    def key_for(self, tenant: str, owner: str, time_us: int) -> DataKey:
        """Return the key of this owner for the month of the given time; a new one if there is none in memory."""
        moment = dt.datetime.fromtimestamp(time_us / _MICROSECONDS, dt.UTC)
        cached = (tenant, owner, dt.date(moment.year, moment.month, 1))
        key = self._keys.get(cached)
        if key is None:
            key = self._make(*cached)
            self._keys[cached] = key
            _shorten(self._keys, self._data_keys_max)
        self._keys.move_to_end(cached)
        return key

    def forget(self, owner_digests: frozenset[str]) -> None:
        """
        Forget these owners' keys: they were destroyed, and whatever comes now gets new ones.

        Any login of the database can name any number of owners, so this looks through the keys once for all of them.
        """
        for cached in [cached for cached, key in self._keys.items() if key.row.owner in owner_digests]:
            del self._keys[cached]

    def forget_all(self) -> None:
        """Forget every key: without a connection nobody would say which ones were destroyed."""
        self._keys.clear()

    def owner_digest(self, tenant: str, owner: str) -> str:
        """Return the digest under which an owner's keys are found, for a shred."""
        return hmac.digest(self._owners, f"{tenant}\0{owner}".encode("utf-8", "surrogatepass"), "sha256").hex()

    def unwrap(self, row: WrappedKey) -> DataKey:
        """Return the data key of a row; raises LedgerUnavailable if it was wrapped by an unknown key or changed."""
        return _data_key(row, self._material(row))

    def rewrap(self, row: WrappedKey) -> WrappedKey:
        """Return the row with its key wrapped by the key in force; raises LedgerUnavailable as `unwrap` does."""
        return self._wrapped(replace(row, wrapping_key_id=self._wrapping_id), self._material(row))

    def _material(self, row: WrappedKey) -> bytes:
        nonce, wrapped = row.wrapped[:_NONCE_BYTES], row.wrapped[_NONCE_BYTES:]
        if row.wrapping_key_id not in self._unwrapping:
            raise LedgerUnavailable(
                f"the data key was wrapped by another key: add {row.wrapping_key_id} to retired_wrapping_key_files"
            )
        try:
            return self._unwrapping[row.wrapping_key_id].decrypt(nonce, wrapped, _binding(row))
        except InvalidTag as error:
            raise LedgerUnavailable("the data key was wrapped by another key, or its row was changed") from error

    def _wrapped(self, bare: WrappedKey, material: bytes) -> WrappedKey:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return replace(bare, wrapped=nonce + self._wrapping.encrypt(nonce, material, _binding(bare)))

    def is_stored(self, key_id: str, name: str = "") -> bool:
        """Return whether this process has already committed the key, or one of its names."""
        return (key_id, name) in self._stored

    def mark_stored(self, key_id: str, name: str = "") -> None:
        """Remember a committed key or name; a forgotten one is merely written again."""
        self._stored[key_id, name] = None
        _shorten(self._stored, self._data_keys_max * _NAMES_PER_KEY)

    def _make(self, tenant: str, owner: str, month: dt.date) -> DataKey:
        material = secrets.token_bytes(_KEY_BYTES)
        bare = WrappedKey(
            id=str(uuid.UUID(bytes=secrets.token_bytes(16), version=4)),
            tenant=tenant,
            owner=self.owner_digest(tenant, owner),
            month=month,
            writer=self._writer,
            wrapping_key_id=self._wrapping_id,
            wrapped=b"",
        )
        return _data_key(self._wrapped(bare, material), material)


def owner_key(keys: LedgerKeys) -> bytes:
    """Return the key under which owners are named."""
    return keys.owner or _derived(keys.wrapping, b"owner")


def printable(text: str, chars_max: int) -> str:
    """Return the text as any database and JSON can hold it: no NUL, no lone surrogate, not longer than allowed."""
    text = str(text)[:chars_max]  # also makes a plain string of a StrEnum
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def _data_key(row: WrappedKey, material: bytes) -> DataKey:
    text = AESGCM(_derived(material, b"text"))
    return DataKey(row, text, _derived(material, b"pseudonym"), _derived(material, b"commitment"))


def _derived(material: bytes, use: bytes) -> bytes:
    """Return a key of its own for one use."""
    info = b"code-gateway-v1 " + use
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=info).derive(material)


def _binding(row: WrappedKey) -> bytes:
    """Return what a wrapped key is tied to, so that rows cannot be swapped."""
    return f"code-gateway-data-key-v1\n{row.id}\n{row.tenant}\n{row.owner}\n{row.month.isoformat()}".encode()


def _place(place: str) -> bytes:
    return b"code-gateway-text-v1\n" + place.encode()


def _shorten[K, V](entries: OrderedDict[K, V], count_max: int) -> None:
    while len(entries) > count_max:
        entries.popitem(last=False)
