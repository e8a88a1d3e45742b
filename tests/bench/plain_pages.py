"""The same pages drawn in the ways one would draw them first: canvas, platypus tables, HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO

from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, SimpleDocTemplate, Table, TableStyle

from journal_desktop.printing.fonts import font, name
from journal_desktop.printing.page import Align, Face, Ink, Page

COLUMNS = 30
ROW_PT = 6.0
TEXT_PT = 4.0


def on_canvas(pages: Sequence[Page]) -> bytes:
    """Every line and every text by its own call."""
    for face in Face:
        font(face)
    out = BytesIO()
    canvas = Canvas(out, pagesize=pages[0].size, pageCompression=1, invariant=1)
    for page in pages:
        for ink in (*page.stamps, page.ink):
            _draw(canvas, ink)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def as_tables(pages: Sequence[Page]) -> bytes:
    """As many cells as the page has texts, in tables that platypus lays out."""
    font(Face.SERIF)
    out, story = BytesIO(), []
    looks = TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), name(Face.SERIF), TEXT_PT),
            ("GRID", (0, 0), (-1, -1), 0.25, colors.grey),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    for page in pages:
        texts = _texts(page)
        rows = [texts[at : at + COLUMNS] for at in range(0, len(texts), COLUMNS)]
        if rows:
            rows[-1] += [""] * (COLUMNS - len(rows[-1]))
            story.append(Table(rows, colWidths=[12] * COLUMNS, rowHeights=[ROW_PT] * len(rows)))
            story[-1].setStyle(looks)
        story.append(PageBreak())
    SimpleDocTemplate(out, pagesize=(900, 1400), invariant=1).build(story)
    return out.getvalue()


def as_html(pages: Sequence[Page]) -> str:
    """As many cells in HTML tables, a table a page."""
    tables = []
    for page in pages:
        cells = [f"<td>{escape(text)}</td>" for text in _texts(page)]
        rows = [cells[at : at + COLUMNS] for at in range(0, len(cells), COLUMNS)]
        tables.append("".join(f"<tr>{''.join(row)}</tr>" for row in rows))
    style = (
        "table{break-after:page;border-collapse:collapse;font:4pt serif}"
        "td{border:.25pt solid grey;height:6pt;max-width:12pt;overflow:hidden;white-space:nowrap}"
        "@page{size:297mm 420mm;margin:10mm}"
    )
    body = "".join(f"<table>{table}</table>" for table in tables)
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style>{body}'


def count_texts(pages: Sequence[Page]) -> int:
    """How many texts the pages show."""
    return sum(len(_texts(page)) for page in pages)


def _texts(page: Page) -> list[str]:
    inks = (*page.stamps, page.ink)
    return [place[2][:12] for ink in inks for run in ink.runs for place in run.places]


def _draw(canvas: Canvas, ink: Ink) -> None:
    for width, grey, strokes in ink.rules:
        canvas.setLineWidth(width)
        canvas.setStrokeGray(grey)
        for stroke in strokes:
            canvas.line(*stroke)
    show = {
        Align.LEFT: canvas.drawString,
        Align.CENTRE: canvas.drawCentredString,
        Align.RIGHT: canvas.drawRightString,
    }
    for run in ink.runs:
        canvas.setFont(name(run.style.face), run.style.size)
        canvas.setFillGray(run.style.grey)
        for place in run.places:
            show[run.style.align](*place)
