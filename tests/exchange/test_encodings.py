from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.errors import BadFile
from journal_desktop.exchange.encodings import decode_table, decode_xml, reads_as_russian

TEXT = "Расписание уроков: математика, русский язык, физика"


def xml(declared: str) -> str:
    return f'<?xml version="1.0" encoding="{declared}"?>\n<a name="{TEXT}"/>'


@pytest.mark.parametrize("codec", ["utf-8", "windows-1251", "koi8-r", "utf-16", "iso-8859-5"])
def test_a_file_in_its_declared_encoding_is_read_without_notes(codec: str):
    decoded = decode_xml(xml(codec).encode(codec), "a.xml")
    assert TEXT in decoded.text
    assert decoded.notes == ()


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_the_byte_order_mark_wins_over_the_declaration(codec: str):
    decoded = decode_xml(xml("windows-1251").encode(codec), "a.xml")
    assert TEXT in decoded.text
    assert "объявлена кодировка cp1251" in decoded.notes[0]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_zeros(codec: str):
    assert TEXT in decode_xml(xml("utf-16").encode(codec), "a.xml").text


def test_windows1251_that_calls_itself_utf8_is_read_and_told():
    decoded = decode_xml(xml("utf-8").encode("cp1251"), "a.xml")
    assert TEXT in decoded.text
    assert decoded.notes == (
        "в файле объявлена кодировка utf-8, а на самом деле он в cp1251, так и прочитан",
    )


def test_utf8_that_calls_itself_windows1251_is_read_and_told():
    decoded = decode_xml(xml("windows-1251").encode("utf-8"), "a.xml")
    assert TEXT in decoded.text
    assert "а на самом деле он в utf-8" in decoded.notes[0]


def test_utf8_that_calls_itself_utf16_is_read_and_told():
    decoded = decode_xml(xml("utf-16").encode("utf-8"), "a.xml")
    assert TEXT in decoded.text
    assert "объявлена кодировка utf-16" in decoded.notes[0]


def test_windows1251_without_a_declaration_is_read_and_told():
    decoded = decode_xml(f'<a name="{TEXT}"/>'.encode("cp1251"), "a.xml")
    assert TEXT in decoded.text
    assert decoded.encoding == "cp1251"
    assert decoded.notes


@pytest.mark.parametrize("codec", ["koi8-r", "cp866", "cp1252"])
def test_other_encodings_under_the_name_of_utf8_are_refused_with_the_line(codec: str):
    text = "Açaí, ação, informática, agropecuária" if codec == "cp1252" else TEXT
    with pytest.raises(BadFile, match=r"a\.xml, строка 2: байты не подходят к кодировке utf-8"):
        decode_xml(xml("utf-8").replace(TEXT, text).encode(codec), "a.xml")


def test_too_few_letters_are_not_certain():
    with pytest.raises(BadFile, match="байты не подходят"):
        decode_xml('<?xml version="1.0" encoding="utf-8"?><a n="5А"/>'.encode("cp1251"), "a.xml")


def test_an_honest_short_windows1251_file_is_believed():
    decoded = decode_xml(
        '<?xml version="1.0" encoding="cp1251"?><a n="СЁМИН"/>'.encode("cp1251"), "a"
    )
    assert "СЁМИН" in decoded.text


def test_an_unknown_encoding_name_is_taken_for_utf8():
    decoded = decode_xml(xml("кракозябры").encode(), "a.xml")
    assert TEXT in decoded.text


def test_a_codec_that_is_not_text_is_not_used():
    assert decode_xml(xml("hex").encode(), "a.xml").encoding == "utf-8"


def test_a_letter_cut_in_two_by_the_end_of_the_file_is_dropped():
    assert decode_xml("<a>Щ".encode()[:-1], "a.xml").text == "<a>"


def test_one_letter_decides_between_windows1251_and_utf8():
    text = '<?xml version="1.0" encoding="windows-1251"?><a n="5А"/>'
    assert '"5А"' in decode_xml(text.encode("utf-8"), "a.xml").text
    assert '"5А"' in decode_xml(text.encode("cp1251"), "a.xml").text


def test_utf16_cut_in_the_middle_of_a_letter_is_read_to_there():
    assert decode_xml("<a>Щ".encode("utf-16")[:-1], "a.xml").text == "<a>"


def test_bytes_that_the_declared_encoding_does_not_have_are_refused_with_the_line():
    head = b'<?xml version="1.0" encoding="windows-1251"?>\n'
    with pytest.raises(BadFile, match=r"a\.xml, строка 2: байты не подходят к кодировке cp1251"):
        decode_xml(head + b'<a n="\x98"/>', "a.xml")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_a_table_is_read_in_the_encodings_of_schools(codec: str):
    assert decode_table("Класс;Фамилия\n5А;Ёлкина".encode(codec), "a.csv").text.endswith("Ёлкина")


def test_a_table_in_another_encoding_is_refused():
    with pytest.raises(BadFile, match="строка 1"):
        decode_table("Класс;Фамилия\nИванов".encode("cp866"), "a.csv")


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя ,.-«»№", max_size=200))
def test_utf8_russian_is_never_mistaken_for_anything_else(text: str):
    assert decode_xml(f"<a>{text}</a>".encode(), "a.xml").text == f"<a>{text}</a>"


def test_koi8_misread_as_windows1251_does_not_read_as_russian():
    assert reads_as_russian(TEXT)
    assert not reads_as_russian(TEXT.encode("koi8-r").decode("cp1251"))
    assert not reads_as_russian("")
