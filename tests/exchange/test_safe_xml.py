from __future__ import annotations

from pathlib import Path

import pytest

from journal_desktop.domain.errors import BadFile
from journal_desktop.exchange import safe_xml
from journal_desktop.exchange.safe_xml import parse_xml, parse_xml_bytes

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><timetable>&c;</timetable>"""
EXTERNAL = b"""<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"""
REMOTE_DTD = b"""<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><a/>"""
PARAMETER = b"""<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><a/>"""


def test_elements_keep_their_lines_attributes_children_and_text():
    root = parse_xml_bytes(b'<?xml version="1.0"?>\n<a x="1">\n<b>t<c/>u</b>\n</a>', "a.xml").root
    assert (root.tag, root.line, root.get("x"), root.get("y")) == ("a", 2, "1", "")
    child = root.children[0]
    assert (child.tag, child.line, child.text) == ("b", 3, "tu")
    assert root.items("b")[0].tag == "c"
    assert root.items("z") == ()
    assert root.child("z") is None


def test_a_declaration_over_several_lines_does_not_move_the_lines():
    assert parse_xml_bytes(b'\n<?xml\nversion="1.0"\n?>\n<a/>', "a.xml").root.line == 5


def test_namespaces_do_not_matter():
    root = parse_xml_bytes(b'<x:a xmlns:x="u" x:n="1"/>', "a.xml").root
    assert (root.tag, root.get("n")) == ("a", "1")


@pytest.mark.parametrize("content", [LAUGHS, EXTERNAL, REMOTE_DTD, PARAMETER])
def test_a_document_type_is_refused_whatever_it_holds(content: bytes):
    with pytest.raises(BadFile, match=r"a\.xml: в файле есть объявление DOCTYPE"):
        parse_xml_bytes(content, "a.xml")


def test_great_depth_is_refused_with_the_line():
    with pytest.raises(BadFile, match=r"a\.xml, строка 1: слишком много"):
        parse_xml_bytes(b"<a>" * 10_000 + b"</a>" * 10_000, "a.xml")


def test_a_great_number_of_elements_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(safe_xml, "NODE_LIMIT", 10)
    with pytest.raises(BadFile, match="слишком много"):
        parse_xml_bytes(b"<a>" + b"<b/>" * 10 + b"</a>", "a.xml")
    assert len(parse_xml_bytes(b"<a>" + b"<b/>" * 9 + b"</a>", "a.xml").root.children) == 9


@pytest.mark.parametrize(
    "content",
    [b"<a>\n<b>\n", b"<a>\n<b", b'<a>\n<b x="1', b"<a>\n<![CDATA[x", "<a>\n<b>Щ".encode()[:-1]],
)
def test_a_truncated_file_is_told_with_the_line(content: bytes):
    with pytest.raises(BadFile, match=r"a\.xml, строка [23]: файл обрывается"):
        parse_xml_bytes(content, "a.xml")


@pytest.mark.parametrize("content", [b"<a>\n<b></a>", b"<a>\n<b x=1/></a>", b"<a>\n&nbsp;</a>"])
def test_broken_markup_is_told_with_line_and_sign(content: bytes):
    with pytest.raises(BadFile, match=r"a\.xml, строка 2, знак \d+: нарушена разметка"):
        parse_xml_bytes(content, "a.xml")


def test_signs_that_xml_forbids_are_told_with_the_line():
    with pytest.raises(BadFile, match="строка 2"):
        parse_xml_bytes(b'<a>\n<b n="\x01"/></a>', "a.xml")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04rest", "книга Excel"),
        (b"<!DOCTYPE html><html></html>", "страница HTML"),
        (b"<!-- x --><HTML><body/></HTML>", "страница HTML"),
        (b"id;name\n1;2", "это не XML"),
        (b'{"a": 1}', "это не XML"),
    ],
)
def test_what_is_not_xml_is_told_for_what_it_is(content: bytes, what: str):
    with pytest.raises(BadFile, match=what):
        parse_xml_bytes(content, "a.xml")


def test_a_lying_file_is_parsed_and_told(tmp_path: Path):
    path = tmp_path / "a.xml"
    text = '<?xml version="1.0" encoding="utf-8"?><a n="Русский язык, алгебра"/>'
    path.write_bytes(text.encode("cp1251"))
    document = parse_xml(path)
    assert document.root.get("n") == "Русский язык, алгебра"
    assert (document.file, document.encoding, len(document.notes)) == ("a.xml", "cp1251", 1)
