"""Print what `make bench` measured as a Markdown table: `python tests/bench/table.py FILE.json`."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

Bench = dict[str, Any]
GROWTH_BYTES = {"sqlite": 900, "postgres": 1400}
GATE_MS = 16
BARE_TIMES = 2
DASH = "—"
HEAD = ("what", "p50, ms", "p95, ms", "CPU p50, ms", "budget", "other figures", "verdict")


class Line(NamedTuple):
    """One row of the table; `place` orders the rows."""

    place: int
    what: str
    p50: str
    p95: str
    cpu: str
    budget: str
    notes: str
    verdict: str


def main() -> None:
    """Read the file named and print."""
    report = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    lines = sorted(_line(bench, report["benchmarks"]) for bench in report["benchmarks"])
    sys.stdout.write(_machine(report["benchmarks"]) + "\n\n")
    for cells in (HEAD, ("---",) * len(HEAD), *(line[1:] for line in lines)):
        sys.stdout.write(f"| {' | '.join(cells)} |\n")


def _machine(benches: list[Bench]) -> str:
    """The machine and how busy it was."""
    told = [bench["extra_info"] for bench in benches if "machine" in bench["extra_info"]]
    facts = told[0]["machine"]
    loads = [info["load"] for info in told if info["load"] is not None]
    busy = f", load average {min(loads)}–{max(loads)}" if loads else ""
    return (
        f"{facts['cpu']}, cores: {facts['cores']}, {facts['system']}, Python {facts['python']}, "
        f"fsync p50 {facts['fsync_p50_ms']} ms, p95 {facts['fsync_p95_ms']} ms{busy}."
    )


def _line(bench: Bench, every: list[Bench]) -> Line:
    info, times = bench["extra_info"], sorted(bench["stats"]["data"])
    p95 = _at(times, 95) * 1000
    budget, verdict = next(_judged(bench, info, p95), ("", ""))
    what = info.get("what") or _words(bench["name"])
    if info.get("kind") == "naive":
        what += " (naive delegate)"
    return Line(
        info.get("place", 90),
        what,
        _number(_at(times, 50) * 1000),
        _number(p95) if len(times) > 1 else DASH,
        _number(info["cpu_p50_ms"]) if "cpu_p50_ms" in info else DASH,
        budget or DASH,
        "; ".join(_notes(bench, info, every)) or DASH,
        verdict or DASH,
    )


def _judged(bench: Bench, info: dict[str, Any], p95: float) -> Iterator[tuple[str, str]]:
    """The budget in words and the verdict, for whatever the benchmark has one."""
    if info.get("budget_ms"):
        yield f"p95 ≤ {info['budget_ms']} ms", _verdict(p95, info["budget_ms"])
    if info.get("least_share"):
        told = f"≥ {info['least_share']:.0%} of the ceiling"
        yield told, _verdict(info["least_share"], info["share_of_ceiling"])
    if "least_times" in info:
        told = f"≥ {info['least_times']} × one process"
        yield told, _verdict(info["least_times"], info["times_faster"])
    if "most_mib" in info:
        yield f"≤ {info['most_mib']} MB", _verdict(info["many_classes_mib"], info["most_mib"])
    if "bytes per mark" in info:
        most = GROWTH_BYTES[bench["params"]["kind"]]
        yield f"≤ {most} bytes per mark", _verdict(info["bytes per mark"], most)
    if "bare p50 ms" in info:
        told = f"≤ {BARE_TIMES} × a bare transaction"
        yield told, _verdict(info["gate / bare"], BARE_TIMES)


def _verdict(measured: float, most: float) -> str:
    """Kept, or by how much of the budget it is missed."""
    return "kept" if measured <= most else f"missed, {measured / most:.1f} ×"


def _notes(bench: Bench, info: dict[str, Any], every: list[Bench]) -> Iterator[str]:
    """Everything else the benchmark tells, and how many times faster than the naive way."""
    hidden = {"what", "place", "kind", "machine", "load", "budget_ms", "cpu_p50_ms"}
    bounds = {"least_share", "least_times", "most_mib"}
    if info.get("kind") == "ours":
        other = next(it for it in every if it["name"] == _naive_name(bench["name"]))
        times = other["extra_info"]["cpu_p50_ms"] / max(info["cpu_p50_ms"], 0.001)
        yield f"{times:.1f} × less CPU than a naive delegate"
    for name, value in info.items():
        if name not in hidden | bounds and value not in (None, []):
            yield f"{name.replace('_', ' ')} {value}"


def _naive_name(name: str) -> str:
    return re.sub(r"\bours\b", "naive", name)


def _words(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ")


def _at(ordered: list[float], percent: int) -> float:
    return float(ordered[max(0, -(-len(ordered) * percent // 100) - 1)])


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


if __name__ == "__main__":
    main()
