"""The command line whose pages take their time, so that a test can interrupt it."""

from __future__ import annotations

import sys
import time
from typing import Any

from journal_desktop.cli import main
from journal_desktop.printing.batch import work

_make = work.make_class


def slowly(journal: Any, job: Any, step: Any) -> Any:
    """As the real one, after a minute of small steps."""
    for done in range(600):
        step(done, 600, "страница")
        time.sleep(0.1)
    return _make(journal, job, step)


if __name__ == "__main__":
    work.make_class = slowly  # type: ignore[assignment]
    sys.exit(main())
