"""The gate against the bare transaction of the same rows, `synchronous=FULL` (product, budgets)."""

import shutil
import statistics
import time

import pytest
from databases import FILE_KEY
from store.arrange import journal_of, load_small

from journal_desktop.commands.cells import SetCell
from journal_desktop.store.engine import open_file

MARKS = 400
WARM_UP = 20
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
    """One after the other, mark by mark, so that both meet the same machine and the same disk."""
    (gate, bare), small = files
    journal = journal_of(gate)
    pupils = iter(small.pupils)
    again = Again(gate, bare)
    times = []

    def type_mark():
        begun = time.perf_counter()
        journal.do(SetCell(small.page, small.lessons[0], next(pupils), "5", ""))
        times.append(time.perf_counter() - begun)

    for _ in range(WARM_UP):
        type_mark()
        again.write()
    del times[:], again.times[:]
    benchmark.pedantic(type_mark, rounds=MARKS - WARM_UP, teardown=again.write)
    for name, taken in (("gate", times), ("bare", again.times)):
        cuts = statistics.quantiles(taken, n=20)
        benchmark.extra_info[f"{name} min ms"] = round(min(taken) * 1000, 2)
        benchmark.extra_info[f"{name} p50 ms"] = round(cuts[9] * 1000, 2)
        benchmark.extra_info[f"{name} p95 ms"] = round(cuts[18] * 1000, 2)
    ratio = statistics.median(times) / statistics.median(again.times)
    benchmark.extra_info["gate / bare"] = round(ratio, 2)
    assert again.is_same()
    assert statistics.quantiles(times, n=20)[18] <= ONE_FRAME


class Again:
    """Writes what the gate wrote last into another file, and nothing else, by the bare driver."""

    def __init__(self, gate, bare):
        self.read, self.bare = (
            engine.raw_connection().driver_connection for engine in (gate, bare)
        )
        self.times = []
        self.inserts = {}
        for table in ("mark", "op", "op_change"):
            width = len(self.read.execute(f"pragma table_info({table})").fetchall())
            self.inserts[table] = f"insert into {table} values ({','.join('?' * width)})"  # noqa: S608 - named above
        self.bare.execute("insert into chain values (1, 0, ?)", (bytes(32),))

    def write(self):
        mark, op, *changes = self.last()
        head = self.read.execute("select seq, seal from chain where id = 1").fetchone()
        run, inserts = self.bare.execute, self.inserts
        begun = time.perf_counter()
        run("begin immediate")
        run(inserts["mark"], mark)
        run(inserts["op"], op)
        for change in changes:
            run(inserts["op_change"], change)
        run("update chain set seq = ?, seal = ? where id = 1", head)
        run("commit")
        self.times.append(time.perf_counter() - begun)

    def last(self):
        ask = self.read.execute
        mark = ask("select * from mark order by id desc limit 1").fetchone()
        op = ask("select * from op order by id desc limit 1").fetchone()
        changes = ask("select * from op_change where op_id = ?", op[:1]).fetchall()
        return mark, op, *(change for change in changes if change[2] == "mark")

    def is_same(self):
        """Whether both files hold the same marks and the same audit of them."""
        questions = (
            "select * from mark order by id",
            "select * from op where chain = 1 order by id",
            "select * from op_change where entity = 'mark' order by op_id, seq",
            "select * from chain where id = 1",
        )
        return all(
            self.read.execute(asked).fetchall() == self.bare.execute(asked).fetchall()
            for asked in questions
        )
