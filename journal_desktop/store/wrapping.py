"""Wrap a key under a password: AES-GCM under argon2id, the account's name bound to it."""

from __future__ import annotations

import base64
import secrets
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear one guess is: argon2id passes, KiB of memory, lanes (RFC 9106, low memory)."""

    passes: int = 3
    memory: int = 65536
    lanes: int = 4


class Sealed(NamedTuple):
    """A wrapped key, each part in base64."""

    salt: str
    nonce: str
    box: str


def new_key() -> bytes:
    """A fresh 32-byte key."""
    return secrets.token_bytes(32)


def wrap(key: bytes, password: str, name: str, cost: Cost) -> Sealed:
    """The key, useless without the password and the name."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    box = AESGCM(_derive(password, salt, cost)).encrypt(nonce, key, name.encode())
    return Sealed(*(base64.b64encode(part).decode() for part in (salt, nonce, box)))


def unwrap(sealed: Sealed, password: str, name: str, cost: Cost) -> bytes | None:
    """The key; None when the password or the name is not the one it was wrapped with."""
    salt, nonce, box = (base64.b64decode(part) for part in sealed)
    try:
        return AESGCM(_derive(password, salt, cost)).decrypt(nonce, box, name.encode())
    except InvalidTag:
        return None


def waste(password: str, cost: Cost) -> None:
    """Take as long as `unwrap` does, for a name that does not exist."""
    _derive(password, bytes(16), cost)


def _derive(password: str, salt: bytes, cost: Cost) -> bytes:
    """The key that wraps; letters typed in two ways, such as й, are the same password."""
    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, cost.passes, cost.memory, cost.lanes, 32, Type.ID)
