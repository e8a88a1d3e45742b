"""What of an order is to be printed, and what is known before any work: not ready, printed before.

Source: R-4.3-01 (only a complete journal of a closed year), R-4.6-01 (one original).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from journal_desktop.commands.prints import already_printed
from journal_desktop.domain.prints import JOURNAL, PrintAs, look
from journal_desktop.domain.readiness import ClassReadiness
from journal_desktop.domain.russian import plural
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.journal import Journal
from journal_desktop.printing.batch.order import BatchOrder, ClassResult, Outcome
from journal_desktop.printing.batch.shelf import sha256_of
from journal_desktop.printing.job import Job
from journal_desktop.queries.books import PrintableClasses
from journal_desktop.queries.prints import PrintLine, PrintRegister

Readiness = Mapping[int, ClassReadiness]


@dataclass(frozen=True, slots=True)
class Plan:
    """Names of the classes, those that are settled, and the jobs for the others in their order."""

    names: Mapping[int, str]
    settled: Mapping[int, ClassResult]
    jobs: tuple[Job, ...]


def plan(journal: Journal, order: BatchOrder, place: Path, readiness: Readiness) -> Plan:
    """Decide class by class; files are made in `place`."""
    return _Planner(journal, order, place, readiness).plan()


class _Planner:
    """What is known before any work."""

    def __init__(
        self, journal: Journal, order: BatchOrder, place: Path, readiness: Readiness
    ) -> None:
        self._journal, self._order, self._place, self._readiness = journal, order, place, readiness
        found = journal.ask(PrintableClasses(order.year_id))
        self._names = {one.class_id: one.name for one in found}
        self._before = _printed_before(journal, order)
        self._look = look(asdict(order.options), asdict(order.paper))

    def plan(self) -> Plan:
        """Every class once."""
        jobs: list[Job] = []
        settled: dict[int, ClassResult] = {}
        order = self._order
        for class_id in dict.fromkeys(order.class_ids):
            known = self._known(class_id)
            if (refusal := self._refusal(class_id, known)) is not None:
                settled[class_id] = refusal
            else:
                jobs.append(
                    Job(class_id, self._place, order.paper, order.options, order.issue, known)
                )
        return Plan(self._names, settled, tuple(jobs))

    def _refusal(self, class_id: int, known: str) -> ClassResult | None:
        """What settles a class without work."""
        name = self._names.get(class_id)
        if name is None or class_id not in self._readiness:
            text = "Такого класса в этом году нет, или его журнал печатаете не вы (п. 1.9)."
            return ClassResult(class_id, name or "", Outcome.FAILED, text=text)
        if self._order.paper.draft:
            return None
        line = self._before.get(class_id)
        if self._order.issue.what is PrintAs.ORIGINAL and line is not None and not known:
            text = already_printed(line.title, line.at.astimezone(self._journal.zone))
            return ClassResult(class_id, name, Outcome.FAILED, text=text)
        if not (ready := self._readiness[class_id]).is_ready:
            return ClassResult(class_id, name, Outcome.NOT_READY, text=_lacks(ready))
        return None

    def _known(self, class_id: int) -> str:
        """The hash of the data of an earlier print whose file is still there, "" without one.

        A draft on other paper is another draft; the original is one whatever its paper.
        """
        line = self._before.get(class_id)
        if line is None or not self._order.resume:
            return ""
        name = f"{line.title}.pdf"
        if self._order.paper.draft and line.look != self._look:
            return ""
        whole = sha256_of(self._order.folder / name) == line.sha256
        return line.content if whole else ""


def _printed_before(journal: Journal, order: BatchOrder) -> dict[int, PrintLine]:
    """By class the last print of the same kind as the one ordered."""
    found: dict[int, PrintLine] = {}
    copy = order.issue.what is PrintAs.COPY
    for line in journal.ask(PrintRegister(order.year_id, drafts=True)):
        same = (line.state is PrintState.DRAFT) == order.paper.draft and line.is_copy == copy
        if line.kind == JOURNAL and line.class_id is not None and same:
            found.setdefault(line.class_id, line)
    return found


def _lacks(ready: ClassReadiness) -> str:
    """«Не готов: чего-то не хватает в 3 местах; Иванова М. П. — Алгебра, I четверть: …»."""
    stops = [gap for gap in ready.gaps if gap.kind.stops]
    places = plural(len(stops), "пробел", "пробела", "пробелов")
    return f"{len(stops)} {places}: {stops[0].teacher} — {stops[0].text}"
