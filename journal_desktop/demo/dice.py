"""Chance that repeats: the same key always throws the same numbers."""

from __future__ import annotations

import random
from uuid import UUID

SEED = "210"
_VERSION_7 = 0x7 << 76
_VARIANT = 0x2 << 62
_MOMENT = 0x0199_0000_0000
"""Milliseconds of the autumn of 2025: every uid looks as if made then."""


def dice(*key: object) -> random.Random:
    """A generator for one purpose, so that a change elsewhere does not shift its numbers."""
    return random.Random("/".join((SEED, *map(str, key))))  # noqa: S311 - it must be repeatable


def chance(rng: random.Random, share: float) -> bool:
    """True in that share of throws, 0 to 1."""
    return rng.random() < share


def make_uid(rng: random.Random) -> UUID:
    """A version 7 identifier out of the generator."""
    low = rng.getrandbits(74)
    return UUID(int=_MOMENT << 80 | _VERSION_7 | (low >> 62) << 64 | _VARIANT | low & (1 << 62) - 1)
