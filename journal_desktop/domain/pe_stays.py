"""Physical-education groups of one pupil as days from–to, and what a change makes of them.

Source: R-5.3-02 (a change never overwrites), domain 2.4, 5.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from journal_desktop.domain.health import PeGroup

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PeStay:
    """Days in a group, both ends included; one that ends before it begins was taken back."""

    id: int
    begins: date
    ends: date | None
    group: PeGroup

    def holds(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.begins <= day and (self.ends is None or day <= self.ends)

    @property
    def is_void(self) -> bool:
        """Whether it holds no day at all."""
        return self.ends is not None and self.ends < self.begins


@dataclass(frozen=True, slots=True)
class PeChange:
    """What to write: new last days of known stays by id, and stays to add (their id is 0)."""

    ended: dict[int, date]
    added: tuple[PeStay, ...]


def stay_on(stays: Sequence[PeStay], day: date) -> PeStay | None:
    """The stay of that day; of several the one that began last."""
    here = [stay for stay in stays if stay.holds(day)]
    return max(here, key=lambda stay: (stay.begins, stay.id), default=None)


def change_group(
    stays: Sequence[PeStay], group: PeGroup | None, begins: date, ends: date | None
) -> PeChange:
    """Put a group from a day on, `ends` being its last day; None takes the present one away.

    What stood before ends the day before; what was planned for later is taken back. After a group
    with a last day the former one is in force again: an exemption does not change a pupil.
    """
    back = _lasting_group(stays, begins)
    cut = begins - _DAY
    ended = {
        stay.id: min(cut, stay.begins - _DAY) if stay.begins >= begins else cut
        for stay in stays
        if not stay.is_void and (stay.ends is None or stay.ends >= begins)
    }
    added = [] if group is None else [PeStay(0, begins, ends, group)]
    if ends is not None and group is not None and back is not None:
        added.append(PeStay(0, ends + _DAY, None, back))
    return PeChange(ended, tuple(added))


def _lasting_group(stays: Sequence[PeStay], day: date) -> PeGroup | None:
    """The last group by that day that was no exemption, or else the first one after it."""
    lasting = sorted(
        (stay for stay in stays if not stay.is_void and stay.group is not PeGroup.EXEMPT),
        key=lambda stay: (stay.begins, stay.id),
    )
    before = [stay for stay in lasting if stay.begins <= day]
    found = before[-1:] or lasting[:1]
    return found[0].group if found else None
