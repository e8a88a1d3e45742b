"""In which portions undo puts rows back."""

from journal_desktop.store import restore
from journal_desktop.store.rows.ops import ChangeRow


def made(row_id, entity="work", **image):
    return ChangeRow(entity=entity, row_id=row_id, before=None, after={"id": row_id} | image)


def ids(changes):
    return [[change.row_id for change in part] for part in restore._parts(changes)]


def test_rows_of_one_kind_go_together():
    assert ids([made(3), made(2), made(1)]) == [[3, 2, 1]]


def test_a_row_that_refers_to_its_own_table_goes_before_those_that_follow():
    assert ids([made(4), made(3, makeup_of=1), made(2), made(1)]) == [[4, 3], [2, 1]]


def test_a_row_does_not_come_twice_in_a_portion():
    assert ids([made(2, "page"), made(2, "page"), made(1, "page")]) == [[2], [2, 1]]


def test_portions_are_not_endless():
    sizes = [len(part) for part in ids([made(number) for number in range(1200)])]
    assert sizes == [500, 500, 200]


def test_values_that_must_differ_are_put_back_one_by_one():
    number = ChangeRow(entity="work", row_id=5, before={"number": 1}, after={"number": 2})
    title = ChangeRow(entity="work", row_id=5, before={"title": ""}, after={"title": "а"})
    assert restore._what(number) == "5"
    assert restore._what(title) == "changed"
