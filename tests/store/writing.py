"""Many people typing into one server at the same time."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from databases import PASSWORD, Database

from journal_desktop.commands.cells import SetCell
from journal_desktop.store.engine import open_server
from store.arrange import journal_of

Place = tuple[int, int, int]
"""Page, lesson, pupil."""


class Writers:
    """One connection each; `times` are the seconds of every accepted mark."""

    def __init__(self, database: Database) -> None:
        database.engine("ivanova")
        self._url = database.owner.url
        self.times: list[float] = []
        self.errors: list[BaseException] = []

    def run(self, tasks: Sequence[Sequence[Place]]) -> None:
        """One writer for each list of places, all beginning together."""
        together = threading.Barrier(len(tasks))
        threads = [threading.Thread(target=self._write, args=(task, together)) for task in tasks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _write(self, places: Sequence[Place], together: threading.Barrier) -> None:
        login = f"{self._url.database}_ivanova"
        engine = open_server(self._url, login=login, password=PASSWORD)
        journal = journal_of(engine)
        together.wait()
        try:
            for page, lesson, pupil in places:
                begun = time.perf_counter()
                journal.do(SetCell(page, lesson, pupil, "5", ""))
                self.times.append(time.perf_counter() - begun)
        except Exception as error:  # noqa: BLE001 - told to the test that asked
            self.errors.append(error)
        finally:
            engine.dispose()
