"""A chosen block of cells and the text of a spreadsheet: one made of the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Cell = tuple[int, int]


def copied(block: Sequence[Cell], text_at: Callable[[int, int], str]) -> str:
    """The block as a spreadsheet takes it: rows by line, cells by tab."""
    rows: dict[int, list[str]] = {}
    for row, column in block:
        rows.setdefault(row, []).append(text_at(row, column))
    return "\n".join("\t".join(line) for line in rows.values())


def laid_out(text: str, block: Sequence[Cell]) -> dict[Cell, str]:
    """A pasted text by cells from the first chosen one on; one value fills the whole block."""
    if not block or not text.strip():
        return {}
    lines = [line.split("\t") for line in text.rstrip("\r\n").replace("\r\n", "\n").split("\n")]
    if len(lines) == 1 and len(lines[0]) == 1:
        return dict.fromkeys(block, lines[0][0])
    top, left = min(row for row, _ in block), min(column for _, column in block)
    return {
        (top + down, left + along): value
        for down, line in enumerate(lines)
        for along, value in enumerate(line)
    }


def filled_from(block: Sequence[Cell]) -> int:
    """The row that fills the block downwards: its first; of one row the one above; or -1."""
    if not block:
        return -1
    top = min(row for row, _ in block)
    return top - 1 if max(row for row, _ in block) == top else top
