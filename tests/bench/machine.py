"""What the figures were measured on, and how a figure is told beside its budget."""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from pathlib import Path
from typing import Any

PERCENTILE = 95
FSYNCS = 64
ROW_BYTES = 512


def fsync_ms(folder: Path) -> dict[str, float]:
    """What one small append with fsync costs on the disk of that folder, in milliseconds."""
    path, taken = folder / "fsync.probe", []
    with path.open("wb") as file:
        for _ in range(FSYNCS):
            begun = time.perf_counter()
            file.write(bytes(ROW_BYTES))
            file.flush()
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - begun) * 1000)
    path.unlink()
    return {"fsync_p50_ms": round(share(taken, 50), 3), "fsync_p95_ms": round(share(taken, 95), 3)}


def share(values: list[float], percent: int = PERCENTILE) -> float:
    """The smallest value that so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def facts(folder: Path) -> dict[str, Any]:
    """Processor, cores, interpreter, disk; `load` is the load average of the last minute."""
    return {
        "cpu": _processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2) if sys.platform != "win32" else None,
        **fsync_ms(folder),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next(
        (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")),
        platform.processor(),
    )


def load_now() -> float | None:
    """The load average of the last minute, None where the system has none."""
    return round(os.getloadavg()[0], 2) if sys.platform != "win32" else None


def memory_kib(process: str = "self") -> int:
    """The most memory the process has held so far (VmHWM), in KiB; Linux only."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def children_kib() -> int:
    """The most memory one process held among those this one has seen end, in KiB; 0 for none."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
