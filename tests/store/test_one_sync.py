"""A mark is on the disk when it is accepted, and each costs exactly one flush of it.

SQLite calls fdatasync or fsync, as it was compiled; either waits for the disk.
"""

import re
import subprocess

from store.killing import new_school, surroundings, typist

MARKS = 20
CALL = re.compile(r"(fdatasync|fsync|write)\((\d+)(.*)")


def test_every_accepted_mark_costs_one_flush_to_the_disk(tmp_path, sqlite_template):
    path = new_school(sqlite_template, tmp_path / "school.db")
    log = tmp_path / "calls"
    calls = ["strace", "-f", "-qq", "-e", "trace=fdatasync,fsync,write", "-o", str(log)]
    subprocess.run(
        calls + typist(path, str(MARKS)), env=surroundings(), stdout=subprocess.PIPE, check=True
    )
    between: list[list[str]] = [[]]
    for line in log.read_text("utf-8").splitlines():
        call = CALL.search(line)
        if call is None:
            continue
        name, descriptor, _ = call.groups()
        if name != "write":
            between[-1].append("flush")
        elif descriptor == "1":  # the mark was accepted
            between.append([])
    assert len(between) == MARKS + 1
    assert between[1:MARKS] == [["flush"]] * (MARKS - 1)  # the first one also begins the WAL
