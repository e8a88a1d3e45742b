"""Text that people type into topics and homework: tidying and the rule «all records in Russian».

Source: Regulation 3.2.5 (R-3.2.5-13).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_QUOTED = re.compile(r"«[^«»]*»")
_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class TextFault:
    """What is wrong with a text; `proposal` is a text without this fault, "" when there is none.

    `text` is one Russian sentence. An error refuses the text, a warning lets it in.
    """

    text: str
    proposal: str = ""
    is_error: bool = True


def one_line(text: str) -> str:
    """The text in one line: NFC, single spaces, without control and invisible characters."""
    spaced = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    return re.sub(r" {2,}", " ", "".join(filter(str.isprintable, spaced))).strip()


def many_lines(text: str) -> str:
    """The text line by line as `one_line` makes it, without empty lines at either end."""
    return "\n".join(map(one_line, text.splitlines())).strip("\n")


def reads_russian(text: str) -> bool:
    """Whether the text is Russian with at most foreign words inside.

    It has a Cyrillic word of three letters, and Latin letters are no more than half of all.
    Terms are not counted: a capitalised word («Present Simple», «Python»), a word with digits
    («H2SO4»), whatever stands in «…», links.
    """
    plain = _LINK.sub(" ", text)
    words = _WORD.findall(plain)
    if not any(len(_CYRILLIC.findall(word)) >= _SHORTEST_WORD for word in words):
        return False
    counted = [word for word in _WORD.findall(_QUOTED.sub(" ", plain)) if not _is_term(word)]
    latin = sum(len(_LATIN.findall(word)) for word in counted)
    return latin <= sum(len(_CYRILLIC.findall(word)) for word in words)


def has_latin_only(text: str) -> bool:
    """Whether the text has Latin words outside links, but does not read as Russian."""
    return bool(_LATIN.search(_LINK.sub(" ", text))) and not reads_russian(text)


def _is_term(word: str) -> bool:
    """A capitalised word or a formula, allowed inside a Russian sentence."""
    return word[0].isupper() or any(sign.isdigit() for sign in word)
