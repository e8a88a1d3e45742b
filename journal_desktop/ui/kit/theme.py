"""Named colours, fonts and the stylesheet; light and dark follow the system."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from string import Template
from typing import Final

from fontpkg_pt_sans import ROOT as PT_SANS
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from journal_desktop.paths import resource

FAMILY: Final = "PT Sans"
TEXT_PX: Final = 13
SMALL_PX: Final = 11
ROW_PX: Final = 22
COLUMN_PX: Final = 30
DARK_LIGHTNESS: Final = 128
STYLESHEET: Final = "qss/journal.qss"


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour of the program by its meaning, as «#rrggbb»; a colour never speaks alone."""

    window: str
    paper: str
    raised: str
    hairline: str
    border: str
    ink: str
    soft: str
    faint: str
    accent: str
    accent_ink: str
    on_accent: str
    today: str
    control: str
    control_head: str
    changed: str
    others: str
    absence: str
    absence_ink: str
    final: str
    final_head: str
    hatch: str
    selected: str
    hover: str
    red: str
    red_tint: str
    amber: str
    amber_tint: str
    green: str


LIGHT: Final = Colours(
    window="#f6f7f9",
    paper="#ffffff",
    raised="#fafbfc",
    hairline="#e6eaee",
    border="#d3d9e0",
    ink="#1c252e",
    soft="#4f5b67",
    faint="#5f6973",
    accent="#0b4f8a",
    accent_ink="#0b4f8a",
    on_accent="#ffffff",
    today="#e3effb",
    control="#f2f7fc",
    control_head="#e3eef9",
    changed="#e6f4e9",
    others="#efe8f8",
    absence="#faf5ea",
    absence_ink="#7a6440",
    final="#f3f4f6",
    final_head="#f7f8fa",
    hatch="#dde1e6",
    selected="#cfe3f7",
    hover="#eef3f8",
    red="#c0271c",
    red_tint="#fdf0ee",
    amber="#945400",
    amber_tint="#fdf4e3",
    green="#1f7a3d",
)

DARK: Final = Colours(
    window="#1b1f24",
    paper="#22272d",
    raised="#272d34",
    hairline="#333b44",
    border="#424c57",
    ink="#e4e8ec",
    soft="#b4bec8",
    faint="#9aa5b0",
    accent="#5aa7ea",
    accent_ink="#83bff2",
    on_accent="#0d1822",
    today="#1f3850",
    control="#26303b",
    control_head="#2b3b4c",
    changed="#24392b",
    others="#382f47",
    absence="#37322a",
    absence_ink="#d2b98c",
    final="#2a3037",
    final_head="#2e353d",
    hatch="#3d4650",
    selected="#2b4d70",
    hover="#2c343d",
    red="#ff8a7d",
    red_tint="#40282a",
    amber="#f0b45c",
    amber_tint="#3b3222",
    green="#6fcf8d",
)


def colours() -> Colours:
    """The colours in force: the application's own palette says whether it is dark."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < DARK_LIGHTNESS else LIGHT


def load_fonts() -> None:
    """Make PT Sans of the package known to Qt, so that every machine shows the same letters."""
    for file in sorted((PT_SANS / "files").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def text_font(pixels: int = TEXT_PX, *, bold: bool = False) -> QFont:
    """PT Sans of the given height in logical pixels."""
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def qt_palette(named: Colours) -> QPalette:
    """The colours as Qt's roles, for everything the stylesheet does not name."""
    role = QPalette.ColorRole
    roles = {
        role.Window: named.window,
        role.WindowText: named.ink,
        role.Base: named.paper,
        role.AlternateBase: named.raised,
        role.Text: named.ink,
        role.Button: named.raised,
        role.ButtonText: named.ink,
        role.BrightText: named.red,
        role.ToolTipBase: named.paper,
        role.ToolTipText: named.ink,
        role.PlaceholderText: named.faint,
        role.Highlight: named.accent,
        role.HighlightedText: named.on_accent,
        role.Accent: named.accent,
        role.Link: named.accent_ink,
        role.LinkVisited: named.accent_ink,
        role.Light: named.paper,
        role.Midlight: named.hairline,
        role.Mid: named.border,
        role.Dark: named.border,
        role.Shadow: named.border,
    }
    palette = QPalette()
    for key, colour in roles.items():
        palette.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(named.faint))
    return palette


def stylesheet(named: Colours) -> str:
    """The stylesheet file with `$name` replaced by the colours."""
    text = resource(STYLESHEET).read_text(encoding="utf-8")
    icons = resource("icons").as_posix()
    return Template(text).substitute(asdict(named), icons=icons)


class Theme(QObject):
    """Dresses the application and follows the system between light and dark."""

    changed = Signal()

    def __init__(self, app: QApplication, *, dark: bool | None = None) -> None:
        """`dark` None follows the system; a wish of the person overrides it."""
        super().__init__(app)
        self._app = app
        self._wish = dark
        load_fonts()
        app.setStyle("Fusion")
        app.setFont(text_font())
        self._dress()
        app.styleHints().colorSchemeChanged.connect(self._dress)

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in force."""
        if self._wish is not None:
            return self._wish
        return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def prefer(self, *, dark: bool | None) -> None:
        """Take the person's wish; None follows the system again."""
        self._wish = dark
        self._dress()

    def _dress(self) -> None:
        named = DARK if self.dark else LIGHT
        self._app.setPalette(qt_palette(named))
        self._app.setStyleSheet(stylesheet(named))
        self.changed.emit()
