"""The second lock on medical values: sealed before a command is built, on both engines.

Source: R-5.3-01, domain 2.4, 9.1; architecture 15.1. Neither commands nor images nor logs hold them
in clear; only medical accounts unwrap the key.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from journal_desktop.domain.errors import Unavailable

_NONCE: Final = 12


@dataclass(frozen=True, slots=True)
class MedicalKey:
    """The unwrapped 32-byte key of the school's medical values; lives in memory only."""

    secret: bytes = field(repr=False)

    def seal(self, said: bytes, pupil_id: int) -> bytes:
        """The value, useless without the key and for another pupil."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(self.secret).encrypt(nonce, said, str(pupil_id).encode())

    def open(self, sealed: bytes, pupil_id: int) -> bytes:
        """What was sealed.

        Raises:
            Unavailable: another key sealed it, or somebody changed it.
        """
        try:
            nonce, box = sealed[:_NONCE], sealed[_NONCE:]
            return AESGCM(self.secret).decrypt(nonce, box, str(pupil_id).encode())
        except (InvalidTag, ValueError) as error:
            raise Unavailable(
                "Закрытая часть листа здоровья не читается: она запечатана другим ключом или "
                "изменена. Обратитесь к ответственному за ЭЖ."
            ) from error
