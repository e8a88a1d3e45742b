"""From the start of the process to the painted login window, and what it may not load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.budget import Budget, told

RUNS = 7
NEVER = {"reportlab", "openpyxl", "alembic", "pikepdf", "pypdfium2", "holidays"}
ROOT = Path(__file__).parents[2]


def test_the_login_window_is_painted(
    benchmark: Any, tmp_path: Path, machine: dict[str, Any]
) -> None:
    homes = {
        name: str(tmp_path)
        for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    }
    environment = {
        **os.environ,
        **homes,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    loaded: list[list[str]] = []

    def start() -> None:
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("started.py"))],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        loaded.append(json.loads(done.stdout.splitlines()[-1]))

    benchmark.pedantic(start, rounds=RUNS, warmup_rounds=1)
    budget = Budget("process start → login window painted, warm", 800, 30)
    told(benchmark, machine, budget, heavy_modules=sorted(set().union(*loaded)))
    assert not NEVER & set().union(*loaded)
