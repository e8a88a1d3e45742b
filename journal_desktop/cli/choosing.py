"""What the arguments mean: a year, classes of it, a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeVar

from journal_desktop.domain.errors import Invalid
from journal_desktop.journal import Journal
from journal_desktop.queries.books import PrintableClass
from journal_desktop.queries.ledgers import LedgerClass
from journal_desktop.queries.pages import SchoolYears, YearItem

_LOOKALIKES: Final = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_Class = TypeVar("_Class", PrintableClass, LedgerClass)


def chosen_year(journal: Journal, wanted: int | None) -> YearItem:
    """The year that begins then; without one the year of today.

    Raises:
        Invalid: there is none.
    """
    years = journal.ask(SchoolYears())
    if not years:
        raise Invalid("В базе нет ни одного учебного года: создайте его в разделе «Школа».")
    if wanted is None:
        today = journal.now().astimezone(journal.zone).date()
        return next((year for year in years if year.begins <= today), years[0])
    for year in years:
        if year.begins.year == wanted:
            return year
    titles = ", ".join(year.title for year in years)
    raise Invalid(f"Учебного года {wanted}/{wanted + 1} в базе нет. Есть: {titles}.")


def chosen(classes: tuple[_Class, ...], year: YearItem, name: str) -> tuple[_Class, ...]:
    """The class of that name, or all of them for "".

    Raises:
        Invalid: there is none.
    """
    if not name:
        if not classes:
            raise Invalid(f"В {year.title} учебном году нет доступных вам классов.")
        return classes
    wanted = plain_class(name)
    found = tuple(group for group in classes if plain_class(group.name) == wanted)
    if not found:
        names = ", ".join(group.name for group in classes) or "нет"
        raise Invalid(f"Класса «{name}» нет среди доступных вам классов {year.title}: {names}.")
    return found


def plain_class(name: str) -> str:
    """«7-а», «7 A» as «7А»: letters of the other alphabet that look alike are taken for Russian."""
    return name.upper().translate(_LOOKALIKES).replace(" ", "").replace("-", "")


def made_folder(path: Path) -> None:
    """Make the folder where there is none.

    Raises:
        Invalid: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Invalid(
            f"Папка «{path}» не создаётся: проверьте путь и право записи или выберите другую."
        ) from error
