from __future__ import annotations

import pytest

from exchange.works import dawdle, die, measure, refuse
from journal_desktop.domain.errors import BadFile
from journal_desktop.exchange.isolated import run_apart

LONG = 60.0


def test_the_answer_comes_back_whatever_its_size():
    assert run_apart(measure, b"x" * 3_000_000, "a.xls", seconds=LONG) == ("a.xls", 3_000_000)


def test_a_refusal_comes_back_as_it_was():
    with pytest.raises(BadFile, match=r"^a\.xls: не годится$"):
        run_apart(refuse, b"", "a.xls", seconds=LONG)


def test_the_end_of_the_other_process_is_a_broken_file():
    with pytest.raises(BadFile, match=r"a\.xls: книга повреждена"):
        run_apart(die, b"", "a.xls", seconds=LONG)


def test_nobody_waits_for_ever():
    with pytest.raises(BadFile, match=r"a\.xls: книга читается слишком долго"):
        run_apart(dawdle, b"", "a.xls", seconds=0.5)
