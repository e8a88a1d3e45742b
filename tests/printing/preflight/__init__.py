"""A second judge of PDF/A-1b, foreign to the program: Apache PDFBox Preflight.

`.ci/setup test` installs it on Debian; elsewhere only pikepdf's validator judges.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

_JARS = (
    "commons-logging fontbox2 javax.activation jaxb-api pdfbox2 preflight xmpbox".split()  # noqa: SIM905
)
_FOLDER = Path("/usr/share/java")
_SOURCE = Path(__file__).with_name("Verdicts.java")


def is_installed() -> bool:
    """Whether it can be asked on this machine."""
    return bool(shutil.which("java")) and all((_FOLDER / f"{jar}.jar").exists() for jar in _JARS)


def verdicts(paths: Sequence[Path]) -> list[str]:
    """«valid» or the first error of each file."""
    path = ":".join(str(_FOLDER / f"{jar}.jar") for jar in _JARS)
    command = ["java", "-cp", path, str(_SOURCE), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=240)
    return done.stdout.splitlines()
