"""The gate against the bare transaction of the same rows, `synchronous=FULL` (product, budgets)."""

import itertools
import shutil
import statistics
import time

import pytest
from databases import FILE_KEY
from store.arrange import journal_of, load_small

from journal_desktop.commands.cells import SetCell
from journal_desktop.store.engine import open_file

MARKS = 300
WRITTEN = ("mark", "op", "op_change")
ONE_FRAME = 0.016


@pytest.fixture
def files(tmp_path, sqlite_template):
    """Two loaded schools: one for the gate, one for bare SQL."""
    opened = []
    for name in ("gate.db", "bare.db"):
        shutil.copy(sqlite_template, tmp_path / name)
        opened.append(open_file(tmp_path / name, FILE_KEY))
    schools = [load_small(engine, pupils=MARKS) for engine in opened]
    yield opened, schools[0]
    for engine in opened:
        engine.dispose()


def test_mark_through_the_gate_beside_a_bare_transaction(benchmark, files):
    (gate, bare), small = files
    journal = journal_of(gate)
    pupils = iter(small.pupils)
    journal.do(SetCell(small.page, small.lessons[0], next(pupils), "5", ""))
    times = []

    def type_mark():
        begun = time.perf_counter()
        journal.do(SetCell(small.page, small.lessons[0], next(pupils), "5", ""))
        times.append(time.perf_counter() - begun)

    benchmark.pedantic(type_mark, rounds=MARKS - 1)
    plain = write_again(bare, written_by(gate))
    for name, taken in (("gate", times), ("bare", plain)):
        cuts = statistics.quantiles(taken, n=20)
        benchmark.extra_info[f"{name} p50 ms"] = round(cuts[9] * 1000, 2)
        benchmark.extra_info[f"{name} p95 ms"] = round(cuts[18] * 1000, 2)
    assert statistics.quantiles(times, n=20)[18] <= ONE_FRAME


def written_by(engine):
    """Rows of each op of the page: [(table, row), …], as the driver takes them."""
    with engine.connect() as connection:
        rows = {}
        for name in WRITTEN:
            cursor = connection.exec_driver_sql(f"select * from {name} where 1")  # noqa: S608 - names above
            rows[name] = [tuple(row) for row in cursor]
    ops = [op for op in rows["op"] if op[12] != 0]
    changes = itertools.groupby(rows["op_change"], lambda change: change[0])
    by_op = {op_id: list(lines) for op_id, lines in changes}
    return [
        [("mark", mark), ("op", op), *(("op_change", change) for change in by_op[op[0]])]
        for mark, op in zip(rows["mark"], ops, strict=True)
    ]


def write_again(engine, groups):
    """Seconds of each bare transaction that writes the same rows and moves the chain's head."""
    raw = engine.raw_connection().driver_connection
    raw.execute("insert into chain values (1, 0, ?)", (bytes(32),))
    times = []
    for group in groups:
        begun = time.perf_counter()
        raw.execute("begin immediate")
        for table, row in group:
            raw.execute(f"insert into {table} values ({','.join('?' * len(row))})", row)  # noqa: S608 - names above
        raw.execute("update chain set seq = seq + 1 where id = 1")
        raw.execute("commit")
        times.append(time.perf_counter() - begun)
    return times[1:]
