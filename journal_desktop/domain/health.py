"""Health sheet and advice: what is known, and what a teacher may know of it.

Source: Regulation 5.3; domain 2.4.
"""

from __future__ import annotations

from typing import Final

_PE: Final = "физическая культура"


def is_physical_education(subject: str) -> bool:
    """Whether teachers of the subject see the physical-education group (R-5.3-03).

    «Адаптивная физическая культура» counts too.
    """
    return _PE in subject.casefold()
