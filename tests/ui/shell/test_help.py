"""The help pages are whole."""

from __future__ import annotations

import re

import pytest

from journal_desktop.paths import resource
from journal_desktop.ui.shell.help import FIRST
from journal_desktop.ui.shell.tabs import TABS


@pytest.mark.parametrize("key", [FIRST, *(tab.key for tab in TABS)])
def test_every_tab_has_a_page_and_its_links_lead_somewhere(key: str) -> None:
    text = resource(f"help/{key}.html").read_text(encoding="utf-8")
    for name in re.findall(r'href="([^"]+)"', text):
        assert resource(f"help/{name}").is_file()
