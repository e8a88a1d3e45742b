"""One class printed into a hidden folder: the same in this process and in another one."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from journal_desktop.domain.errors import JournalError
from journal_desktop.journal import Journal
from journal_desktop.printing.job import Job
from journal_desktop.printing.printed_class import Made, Unchanged, make_class


@dataclass(frozen=True, slots=True)
class Task:
    """A job, its number in the order and the moment its pages carry."""

    number: int
    job: Job
    now: datetime


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no file: a sentence for the person, a trace when the program broke."""

    text: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Same:
    """Nothing to do: what was printed before is still what the database says."""


Ending = Made | Failure | Same
Step = Callable[[int, int, str], None]


def attempt(journal: Journal, task: Task, step: Step) -> Ending:
    """Print a class; a class that breaks the program does not stop the others.

    What `step` raises to stop the work is no Exception, and passes.
    """
    try:
        return make_class(journal, task.job, step)
    except Unchanged:
        return Same()
    except JournalError as error:
        return Failure(str(error))
    except Exception as error:  # noqa: BLE001 - the border between one class and the others
        text = f"Ошибка программы ({type(error).__name__}): класс пропущен, сообщите о ней."
        return Failure(text, traceback.format_exc())
