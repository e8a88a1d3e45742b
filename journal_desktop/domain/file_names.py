"""Names of files: a class, a subject or a plan may be called anything, a file may not."""

from __future__ import annotations

import re


def file_name(text: str, other: str = "Документ") -> str:
    """The text without what no file system takes; `other` where nothing is left."""
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]+', "_", text).strip(" .") or other
