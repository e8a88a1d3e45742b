"""Put a pupil into a physical-education group; an exemption reaches the journal as «осв».

Source: R-5.3-01, -02; domain 2.4, 5.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Final

from sqlalchemy import or_, select

from journal_desktop.commands.base import handles
from journal_desktop.commands.health_rows import HealthCommand, changed, sheet_year
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.health import PeGroup, is_physical_education
from journal_desktop.domain.pe_stays import PeStay, change_group, stay_on
from journal_desktop.domain.text_faults import one_line
from journal_desktop.store.rows.classes import PageRow, SubgroupRow
from journal_desktop.store.rows.health import PeGroupRow
from journal_desktop.store.rows.pupils import ExemptionRow
from journal_desktop.store.rows.school import SchoolYearRow, SubjectRow
from journal_desktop.store.session import JournalSession

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class SetPeGroup(HealthCommand):
    """Put a group from a day on (None: from today), or take it away; `ends` is its last day.

    `document` names the certificate of an exemption, number and day. `expected` is the group the
    author saw in force today.
    """

    title: ClassVar = "Физкультурная группа"
    group: PeGroup | None
    expected: PeGroup | None
    begins: date | None = None
    ends: date | None = None
    document: str = ""


@handles(SetPeGroup)
def set_pe_group(session: JournalSession, cmd: SetPeGroup) -> None:
    """Write the group, end the one before, and keep the exemption in step."""
    year = sheet_year(session, cmd)
    begins = cmd.begins or session.context.today
    _refuse_days(year, begins, cmd.ends)
    rows = _rows(session, cmd, year)
    stays = [PeStay(row.id, row.begins, row.ends, PeGroup(row.name)) for row in rows]
    former = stay_on(stays, session.context.today)
    seen = former.group if former else None
    if seen is not cmd.expected:
        raise changed("Физкультурная группа", _name(seen), _name(cmd.group))
    change = change_group(stays, cmd.group, begins, cmd.ends)
    for row in rows:
        if row.id in change.ended:
            row.ends = change.ended[row.id]
    for stay in change.added:
        session.add(_row(session, cmd, year, stay))
    _end_exemptions(session, cmd, begins)
    if cmd.group is PeGroup.EXEMPT:
        _exempt(session, cmd, begins)


def _refuse_days(year: SchoolYearRow, begins: date, ends: date | None) -> None:
    if not year.begins <= begins <= year.ends:
        raise Invalid("День, с которого действует группа, – вне учебного года (п. 5.3).")
    if ends is not None and ends < begins:
        raise Invalid("Последний день группы раньше первого: проверьте даты (п. 5.3).")


def _rows(session: JournalSession, cmd: SetPeGroup, year: SchoolYearRow) -> list[PeGroupRow]:
    query = select(PeGroupRow).filter_by(pupil_id=cmd.pupil_id, year_id=year.id)
    return list(session.scalars(query.order_by(PeGroupRow.id).with_for_update()))


def _row(session: JournalSession, cmd: SetPeGroup, year: SchoolYearRow, stay: PeStay) -> PeGroupRow:
    return PeGroupRow(
        pupil_id=cmd.pupil_id,
        year_id=year.id,
        begins=stay.begins,
        ends=stay.ends,
        name=stay.group.value,
        staff_id=session.context.actor.staff_id,
    )


def _end_exemptions(session: JournalSession, cmd: SetPeGroup, begins: date) -> None:
    """Exemptions from lessons of physical education end the day before, or are taken back."""
    query = (
        select(ExemptionRow)
        .where(
            ExemptionRow.pupil_id == cmd.pupil_id,
            ExemptionRow.subject_id.in_(_subjects(session, cmd)),
            or_(ExemptionRow.ends.is_(None), ExemptionRow.ends >= begins),
        )
        .with_for_update()
    )
    for row in session.scalars(query):
        row.ends = max(begins, row.begins) - _DAY


def _exempt(session: JournalSession, cmd: SetPeGroup, begins: date) -> None:
    for subject in _subjects(session, cmd):
        session.add(
            ExemptionRow(
                pupil_id=cmd.pupil_id,
                subject_id=subject,
                begins=begins,
                ends=cmd.ends,
                document=one_line(cmd.document),
                order_id=None,
            )
        )


def _subjects(session: JournalSession, cmd: SetPeGroup) -> list[int]:
    """Subjects of physical education of the class and its subgroups."""
    query = (
        select(SubjectRow.id, SubjectRow.title)
        .join(PageRow, PageRow.subject_id == SubjectRow.id)
        .outerjoin(SubgroupRow, SubgroupRow.id == PageRow.subgroup_id)
        .where(or_(PageRow.class_id == cmd.class_id, SubgroupRow.class_id == cmd.class_id))
    )
    found = session.execute(query)
    return sorted({subject for subject, title in found if is_physical_education(title)})


def _name(group: PeGroup | None) -> str:
    return group.value if group else ""
