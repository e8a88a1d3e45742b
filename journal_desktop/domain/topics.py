"""How a lesson's topic is worded: names of works, the Russian text, comparison with the plan.

Source: Regulation 3.2.5 (R-3.2.5-13, -14, -16), domain reference 7.3 and 7.4.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from journal_desktop.domain.text_faults import TextFault, one_line, reads_russian

LONGEST_TOPIC = 250
_SHORTEST_SUBJECT = 3
_REMEMBERED = 4096
"""Topics judged before: a plan is judged anew after every line that is changed in it."""
_SAMPLE = "Практическая работа № 5 по теме «Периметр квадрата»"


@dataclass(frozen=True, slots=True)
class WorkName:
    """A kind of work as topics name it; `codes` of 5.5; essays and the like need no number."""

    title: str
    codes: tuple[str, ...]
    numbered: bool = True


WORK_NAMES = (
    WorkName("Контрольная работа", ("CTRL",)),
    WorkName("Контрольный диктант", ("DICT_CTRL",)),
    WorkName("Контрольное списывание", ("CTRL_COPY",)),
    WorkName("Контрольное изложение", ("PRES",), numbered=False),
    WorkName("Контрольное сочинение", ("COMP",), numbered=False),
    WorkName("Контрольный тест", ("CTRL_TEST",)),
    WorkName("Практическая работа", ("PRACT",)),
    WorkName("Лабораторная работа", ("LAB",)),
    WorkName("Самостоятельная работа", ("SELF",)),
    WorkName("Всероссийская проверочная работа", ("VPR",)),
    WorkName("Проверочная работа", ("VPR",)),
    WorkName("Диагностическая работа", ("DIAG",)),
    WorkName("Зачёт", ("CREDIT",)),
    WorkName("Изложение", ("PRES",), numbered=False),
    WorkName("Сочинение", ("COMP",), numbered=False),
    WorkName("Диктант", ("DICT",)),
    WorkName("Экскурсия", ("EXC",), numbered=False),
    WorkName("Проект", ("PROJECT",), numbered=False),
)
_BY_TITLE = {name.title.lower().replace("ё", "е"): name for name in WORK_NAMES}
_STRICT = {
    "Практическая работа",
    "Лабораторная работа",
    "Самостоятельная работа",
    "Проверочная работа",
}
_PREPOSITIONS = {"в", "во", "к", "на", "о", "об", "по", "с", "со", "за", "из"}
_SHORT_NAMES = {"к": "CTRL", "п": "PRACT", "л": "LAB", "с": "SELF"}

_KIND = re.compile(
    "(?P<kind>" + "|".join(name.title.replace("ё", "[её]") for name in WORK_NAMES) + r")(?!\w)",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"\bконтрольн(?:ая|ый|ое)\s+(?:работа|диктант|списывание|изложение|сочинение|тест)\b",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(
    r"(?:(?P<letter>[кплс])(?:(?:/|\.\s?)р\b|р(?=\.?\s*(?:№|\d|«|по\s+теме|$)))"
    r"|(?P<control>контр\.?\s*раб)\b|(?P<lab>лаб\.?\s*раб)\b|(?P<pract>пр\.?\s*раб)\b)\.?",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\s*(?:№\s*\d+)?\s*(?:[.,:–-]?\s*по\s+теме)?[\s:.«»\"“”„'…]*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*№?\s*(\d+)(?![\d.,]*\d)")
_LAST_NUMBER = re.compile(r"»\s*№\s*(\d+)\.?\s*$")
_CONTINUED = re.compile(r"\s+(?!по\s+теме\b)[а-яё]")
_LEAD = re.compile(r"[\s.:,–—-]*(?:по\s+теме\b[\s:]*)?", re.IGNORECASE)
_NUMBER_SIGN = re.compile(
    r"(?P<work>работа|диктант|списывание|изложение|сочинение|тест|зач[её]т|экскурсия|проект"
    r"|раб\.?|/р)\s*(?:№|N[oоº°]?|#)\.?\s*(?=\d)",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"\"([^\"«»]*)\"|“([^“”«»]*)”|(?<!\w)'([^'«»]*)'(?!\w)")


def tidy_topic(text: str) -> str:
    """The topic as it is stored: one line, «ёлочки», «№ 5» with one space, «N 5» read as «№ 5».

    Wording is never changed here; `topic_faults` says what else is wrong.
    """
    line = _QUOTES.sub(lambda found: f"«{found[found.lastindex or 0].strip()}»", one_line(text))
    numbered = _NUMBER_SIGN.sub(r"\g<work> № ", line)
    return re.sub(r"№\s*(?=\d)", "№ ", numbered)


@lru_cache(_REMEMBERED)
def topic_faults(
    text: str, kind_code: str = "", *, needs_form: bool = False, next_number: int | None = None
) -> tuple[TextFault, ...]:
    """What is wrong with a topic; nothing for an empty one.

    `kind_code` is the work of the lesson («CTRL», "" for an ordinary lesson) and `needs_form` says
    that its topic must have the form of R-3.2.5-16. `next_number` lets a proposal number the work.
    """
    topic = tidy_topic(text)
    if not topic:
        return ()
    named = _name_fault(topic, kind_code, next_number, needs_form=needs_form)
    faults = [] if named is None else [named]
    if not any(fault.is_error for fault in faults) and not reads_russian(topic):
        faults.append(
            TextFault(
                "Тема записывается по-русски (п. 3.2.5): "
                "иностранные слова внутри русской фразы возьмите в кавычки «…»."
            )
        )
    if len(topic) > LONGEST_TOPIC:
        faults.append(
            TextFault(f"Тема длиннее {LONGEST_TOPIC} знаков: сократите её.", is_error=False)
        )
    return tuple(faults)


def has_form(topic: str) -> bool:
    """Whether a tidy topic is «<вид работы> № N по теме «…»» (R-3.2.5-16)."""
    work = _KIND.match(topic)
    if work is None:
        return False
    name = _named(work)
    number = r" № \d+" if name.numbered else r"(?: № \d+)?"
    form = rf"{name.title}{number} по теме «[^«»]{{{_SHORTEST_SUBJECT},}}»\.?"
    return re.fullmatch(form, topic) is not None


@lru_cache(_REMEMBERED)
def work_named(topic: str) -> str:
    """The name of the work a topic begins with, «Контрольная работа»; "" for other topics.

    «Анализ контрольной работы» and «Работа над ошибками» name none (7.3).
    """
    name, _ = _split(tidy_topic(topic))
    return name.title if name else ""


def work_code(topic: str) -> str:
    """The code of 5.5 of the work a topic begins with; "" for other topics."""
    name, _ = _split(tidy_topic(topic))
    return name.codes[0] if name else ""


@lru_cache(_REMEMBERED)
def names_control(topic: str) -> bool:
    """Whether a control work is named anywhere: «Резервный урок. Контрольная работа по теме …».

    «Анализ контрольной работы», «Подготовка к контрольной работе» name none (7.3).
    """
    return _CONTROL.search(topic) is not None


@lru_cache(_REMEMBERED)
def must_have_form(topic: str) -> bool:
    """Whether the topic names a work whose full form is obligatory (R-3.2.5-16)."""
    name, _ = _split(tidy_topic(topic))
    return name is not None and _strict(name)


def same_topic(one: str, other: str) -> bool:
    """Whether two topics differ only in case, ё, dashes, quotes, spaces or the final point."""
    return topic_key(one) == topic_key(other)


def joined_topics(topics: Sequence[str]) -> str:
    """Topics given in one lesson as its one topic: «Тема k. Тема k+1» (7.5)."""
    *others, last = topics or ("",)
    return ". ".join([*(topic.rstrip(" .") for topic in others), last])


@lru_cache(_REMEMBERED)
def topic_key(text: str) -> str:
    """The topic as it is compared with the plan (7.4); never stored or shown."""
    key = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    key = re.sub(r"[‐‑‒–—―−]", "-", key)
    key = re.sub(r"[«»“”„‟‘’'‹›]", '"', key)
    key = re.sub(r"№\s*", "№ ", key)
    return " ".join(key.split()).rstrip(". ")


def _named(work: re.Match[str]) -> WorkName:
    """The kind of work found in a text."""
    return _BY_TITLE[work["kind"].lower().replace("ё", "е")]


def _name_fault(
    topic: str, kind_code: str, next_number: int | None, *, needs_form: bool
) -> TextFault | None:
    """The fault in naming a work; None for an ordinary topic or a good name."""
    name, rest = _split(topic)
    if has_form(topic):
        return _other_work(name, kind_code) if needs_form else None
    bare = name is not None and _BARE.fullmatch(rest) is not None
    if not needs_form and (name is None or not (bare or name.numbered)):
        return None
    meant = name or _by_code(kind_code)
    proposal = _proposal(meant, rest, next_number) if meant else ""
    sample = proposal or _sample(meant, rest, next_number)
    if _ABBREVIATED.match(topic):
        return TextFault(f"Название работы пишется полностью: {sample} (п. 3.2.5).", proposal)
    if name is not None and bare:
        return TextFault(
            f"У работы не названа её тема, нужно так: {sample} (п. 3.2.5).",
            proposal,
            is_error=needs_form or _strict(name),
        )
    return TextFault(
        f"Тема такой работы записывается так: {sample} (п. 3.2.5).", proposal, is_error=needs_form
    )


def _split(topic: str) -> tuple[WorkName | None, str]:
    """The kind of work a topic begins with, written whole or abbreviated, and what follows it."""
    work = _KIND.match(topic)
    if work is not None:
        return _named(work), topic[work.end() :]
    short = _ABBREVIATED.match(topic)
    if short is None:
        return None, topic
    whole = {"control": "CTRL", "lab": "LAB", "pract": "PRACT"}
    code = whole.get(short.lastgroup or "") or _SHORT_NAMES[short["letter"].lower()]
    return _by_code(code), topic[short.end() :]


def _by_code(code: str) -> WorkName | None:
    """The usual name of a kind of work; None for kinds without one."""
    found = [name for name in WORK_NAMES if code in name.codes]
    return found[-1] if code in {"PRES", "COMP"} else next(iter(found), None)


def _strict(name: WorkName) -> bool:
    """Whether the bare name is forbidden even in a lesson without a work (R-3.2.5-16)."""
    return name.title in _STRICT or name.title.startswith("Контрольн")


def _other_work(name: WorkName | None, kind_code: str) -> TextFault | None:
    """A warning that the topic names another work than the lesson has."""
    expected = _by_code(kind_code)
    if name is None or expected is None or kind_code in name.codes:
        return None
    return TextFault(
        f"Тема называет работу «{name.title}», а вид работы урока – «{expected.title}».",
        is_error=False,
    )


def _sample(name: WorkName | None, rest: str, next_number: int | None) -> str:
    """The right form to show when the words themselves give no proposal."""
    if name is None:
        return _SAMPLE
    number = _number_and_subject(rest)[0] or (str(next_number or 1) if name.numbered else "")
    return f"{name.title}{f' № {number}' if number else ''} по теме «…»"


def _proposal(name: WorkName, rest: str, next_number: int | None) -> str:
    """The right form made of what is written; "" when a number or the topic is missing."""
    number, subject = _number_and_subject(rest)
    if not number and next_number and name.numbered:
        number = str(next_number)
    if (name.numbered and not number) or not re.search(r"[^\W\d_]", subject):
        return ""
    if subject.split()[0].lower() in _PREPOSITIONS or _CONTINUED.match(rest):
        return ""
    proposal = f"{name.title}{f' № {number}' if number else ''} по теме «{subject}»"
    return proposal if has_form(proposal) else ""


def _number_and_subject(rest: str) -> tuple[str, str]:
    """The number and the topic in what follows the name of a work, "" for either when absent."""
    first, last = _NUMBER.match(rest), _LAST_NUMBER.search(rest)
    number = first or last
    subject = rest[first.end() if first else 0 : last.start() + 1 if last else None]
    return number[1] if number else "", _unquoted(_LEAD.sub("", subject, count=1))


def _unquoted(subject: str) -> str:
    """The subject without outer quotes, inner ones as „лапки“."""
    bare = subject.strip(" .:,")
    if re.fullmatch(r"«[^«»]*»|«.*»|„[^„“]*“", bare):
        bare = bare[1:-1]
    inner = bare.replace("«", "„").replace("»", "“").strip(" .")
    return inner[:1].upper() + inner[1:] if re.match(r"[а-яё]", inner) else inner
