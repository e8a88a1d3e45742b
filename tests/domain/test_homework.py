"""Homework and its deadline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.homework import (
    NO_HOMEWORK,
    homework_due,
    homework_faults,
    lateness,
    lateness_text,
    link_fault,
    tidy_homework,
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="not-filled"),
        pytest.param("Без задания", id="R-3.2.5-08-exact"),
        pytest.param(" Без  задания ", id="R-3.2.5-08-spaces"),
        pytest.param("§ 5", id="R-3.2.5-06-paragraph-only"),
        pytest.param("№ 5, 6", id="R-3.2.5-06-numbers-only"),
        pytest.param("упр. 5 (без задания 3)", id="R-3.2.5-08-part-of-an-exercise"),
        pytest.param("Нетрудные задачи", id="R-3.2.5-08-word-inside"),
        pytest.param("https://sferum.ru/?p=start", id="R-3.2.5-07-link-only"),
        pytest.param("Выучить слова «cat», «dog»", id="R-3.2.5-13-foreign-words"),
    ],
)
def test_good_homework_has_no_faults(text):
    assert homework_faults(text) == ()


@pytest.mark.parametrize(
    "text",
    ["нет", "Нет.", "-", "–", "—", "не задано", "Не  задано!", "без задания", "Без задания.",
     "БЕЗ ЗАДАНИЯ", "без д/з", "нет задания", "д/з нет", "Д/з - нет", "без домашнего задания", "0"],
)  # fmt: skip
def test_no_homework_is_written_in_one_way(text):
    (fault,) = homework_faults(text)
    assert fault.is_error
    assert fault.proposal == NO_HOMEWORK


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("Без задания. § 5", "§ 5"),
        ("§ 5, без задания", "§ 5,"),
        ("§ 5\nБез задания", "§ 5"),
        ("Без задания; https://sferum.ru/a", "https://sferum.ru/a"),
    ],
)
def test_no_homework_does_not_stand_beside_homework(text, proposal):
    (fault,) = homework_faults(text)
    assert fault.is_error
    assert fault.proposal == proposal


def test_foreign_homework_is_a_warning():
    (fault,) = homework_faults("Ex. 5, p. 12")
    assert not fault.is_error


@pytest.mark.parametrize("link", ["https://sferum.ru/a", "http://школа.рф/x?y=1", " https://a.b "])
def test_good_link_has_no_fault(link):
    assert link_fault(link) is None


@pytest.mark.parametrize(
    "link",
    [
        "",
        "sferum.ru",
        "https://",
        "ftp://a.b",
        "javascript:alert(1)",
        "https://a b.ru",
        "https://[x",
    ],
)
def test_bad_link_is_refused(link):
    assert link_fault(link).is_error


@pytest.mark.parametrize(
    ("ends", "due"),
    [
        pytest.param("14:00", "17:00", id="R-3.2.5-09-first-shift"),
        pytest.param("19:00", "22:00", id="R-3.2.5-09-second-shift"),
        pytest.param("20:59", "23:59", id="R-3.2.5-09-last-minute"),
        pytest.param("21:30", "23:59", id="A6-not-after-midnight"),
    ],
)
def test_homework_is_due_three_hours_after_the_last_lesson(ends, due):
    assert homework_due(datetime.fromisoformat(f"2026-09-02T{ends}")) == datetime.fromisoformat(
        f"2026-09-02T{due}"
    )


def test_deadline_keeps_the_time_zone():
    assert homework_due(datetime(2026, 9, 2, 22, tzinfo=UTC)) == datetime(
        2026, 9, 2, 23, 59, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("entered", "text"),
    [
        ("2026-09-02T16:00", "в срок"),
        ("2026-09-02T17:00:59", "в срок"),
        ("2026-09-02T17:01", "позже срока на 00:01"),
        ("2026-09-02T18:20", "позже срока на 01:20"),
        ("2026-09-04T17:00", "позже срока на 48:00"),
    ],
)
def test_lateness_is_shown_in_hours_and_minutes(entered, text):
    due = datetime.fromisoformat("2026-09-02T17:00")
    assert lateness_text(lateness(datetime.fromisoformat(entered), due)) == text


@given(st.datetimes(timezones=st.just(UTC)))
def test_deadline_is_on_the_same_day_and_never_before_the_last_bell(ends):
    minute = ends.replace(second=0, microsecond=0)
    due = homework_due(minute)
    assert minute <= due <= minute + timedelta(hours=3)
    assert due.date() == minute.date()


@given(st.text())
def test_stored_homework_is_tidy_and_a_proposal_is_right(text):
    assert tidy_homework(tidy_homework(text)) == tidy_homework(text)
    for fault in homework_faults(text):
        assert not any(other.is_error for other in homework_faults(fault.proposal))
