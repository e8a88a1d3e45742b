"""The embedded typefaces: PT Serif, PT Sans and PT Sans Narrow from their packages."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import fontpkg_pt_sans
import fontpkg_pt_sans_narrow
import fontpkg_pt_serif
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from journal_desktop.printing.page import BOX, Face, Type

_FILES = {
    Face.SERIF: (fontpkg_pt_serif, "PT_Serif-Web-Regular.ttf"),
    Face.BOLD: (fontpkg_pt_serif, "PT_Serif-Web-Bold.ttf"),
    Face.ITALIC: (fontpkg_pt_serif, "PT_Serif-Web-Italic.ttf"),
    Face.SANS: (fontpkg_pt_sans, "PT_Sans-Web-Regular.ttf"),
    Face.NARROW: (fontpkg_pt_sans_narrow, "PT_Sans-Narrow-Web-Regular.ttf"),
    Face.NARROW_BOLD: (fontpkg_pt_sans_narrow, "PT_Sans-Narrow-Web-Bold.ttf"),
}
_REMEMBERED = 50_000
_ORDINARY = re.compile(r"[\n -~А-яЁё«»№–—]*")
"""Texts of these signs alone are composed, and every face has them."""
_KNOWN = {"\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " ", "\u2010": "-"}


def path(face: Face) -> Path:
    """The TrueType file of a face."""
    package, name = _FILES[face]
    return Path(package.ROOT) / "files" / name


@cache
def font(face: Face) -> TTFont:
    """The face registered with reportlab under the name `name(face)`."""
    made = TTFont(name(face), str(path(face)))
    pdfmetrics.registerFont(made)
    return made


def name(face: Face) -> str:
    """What reportlab calls the face."""
    return f"journal-{face.value}"


class _Printable(dict[int, str]):
    """A translation table that fills itself: every character to what the faces can show."""

    def __missing__(self, code: int) -> str:
        shown = self[code] = self._shown(chr(code))
        return shown

    @staticmethod
    def _shown(sign: str) -> str:
        if sign in _KNOWN:
            return _KNOWN[sign]
        category = unicodedata.category(sign)
        if category == "Zs":
            return "\u00a0" if sign in "\u00a0\u202f" else " "
        if category == "Cf" or "\ufe00" <= sign <= "\ufe0f":
            return ""
        return sign if category != "Cc" and ord(sign) in _common() else BOX


@cache
def _common() -> frozenset[int]:
    return frozenset[int].intersection(*(frozenset(font(face).face.charToGlyph) for face in Face))


_PRINTABLE = _Printable()


def clean(text: str) -> str:
    r"""Composed text in which every character can be printed; line ends become `\n`."""
    if _ORDINARY.fullmatch(text):
        return text
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_PRINTABLE)


@cache
def typefaces() -> Type:
    """Metrics of the embedded faces; widths of words are remembered."""
    known: dict[Face, dict[str, float]] = {face: {} for face in Face}

    def width(text: str, face: Face) -> float:
        widths = known[face]
        found = widths.get(text)
        if found is None:
            if len(widths) > _REMEMBERED:
                widths.clear()
            found = widths[text] = float(font(face).stringWidth(text, 1))
        return found

    return Type(width, clean)
