"""Pages → reportlab canvas: ready operators, shared Inks as form XObjects. No decisions."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from journal_desktop.printing.fonts import font, name
from journal_desktop.printing.page import Align, Face, Ink, Page, Place, Run, Style

Step = Callable[[int, int, str], None]
"""Told how many pages of how many are done, and on what; raises to stop the work."""

_SHARE = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}
_SHORT = 6
"""Texts up to this many characters repeat at the same places, so their operators are kept."""
_ELSEWHERE = "\uffff"
"""Stands for signs of a face's further subsets: no code is so high."""
_REPEATED = 40
"""Texts up to this many characters come again (names, titles), so their encoding is kept."""


def draw(pages: Sequence[Page], progress: Step) -> bytes:
    """The pages as a PDF file that can be made PDF/A; `progress` is called after each page."""
    out = BytesIO()
    size = pages[0].size
    canvas = Canvas(
        out,
        pagesize=size,
        pageCompression=1,
        invariant=1,
        initialFontName=_registered(Face.SERIF),
        lang="ru-RU",
    )
    operators = _Operators(canvas)
    for done, page in enumerate(pages, 1):
        canvas.setPageSize(page.size)
        operators.page(page)
        canvas.showPage()
        progress(done, len(pages), "Страница")
    canvas.save()
    return out.getvalue()


def _registered(face: Face) -> str:
    font(face)
    return name(face)


class _Codes(dict[int, str]):
    """A translation table that fills itself: signs to their codes in the first subset of a face.

    reportlab gives out the codes sign by sign; asked for whole texts it takes ten times as long.
    """

    def __init__(self, face: TTFont, document: object) -> None:
        super().__init__()
        self._face = face
        self._document = document

    def __missing__(self, code: int) -> str:
        ((subset, written),) = self._face.splitString(chr(code), self._document)
        found = self[code] = _ELSEWHERE if subset else written.decode("latin-1")
        return found


class _Operators:
    """Turns Inks into content stream operators, remembering what repeats."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._forms: dict[Ink, str] = {}
        self._shown: dict[Style, dict[str, tuple[str, float]]] = {}
        self._placed: dict[Style, dict[Place, str]] = {}
        self._codes = {face: _Codes(font(face), canvas._doc) for face in Face}  # noqa: SLF001  # as below

    def page(self, page: Page) -> None:
        """Draw the stamps, then the ink of the page itself."""
        for stamp in page.stamps:
            self._canvas.doForm(self._form(stamp, page.size))
        self._canvas._code.append(self._ink(page.ink))  # noqa: SLF001  # ready operators: four times as fast

    def _form(self, ink: Ink, size: tuple[float, float]) -> str:
        form = self._forms.get(ink)
        if form is None:
            form = self._forms[ink] = f"stamp{len(self._forms)}"
            code = self._ink(ink)
            self._canvas.beginForm(form, 0, 0, *size)
            self._canvas._code.append(code)  # noqa: SLF001  # as above
            self._canvas.endForm()
        return form

    def _ink(self, ink: Ink) -> str:
        parts: list[str] = []
        for width, grey, strokes in ink.rules:
            path = " ".join(["%.2f %.2f m %.2f %.2f l" % stroke for stroke in strokes])  # noqa: UP031  # faster than format
            parts.append(f"q {grey:g} G {width:g} w {path} S Q")
        if ink.fills:
            path = " ".join(["%.2f %.2f %.2f %.2f re" % fill for fill in ink.fills])  # noqa: UP031  # as above
            parts.append(f"0 g {path} f")
        if ink.runs:
            parts.append("BT")
            parts.extend(map(self._run, ink.runs))
            parts.append("ET")
        return "\n".join(parts)

    def _run(self, run: Run) -> str:
        style = run.style
        head = f"{self._font(style.face, 0)} {style.size:g} Tf {style.grey:g} g"
        if style.turn:
            return f"{head} {self._turned(style, run.places)}"
        placed = self._placed.setdefault(style, {})
        found = [placed.get(place) or self._place(style, place, placed) for place in run.places]
        return f"{head} {' '.join(found)}"

    def _place(self, style: Style, place: Place, placed: dict[Place, str]) -> str:
        x, y, text = place
        shown, width = self._show(style, text)
        operator = f"1 0 0 1 {x - width * style.size * _SHARE[style.align]:.2f} {y:.2f} Tm {shown}"
        if len(text) <= _SHORT:
            placed[place] = operator
        return operator

    def _turned(self, style: Style, places: Sequence[Place]) -> str:
        cos, sin = math.cos(math.radians(style.turn)), math.sin(math.radians(style.turn))
        parts: list[str] = []
        for x, y, text in places:
            shown, width = self._show(style, text)
            back = width * style.size * _SHARE[style.align]
            at = f"{x - back * cos:.2f} {y - back * sin:.2f}"
            parts.append(f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {at} Tm {shown}")
        return " ".join(parts)

    def _show(self, style: Style, text: str) -> tuple[str, float]:
        """The operators that show a text and its width in ems."""
        known = self._shown.setdefault(style, {})
        found = known.get(text)
        if found is None:
            found = self._encode(style, text)
            if len(text) <= _REPEATED:
                known[text] = found
        return found

    def _encode(self, style: Style, text: str) -> tuple[str, float]:
        face = font(style.face)
        is_left = style.align is Align.LEFT
        width = 0.0 if is_left else float(face.stringWidth(text, 1))
        written = text.translate(self._codes[style.face])
        if _ELSEWHERE in written:
            return self._in_parts(style, text), width
        return f"({self._canvas._escape(written.encode('latin-1'))}) Tj", width  # noqa: SLF001  # as above

    def _in_parts(self, style: Style, text: str) -> str:
        """A text whose signs do not all belong to the first subset of the face."""
        face, canvas = font(style.face), self._canvas
        parts: list[str] = []
        current = 0
        for subset, chunk in face.splitString(text, canvas._doc):  # noqa: SLF001  # reportlab has no other way
            if subset != current:
                parts.append(f"{self._font(style.face, subset)} {style.size:g} Tf")
                current = subset
            parts.append(f"({canvas._escape(chunk)}) Tj")  # noqa: SLF001  # as above
        if current:
            parts.append(f"{self._font(style.face, 0)} {style.size:g} Tf")
        return " ".join(parts)

    def _font(self, face: Face, subset: int) -> str:
        return str(font(face).getSubsetInternalName(subset, self._canvas._doc))  # noqa: SLF001  # as above
