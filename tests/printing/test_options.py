from __future__ import annotations

import pytest

from journal_desktop.domain.errors import Invalid
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.options import BookOptions
from journal_desktop.printing.page import Kind, Paper
from journal_desktop.printing.paginate import paginate
from journal_desktop.printing.printed_class import gather
from printing.reading import quiet, words


def test_an_authorised_person_signs_only_by_order():
    with pytest.raises(Invalid, match="по приказу"):
        BookOptions(authorised="О. В. Сидорова")


def test_the_authorised_person_stands_in_place_of_the_director(as_, small):
    options = BookOptions(authorised="О. В. Сидорова", authorised_by="от 01.06.2026 № 12")
    with as_("admin").snapshot() as ask:
        book = gather(ask, small.class_id, quiet, options).book
    [last] = [page for page in paginate(book, Paper(), typefaces()) if page.kind is Kind.LAST]
    said = set(words(last))
    assert {"Уполномоченное лицо", "О. В. Сидорова", "(приказ от 01.06.2026 № 12)"} <= said
    assert "Директор" not in said


def test_optional_pages_are_there_only_when_ordered(as_, small):
    options = BookOptions(legend=False, remarks=False, sticker_sheet=False)
    with as_("admin").snapshot() as ask:
        usual = paginate(gather(ask, small.class_id, quiet).book, Paper(), typefaces())
        bare = paginate(gather(ask, small.class_id, quiet, options).book, Paper(), typefaces())
    assert any("Условные обозначения" in set(words(page)) for page in usual)
    assert not any("Условные обозначения" in set(words(page)) for page in bare)
    assert [page.kind for page in usual].count(Kind.STICKERS) == 1
    assert bare[-1].kind is Kind.LAST


@pytest.mark.parametrize("binding", [29.9, 0, -30, float("nan")])
def test_a_binding_field_under_thirty_millimetres_is_refused(binding):
    with pytest.raises(Invalid, match="нужно не меньше 30 мм"):
        Paper(binding=binding)


def test_a_binding_field_that_leaves_no_page_is_refused():
    assert Paper(binding=45).binding == 45
    with pytest.raises(Invalid, match="велико"):
        Paper(binding=60)
