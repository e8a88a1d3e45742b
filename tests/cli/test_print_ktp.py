"""`print ktp`: plans of classes and their correction sheets from a terminal."""

from commands.planning import by_number, correct, make, topics

from cli.test_cli import SQLITE, as_login_here, call, school
from journal_desktop.commands.plan_uses import FollowPlan
from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.domain.vocabulary import PlanChange
from journal_desktop.queries.plans import PlanOf

__all__ = ["as_login_here", "call", "school"]


@SQLITE
def test_plans_and_their_corrections_are_written_for_a_class(
    as_login_here, as_, small, database, tmp_path
):
    teacher = as_("ivanova")
    plan = make(teacher, small, topics(12))
    make(teacher, small, topics(3), grade=8)
    teacher.do(FollowPlan(plan, small.page))
    use = teacher.ask(PlanOf(plan)).item.uses[0].id
    where = ("--class", "7-a", "--out", tmp_path)
    none = as_login_here("ivanova", "print", "ktp", *where, "--corrections")
    assert (none.returncode, "не корректировались" in none.stderr) == (4, True)
    merged = Correction(
        PlanChange.MERGE, by_number(teacher, use, 12)[0], with_topic=by_number(teacher, use, 11)[0]
    )
    teacher.do(correct(use, merged))
    database.owner.dispose()
    assert as_login_here("ivanova", "print", "ktp", *where).returncode == 0
    assert as_login_here("ivanova", "print", "ktp", *where, "--corrections").returncode == 0
    assert as_login_here("ivanova", "print", "ktp", "--all", *where[2:]).returncode == 0
    names = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert names == [
        "КТП Алгебра 7А.pdf",
        "КТП Алгебра, 7 класс.pdf",
        "КТП Алгебра, 8 класс.pdf",
        "Лист корректировки Алгебра 7А.pdf",
    ]
    wrong = as_login_here("ivanova", "print", "ktp", *where, "--subject", "Химия")
    assert (wrong.returncode, "Есть: Алгебра." in wrong.stderr) == (4, True)
