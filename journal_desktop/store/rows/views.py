"""Parts of rows that more people may read than the rows: the views of `db/postgres/views.sql`.

Source: domain 9.2. Read only; apart from `Base`, so that migrations, copies and the audit do not
take them for tables.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from journal_desktop.domain.spread import LessonState
from journal_desktop.store.rows.base import choice, key, text


class View(DeclarativeBase):
    """Base of what is only read."""

    metadata = MetaData()


class PupilName(View):
    """A pupil as every teacher of theirs may know them: no birth date, no № личного дела."""

    __tablename__ = "pupil_name"
    id: Mapped[int] = key()
    surname: Mapped[str] = text(80)
    name: Mapped[str] = text(80)
    patronymic: Mapped[str] = text(80)
    sort_key: Mapped[str] = text(400)


class LessonTime(View):
    """A lesson of the timetable, without what was taught."""

    __tablename__ = "lesson_time"
    id: Mapped[int] = key()
    page_id: Mapped[int]
    day: Mapped[date]
    number: Mapped[int]
    state: Mapped[LessonState] = choice(LessonState, "state")


class PaperDiaryFlag(View):
    """That a pupil keeps a paper diary (R-6.1-02), without why."""

    __tablename__ = "paper_diary_flag"
    id: Mapped[int] = key()
    pupil_id: Mapped[int]
    begins: Mapped[date]
    ends: Mapped[date | None]


class ExcuseDay(View):
    """Days of a certificate or request, without its text."""

    __tablename__ = "excuse_day"
    id: Mapped[int] = key()
    pupil_id: Mapped[int]
    letter: Mapped[str]
    begins: Mapped[date]
    ends: Mapped[date]


class AwayBefore(View):
    """That a pupil was away at a lesson of a day, without the reason."""

    __tablename__ = "away_before"
    id: Mapped[int] = key()
    pupil_id: Mapped[int]
    day: Mapped[date]
    number: Mapped[int]


class GuardianPhone(View):
    """A parent's phone, for the medical worker too where the school allows it."""

    __tablename__ = "guardian_phone"
    id: Mapped[int] = key()
    pupil_id: Mapped[int]
    relation: Mapped[str]
    surname: Mapped[str]
    name: Mapped[str]
    patronymic: Mapped[str]
    phone: Mapped[str]


class PupilNote(View):
    """Special notes of a pupil's card without the address."""

    __tablename__ = "pupil_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int]
    special_notes: Mapped[str]


class Teaching(View):
    """Who teaches a page from–to, as the timetable tells it."""

    __tablename__ = "teaching"
    id: Mapped[int] = key()
    page_id: Mapped[int]
    staff_id: Mapped[int]
    begins: Mapped[date]
    ends: Mapped[date | None]


class AdviceNotice(View):
    """That there is something to read about a pupil, without a word of it (R-5.3-03)."""

    __tablename__ = "advice_notice"
    id: Mapped[int] = key()
    pupil_id: Mapped[int]
    year_id: Mapped[int]
    begins: Mapped[date]
    notable: Mapped[bool]
