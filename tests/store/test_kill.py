"""kill -9 while marks are typed: what was accepted is there, nothing is half there."""

from store.killing import hold_to, kill_typists, new_school


def test_ten_typists_killed_at_random_moments_lose_no_accepted_mark(tmp_path, sqlite_template):
    path = new_school(sqlite_template, tmp_path / "school.db")
    accepted = kill_typists(path, times=10, longest=0.4)
    assert len(accepted.marks) >= 10
    hold_to(path, accepted, kills=10)
