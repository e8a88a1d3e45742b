from __future__ import annotations

from pathlib import Path

import pytest

from journal_desktop.domain.errors import BadFile
from journal_desktop.exchange.files import read_bytes
from journal_desktop.exchange.problems import Problem, Problems, refuse_if_any


def test_a_problem_reads_as_one_line_with_its_place():
    problem = Problem("не указано имя", "ученики.xlsx", "5А", 12, "«Имя» (C)")
    assert str(problem) == "ученики.xlsx, лист «5А», строка 12, столбец «Имя» (C): не указано имя"


def test_a_place_names_only_what_is_known():
    assert str(Problem("нет урока", "asc.xml", row=3)) == "asc.xml, строка 3: нет урока"
    assert str(Problem("нет урока", "asc.xml")) == "asc.xml: нет урока"


def test_a_refusal_lists_every_problem_and_keeps_them():
    problems = [Problem("одно", "a.xml", row=1), Problem("другое", "a.xml", row=2)]
    with pytest.raises(BadFile) as refusal:
        refuse_if_any(problems)
    assert str(refusal.value) == "a.xml, строка 1: одно\na.xml, строка 2: другое"
    assert isinstance(refusal.value, Problems)
    assert refusal.value.problems == tuple(problems)


def test_a_file_without_problems_passes():
    refuse_if_any([])


def test_a_missing_file_is_told_with_its_path(tmp_path: Path):
    with pytest.raises(BadFile, match=r"нет\.xml: такого файла нет"):
        read_bytes(tmp_path / "нет.xml", 10)


def test_a_folder_is_not_a_file(tmp_path: Path):
    with pytest.raises(BadFile, match="это папка"):
        read_bytes(tmp_path, 10)


def test_a_device_is_not_a_file():
    with pytest.raises(BadFile, match="не обычный файл"):
        read_bytes(Path("/dev/null"), 10)


@pytest.mark.parametrize("content", [b"", b" \r\n\t "])
def test_an_empty_file_is_told(tmp_path: Path, content: bytes):
    path = tmp_path / "пусто.xml"
    path.write_bytes(content)
    with pytest.raises(BadFile, match="файл пуст"):
        read_bytes(path, 10)


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read(tmp_path: Path):
    path = tmp_path / "файл"
    path.write_bytes(b"x" * 11)
    with pytest.raises(BadFile, match="файл больше"):
        read_bytes(path, 10)
    assert read_bytes(path, 11) == b"x" * 11


def test_a_closed_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "занят.xlsx"
    path.write_bytes(b"x")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(BadFile, match=r"занят\.xlsx: нет доступа"):
        read_bytes(path, 10)


def test_a_name_that_cannot_be_a_name_is_told():
    with pytest.raises(BadFile, match="не читается"):
        read_bytes(Path("a\0b"), 10)
