"""What the tab says when there is no grid to show."""

from __future__ import annotations

from journal_desktop.ui.tabs.marks.reading import Reading


def why_empty(reading: Reading) -> tuple[str, str] | None:
    """Title and text when there is nothing to show; None when there is a grid."""
    if reading.year is None:
        return (
            "Учебного года ещё нет",
            (
                "Ответственный за ЭЖ создаёт год, классы и расписание на вкладке «Школа». "
                "После этого здесь появятся страницы журнала."
            ),
        )
    if reading.page is None or reading.spread is None:
        return (
            "Нет страниц журнала",
            (
                f"В {reading.year.title} году за вами не закреплено ни одного класса и предмета. "
                "Если это ошибка, скажите ответственному за ЭЖ: он назначает учителей (п. 3.2.2)."
            ),
        )
    if not reading.spread.pupils:
        return (
            "В классе никого нет",
            (
                "В списке этого класса или подгруппы нет обучающихся. Секретарь зачисляет их "
                "по приказу на вкладке «Школа» (п. 3.2.2)."
            ),
        )
    if not reading.spread.lessons:
        when = f" за период «{reading.period.title}»" if reading.period else ""
        return (
            "Уроков нет",
            (
                f"В расписании нет уроков{when}. Графы для отметок появляются сами по расписанию "
                "(п. 3.2.5): проверьте его у ответственного за ЭЖ или выберите другой период."
            ),
        )
    return None
