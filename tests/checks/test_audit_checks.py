"""What asks for a second look in the journal of actions: one table of cases for each check."""

import pkgutil
from datetime import UTC, datetime, timedelta

import pytest
from school import ZONE

from journal_desktop import checks
from journal_desktop.checks.catalogue import AUDIT_CHECKS, find_in_audit
from journal_desktop.domain.audit_limits import USUAL, Limits, limits_from
from journal_desktop.queries.audit_facts import Act, AuditFacts, LoginTry, MarkMove

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
"""12:00 at the school."""


def act(number, at=NOON, staff=1, computer="к-1", page=7, undoes=None):
    return Act(number, at, at + timedelta(hours=7), staff, computer, page, undoes)


def move(number, before, after, since=None, final=None):
    return MarkMove(number, 40, 50, before, after, since, final)


def facts(*acts, moves=(), logins=(), computers=None, deadlines=(), limits=USUAL):
    return AuditFacts(
        acts,
        {each.op_id: (each,) for each in moves},
        logins,
        computers or {},
        deadlines,
        {1: "Иванова М. П.", 2: "Петрова А. С."},
        {7: "7А, алгебра"},
        limits,
    )


def found(said):
    return [(each.check, each.text, each.ops) for each in find_in_audit(said)]


def after(minutes):
    return NOON + timedelta(minutes=minutes)


def test_an_ordinary_day_needs_no_look():
    acts = [act(n, after(n)) for n in range(1, 6)]
    assert found(facts(*acts, moves=[move(2, "3", "4"), move(3, "", "5")])) == []


@pytest.mark.parametrize(
    ("hour", "is_night"),
    [(21, False), (22, True), (23, True), (0, True), (5, True), (6, False), (12, False)],
)
def test_night_lasts_from_22_to_6(hour, is_night):
    at = datetime(2026, 11, 23, hour, 30, tzinfo=ZONE).astimezone(UTC)
    assert bool(found(facts(act(1, at)))) is is_night


def test_one_night_is_one_finding_across_midnight():
    acts = [act(1, after(11 * 60)), act(2, after(12 * 60 + 30)), act(3, after(13 * 60))]
    ((check, text, ops),) = found(facts(*acts))
    assert (check, ops) == ("night", (1, 2, 3))
    assert text == "Иванова М. П.: ночью 23.11 23:00–01:00, 3 действия"


def test_a_school_may_have_another_night():
    limits = Limits(night_from=1, night_to=4)
    assert [limits.is_night(hour) for hour in (0, 1, 3, 4, 23)] == [False, True, True, False, False]


@pytest.mark.parametrize(("count", "is_series"), [(4, False), (5, True)])
def test_a_series_of_raised_marks(count, is_series):
    acts = [act(n, after(n)) for n in range(count)]
    said = found(facts(*acts, moves=[move(n, "3", "4") for n in range(count)]))
    assert [check for check, *_ in said] == ["raised"] * is_series
    if is_series:
        assert said[0][1] == (
            "Иванова М. П.: подряд повышено 5 отметок (3 → 4, 3 → 4, 3 → 4…), 7А, алгебра, 23.11"
        )


def test_raised_marks_far_apart_are_no_series():
    acts = [act(n, after(n * 10)) for n in range(6)]
    assert found(facts(*acts, moves=[move(n, "3", "4") for n in range(6)])) == []


@pytest.mark.parametrize(("before", "now"), [("4", "3"), ("", "5"), ("н", "5"), ("4", "")])
def test_only_a_higher_digit_is_a_raise(before, now):
    acts = [act(n, after(n)) for n in range(6)]
    assert found(facts(*acts, moves=[move(n, before, now) for n in range(6)])) == []


@pytest.mark.parametrize(
    ("before", "now", "stood", "counts"),
    [
        ("2", "", 60, True),
        ("2", "", 5, False),
        ("2", "", None, True),
        ("2", "3", 60, False),
        ("3", "", 60, False),
    ],
)
def test_a_two_that_stood_and_is_gone(before, now, stood, counts):
    since = None if stood is None else NOON - timedelta(minutes=stood)
    said = found(facts(act(1), moves=[move(1, before, now, since)]))
    assert [check for check, *_ in said] == ["removed_two"] * counts


def test_a_single_finding_leads_to_its_cell():
    (finding,) = find_in_audit(facts(act(1), moves=[move(1, "2", "")]))
    assert (finding.spot.page_id, finding.spot.lesson_id, finding.spot.pupil_id) == (7, 50, 40)


@pytest.mark.parametrize(("minutes", "counts"), [(-5, True), (5, False), (None, False)])
def test_a_mark_changed_after_the_final_one(minutes, counts):
    final = None if minutes is None else after(minutes)
    said = found(facts(act(1), moves=[move(1, "3", "2", final=final)]))
    assert [check for check, *_ in said] == ["after_final"] * counts


@pytest.mark.parametrize(
    ("count", "hours", "counts"), [(10, 3, True), (9, 3, False), (10, 60, False)]
)
def test_many_changes_before_a_deadline(count, hours, counts):
    acts = [act(n, after(n)) for n in range(count)]
    deadline = NOON + timedelta(hours=hours)
    said = found(
        facts(*acts, moves=[move(n, "4", "3") for n in range(count)], deadlines=[deadline])
    )
    assert [check for check, *_ in said] == ["deadline"] * counts


@pytest.mark.parametrize(
    ("computers", "counts"),
    [
        ({(1, "к-2"): 30}, True),
        ({(1, "к-2"): 19}, False),
        ({(1, "к-2"): 30, (1, "к-1"): 1}, False),
        ({(2, "к-2"): 99}, False),
    ],
)
def test_work_on_an_unusual_computer(computers, counts):
    said = found(facts(act(1), computers=computers))
    assert [text for _, text, _ in said] == [
        "Иванова М. П.: впервые с компьютера «к-1», 23.11 12:00"
    ] * counts


@pytest.mark.parametrize(("count", "counts"), [(9, False), (10, True)])
def test_many_undos_on_a_day(count, counts):
    acts = [act(n, after(n), undoes=n + 100) for n in range(count)]
    assert [check for check, *_ in found(facts(*acts))] == ["undos"] * counts


def tries(*minutes, login="ivanova", accepted=20):
    refused = [LoginTry(after(each), login, "к-9", accepted=False) for each in minutes]
    return (*refused, LoginTry(after(accepted), login, "к-9", accepted=True))


@pytest.mark.parametrize(
    ("logins", "counts"),
    [
        (tries(10, 12, 14), True),
        (tries(12, 14), False),
        (tries(0, 1, 14), False),
        ((), False),
    ],
)
def test_a_login_accepted_after_refusals(logins, counts):
    said = found(facts(logins=logins))
    expected = ["Логин «ivanova»: 3 отказа, затем вход с «к-9»"]
    assert [text for _, text, _ in said] == expected * counts


def test_refusals_of_another_login_do_not_count():
    others = [LoginTry(after(n), "petrova", "к-9", accepted=False) for n in (10, 11, 12)]
    assert (
        found(facts(logins=(*others, LoginTry(after(13), "ivanova", "к-9", accepted=True)))) == []
    )


@pytest.mark.parametrize(("minutes", "text"), [(9, ""), (15, "15 мин"), (240, "4 ч")])
def test_a_clock_set_back(minutes, text):
    said = found(facts(act(1, NOON), act(2, after(-minutes))))
    assert [text in said_text for _, said_text, _ in said] == [True] * bool(text)


def test_settings_of_the_school_replace_the_usual_ones_and_nonsense_does_not():
    said = limits_from({"night_from": 21, "raised_marks": 0, "nothing": 5, "undos_a_day": "x"})
    assert said == Limits(night_from=21)
    assert limits_from(None) == limits_from([1]) == limits_from({"night_to": 99}) == USUAL


def test_every_check_is_in_the_catalogue_and_explained():
    modules = {module.name for module in pkgutil.iter_modules(checks.__path__)}
    used = {check.find.__module__.rsplit(".", 1)[-1] for check in AUDIT_CHECKS}
    assert modules - {"catalogue", "finding"} == used
    assert len({check.key for check in AUDIT_CHECKS}) == len(AUDIT_CHECKS) == 9
    for check in AUDIT_CHECKS:
        assert check.clause.startswith("п. ")
        assert check.explains.endswith(".")
