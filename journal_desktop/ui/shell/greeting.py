"""Who is at work, and when they came in before, in words."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from journal_desktop.access.policy import ROLE_TITLES, Actor, Role
from journal_desktop.domain.russian import plural
from journal_desktop.ui.shell.entrance import LastLogin


def who(actor: Actor) -> str:
    """«Иванова М. П., классный руководитель, учитель»: roles in the order of the reference."""
    roles = [ROLE_TITLES[role] for role in Role if role in actor.roles]
    return ", ".join([actor.name, *roles])


def last_time(last: LastLogin | None, zone: ZoneInfo, failed: int = 0) -> str:
    """The sentence about the login before this one, and wrong passwords since (R-3.1.2-01)."""
    if last is None:
        said, when = "Это ваш первый вход.", "До него"
    else:
        at = last.at.astimezone(zone)
        said = f"Прошлый вход: {at:%d.%m.%Y в %H:%M}, компьютер {last.computer}."
        when = "С тех пор"
    if not failed:
        return said
    return (
        f"{said} {when} неверный пароль вводили {failed} {plural(failed, 'раз', 'раза', 'раз')}:"
        " если не вы, смените пароль и скажите ответственному за ЭЖ («Файл → Мои входы…»)."
    )
