"""Small documents to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)
LANDSCAPE = (842.0, 595.0)


@dataclass(frozen=True)
class Section:
    title: str
    page: int


def drawn(sizes: Sequence[tuple[float, float]], words: Callable[[int], str] = str) -> bytes:
    """A PDF of empty pages with a word on each, «page 3» by default."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for number, size in enumerate(sizes, 1):
        canvas.setPageSize(size)
        canvas.drawString(72, 400, f"page {words(number)}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@dataclass
class Looked:
    """A laid-out document that counts how often it is drawn."""

    count: int = 20
    title: str = "Журнал 7А, 2026/2027 учебный год"
    marks: tuple[Section, ...] = (
        Section("Титульный лист", 1),
        Section("Оглавление", 3),
        Section("Алгебра", 4),
    )
    drawings: list[int | None] = field(default_factory=list)

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        return (A4,) * self.count

    def where(self, number: int) -> str:
        return f"лист {number // 2 + 1}"

    def pdf(self, _progress: object, count: int | None = None) -> bytes:
        self.drawings.append(count)
        return drawn(self.sizes[:count])
