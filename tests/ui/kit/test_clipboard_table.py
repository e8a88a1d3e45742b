"""Tables as Word, Excel and LibreOffice put them on the clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData

from journal_desktop.ui.kit.clipboard_table import PastedRow, put_table, table_on

WORD = """<html><body><!--StartFragment--><p>Перед таблицей</p><table border=1>
<tr><td colspan=3><b>Раздел 1. Числа</b></td></tr>
<tr><td>1</td><td><p>Сложение</p><p>и вычитание</p></td><td rowspan=2>1<br>2</td></tr>
<tr><td>2</td><td>Слово&nbsp;<img src="file:///etc/hostname">и дело</td></tr>
</table><!--EndFragment--></body></html>"""


def mime(text="", html=""):
    made = QMimeData()
    made.setText(text)
    if html:
        made.setHtml(html)
    return made


@pytest.mark.usefixtures("qapp")
def test_breaks_inside_a_cell_of_word_stay_in_it_and_merged_cells_are_empty():
    wide, first, second = table_on(mime("неважно", WORD))
    assert wide == PastedRow(("Раздел 1. Числа", "", ""), is_wide=True)
    assert first.texts == ("1", "Сложение\nи вычитание", "1\n2")
    assert second.texts == ("2", "Слово и дело", "")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", []),
        ("одна", [("одна",)]),
        ("а\tб\r\nв\t\r\n", [("а", "б"), ("в", "")]),
        ('"§ 1\nупр. 2"\tб', [("§ 1\nупр. 2", "б")]),
        ('"а\tб"\t"в ""г"" д"\n', [("а\tб", 'в "г" д')]),
        ('"Слово" о полку\tб', [('"Слово" о полку', "б")]),
        ('"Слово"\tб', [('"Слово"', "б")]),
        ("а\n\nб\n\n", [("а",), ("",), ("б",)]),
        ("🙂\tа\x07б", [("🙂", "а\x07б")]),
    ],
)
def test_text_of_a_spreadsheet(text, cells):
    assert [row.texts for row in table_on(mime(text))] == cells


@pytest.mark.usefixtures("qapp")
def test_what_is_put_on_the_clipboard_comes_back_whole():
    rows = (
        PastedRow(("Раздел <1>", ""), is_wide=True),
        PastedRow(("а\nб", 'в\tг «д» "е"')),
    )
    copied = put_table(rows)
    assert [row.texts for row in table_on(mime(copied.text()))] == [row.texts for row in rows]
    back = table_on(copied)
    assert back[0] == rows[0]
    assert back[1].texts[0] == "а\nб"
