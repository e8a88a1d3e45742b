"""What changed since an own action, and what there is to filter by; both engines."""

import pytest

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.lessons import SetHomework
from journal_desktop.domain.errors import Refused
from journal_desktop.queries.audit_choices import ChoicesOf
from journal_desktop.queries.audit_since import SinceOf


@pytest.fixture
def put(as_, small):
    def run(text, expected, pupil=0):
        cell = small.page, small.lessons[3], small.pupils[pupil]
        return as_("ivanova").do(SetCell(*cell, text, expected)).op_id

    return run


def test_an_action_nobody_touched_since_says_nothing(as_, put):
    since = as_("ivanova").ask(SinceOf(put("5", "")))
    assert (since.deeds, since.hidden) == ((), 0)


def test_the_newest_later_action_on_each_row_is_told(as_, put):
    first = put("5", "")
    put("4", "5")
    last = put("3", "4")
    put("2", "", pupil=1)
    since = as_("ivanova").ask(SinceOf(first))
    assert [deed.op_id for deed in since.deeds] == [last]
    assert since.hidden == 0


def test_an_action_of_another_is_refused(as_, put):
    with pytest.raises(Refused, match="только своё"):
        as_("zavuch").ask(SinceOf(put("5", "")))
    with pytest.raises(Refused, match="только своё"):
        as_("zavuch").ask(SinceOf(10**6))


def test_the_office_chooses_from_everybody(as_, small):
    as_("petrova").do(SetHomework(small.other_page, small.other_lesson, "№ 5", ""))
    choices = as_("admin").ask(ChoicesOf())
    assert choices.school == "МБОУ «Лицей № 10»"
    assert "Петрова А. С." in {each.name for each in choices.people}
    assert [each.name for each in choices.classes] == ["7А"]
    assert len(choices.pupils) == len(small.pupils)
    assert len(choices.computers) == 1


def test_a_class_teacher_chooses_from_the_own_class(as_, small):
    choices = as_("ivanova").ask(ChoicesOf())
    assert (choices.people, choices.computers) == ((), ())
    assert [each.id for each in choices.classes] == [small.class_id]


@pytest.mark.parametrize("login", ["petrova", "medic"])
def test_others_have_nothing_to_choose_from(as_, small, login):
    choices = as_(login).ask(ChoicesOf(mine=True))
    assert (choices.people, choices.classes, choices.pupils) == ((), (), ())
    assert as_(login).ask(ChoicesOf()).classes == ()
    assert small
