"""Plan the import of a lesson plan: whose, for which pages, in place of which draft.

Source: R-2.6-01, R-3.2.5-12, product.md (`import ktp FILE --class 5А --subject …`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from uuid6 import uuid7

from journal_desktop.commands.base import Command
from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_topics import ReplaceTopics
from journal_desktop.commands.plans import CreatePlan
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.plans.faults import plan_faults
from journal_desktop.domain.plans.values import PlanTopic, hours, total
from journal_desktop.domain.plans.verdict import PlanFault
from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.topics import work_code
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.exchange.cells import BadCell
from journal_desktop.exchange.class_names import parse_class
from journal_desktop.exchange.import_plan import ImportPlan, told
from journal_desktop.exchange.ktp_columns import NO_WORK
from journal_desktop.exchange.ktp_file import KtpFile
from journal_desktop.exchange.ktp_rows import KtpRow
from journal_desktop.queries.base import Ask
from journal_desktop.queries.pages import PageItem, PagesOf, YearItem
from journal_desktop.queries.plans import PlanItem, PlanLibrary, PlanOf, SubjectOfPage
from journal_desktop.queries.spread import WorkKinds

_SHOWN = 5
_NONE = "-"
"""Said to be no work."""


@dataclass(frozen=True, slots=True)
class KtpAim:
    """For which class and subject a plan is loaded: «5А», «Русский язык»."""

    class_name: str
    subject: str


def plan_ktp(ask: Ask, file: KtpFile, year: YearItem, aim: KtpAim) -> ImportPlan:
    """The plan of the person's own pages of a class; its draft there is replaced.

    Raises:
        Invalid: the person teaches no such subject there, or another plan is followed already.
    """
    pages = _own_pages(ask, year, aim)
    lines = topics_of(ask, file)
    standing = _standing(ask, year, pages)
    notes = (f"внимание: {note}" for note in file.notes)
    told_first = (
        f"КТП «{file.file}»: {pages[0].class_name}, {pages[0].subject}, {year.title} учебный год",
        f"тем: {len(lines)}, часов: {hours(sum(line.half_hours for line in lines))}",
        *told("разделы", list(dict.fromkeys(line.section for line in lines if line.section))),
        *_replaced(standing),
        *_faults(lines),
        *notes,
    )
    return ImportPlan(told_first, (), tuple(_commands(ask, year, pages, standing, lines)))


def topics_of(ask: Ask, file: KtpFile) -> tuple[NewTopic, ...]:
    """The lines of a file with their kinds of work, as the school's list has them."""
    kinds = ask(WorkKinds())
    names = {
        one_line(name).lower(): kind.code for kind in kinds for name in (kind.title, kind.short)
    }
    codes = {kind.code for kind in kinds}
    found = []
    for row in file.rows:
        code = _code(row, names)
        line = row.line
        found.append(
            NewTopic(
                line.topic,
                line.half_hours,
                line.section,
                code if code in codes else "",
                line.lesson_type or ("" if code in codes | {_NONE} else row.kind_text),
                line.homework,
                line.resources,
                line.outcomes,
                line.note,
            )
        )
    return tuple(found)


def _code(row: KtpRow, names: Mapping[str, str]) -> str:
    """The kind of work a line names, in its column or by its topic."""
    text = row.kind_text.lower()
    if text == NO_WORK:
        return _NONE
    return names.get(text) or work_code(row.kind_text) or work_code(row.line.topic)


def _own_pages(ask: Ask, year: YearItem, aim: KtpAim) -> tuple[PageItem, ...]:
    """Pages of the subject in the class that the person teaches: one, or those of subgroups."""
    if not aim.class_name or not aim.subject:
        raise Invalid("Укажите класс и предмет: --class 5А --subject «Русский язык».")
    try:
        wanted = parse_class(aim.class_name).title
    except BadCell as error:
        raise Invalid(f"{error}.".capitalize()) from error
    own = [page for page in ask(PagesOf(year.id)) if page.own]
    subject = one_line(aim.subject).lower()
    found = [page for page in own if page.class_name == wanted and page.subject.lower() == subject]
    if not found:
        names = sorted({f"{page.class_name} {page.subject}".strip() for page in own})
        raise Invalid(
            f"Вы не ведёте предмет «{aim.subject}» в {wanted}. Ваши страницы: "
            f"{', '.join(names) or 'нет'}."
        )
    return tuple(found)


def _standing(ask: Ask, year: YearItem, pages: Sequence[PageItem]) -> PlanItem | None:
    """The own draft these pages follow.

    Raises:
        Invalid: one of them follows a plan that may not be replaced.
    """
    ids = {page.page_id for page in pages}
    found = [
        item for item in ask(PlanLibrary(year.id)) if any(use.page_id in ids for use in item.uses)
    ]
    for item in found:
        if len(found) > 1 or not item.own or item.state is not PlanState.DRAFT:
            raise Invalid(
                f"Страница уже ведётся по КТП «{item.title}» ({item.author}): заменить можно "
                "только свой черновик, снимите это КТП со страницы."
            )
    return found[0] if found else None


def _replaced(standing: PlanItem | None) -> tuple[str, ...]:
    if standing is None:
        return ()
    return (f"черновик «{standing.title}» будет заменён целиком",)


def _commands(
    ask: Ask,
    year: YearItem,
    pages: Sequence[PageItem],
    standing: PlanItem | None,
    lines: tuple[NewTopic, ...],
) -> Iterator[Command]:
    if standing is not None:
        if _as_lines(ask(PlanOf(standing.id)).topics) != _with_sections(lines):
            yield ReplaceTopics(standing.id, lines)
        return
    yield CreatePlan(
        uid=uuid7(),
        year_id=year.id,
        subject_id=ask(SubjectOfPage(pages[0].page_id)),
        grade=pages[0].grade,
        name="",
        topics=lines,
        page_ids=tuple(page.page_id for page in pages),
    )


def _as_lines(topics: Sequence[PlanTopic]) -> tuple[NewTopic, ...]:
    return tuple(
        NewTopic(
            topic.topic,
            topic.half_hours,
            topic.section,
            topic.kind,
            topic.lesson_type,
            topic.homework,
            topic.resources,
            topic.outcomes,
            topic.note,
        )
        for topic in topics
    )


def _with_sections(lines: Sequence[NewTopic]) -> tuple[NewTopic, ...]:
    """Lines as the journal keeps them: a topic in one line."""
    return _as_lines(
        tuple(
            PlanTopic(
                0,
                0,
                one_line(line.topic),
                line.half_hours,
                section=line.section,
                kind=line.kind,
                lesson_type=one_line(line.lesson_type),
                homework=line.homework,
                resources=line.resources,
                outcomes=line.outcomes,
                note=line.note,
            )
            for line in lines
        )
    )


def _faults(lines: Sequence[NewTopic]) -> Iterator[str]:
    """How many errors forbid approval, and the first of them."""
    topics = tuple(
        PlanTopic(number, number, line.topic, line.half_hours, section=line.section)
        for number, line in enumerate(lines, 1)
    )
    errors: list[PlanFault] = [
        fault for fault in plan_faults(topics, ()) if fault.is_error and fault.number
    ]
    if errors:
        yield f"ошибок, мешающих утверждению: {len(errors)}"
        yield from (f"  {fault}" for fault in errors[:_SHOWN])
    elif total(topics):
        yield "замечаний к темам, мешающих утверждению, нет"
