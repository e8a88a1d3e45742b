"""On what a correction after closing rests (domain 5.8)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final


class Basis(Enum):
    """The document that allows a correction to be carried out."""

    ORDER = "ORDER"
    DIRECTIVE = "DIRECTIVE"
    MEMO = "MEMO"


BASIS_NAMES: Final[Mapping[Basis, str]] = MappingProxyType(
    {Basis.ORDER: "Приказ", Basis.DIRECTIVE: "Распоряжение", Basis.MEMO: "Служебная записка"}
)
BASIS_TITLES: Final[Mapping[Basis, str]] = MappingProxyType(
    {basis: f"{name} об исправлении записи в журнале" for basis, name in BASIS_NAMES.items()}
)
"""How the document stands among the orders."""


def basis_text(title: str, number: str, day: str) -> str:
    """«Служебная записка № 12 от 02.06.2026»; an order of another title is «Приказ»."""
    names = (name for name in BASIS_NAMES.values() if title.startswith(name))
    return f"{next(names, 'Приказ')} № {number} от {day}"
