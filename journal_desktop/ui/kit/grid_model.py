"""What a grid shows: plain lists that the painter reads without asking roles."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
EDIT: Final = int(Qt.ItemDataRole.EditRole)
TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
WORDS: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_SHUT: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_OPEN: Final = _SHUT | Qt.ItemFlag.ItemIsEditable

INK_PLAIN: Final = 0
INK_ABSENCE: Final = 1
INK_BAD: Final = 2
INK_FAINT: Final = 3
INK_SOFT: Final = 4
INK_STRONG: Final = 5

TINT_NONE: Final = 0
TINT_CHANGED: Final = 1
TINT_ABSENCE: Final = 2
TINT_HATCH: Final = 3
TINT_REFUSED: Final = 4
TINT_OTHERS: Final = 5
"""Changed by somebody else since the page was opened."""

SIGN_DOT: Final = 1
SIGN_CORNER: Final = 2
SIGN_PENDING: Final = 4
SIGN_WORDS: Final = 8
"""Not a picture: the text is words, so it begins at the left and is cut at the right."""

COLUMN_PLAIN: Final = 0
COLUMN_TODAY: Final = 1
COLUMN_CONTROL: Final = 2
COLUMN_FINAL: Final = 3
COLUMN_OFF: Final = 4


class Face(NamedTuple):
    """How one cell looks: text, then INK_*, TINT_* and SIGN_* bits; a cell with nothing is None."""

    text: str = ""
    ink: int = INK_PLAIN
    tint: int = TINT_NONE
    signs: int = 0


class Head(NamedTuple):
    """How one column looks: its group (a month), label, COLUMN_* and width in logical pixels.

    `mark` is a short sign under the date («КР») or "".
    """

    group: str
    label: str
    look: int
    width: int
    mark: str = ""


class NameRow(NamedTuple):
    """How one row is named: its number, name and neutral signs; `gone` greys it."""

    number: str
    name: str
    advice: bool = False
    diary: bool = False
    gone: bool = False


class Note(NamedTuple):
    """A line written across a row from a column on: «выбыл 12.09.2025, пр. № 45-у»."""

    row: int
    column: int
    text: str


class GridModel(QAbstractTableModel):
    """A table of faces; subclasses know what may be typed and where it goes."""

    refused = Signal(str)
    """Why the last entry was not taken."""

    def __init__(self) -> None:
        super().__init__()
        self.faces: list[list[Face | None]] = []
        self.heads: list[Head] = []
        self.names: list[NameRow] = []
        self.notes: list[Note] = []

    def renew(self, fill: Callable[[], None], *, same: bool) -> None:
        """Fill the lists anew; with the same rows and columns the chosen cell stays."""
        if not same:
            self.beginResetModel()
            fill()
            self.endResetModel()
            return
        fill()
        rows, columns = len(self.names), len(self.heads)
        if rows and columns:
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, columns - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, columns - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, rows - 1))

    def redraw_row(self, row: int, faces: list[Face | None]) -> None:
        """Show other faces in a row."""
        self.faces[row] = faces
        if faces:
            last = self.index(row, len(faces) - 1)
            self.dataChanged.emit(self.index(row, 0), last, [DISPLAY])

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.names)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.heads)

    @override
    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        role, row, column = int(role), index.row(), index.column()
        if role == DISPLAY:
            return self.text_at(row, column)
        if role == EDIT:
            return self.edited_at(row, column)
        if role == TIP:
            return self.tip_at(row, column)
        return self.words_at(row, column) if role == WORDS else None

    @override
    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        return (
            role == EDIT
            and index.isValid()
            and self.put({(index.row(), index.column()): str(value)})
        )

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _SHUT if self.why_locked(index.row(), index.column()) else _OPEN

    @abstractmethod
    def edited_at(self, row: int, column: int) -> str:
        """The text an editor begins with."""

    @abstractmethod
    def tip_at(self, row: int, column: int) -> str:
        """What the pointer is told over the cell."""

    @abstractmethod
    def words_at(self, row: int, column: int) -> str:
        """What is read aloud of the cell."""

    def text_at(self, row: int, column: int) -> str:
        """What is shown there, "" for nothing."""
        face = self.faces[row][column]
        return face.text if face else ""

    @abstractmethod
    def why_locked(self, row: int, column: int) -> str:
        """Why nothing can be typed there; "" when it can."""

    def is_passed(self, row: int, column: int) -> bool:  # noqa: ARG002 - for those who override
        """Whether typing onward passes the cell by, though it can be typed into."""
        return False

    @abstractmethod
    def refusal(self, row: int, column: int, typed: str) -> str:
        """Why the typed text can never become an entry; "" when it is one or may grow into one."""

    @abstractmethod
    def is_whole(self, row: int, column: int, typed: str) -> bool:
        """Whether the typed text is complete, so that it commits by itself."""

    def grown(self, row: int, column: int, typed: str) -> str:  # noqa: ARG002 - for those who override
        """What a key typed right after the cell was left makes of it there; "" for nothing."""
        return ""

    @abstractmethod
    def from_keys(self, typed: str) -> str:
        """Typed characters as the Russian layout would give them."""

    @abstractmethod
    def put(self, texts: Mapping[tuple[int, int], str]) -> bool:
        """Write texts by (row, column) as one op; False when refused at once, the reason told."""

    @abstractmethod
    def toggled(self, row: int, column: int) -> str | None:
        """What the space bar makes of the cell; None when it makes nothing."""
