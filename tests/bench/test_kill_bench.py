"""A hundred typists killed at random moments lose no accepted mark."""

from store.killing import hold_to, kill_typists, new_school


def test_hundred_kills(benchmark, tmp_path, sqlite_template):
    path = new_school(sqlite_template, tmp_path / "school.db")
    accepted = benchmark.pedantic(
        kill_typists, args=(path,), kwargs={"times": 100, "longest": 0.4}, rounds=1
    )
    hold_to(path, accepted, kills=100)
    benchmark.extra_info["accepted marks"] = len(accepted.marks)
