"""The archivist proves that nothing was cut out or put between, and reads no action (R-4.7-01)."""

from datetime import date

from school import build
from sqlalchemy import text
from store.arrange import journal_of

from journal_desktop.commands.cells import SetCell


def test_the_archivist_checks_the_chains_without_reading_a_word(kept_server):
    kept_server.empty()
    small = build(kept_server.owner, today=date(2026, 11, 23))
    with kept_server.owner.begin() as connection:
        grant = """insert into role_grant (staff_id, role, begins, data_categories)
            values (:staff, 'ARC', '2026-09-01', '')"""
        connection.execute(text(grant), {"staff": small.staff["medic"]})
    journal = journal_of(kept_server.engine("ivanova"))
    for value, before in (("5", ""), ("4", "5")):
        journal.do(SetCell(small.page, small.lessons[2], small.pupils[0], value, before))
    archivist = journal_of(kept_server.engine("medic"), "medic")
    assert "op" in archivist.unverified()
    assert archivist.verify() == ()
    with kept_server.owner.begin() as connection:
        connection.exec_driver_sql("set local session_replication_role = replica")
        connection.execute(text("delete from op_change where op_id = (select min(id) from op)"))
        connection.execute(text("delete from op where id = (select min(id) from op)"))
    assert ["пропало" in broken.text for broken in archivist.verify()] == [True]
    kept_server.empty()
