"""Places and commands by what a person types: any words, any order, either keyboard layout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

SHOWN: Final = 200
_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN: Final = "йцукенгшщзхъфывапролджэячсмитьбюё"
_LAYOUT: Final = str.maketrans(_LATIN, _RUSSIAN)


@dataclass(frozen=True, slots=True)
class Target:
    """Something to go to or to do; `kind` groups, `key` is its shortcut, `more` is searched too."""

    title: str
    kind: str
    act: Callable[[], None] = field(compare=False)
    more: str = ""
    key: str = ""


def plain(text: str) -> str:
    """Small letters, ё as е: «Алёна» and «алена» are one."""
    return text.casefold().replace("ё", "е")


def found(targets: Sequence[Target], typed: str) -> tuple[Target, ...]:
    """Targets that hold every typed word, those that begin with it first; all for "".

    Words typed with the Latin layout by mistake are read by key position.
    """
    words = plain(typed).split()
    if not words:
        return tuple(targets[:SHOWN])
    turned = plain(typed.casefold().translate(_LAYOUT)).split()
    hits = _ranked(targets, words) or _ranked(targets, turned)
    return tuple(hits[:SHOWN])


def _ranked(targets: Sequence[Target], words: Sequence[str]) -> list[Target]:
    ranked: list[tuple[int, int, Target]] = []
    for order, target in enumerate(targets):
        text = plain(f"{target.title} {target.more}")
        if all(word in text for word in words):
            starts = sum(any(part.startswith(word) for part in text.split()) for word in words)
            whole = plain(target.title).startswith(words[0])
            ranked.append((-2 * starts - whole, order, target))
    return [target for _, _, target in sorted(ranked, key=lambda entry: entry[:2])]
