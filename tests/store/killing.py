"""Kill a typist at random moments and hold the database to every mark it was told of."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from databases import FILE_KEY
from sqlalchemy import func
from sqlalchemy import select as query
from sqlalchemy.orm import Session

from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.engine import open_file
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.rows.ops import ChangeRow, OpRow
from journal_desktop.store.verify import verify
from store.arrange import journal_of, load_small, small_school
from store.typist import CLEAR

TESTS = Path(__file__).resolve().parent.parent


@dataclass
class Accepted:
    """What the killer has heard: op → (lesson, pupil, text), over all typists."""

    marks: dict[int, tuple[int, int, str]] = field(default_factory=dict)

    def hear(self, line: str) -> None:
        """Note one line of a typist."""
        op, lesson, pupil, text = line.split()
        self.marks[int(op)] = int(lesson), int(pupil), "" if text == CLEAR else text


def typist(path: Path, *arguments: str) -> list[str]:
    """The command that runs the typist."""
    return [sys.executable, "-m", "store.typist", str(path), *arguments]


def surroundings() -> dict[str, str]:
    """Where the typist finds its modules."""
    return os.environ | {"PYTHONPATH": f"{TESTS}:{TESTS.parent}"}


def new_school(template: Path, path: Path) -> Path:
    """A loaded small school in a file."""
    shutil.copy(template, path)
    engine = open_file(path, FILE_KEY)
    load_small(engine)
    engine.dispose()
    return path


def kill_typists(path: Path, times: int, longest: float) -> Accepted:
    """Start a typist so many times, kill -9 it within `longest` seconds; what was accepted."""
    dice = random.Random(os.getpid())  # noqa: S311 - any moment will do
    accepted = Accepted()
    with subprocess.Popen(
        typist(path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        env=surroundings(),
    ) as server:
        for _ in range(times):
            _one(server, accepted, dice.uniform(0, longest))
        assert server.stdin is not None
        server.stdin.close()
    return accepted


def _one(server: subprocess.Popen[bytes], accepted: Accepted, seconds: float) -> None:
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(b"go\n")
    pid = int(_line(server).split()[1])
    accepted.hear(_line(server))  # it types by now
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        if select.select([server.stdout], [], [], left)[0]:
            accepted.hear(_line(server))
    os.kill(pid, signal.SIGKILL)
    while (line := _line(server)) != "dead":
        accepted.hear(line)


def _line(server: subprocess.Popen[bytes]) -> str:
    assert server.stdout is not None
    return server.stdout.readline().decode().strip()


def hold_to(path: Path, accepted: Accepted, kills: int) -> None:
    """Every accepted mark is there, none half written, and the audit is whole."""
    engine = open_file(path, FILE_KEY)
    with Session(engine) as session:
        ops = dict(session.execute(query(OpRow.id, OpRow.commands).where(OpRow.chain != 0)).all())
        with_changes = set(session.scalars(query(ChangeRow.op_id)))
        marks = session.scalar(query(func.count()).select_from(MarkRow))
    for op, (lesson, pupil, text) in accepted.marks.items():
        said = ops[op][0]["args"]
        assert (said["lesson_id"], said["pupil_id"], said["text"]) == (lesson, pupil, text)
    assert ops.keys() == with_changes
    assert len(ops.keys() - accepted.marks.keys()) <= kills  # durable before it could be told
    last = {
        (op["args"]["pupil_id"], op["args"]["lesson_id"]): op["args"]["text"]
        for _, (op,) in sorted(ops.items())
    }
    cells = journal_of(engine).ask(SpreadOf(small_school().page)).cells
    stands = {at: cell.text for at, cell in cells.items() if cell.text}
    assert stands == {at: text for at, text in last.items() if text}
    assert marks
    assert verify(engine) == ()
    engine.dispose()
