"""«Заполнено на начало года»: opens the closed values aside and keeps numbers without names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from journal_desktop.commands.base import Command
from journal_desktop.commands.health_class import DeclareHealthFilled, StoreHealthCounts
from journal_desktop.domain.health import FURNITURE, HealthGroup, PeGroup
from journal_desktop.domain.health_counts import counted_groups, counts_text
from journal_desktop.journal import Journal
from journal_desktop.queries.health import HealthSheet, SealedOfYear, SealedValue
from journal_desktop.store.medical import MedicalKey
from journal_desktop.ui.kit.tasks import Job, Progress
from journal_desktop.ui.tabs.health.reading import opened

HEALTH = tuple(group.value for group in HealthGroup)
PE = tuple(group.value for group in PeGroup)
DESKS = tuple(str(size.number) for size in FURNITURE)


def declaring_job(journal: Journal, sheet: HealthSheet) -> Job:
    """A job that gives the commands of one op: the declaration and the numbers of three scopes.

    Without the medical key health groups are not counted; the rest is.
    """

    def job(_progress: Progress) -> tuple[Command, ...]:
        values = journal.ask(SealedOfYear(sheet.class_id))
        scopes = (
            (f"class:{sheet.class_id}", [v for v in values if v.class_id == sheet.class_id]),
            (f"grade:{sheet.grade}", [v for v in values if v.grade == sheet.grade]),
            ("school", list(values)),
        )
        commands: list[Command] = [DeclareHealthFilled(sheet.class_id)]
        for scope, those in scopes:
            for kind, text in _counts(journal.medical, those):
                commands.append(StoreHealthCounts(sheet.class_id, sheet.year_id, scope, kind, text))
        return tuple(commands)

    return job


def _counts(medical: MedicalKey | None, values: Sequence[SealedValue]) -> Iterable[tuple[str, str]]:
    if medical is not None:
        groups = [_group(medical, value) for value in values]
        yield "health", counts_text(counted_groups(groups, HEALTH))
    pe = [value.pe.value if value.pe else None for value in values]
    yield "pe", counts_text(counted_groups(pe, PE))
    desks = [str(value.furniture) if value.furniture else None for value in values]
    yield "furniture", counts_text(counted_groups(desks, DESKS, least=1))


def _group(medical: MedicalKey, value: SealedValue) -> str | None:
    if value.sealed is None:
        return None
    group = opened(medical, value.sealed, value.pupil_id).group
    return group.value if group else None
