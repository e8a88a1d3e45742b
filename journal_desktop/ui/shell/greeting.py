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


def elsewhere(session: LastLogin | None, zone: ZoneInfo, here: str) -> str:
    """The sentence about another window of the same person; "" when there is none."""
    if session is None:
        return ""
    where = "этом компьютере" if session.computer == here else f"компьютере {session.computer}"
    return (
        f"Под вашей учётной записью журнал уже открыт на {where} с"
        f" {session.at.astimezone(zone):%d.%m.%Y %H:%M}. Если это не вы, смените пароль (п. 3.1)."
    )


def last_time(last: LastLogin | None, zone: ZoneInfo) -> str:
    """The sentence about the login before this one (R-3.1.2-01)."""
    if last is None:
        return "Это ваш первый вход."
    at = last.at.astimezone(zone)
    return f"Прошлый вход: {at:%d.%m.%Y в %H:%M}, компьютер {last.computer}."


def wrong_since(failed: int) -> str:
    """The sentence about wrong passwords since the last login; "" when there were none."""
    if not failed:
        return ""
    return (
        f"С прошлого входа неверный пароль вводили {failed} {plural(failed, 'раз', 'раза', 'раз')}:"
        " если не вы, смените пароль и скажите ответственному за ЭЖ («Файл → Мои входы…»)."
    )
