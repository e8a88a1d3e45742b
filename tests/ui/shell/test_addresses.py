"""Addresses of databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url

from journal_desktop.domain.errors import Invalid
from journal_desktop.ui.shell.addresses import (
    file_of,
    file_url,
    in_full,
    in_words,
    server_url,
    without_password,
)


@pytest.mark.parametrize("name", ["school.db", "школа № 1.db", "a?b#c%20d.db", "ёж & co.db"])
def test_any_file_name_comes_through_the_address(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    url = file_url(path)
    assert file_of(url) == path
    assert make_url(url).database == str(path)
    assert in_words(url) == name
    assert in_full(url) == str(path)


def test_server_is_known_by_name_port_and_database() -> None:
    url = server_url(" server:6432 ", "journal")
    parts = make_url(url)
    assert (parts.host, parts.port, parts.database) == ("server", 6432, "journal")
    assert in_words(url) == "journal на сервере server"
    assert make_url(server_url("server", "journal")).port == 5432
    assert file_of(url) is None


@pytest.mark.parametrize(
    ("server", "database"),
    [
        ("", "journal"),
        ("server", " "),
        ("a@b", "j"),
        ("server:x", "j"),
        ("server:70000", "j"),
        ("server:0", "j"),
        ("server/x", "j"),
    ],
)
def test_what_is_not_a_server_is_refused(server: str, database: str) -> None:
    with pytest.raises(Invalid):
        server_url(server, database)


def test_password_in_an_address_is_never_kept() -> None:
    url = without_password("postgresql+psycopg://owner:s3cret@server:5432/journal?sslmode=require")
    assert url == "postgresql+psycopg://server:5432/journal?sslmode=require"
    assert without_password("sqlite:///a.db") == "sqlite:///a.db"
    assert "s3cret" not in in_full("postgresql+psycopg://owner:s3cret@server/journal")
