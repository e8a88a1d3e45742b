"""Work on a file that may end the process: done in a process of its own.

The reader of old binary workbooks panics or runs out of memory on some damaged files, and then
the operating system stops whoever called it. A frozen program must call
`multiprocessing.freeze_support()` first of all.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

from journal_desktop.domain.errors import BadFile

T = TypeVar("T")


def run_apart(work: Callable[[bytes, str], T], content: bytes, file: str, *, seconds: float) -> T:
    """What a module-level function returns or raises, from another process.

    Raises:
        BadFile: the function refused the file, broke down or took longer than `seconds`.
    """
    context = get_context("spawn")  # a fork would copy locks of other threads
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer, args=(theirs, work), daemon=True)
    process.start()
    theirs.close()
    try:
        ours.send((content, file))
        if not ours.poll(seconds):
            raise BadFile(f"{file}: книга читается слишком долго, сохраните её в формате xlsx.")
        result: T | BadFile = ours.recv()
    except (EOFError, OSError) as error:
        raise BadFile(
            f"{file}: книга повреждена, откройте её в Excel и сохраните заново в формате xlsx."
        ) from error
    finally:
        ours.close()
        process.kill()
        process.join()
    if isinstance(result, BadFile):
        raise result
    return result


def _answer(answers: Connection, work: Callable[[bytes, str], object]) -> None:
    """The other process: do the work, send what came of it."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)  # the last words of the reader are no use to a person
    content, file = answers.recv()
    try:
        answers.send(work(content, file))
    except BadFile as error:
        answers.send(error)
