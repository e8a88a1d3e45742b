"""The collector of cycles rests while a book is made, and works again after it."""

import gc

import pytest

from journal_desktop.printing.rest import collector_at_rest


@pytest.fixture(autouse=True)
def working():
    gc.enable()
    yield
    gc.enable()


def test_it_rests_inside_only():
    with collector_at_rest():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_after_a_failure():
    with pytest.raises(ValueError, match="paper"), collector_at_rest():
        raise ValueError("paper")
    assert gc.isenabled()


def test_the_last_of_several_wakes_it():
    with collector_at_rest():
        with collector_at_rest():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_whoever_had_it_off_keeps_it_off():
    gc.disable()
    with collector_at_rest():
        pass
    assert not gc.isenabled()
