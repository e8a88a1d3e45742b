"""Odd texts: kept as they are, or refused with a sentence — never a crash, on both engines."""

import pytest
from school import NOON
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import CommentCell
from journal_desktop.commands.lessons import SetHomework, SetTopic, SetWork
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.queries.history import CellHistory
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.ops import OpRow

KEPT = [
    "Тема урока о многочленах'); drop table mark; --",
    'Тема урока " про дроби or 1=1 /* {0} %s :name ?',
    "=СУММ(A1:A9)+ГИПЕРССЫЛКА(cmd|!A0)",
    "@Тема урока -2+3 <b>жирно</b> &amp; \\n \\0",
    "Тема 😀 с эмодзи 👍🏽",
    "Слово שלום и عربي внутри темы",
    "Ёлка — «ёлочки», № 5, §, ½, x² ≤ 10⁻³",
    "Б" + "а" * 4999,
]
UNWRITABLE = ["Тема\0конец", "Тема \ud83d", "\udfffТема"]


@pytest.fixture
def place(small):
    return small.page, small.lessons[3]


@pytest.fixture
def pupil(small):
    return small.pupils[0]


@pytest.mark.parametrize("text", KEPT, ids=range(len(KEPT)))
class TestKeptAsTheyAre:
    def test_topic_and_homework(self, as_, place, text):
        journal = as_("ivanova")
        reason = text[:200]
        journal.do(SetTopic(*place, text, "", reason), SetHomework(*place, text, ""))
        lesson = journal.ask(SpreadOf(place[0])).lessons[3]
        assert (lesson.topic, lesson.homework) == (text, text)

    def test_comment_and_its_history(self, as_, place, pupil, text):
        journal, comment = as_("ivanova"), text[:500]
        journal.do(CommentCell(*place, pupil, comment, ""))
        cell = journal.ask(SpreadOf(place[0])).cell(pupil, place[1])
        assert cell.comment == comment
        lines = journal.ask(CellHistory(*place, pupil))
        assert [line.after for line in lines] == [f"«{comment}»"]

    def test_reason_of_a_final_mark(self, as_, small, pupil, text):
        journal, period = as_("ivanova"), small.periods[2]
        command = SetPeriodMark(small.page, pupil, period, PeriodKind.PERIOD, "5", "", text[:255])
        journal.do(command)
        cells = journal.ask(SpreadOf(small.page)).period_cells
        assert cells[pupil, period, PeriodKind.PERIOD].reason == text[:255]


@pytest.mark.parametrize("text", UNWRITABLE, ids=["nul", "high surrogate", "low surrogate"])
@pytest.mark.parametrize(
    "make",
    [
        lambda lesson, _pupil, text: SetTopic(*lesson, text, "", "перенос"),
        lambda lesson, _pupil, text: SetTopic(*lesson, "Тема", "", text),
        lambda lesson, _pupil, text: SetHomework(*lesson, text, ""),
        lambda lesson, _pupil, text: SetHomework(*lesson, "§ 5", text),
        lambda lesson, _pupil, text: SetWork(*lesson, 1, text, "ANSWER"),
        lambda lesson, pupil, text: CommentCell(*lesson, pupil, text, ""),
    ],
    ids=["topic", "reason", "homework", "expected", "kind", "comment"],
)
def test_what_cannot_be_kept_is_refused_with_one_sentence(as_, place, pupil, database, make, text):
    with pytest.raises(Invalid, match=r"есть знак, который нельзя сохранить.*Наберите"):
        as_("ivanova").do(make(place, pupil, text))
    with Session(database.owner) as session:
        assert session.scalar(select(func.count()).select_from(OpRow)) == 0


def test_a_reason_of_the_action_itself_is_looked_at_too(as_, place):
    with pytest.raises(Invalid, match=r"нельзя сохранить"):
        as_("ivanova").do(SetHomework(*place, "§ 5", ""), reason="потому\0что")


LONG = "Б" + "а" * 4999


@pytest.mark.parametrize(
    ("make", "room"),
    [
        (lambda lesson, *_: SetTopic(*lesson, "Другая тема", "", LONG), 255),
        (lambda lesson, pupil, _: CommentCell(*lesson, pupil, LONG, ""), 500),
        (
            lambda lesson, pupil, period: SetPeriodMark(
                lesson[0], pupil, period, PeriodKind.PERIOD, "5", "", LONG
            ),
            255,
        ),
    ],
    ids=["reason of a topic", "comment", "reason of a mark"],
)
def test_a_text_longer_than_its_place_is_refused_on_both_engines(
    as_, place, pupil, small, make, room
):
    with pytest.raises(Invalid, match=rf"«Баа.*…» слишком длинный.*5000.*{room}"):
        as_("ivanova").do(make(place, pupil, small.periods[2]))


def test_invisible_signs_do_not_get_into_topic_and_homework(as_, place, database):
    """Direction marks and soft hyphens would make two equal texts differ."""
    journal = as_("ivanova")
    journal.do(SetTopic(*place, "Те\u00adма \u202eпо пла\u200bну 4\r\n", ""))
    journal.do(SetHomework(*place, "\ufeff§\u00a05\x07", ""))
    with Session(database.owner) as session:
        row = session.get(LessonRow, place[1])
        assert (row.topic, row.homework, row.topic_at) == ("Тема по плану 4", "§ 5", NOON)
