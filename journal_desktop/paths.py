"""Where resources and migrations are: in the source tree, a wheel or a PyInstaller bundle."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    if bundle := getattr(sys, "_MEIPASS", None):
        return Path(bundle)
    carried = _PACKAGE / "_data"
    return carried if carried.is_dir() else _PACKAGE.parent


def resource(name: str) -> Path:
    """A file under resources/."""
    return _root() / "resources" / name


def migrations() -> Path:
    """The alembic script directory."""
    return _root() / "db" / "migrations"


def sql(name: str) -> Path:
    """A SQL file under db/, such as `postgres/roles.sql`."""
    return _root() / "db" / name


def program_version() -> str:
    """The version of this program; "" when it runs from a bare source tree."""
    try:
        return metadata.version("journal-desktop")
    except metadata.PackageNotFoundError:
        return ""
