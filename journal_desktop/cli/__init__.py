"""The journal without a window: one thin function per subcommand (see `journal-desktop --help`)."""

from __future__ import annotations

from journal_desktop.cli.main import main

__all__ = ["main"]
