"""Rows of totals in files of lesson plans: told, and never taken for a topic (R-3.2.5-12)."""

import pytest

from exchange.test_ktp_file import HEAD, ONE, TWO, read, topics


def test_a_total_of_a_quarter_agrees_with_its_own_lessons(tmp_path):
    quarter = ("", "Итого за I четверть", 2, "")
    found = read(tmp_path, HEAD, ONE, TWO, quarter, (3, "Круг", 1, ""), ("", "Итого", 1, ""))
    assert (len(found.rows), found.notes) == (3, ())


@pytest.mark.parametrize(
    "topic",
    [
        "Всего прекрасней и всего сильней: тема любви в лирике",
        "Итоговое повторение",
        "Итого человек в отряде: решение задач",
        "Всеобщая история: введение",
    ],
)
def test_a_topic_that_begins_as_a_total_does_is_not_lost(tmp_path, topic):
    found = read(tmp_path, HEAD[1:], ("Дроби", 1, ""), (topic, 1, ""), ("Всего часов", 2, ""))
    assert (topics(found), found.notes) == (["Дроби", topic], ())


@pytest.mark.parametrize(
    "total",
    [
        "ИТОГО:",
        "Итого 2 часа",
        "Итого по разделу «Дроби»",
        "Всего",
        "Всего часов: 2",
        "Всего за год",
        "Общее количество часов по программе",
    ],
)
def test_a_row_of_totals_without_hours_is_told(tmp_path, total):
    found = read(tmp_path, HEAD, ONE, TWO, ("", total, "", ""))
    assert topics(found) == ["Дроби", "Углы"]
    assert [note.partition(" – ")[2] for note in found.notes] == [
        "строка итогов, не урок, пропущена"
    ]
