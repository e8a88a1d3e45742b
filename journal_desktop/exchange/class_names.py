"""Names of classes as people write them: «5А», «5-а», «5 "А" класс», «10», «11-2»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from journal_desktop.domain.text_faults import one_line
from journal_desktop.exchange.cells import BadCell

_WRITTEN = re.compile(r"""(\d{1,2})\s*([-–—.]?)\s*(\S?)\s*""")
_QUOTES = re.compile(r"""["'«»“”„]""")
_WORD = re.compile(r"\s*(?:класс|кл)\.?$", re.IGNORECASE)
_LETTERS = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ"  # no class is «5Ъ»
_LOOKALIKES = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_LAST_GRADE = 11


@dataclass(frozen=True, slots=True, order=True)
class ClassName:
    """A grade of 1 to 11 and a capital Russian letter, a digit, or "" when it is the only one."""

    grade: int
    letter: str

    @property
    def title(self) -> str:
        """«5А»; «5-1» for a class told by a digit."""
        return f"{self.grade}{'-' if self.letter.isdecimal() else ''}{self.letter}"


def parse_class(text: str) -> ClassName:
    """The class a person meant; Latin letters that look Russian are taken for Russian.

    Raises:
        BadCell: no class can be read from it.
    """
    plain = one_line(_WORD.sub("", _QUOTES.sub(" ", one_line(text))))
    found = _WRITTEN.fullmatch(plain)
    if not found:
        raise BadCell(f"класс «{text[:20]}» не понятен, напишите его в виде 5А")
    grade, letter = int(found[1]), found[3].upper().translate(_LOOKALIKES)
    if not 1 <= grade <= _LAST_GRADE:
        raise BadCell(f"класса «{text[:20]}» нет, бывают классы с 1 по {_LAST_GRADE}")
    if letter and letter not in _LETTERS and not (found[2] and letter.isdecimal()):
        raise BadCell(f"буква «{found[3]}» класса «{text[:20]}» не русская, напишите его в виде 5А")
    return ClassName(grade, letter)
