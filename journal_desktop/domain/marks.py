"""Grammar of what may stand in a lesson cell and in a final column.

Source: Regulation 3.2.5 (a mark or one of у, н, б; «К»; non-attestation), domain reference 5.1–5.4.

Canonical signs are Cyrillic: digits, «зач», «нез», «К», «у», «б», «н», «оп»; in final columns also
«осв» and «–». Marks of one cell are joined with «/», one position per work: «4/5»; «/5» when only
the second work has a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from journal_desktop.domain.errors import Invalid

COURSE = "К"
PASSED = "зач"
FAILED = "нез"
EXEMPT = "осв"
DASH = "–"
LATE = "оп"
ABSENCES = ("у", "н", "б")
GRADES = frozenset("2345")

_KEYS = str.maketrans(
    "qwertyuiop[]asdfghjkl;'zxcvbnm,`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<~\\",
    "йцукенгшщзхъфывапролджэячсмитьбёйцукенгшщзхъфывапролджэячсмитьбё/",
)
_LOOKS = str.maketrans("KkYyHbBOoAaEeCcTt", "КкУуНбВОоАаЕеСсТт")
_ALIASES = {"уп": "у", "п": "у", "нп": "н", "от": "н", "о": LATE}
_TOKEN = re.compile(
    r"(?P<number>\d+)|(?P<passed>зач(?:[её]т)?\.?)|(?P<failed>нез(?:ач(?:[её]т)?)?\.?)"
    r"|(?P<exempt>осв(?:обожд[её]на?)?\.?)|(?P<late>оп?)|(?P<absence>[унб])|(?P<course>к)"
    r"|(?P<next>/)|(?P<other>.)"
)
_LONGEST_SHOWN = 40
_PERIOD_TOKENS = {"passed": PASSED, "failed": FAILED, "exempt": EXEMPT, "course": COURSE}


@dataclass(frozen=True, slots=True)
class CellRules:
    """What a lesson cell accepts.

    `grades` holds the digits of the scale («1» only by setting), `max_marks` the works one cell can
    show. `no_marks` is a course without marks: only absence letters, and «К» with `course_sign`
    (A4). `late` allows «оп» (A3), `credit` «зач» and «нез».
    """

    grades: frozenset[str] = GRADES
    max_marks: int = 1
    no_marks: bool = False
    course_sign: bool = False
    late: bool = True
    credit: bool = False


@dataclass(frozen=True, slots=True)
class CellEntry:
    """A parsed cell: marks by work (no "" at the end), or an absence letter; `late` is «оп»."""

    marks: tuple[str, ...] = ()
    absence: str = ""
    late: bool = False

    @property
    def text(self) -> str:
        """The canonical text: «5», «4/5», «/5», «н», «4оп», «оп», «»."""
        if self.absence:
            return self.absence
        return "/".join(self.marks) + (LATE if self.late else "")


@dataclass(frozen=True, slots=True)
class PeriodRules:
    """What a final column accepts: digits of `grades`, «зач»/«нез» with `credit`.

    `no_marks` is a course without marks: only «К», «осв» and у, н, б (Regulation 3.2.5).
    """

    grades: frozenset[str] = GRADES
    no_marks: bool = False
    credit: bool = True


def grade_of(mark: str) -> int | None:
    """The numeric value of a mark, 1 to 5; None for «К», «зач», letters and nothing."""
    return int(mark) if mark in {"1", "2", "3", "4", "5"} else None


def from_keys(text: str) -> str:
    """Typed text as the Russian layout would give it: `y`→н, `e`→у, `,`→б, `r`→К, `j`→о.

    Keys mean their position, in either case. The key of «/» types «.» in the Russian layout, so
    «4.» is read as «4/»; digits stay digits.
    """
    typed = text.translate(_KEYS).lower().replace("к", COURSE)
    return re.sub(r"(?<=\d)\.|^\.", "/", typed)


def from_paste(text: str) -> str:
    """Pasted or imported text with Latin look-alikes made Cyrillic and aliases made ours.

    Aliases of other systems (5.1 B): УП, П → у; НП, ОТ → н; ОП, О → оп. Marks parted by a space,
    a comma or a semicolon get «/», a spreadsheet's «5.0» becomes «5»; digits are never letters.
    """
    looks = " ".join(text.translate(_LOOKS).split())
    whole = re.sub(r"^(\d)\.0+$", r"\1", looks)
    parted = re.sub(r"(?<=\d) ?[/\\,;| ] ?(?=\d)", "/", whole).lower()
    return _ALIASES.get(parted, parted).replace("к", COURSE)


def parse_cell(text: str, rules: CellRules) -> CellEntry:
    """Read a lesson cell; "" is an empty cell.

    «45» means «4/5» where two marks are allowed; «о» means «оп», before or after the mark.

    Raises:
        Invalid: the text breaks Regulation 3.2.5 or is no sign of this cell.
    """
    tokens = _tokens(text)
    kinds = {kind for kind, _ in tokens}
    _refuse_foreign(text, kinds, rules)
    if "absence" in kinds:
        return CellEntry(absence=_absence(text, tokens))
    if sum(kind == "late" for kind, _ in tokens) > 1:
        raise Invalid(f"Опоздание отмечается один раз: «{LATE}», а не «{_shown(text)}».")
    marks = _positions(tokens, rules)
    if len(marks) > _room(rules):
        raise Invalid(_too_many(text, _room(rules)))
    if tokens and not marks and "late" not in kinds:
        raise Invalid(f"В «{_shown(text)}» нет отметки: пустую клетку оставляет Delete.")
    return CellEntry(marks=marks, late="late" in kinds)


def is_final(text: str, rules: CellRules) -> bool:
    """Whether typed text is whole, so that the cell commits by itself and the cursor moves on.

    The last allowed mark and an absence letter are whole. «4» waits where «4/5» is possible, «н»
    waits where «нез» is, «о» waits for «п» or for a mark («о5» is «5оп»); these are committed by
    Enter or an arrow. Text the cell refuses is never whole.
    """
    typed = "".join(from_keys(text).split())
    try:
        entry = parse_cell(typed, rules)
    except Invalid:
        return False
    if entry.absence:
        return not (rules.credit and typed == "н")
    if typed.endswith("о"):
        return False
    return typed.endswith(LATE) or len(entry.marks) == _room(rules)


def accepts(rules: CellRules) -> str:
    """What the cell accepts, for the status line: «2–5, у н б, оп»."""
    if rules.no_marks:
        marks = [COURSE] if rules.course_sign else []
    else:
        marks = [_scale(rules.grades)]
        marks += ["«4/5»"] if rules.max_marks > 1 else []
        marks += [PASSED, FAILED] if rules.credit else []
    return ", ".join([*marks, " ".join(ABSENCES), *([LATE] if rules.late else [])])


def parse_period_mark(text: str, rules: PeriodRules) -> str:
    """Read a final mark; "" is nothing, «-» is «–», у/н/б mean «не аттестован».

    Raises:
        Invalid: the text is no sign of this column (Regulation 3.2.5, domain reference 5.1 C).
    """
    plain = "".join(text.split()).lower()
    if not plain:
        return ""
    if plain in {"н/а", "на"}:
        raise Invalid("Вместо «н/а» поставьте причину неаттестации: у, н или б (п. 3.2.5).")
    tokens = _tokens(plain)
    kind, value = tokens[0] if len(tokens) == 1 else ("other", plain)
    sign = _PERIOD_TOKENS.get(kind, DASH if value in {"-", "—", DASH} else value)
    if sign not in _period_signs(rules):
        raise Invalid(_period_refusal(kind, sign, _shown(text), rules))
    return sign


def period_is_final(text: str, rules: PeriodRules) -> bool:
    """Whether a typed final mark is whole; «н» waits where «нез» is possible."""
    typed = "".join(from_keys(text).split())
    try:
        sign = parse_period_mark(typed, rules)
    except Invalid:
        return False
    return bool(sign) and not (sign == "н" and FAILED in _period_signs(rules))


def period_accepts(rules: PeriodRules) -> str:
    """What the final column accepts, for the status line: «2–5, зач, нез, осв, у н б, –»."""
    letters = " ".join(ABSENCES)
    if rules.no_marks:
        return ", ".join((COURSE, EXEMPT, letters))
    credit = [PASSED, FAILED] if rules.credit else []
    return ", ".join([_scale(rules.grades), *credit, EXEMPT, letters, DASH])


def _tokens(text: str) -> list[tuple[str, str]]:
    """Pairs (kind, text) of the lower-cased text without spaces."""
    plain = "".join(text.split()).lower()
    return [(str(found.lastgroup), found.group()) for found in _TOKEN.finditer(plain)]


def _refuse_foreign(text: str, kinds: Iterable[str], rules: CellRules) -> None:
    """Refuse kinds of signs that this cell never accepts.

    Raises:
        Invalid: with the sentence for the first of them.
    """
    shown = _shown(text)
    kinds = set(kinds)
    if "other" in kinds:
        raise Invalid(f"Знака «{shown}» нет: здесь принимаются {accepts(rules)} (п. 3.2.5).")
    if "exempt" in kinds:
        raise Invalid("«осв» ставится в итоговой графе, а не в клетке урока.")
    if "late" in kinds and not rules.late:
        raise Invalid("Опоздания здесь не отмечаются: принимаются буквы у, н, б (п. 3.2.5).")
    if rules.no_marks and kinds & {"number", "passed", "failed"}:
        raise Invalid(f"Обучение безотметочное: «{shown}» поставить нельзя (п. 3.2.5).")
    if "course" in kinds and not rules.no_marks:
        raise Invalid("«К» ставится только при безотметочном обучении (п. 3.2.5).")
    if "course" in kinds and not rules.course_sign:
        raise Invalid("«К» ставится в итоговой графе, в клетке урока – у, н или б (п. 3.2.5).")
    if kinds & {"passed", "failed"} and not rules.credit:
        raise Invalid(f"Зачёт здесь не ставится: принимаются {accepts(rules)}.")


def _absence(text: str, tokens: list[tuple[str, str]]) -> str:
    """The only absence letter.

    Raises:
        Invalid: something stands beside it.
    """
    if len(tokens) == 1:
        return tokens[0][1]
    shown = _shown(text)
    if any(kind == "late" for kind, _ in tokens):
        raise Invalid(f"Опоздавший присутствовал: оставьте «оп» или букву, а не «{shown}».")
    if all(kind == "absence" for kind, _ in tokens):
        raise Invalid(f"Причина пропуска одна – у, н или б, а не «{shown}» (п. 3.2.5).")
    raise Invalid(
        f"В клетке стоит или отметка, или буква у, н, б; «{shown}» – противоречие (п. 3.2.5)."
    )


def _positions(tokens: list[tuple[str, str]], rules: CellRules) -> tuple[str, ...]:
    """Marks by position; digits in a row take one position each, "" at the end is dropped."""
    marks = [""]
    for kind, value in tokens:
        if kind == "next":
            marks.append("")
        elif kind != "late":
            signs = _signs(kind, value, rules.grades)
            marks = [*marks, *signs] if marks[-1] else [*marks[:-1], *signs]
    while marks and not marks[-1]:
        marks.pop()
    return tuple(marks)


def _signs(kind: str, value: str, grades: frozenset[str]) -> tuple[str, ...]:
    """Canonical marks of one token.

    Raises:
        Invalid: a digit outside the scale.
    """
    if kind != "number":
        return (_PERIOD_TOKENS[kind],)
    if not set(value) <= grades:
        raise Invalid(f"Отметки «{value}» нет: ставьте {_scale(grades)} (п. 3.2.5).")
    return tuple(value)


def _shown(text: str) -> str:
    """The refused text as a sentence can show it: one line, up to 40 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…"


def _room(rules: CellRules) -> int:
    """How many marks the cell holds."""
    return 1 if rules.no_marks else rules.max_marks


def _too_many(text: str, allowed: int) -> str:
    """The sentence about more marks than the cell holds."""
    limit = "одна отметка" if allowed == 1 else f"не больше {allowed} отметок"
    return f"В этой клетке ставится {limit}, а не «{_shown(text)}» (п. 3.2.5)."


def _scale(grades: frozenset[str]) -> str:
    """Digits of the scale: «2–5», or «2, 4, 5» when they have a gap."""
    digits = sorted(grades)
    whole = "".join(digits) in "12345" and len(digits) > 1
    return f"{digits[0]}–{digits[-1]}" if whole else ", ".join(digits)


def _period_signs(rules: PeriodRules) -> frozenset[str]:
    """Every sign the final column accepts."""
    common = frozenset((EXEMPT, *ABSENCES))
    if rules.no_marks:
        return common | {COURSE}
    credit = {PASSED, FAILED} if rules.credit else set()
    return common | rules.grades | credit | {DASH}


def _period_refusal(kind: str, sign: str, shown: str, rules: PeriodRules) -> str:
    """The sentence about a sign the final column refuses."""
    if rules.no_marks and (kind in {"number", "passed", "failed"} or sign == DASH):
        return f"Обучение безотметочное: вместо «{shown}» ставится «К» (п. 3.2.5)."
    if sign == COURSE:
        return "«К» ставится только при безотметочном обучении (п. 3.2.5)."
    return f"Итог «{shown}» поставить нельзя: принимаются {period_accepts(rules)} (п. 3.2.5)."
