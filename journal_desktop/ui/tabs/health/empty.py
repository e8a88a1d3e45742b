"""What the tab says when there is no sheet to show."""

from __future__ import annotations

from journal_desktop.ui.tabs.health.reading import Reading


def why_empty(reading: Reading) -> tuple[str, str] | None:
    """Title and text when there is no sheet to show; None when there is one."""
    if reading.year is None:
        return "Учебного года ещё нет", "Ответственный за ЭЖ создаёт год и классы."
    if reading.place is None:
        return (
            "Нет ваших классов",
            (
                "В этом году за вами не закреплено ни одного класса и предмета: рекомендации "
                "медицинского работника показываются только учителям класса (п. 5.3)."
            ),
        )
    if not reading.rows:
        return "В классе никого нет", "В списке нет обучающихся на этот день (п. 3.2.2)."
    return None
