"""Keys typed while the server is away: kept, told, sent when the person agrees, written once."""

from __future__ import annotations

import pytest
from databases import PASSWORD
from sqlalchemy import func, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from store.arrange import journal_of
from ui.keys import type_text
from wire import Wire, deaf, through

from journal_desktop.store.engine import open_server
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.ui.kit.grid_model import SIGN_PENDING

TODAY = 2
pytestmark = pytest.mark.parametrize("database", ["postgres"], indirect=True)


@pytest.fixture
def far(database, small, desk_of):
    """The window of Ivanova behind a wire; the window and the wire."""
    database.engine("ivanova")
    url = make_url(database.owner.url)
    wire = Wire(url.host, url.port)
    engine = open_server(
        url.set(port=wire.port), login=f"{url.database}_ivanova", password=PASSWORD
    )
    window = desk_of("ivanova", small.page, journal_of(engine))
    window.tab.view.cursor_.to(0, TODAY)
    window.grid.setFocus()
    yield window, wire
    engine.dispose()
    wire.close()


def written(database):
    with Session(database.owner) as session:
        marks = session.scalars(select(MarkRow.value).order_by(MarkRow.pupil_id)).all()
        return marks, session.scalar(select(func.count()).select_from(OpRow))


def test_typed_marks_stay_in_their_cells_until_the_server_is_back(far, database, qtbot):
    window, wire = far
    writer, model = window.tab.desk.writer, window.tab.cells.model
    wire.refuse(on=True)
    wire.cut()
    with qtbot.waitSignal(writer.held) as held:
        type_text(window.grid, "543")
    assert "Сервер базы данных не отвечает" in held.args[0]
    assert [model.text_at(row, TODAY) for row in range(3)] == ["5", "4", "3"]
    assert all(model.faces[row][TODAY].signs & SIGN_PENDING for row in range(3))
    assert writer.count == 3
    assert written(database) == ([], 0)
    writer.resend()  # too early: nothing is lost, nothing is sent twice
    qtbot.waitUntil(lambda: writer.is_held)
    wire.refuse(on=False)
    assert written(database) == ([], 0)
    writer.resend()
    assert writer.finish(20_000)
    assert written(database) == (["5", "4", "3"], 3)
    assert not any(model.faces[row][TODAY].signs & SIGN_PENDING for row in range(3))


def test_mark_whose_answer_was_lost_is_written_once_and_undone_once(far, database, qtbot):
    window, wire = far
    writer = window.tab.desk.writer
    wire.lose_answer_to_commit()
    with qtbot.waitSignal(writer.held):
        type_text(window.grid, "5")
    assert written(database) == (["5"], 1)
    with qtbot.waitSignal(writer.written) as done:
        writer.resend()
    assert written(database) == (["5"], 1)
    wire.lose_answer_to_commit()
    failed = []
    with qtbot.waitSignal(writer.held):
        writer.undo(done.args[0].op_id, lambda _done: None, failed.append)
    writer.resend()
    assert writer.finish()
    assert failed == []
    assert written(database) == ([None], 2)


def test_silent_server_is_told_after_a_while_and_the_window_lives_on(
    far, database, qtbot, monkeypatch
):
    window, wire = far
    monkeypatch.setattr("journal_desktop.store.impatient.PATIENCE", 0.3)
    wire.rule = deaf
    with qtbot.waitSignal(window.tab.desk.writer.held):
        type_text(window.grid, "54")
    assert window.tab.cells.model.text_at(0, TODAY) == "5"
    wire.rule = through
    window.tab.desk.writer.resend()
    assert window.tab.desk.writer.finish()
    assert written(database) == (["5", "4"], 2)
