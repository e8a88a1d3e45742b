"""The demonstration school's place on this machine and the job that builds it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from journal_desktop.domain.errors import Unavailable
from journal_desktop.ui.kit.tasks import Job, Progress
from journal_desktop.ui.shell.addresses import file_url
from journal_desktop.ui.shell.entrance import Entrance

FILE: Final = "school.db"


@dataclass(frozen=True, slots=True)
class Size:
    """One of the sizes offered in the window; `key` is what the builder takes."""

    key: str
    title: str
    what: str


SIZES: Final = (
    Size("class", "Один класс", "одна четверть, строится за несколько секунд"),
    Size("school", "Вся школа", "около 33 классов и 900 обучающихся, строится несколько минут"),
)


def place(home: Path, size: str) -> Path:
    """The database file of the size."""
    return home / size / FILE


def building(entrance: Entrance, size: str) -> Job:
    """A job that builds the school anew and returns its address.

    It is built aside and put in place at the end, so that a cancelled one leaves nothing behind.
    """
    target = entrance.home / size
    aside = entrance.home / f"{size}.part"

    def job(progress: Progress) -> str:
        try:
            _empty(aside)
            aside.mkdir(parents=True)
            entrance.build(file_url(aside / FILE), size, progress.step)
            _empty(target)
            aside.rename(target)
        except OSError as error:
            raise Unavailable(
                f"Не удалось построить демонстрационную школу в папке «{entrance.home}»: проверьте,"
                " что папка доступна для записи, на диске есть место и школа не открыта в другом"
                " окне."
            ) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        return file_url(target / FILE)

    return job


def _empty(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
