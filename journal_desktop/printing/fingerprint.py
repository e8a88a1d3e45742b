"""The fingerprint of a book: a hash of what its pages say, whatever paper they lie on.

Source: R-4.7-01 (integrity can be checked), domain reference 2.6 (QR code, checksum). Only texts,
numbers and days are printed; floats and truth values lay them out, ids lead back to the database.
What is empty is left out, so that a later kind of content does not spoil the prints of today.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from operator import attrgetter
from typing import Any

from journal_desktop.printing.book import Book

_FORM = "journal-book-1"
"""The name of this way to hash: another one would have to be called otherwise."""
_SHORT, _GROUP = 16, 4
_LOOKALIKES = str.maketrans("авсеАВСЕ", "abceabce")
_SILENT = frozenset({"id", "look", "mark"})
"""What leads back to the database, lays out, or is made of the hash."""
_LAYOUT = frozenset({float, bool})
_LEAST = 8
"""Digits somebody must type at least."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a book with the hash of what it says; `page_id` is 0 but for a subject."""

    title: str
    sha256: str
    page_id: int = 0


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The hash of a whole book in hexadecimal, and those of its parts in order of binding."""

    content: str
    parts: tuple[Part, ...]


def fingerprint(book: Book) -> Fingerprint:
    """What the book says, hashed part by part."""
    parts = [Part("Титульный лист", _hash(book.title))]
    if book.legend:
        parts.append(Part(book.legend.title, _hash(book.legend)))
    parts += [Part(one.title, _hash(one), getattr(one, "id", 0)) for one in book.sections]
    parts.append(Part("Заверительная надпись", _hash(book.certification)))
    whole = [_FORM, *((part.title, part.sha256) for part in parts)]
    return Fingerprint(_hash(whole), tuple(parts))


def shown(content: str) -> str:
    """The first digits of a hash as they stand at the foot of a page: «9F86-D081-884C-7D65»."""
    digits = content[:_SHORT].upper()
    return "-".join(digits[at : at + _GROUP] for at in range(0, _SHORT, _GROUP))


def typed(text: str) -> str:
    """The digits of a fingerprint as somebody typed it, "" when it is none.

    Spaces and hyphens do not matter, nor Russian letters that look like the Latin ones.
    """
    digits = re.sub(r"[\s\u2010-\u2015-]+", "", text).translate(_LOOKALIKES).lower()
    return digits if re.fullmatch(rf"[0-9a-f]{{{_LEAST},64}}", digits) else ""


def _hash(value: object) -> str:
    known: dict[int, object] = {}

    def said_once(part: Any) -> object:
        """Cells of one mark are one object, which `value` keeps alive: its id is its own."""
        found = known.get(id(part))
        if found is None:
            found = known[id(part)] = _said(part)
        return found

    said = json.dumps(value, separators=(",", ":"), default=said_once, check_circular=False)
    return sha256(said.encode()).hexdigest()


def _said(value: Any) -> object:
    """A value of a book as JSON; tuples and texts need no help."""
    names, read = _reader(value.__class__)
    if not names:
        return read(value)
    return {
        name: each
        for name, each in zip(names, read(value), strict=False)
        if each and each.__class__ not in _LAYOUT
    }


@cache
def _reader(kind: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], Any]]:
    """Names of what is said by values of a kind, and what reads all of them at once.

    Without names: what says the value as a whole.
    """
    if issubclass(kind, date):
        return (), kind.isoformat
    if not is_dataclass(kind):
        return (), lambda _value: kind.__name__
    names = tuple(sorted(field.name for field in fields(kind) if field.name not in _SILENT))
    return names, attrgetter(*names, "__class__")  # of one name alone it would give no tuple
