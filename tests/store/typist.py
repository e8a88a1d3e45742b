"""A person who types marks until killed: `typist.py FILE` forks one for every line it is told.

Says on its output: `pid N`, then `ID LESSON PUPIL TEXT` for each mark after it was accepted, and
`dead` when the typist is gone. Each line is written at once, so that none is torn.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
from pathlib import Path

from databases import FILE_KEY

from journal_desktop.commands.cells import SetCell
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.engine import open_file
from store.arrange import journal_of, small_school

CLEAR = "-"
"""Stands for an emptied cell in the list."""


def say(*words: object) -> None:
    """Write one line, whole."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def type_marks(path: Path, most: float, *, aloud: bool = True) -> None:
    """Type so many marks into the school in the file."""
    engine = open_file(path, FILE_KEY)
    journal, small = journal_of(engine), small_school()
    dice = random.Random(os.getpid())  # noqa: S311 - any marks will do
    now = journal.ask(SpreadOf(small.page)).cells
    seen = {at: cell.text for at, cell in now.items()}
    for turn in itertools.count():
        if turn >= most:
            break
        lesson, pupil = dice.choice(small.lessons[:3]), dice.choice(small.pupils)
        before = seen.get((pupil, lesson), "")
        text = dice.choice([each for each in ("5", "4", "3", "н", "") if each != before])
        done = journal.do(SetCell(small.page, lesson, pupil, text, before))
        seen[pupil, lesson] = text
        if aloud:
            say(done.op_id, lesson, pupil, text or CLEAR)
    engine.dispose()


def main() -> None:
    """Serve: a typist for every line, killed by somebody else."""
    path = Path(sys.argv[1])
    if len(sys.argv) > 2:
        type_marks(path, int(sys.argv[2]))
        return
    type_marks(path, 0)  # what is loaded and compiled here, every typist finds ready
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            say("pid", os.getpid())
            type_marks(path, float("inf"))
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    main()
