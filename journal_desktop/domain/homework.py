"""Homework: its wording and the moment by which it must be entered.

Source: Regulation 3.2.5 (R-3.2.5-06…-09, -13), domain reference 11 (A6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from journal_desktop.domain.text_faults import TextFault, has_latin_only, many_lines

NO_HOMEWORK = "Без задания"
GRACE = timedelta(hours=3)
LAST_MINUTE = time(23, 59)
_REMEMBERED = 4096
"""Texts judged before: a plan is judged anew after every line that is changed in it."""

_NOTHING = re.compile(
    r"[-–—−.0]+|нет|не\s+задано|не\s+задавалось|ничего|б/з"
    r"|(?:без|нет)\s+(?:домашнего\s+|дом\.?\s*)?(?:задани[яей]|д/?з)|(?:д/?з|домашнего\s+задания)\s+нет"
    r"|(?:д/?з|задание|домашнее\s+задание)\s*[-–—:]\s*нет",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"(?:^|(?<=[.;,\n]))\s*без\s+задания\s*(?:[.;,\n]+|$)", re.IGNORECASE)


def tidy_homework(text: str) -> str:
    """The homework as it is stored: single spaces, its own lines, nothing invisible."""
    return many_lines(text)


def joined_homework(texts: Iterable[str]) -> str:
    """Homework of topics given in one lesson, each once; «Без задания» gives way to a real one."""
    known = list(dict.fromkeys(filter(None, map(tidy_homework, texts))))
    real = [text for text in known if text != NO_HOMEWORK]
    return "\n".join(real or known)


@lru_cache(_REMEMBERED)
def homework_faults(text: str) -> tuple[TextFault, ...]:
    """What is wrong with homework; nothing for an empty one, which is simply not filled.

    «§ 5» alone is enough (R-3.2.5-06); links are not judged as text.
    """
    homework = tidy_homework(text)
    if not homework or homework == NO_HOMEWORK:
        return ()
    if _NOTHING.fullmatch(homework.rstrip(" .!")) or _NOTHING.fullmatch(homework):
        return (
            TextFault(f"Если задания нет, пишется ровно «{NO_HOMEWORK}» (п. 3.2.5).", NO_HOMEWORK),
        )
    if _PHRASE.search(homework):
        return (
            TextFault(
                f"«{NO_HOMEWORK}» не пишется вместе с заданием: оставьте одно из двух (п. 3.2.5).",
                tidy_homework(_PHRASE.sub(" ", homework)),
            ),
        )
    if has_latin_only(homework):
        return (TextFault("Задание записывается по-русски (п. 3.2.5).", is_error=False),)
    return ()


def link_fault(link: str) -> TextFault | None:
    """What is wrong with the address of a resource (R-3.2.5-07); None for a good one."""
    address = link.strip()
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        good = False
    if good and not re.search(r"\s", address):
        return None
    return TextFault(f"«{address}» – не адрес ссылки: он начинается с https:// (п. 3.2.5).")


def homework_due(last_lesson_end: datetime) -> datetime:
    """Three hours after the last lesson of these pupils, but not later than 23:59 of that day.

    `last_lesson_end` is school time; extracurricular courses are not counted (A6).
    """
    midnight = datetime.combine(last_lesson_end.date(), LAST_MINUTE, last_lesson_end.tzinfo)
    return min(last_lesson_end + GRACE, midnight)


def lateness(entered_at: datetime, due: datetime) -> timedelta:
    """By how many whole minutes an entry is late; zero when it is in time.

    The minute of the deadline is still in time.
    """
    minute = entered_at.replace(second=0, microsecond=0)
    return max(minute - due, timedelta())


def lateness_text(late: timedelta) -> str:
    """«в срок», or «позже срока на 01:20» (hours and minutes)."""
    minutes = late // timedelta(minutes=1)
    return f"позже срока на {minutes // 60:02}:{minutes % 60:02}" if minutes else "в срок"
