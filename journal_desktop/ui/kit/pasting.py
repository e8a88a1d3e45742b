"""How much may be pasted: more than a field holds is refused before anything is laid out."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

MILLION = 1_000_000


def too_long(mime: QMimeData, most: int) -> str:
    """Why the text of the clipboard is not pasted; "" when it may be."""
    letters = len(mime.text())
    if letters <= most:
        return ""
    much = f"{letters / MILLION:.1f} млн".replace(".", ",") if letters > MILLION else f"{letters}"
    return (
        f"В буфере {much} знаков, а здесь помещается {most}: ничего не вставлено. "
        "Скопируйте меньше."
    )
