"""Papers of the office, apart from the bound journal: page, styles, numbered foot, the file.

Source: R-1.9-01; domain 2.4. A sheet says who made it and when; «Лист N из M».
"""

from __future__ import annotations

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from reportlab.lib.colors import black, grey, lightgrey
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, TableStyle

from journal_desktop.domain.errors import BadFile
from journal_desktop.printing.fonts import clean, font, name
from journal_desktop.printing.page import Face

Step = Callable[[int, int, str], None]
MARGIN: Final = 10 * mm
BINDING: Final = 20 * mm


def put_file(content: bytes, path: Path) -> Path:
    """Write the file whole or not at all.

    Raises:
        BadFile: the folder or the disk does not take it.
    """
    unfinished = path.with_name(f".{os.getpid()}-{path.stem[:80]}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise BadFile(
            f"Файл «{path.name}» не записан в папку «{path.parent}»: нет права записи, мало места "
            "или файл открыт в другой программе. Выберите другую папку."
        ) from error
    return path


def document_of(out: BytesIO, page: tuple[float, float], title: str) -> Any:
    """An empty document of that page."""
    return SimpleDocTemplate(
        out,
        pagesize=page,
        leftMargin=BINDING,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=14 * mm,
        title=title,
        author="Классный журнал",
        lang="ru-RU",
    )


def paper_styles() -> dict[str, ParagraphStyle]:
    """Styles of paragraphs by name."""
    for face in (Face.SANS, Face.NARROW, Face.NARROW_BOLD, Face.BOLD):
        font(face)
    narrow, bold = name(Face.NARROW), name(Face.NARROW_BOLD)
    return {
        "title": ParagraphStyle(
            "title", fontName=name(Face.BOLD), fontSize=13, leading=16, alignment=TA_CENTER
        ),
        "small": ParagraphStyle(
            "small", fontName=name(Face.SANS), fontSize=9, leading=12, alignment=TA_CENTER
        ),
        "text": ParagraphStyle("text", fontName=name(Face.SANS), fontSize=10, leading=13),
        "head": ParagraphStyle("head", fontName=bold, fontSize=8, leading=9, alignment=TA_CENTER),
        "cell": ParagraphStyle("cell", fontName=narrow, fontSize=8.5, leading=10),
        "seat": ParagraphStyle(
            "seat", fontName=name(Face.SANS), fontSize=10, leading=12, alignment=TA_CENTER
        ),
    }


def ruled() -> TableStyle:
    """A table with lines and a grey head."""
    return TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.4, grey),
            ("BOX", (0, 0), (-1, -1), 0.8, black),
            ("BACKGROUND", (0, 0), (-1, 0), lightgrey),
            ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
            *[(f"{side}PADDING", (0, 0), (-1, -1), 2.5) for side in ("LEFT", "RIGHT")],
            *[(f"{side}PADDING", (0, 0), (-1, -1), 2) for side in ("TOP", "BOTTOM")],
        ]
    )


def numbered(foot: str) -> type[Canvas]:
    """A canvas that knows how many pages there are when it writes the foot of each."""

    class Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                self.setFont(name(Face.SANS), 8)
                self.drawString(BINDING, 8 * mm, clean(foot))
                right = self._pagesize[0] - MARGIN
                self.drawRightString(right, 8 * mm, f"Лист {number} из {len(self._pages)}")
                super().showPage()
            super().save()

    return Numbered


def safe(text: str) -> str:
    """The text as a paragraph takes it: no markup, only letters the fonts have."""
    plain = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("\n", "<br/>")
