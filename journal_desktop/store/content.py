"""A hash of many rows that does not depend on their order, for loads and for verification."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from journal_desktop.store.images import canonical, encode

_MODULUS: Final = 2**256


class ContentSum:
    """Sum of the SHA-256 of rows, modulo 2²⁵⁶, with their number and their greatest id."""

    def __init__(self) -> None:
        self.count = 0
        self.last = 0
        self._sum = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Count one row; columns that are null do not matter."""
        image = {name: encode(value) for name, value in row.items() if value is not None}
        self._sum += int.from_bytes(hashlib.sha256(canonical(image)).digest(), "big")
        self.count += 1
        self.last = max(self.last, image.get("id", 0))

    @property
    def said(self) -> list[Any]:
        """[number of rows, sum in hex, greatest id], as an op keeps it."""
        return [self.count, f"{self._sum % _MODULUS:064x}", self.last]
