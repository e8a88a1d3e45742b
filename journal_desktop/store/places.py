"""Where a SQLite file may lie: not on a network share, not somebody else's file."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from journal_desktop.domain.errors import Unavailable

_NETWORK: Final = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "9p", "ncpfs"}


def refuse_bad_place(path: Path) -> None:
    """Refuse a missing file, a folder, a network share.

    Raises:
        Unavailable: with what to do.
    """
    try:
        size = path.stat().st_size
    except (FileNotFoundError, NotADirectoryError) as error:
        text = f"Файл базы «{path}» не найден. Проверьте путь или выберите другой."
        raise Unavailable(text) from error
    except (OSError, ValueError) as error:  # no right to look, or no name a file may have
        text = f"Файл базы «{path}» недоступен. Проверьте путь и права на папку."
        raise Unavailable(text) from error
    if not path.is_file():
        raise Unavailable(f"«{path}» — не файл базы. Выберите файл журнала.")
    if size == 0:
        raise Unavailable(f"Файл «{path}» пуст: это не база журнала. Выберите другой.")
    if is_network_share(path):
        raise Unavailable(
            f"Файл «{path.name}» лежит на сетевом диске: база там может испортиться. "
            "Перенесите её на этот компьютер или работайте через сервер Postgres."
        )


def is_network_share(path: Path) -> bool:
    """Whether a file lies on a network file system, where SQLite's locks cannot be trusted."""
    place = str(path.resolve())
    if place.startswith("\\\\") or sys.platform != "linux":
        return place.startswith("\\\\")
    try:
        lines = Path("/proc/mounts").read_text("utf-8").splitlines()
    except OSError:
        return False
    mounts = [_mount(line) for line in lines]
    under = [
        (len(at.parts), turn, kind)
        for turn, (at, kind) in enumerate(mounts)
        if Path(place).is_relative_to(at)
    ]
    return bool(under) and max(under)[2] in _NETWORK


def _mount(line: str) -> tuple[Path, str]:
    """Where and what; spaces are written there as octal codes."""
    _, at, kind = line.split()[:3]
    return Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), at)), kind
