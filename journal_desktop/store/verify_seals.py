"""Whether sealed pages are what they were when their period was closed.

Source: domain 5.8, R-4.7-02. A seal holds the hash of what a page held and how far its audit chain
was: an edit past the journal and a chain cut shorter than a seal remembers are both named with the
page and the period.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import Any

from sqlalchemy import Connection, select

from journal_desktop.store.audit import NO_SEAL
from journal_desktop.store.page_content import EMPTY, page_contents
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, SubgroupRow
from journal_desktop.store.rows.closing import PeriodSealRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.school import PeriodRow, SchoolYearRow, SubjectRow

Finding = tuple[int, str]
"""Id of a seal and what is wrong with it."""


def broken_seals(connection: Connection, tell: Callable[[], None]) -> Generator[Finding]:
    """Seals that do not fit, year by year."""
    years = select(PeriodRow.year_id).join(PeriodSealRow).distinct().order_by(PeriodRow.year_id)
    for year_id in connection.scalars(years).all():
        yield from _of_year(connection, year_id, tell)


def _of_year(connection: Connection, year_id: int, tell: Callable[[], None]) -> Generator[Finding]:
    seals = connection.execute(_seals(year_id)).all()
    contents = page_contents(connection, tuple({seal.period_id for seal in seals}), tell=tell)
    reached = _reached(connection, seals)
    for seal in seals:
        place = f"страница «{_title(seal)}», {seal.period} {seal.first_year}/{seal.first_year + 1}"
        if contents.get((seal.period_id, seal.page_id), EMPTY) != seal.content:
            yield seal.id, f"{place}: содержание не то, что при закрытии периода"
        elif reached.get((seal.page_id, seal.chain_seq), NO_SEAL) != seal.chain_seal:
            yield seal.id, f"{place}: действий, сделанных до закрытия периода, больше нет"


def _seals(year_id: int) -> Any:
    seal, page = PeriodSealRow.__table__.c, PageRow.__table__.c
    group, period = ClassGroupRow.__table__.c, PeriodRow.__table__.c
    subject, subgroup = SubjectRow.__table__.c, SubgroupRow.__table__.c
    year = SchoolYearRow.__table__.c
    return (
        select(
            *(seal.id, seal.period_id, seal.page_id, seal.chain_seq, seal.chain_seal, seal.content),
            *(group.grade, group.letter, year.first_year),
            subject.title.label("subject"),
            subgroup.title.label("subgroup"),
            period.title.label("period"),
        )
        .select_from(PeriodSealRow.__table__)
        .join(PeriodRow.__table__, period.id == seal.period_id)
        .join(SchoolYearRow.__table__, year.id == period.year_id)
        .join(PageRow.__table__, page.id == seal.page_id)
        .join(SubjectRow.__table__, subject.id == page.subject_id)
        .outerjoin(ClassGroupRow.__table__, group.id == page.class_id)
        .outerjoin(SubgroupRow.__table__, subgroup.id == page.subgroup_id)
        .where(period.year_id == year_id)
        .order_by(seal.page_id, seal.period_id)
    )


def _reached(connection: Connection, seals: Iterable[Any]) -> dict[tuple[int, int], bytes]:
    """Seals of the ops that the seals name, by chain and number."""
    named = {(seal.page_id, seal.chain_seq) for seal in seals if seal.chain_seq}
    if not named:
        return {}
    op, seal = OpRow.__table__.c, PeriodSealRow.__table__.c
    query = (
        select(op.chain, op.seq, op.seal)
        .select_from(OpRow.__table__)
        .join(PeriodSealRow.__table__, (seal.page_id == op.chain) & (seal.chain_seq == op.seq))
        .distinct()
    )
    return {(row.chain, row.seq): row.seal for row in connection.execute(query)}


def _title(seal: Any) -> str:
    subgroup = f" ({seal.subgroup})" if seal.subgroup else ""
    owner = f"{seal.grade}{seal.letter} " if seal.grade else ""
    return f"{owner}{seal.subject}{subgroup}"
